// The vocabulary of HTML as far as this project tells it apart: elements, attributes, and what the parsing algorithm must know of
// each element. Constant data; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dateline::html {

// What a node is. Elements that neither the parser nor the rules for pages tell apart are Other; so are, in a Tree, those below
// an <svg> or a <math>, whatever their name.
enum class Tag : std::uint8_t {
  Text,
  Comment,
  Doctype,
  Document,
  Other,
  A,
  Abbr,
  Address,
  Applet,
  Area,
  Article,
  Aside,
  Audio,
  B,
  Base,
  Basefont,
  Bgsound,
  Big,
  Blockquote,
  Body,
  Br,
  Button,
  Canvas,
  Caption,
  Center,
  Cite,
  Code,
  Col,
  Colgroup,
  Dd,
  Del,
  Details,
  Dialog,
  Dir,
  Div,
  Dl,
  Dt,
  Em,
  Embed,
  Fieldset,
  Figcaption,
  Figure,
  Font,
  Footer,
  Form,
  Frame,
  Frameset,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  Head,
  Header,
  Hgroup,
  Hr,
  Html,
  I,
  Iframe,
  Image,
  Img,
  Input,
  Ins,
  Keygen,
  Label,
  Li,
  Link,
  Listing,
  Main,
  Mark,
  Marquee,
  Math,
  Menu,
  Meta,
  Nav,
  Nobr,
  Noembed,
  Noframes,
  Noscript,
  Object,
  Ol,
  Optgroup,
  Option,
  P,
  Param,
  Picture,
  Plaintext,
  Pre,
  Q,
  Rb,
  Rp,
  Rt,
  Rtc,
  Ruby,
  S,
  Script,
  Search,
  Section,
  Select,
  Small,
  Source,
  Span,
  Strike,
  Strong,
  Style,
  Sub,
  Summary,
  Sup,
  Svg,
  Table,
  Tbody,
  Td,
  Template,
  Textarea,
  Tfoot,
  Th,
  Thead,
  Time,
  Title,
  Tr,
  Track,
  Tt,
  U,
  Ul,
  Var,
  Video,
  Wbr,
  Xmp,
  // Elements of MathML and SVG that the parsing algorithm looks at.
  AnnotationXml,
  Desc,
  ForeignObject,
  Malignmark,
  Mglyph,
  Mi,
  Mn,
  Mo,
  Ms,
  Mtext,
  Count_,
};

enum class Attribute : std::uint8_t {
  Alt,
  AriaHidden,
  Class,
  Color,
  Content,
  Datetime,
  Encoding,
  Face,
  Hidden,
  Href,
  Id,
  Itemprop,
  Itemtype,
  Lang,
  Name,
  Property,
  Pubdate,
  Rel,
  Role,
  Size,
  Src,
  Style,
  Title,
  Type,
  Count_,
};

enum class Namespace : std::uint8_t { Html, MathMl, Svg };

// What the parsing algorithm asks of an element; a set of bits. The names are the standard's ideas.
namespace trait {
inline constexpr std::uint16_t kSpecial = 1;           // closes the search for a list item or an ordinary end tag
inline constexpr std::uint16_t kScope = 2;             // ends every scope
inline constexpr std::uint16_t kTableScope = 4;        // ends the table scope
inline constexpr std::uint16_t kImpliedEnd = 8;        // its end tag may be left out
inline constexpr std::uint16_t kImpliedEndTable = 16;  // the same where a template ends
inline constexpr std::uint16_t kFormatting = 32;       // taken up again in the next block when it was left open
inline constexpr std::uint16_t kHeading = 64;
inline constexpr std::uint16_t kLeavesForeign = 128;  // its start tag ends an <svg> or a <math>
inline constexpr std::uint16_t kVoid = 256;           // holds nothing
inline constexpr std::uint16_t kRawText = 512;        // holds text only
inline constexpr std::uint16_t kTablePart = 1024;     // what is no part of a table does not stay in it
inline constexpr std::uint16_t kBlock = 2048;         // ends an open paragraph; its end tag ends what is open in it
inline constexpr std::uint16_t kHead = 4096;          // belongs into the head wherever it stands
}  // namespace trait

namespace detail {
extern const std::array<std::uint16_t, static_cast<std::size_t>(Tag::Count_)> kTraits;
extern const std::array<Tag, static_cast<std::size_t>(Tag::Count_)> kAlike;
}  // namespace detail
inline std::uint16_t traits(Tag tag) { return detail::kTraits[static_cast<std::size_t>(tag)]; }
// The tag whose rules in the body a tag shares: Div for a block, B for formatting but for <a> and <nobr>, Base for what belongs
// into the head; for others the tag itself.
inline Tag alike_in_body(Tag tag) { return detail::kAlike[static_cast<std::size_t>(tag)]; }
std::string_view name_of(Tag tag);
std::string_view name_of(Attribute attribute);

// An element's or attribute's name as a number: equal numbers for equal names, ASCII case aside. Known names have their
// enumerator, others a hash with the highest bit set.
using NameKey = std::uint32_t;
inline constexpr NameKey kUnknownName = 0x80000000U;

// `name` may be written in any case. At least 16 bytes must be readable from name.data(), whatever its length.
NameKey tag_key(std::string_view name);
NameKey attribute_key(std::string_view name);

// Names of SVG elements and attributes with their capitals, of MathML attributes, and of attributes with a namespace ("xlink
// href"), from their lower-case form, which is given back when there is nothing to adjust.
std::string_view adjusted_svg_element(std::string_view name);
std::string_view adjusted_foreign_attribute(Namespace name_space, std::string_view name);

}  // namespace dateline::html
