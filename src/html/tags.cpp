// Names are looked up by their first sixteen bytes in lower case, as two numbers, in an open-addressed table that is built at
// compile time: one multiplication, one or two comparisons, no branch on the letters.
#include "html/tags.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace dateline::html {

namespace {

using namespace trait;

struct TagRow {
  std::string_view name;
  std::uint16_t traits = 0;
};

// In the order of Tag.
constexpr TagRow kTags[] = {
    {""},
    {""},
    {""},
    {""},
    {""},
    {"a", kFormatting},
    {"abbr"},
    {"address", kSpecial | kBlock},
    {"applet", kSpecial | kScope},
    {"area", kSpecial | kVoid},
    {"article", kSpecial | kBlock},
    {"aside", kSpecial | kBlock},
    {"audio"},
    {"b", kFormatting | kLeavesForeign},
    {"base", kSpecial | kHead | kVoid},
    {"basefont", kSpecial | kHead | kVoid},
    {"bgsound", kSpecial | kHead | kVoid},
    {"big", kFormatting | kLeavesForeign},
    {"blockquote", kSpecial | kBlock | kLeavesForeign},
    {"body", kSpecial | kLeavesForeign},
    {"br", kSpecial | kLeavesForeign | kVoid},
    {"button", kSpecial},
    {"canvas"},
    {"caption", kSpecial | kScope | kImpliedEndTable},
    {"center", kSpecial | kBlock | kLeavesForeign},
    {"cite"},
    {"code", kFormatting | kLeavesForeign},
    {"col", kSpecial | kVoid},
    {"colgroup", kSpecial | kImpliedEndTable},
    {"dd", kSpecial | kImpliedEnd | kLeavesForeign},
    {"del"},
    {"details", kSpecial | kBlock},
    {"dialog", kSpecial | kBlock},
    {"dir", kSpecial | kBlock},
    {"div", kSpecial | kBlock | kLeavesForeign},
    {"dl", kSpecial | kBlock | kLeavesForeign},
    {"dt", kSpecial | kImpliedEnd | kLeavesForeign},
    {"em", kFormatting | kLeavesForeign},
    {"embed", kSpecial | kLeavesForeign | kVoid},
    {"fieldset", kSpecial | kBlock},
    {"figcaption", kSpecial | kBlock},
    {"figure", kSpecial | kBlock},
    {"font", kFormatting},
    {"footer", kSpecial | kBlock},
    {"form", kSpecial},
    {"frame", kSpecial | kVoid},
    {"frameset", kSpecial},
    {"h1", kSpecial | kHeading | kLeavesForeign},
    {"h2", kSpecial | kHeading | kLeavesForeign},
    {"h3", kSpecial | kHeading | kLeavesForeign},
    {"h4", kSpecial | kHeading | kLeavesForeign},
    {"h5", kSpecial | kHeading | kLeavesForeign},
    {"h6", kSpecial | kHeading | kLeavesForeign},
    {"head", kSpecial | kLeavesForeign},
    {"header", kSpecial | kBlock},
    {"hgroup", kSpecial | kBlock},
    {"hr", kSpecial | kLeavesForeign | kVoid},
    {"html", kSpecial | kScope | kTableScope},
    {"i", kFormatting | kLeavesForeign},
    {"iframe", kSpecial | kRawText},
    {"image", kVoid},
    {"img", kSpecial | kLeavesForeign | kVoid},
    {"input", kSpecial | kVoid},
    {"ins"},
    {"keygen", kSpecial | kVoid},
    {"label"},
    {"li", kSpecial | kImpliedEnd | kLeavesForeign},
    {"link", kSpecial | kHead | kVoid},
    {"listing", kSpecial | kLeavesForeign},
    {"main", kSpecial | kBlock},
    {"mark"},
    {"marquee", kSpecial | kScope},
    {"math"},
    {"menu", kSpecial | kBlock | kLeavesForeign},
    {"meta", kSpecial | kHead | kLeavesForeign | kVoid},
    {"nav", kSpecial | kBlock},
    {"nobr", kFormatting | kLeavesForeign},
    {"noembed", kSpecial | kRawText},
    {"noframes", kSpecial | kHead | kRawText},
    {"noscript", kSpecial},
    {"object", kSpecial | kScope},
    {"ol", kSpecial | kBlock | kLeavesForeign},
    {"optgroup", kImpliedEnd},
    {"option", kImpliedEnd},
    {"p", kSpecial | kImpliedEnd | kLeavesForeign},
    {"param", kSpecial | kVoid},
    {"picture"},
    {"plaintext", kSpecial},
    {"pre", kSpecial | kLeavesForeign},
    {"q"},
    {"rb", kImpliedEnd},
    {"rp", kImpliedEnd},
    {"rt", kImpliedEnd},
    {"rtc", kImpliedEnd},
    {"ruby", kLeavesForeign},
    {"s", kFormatting | kLeavesForeign},
    {"script", kSpecial | kHead | kRawText},
    {"search", kSpecial | kBlock},
    {"section", kSpecial | kBlock},
    {"select", kSpecial | kScope},
    {"small", kFormatting | kLeavesForeign},
    {"source", kSpecial | kVoid},
    {"span", kLeavesForeign},
    {"strike", kFormatting | kLeavesForeign},
    {"strong", kFormatting | kLeavesForeign},
    {"style", kSpecial | kHead | kRawText},
    {"sub", kLeavesForeign},
    {"summary", kSpecial | kBlock},
    {"sup", kLeavesForeign},
    {"svg"},
    {"table", kSpecial | kScope | kTableScope | kLeavesForeign | kTablePart},
    {"tbody", kSpecial | kImpliedEndTable | kTablePart},
    {"td", kSpecial | kScope | kImpliedEndTable},
    {"template", kSpecial | kHead | kScope | kTableScope},
    {"textarea", kSpecial | kRawText},
    {"tfoot", kSpecial | kImpliedEndTable | kTablePart},
    {"th", kSpecial | kScope | kImpliedEndTable},
    {"thead", kSpecial | kImpliedEndTable | kTablePart},
    {"time"},
    {"title", kSpecial | kHead | kRawText},
    {"tr", kSpecial | kImpliedEndTable | kTablePart},
    {"track", kSpecial | kVoid},
    {"tt", kFormatting | kLeavesForeign},
    {"u", kFormatting | kLeavesForeign},
    {"ul", kSpecial | kBlock | kLeavesForeign},
    {"var", kLeavesForeign},
    {"video"},
    {"wbr", kSpecial | kVoid},
    {"xmp", kSpecial | kRawText},
    {"annotation-xml"},
    {"desc"},
    {"foreignobject"},
    {"malignmark"},
    {"mglyph"},
    {"mi"},
    {"mn"},
    {"mo"},
    {"ms"},
    {"mtext"},
};
static_assert(std::size(kTags) == static_cast<std::size_t>(Tag::Count_));

// In the order of Attribute.
constexpr std::string_view kAttributes[] = {
    "alt",     "aria-hidden", "class", "color",    "content",  "datetime", "encoding", "face",
    "hidden",  "href",        "id",    "itemprop", "itemtype", "lang",     "name",     "property",
    "pubdate", "rel",         "role",  "size",     "src",      "style",    "title",    "type",
};
static_assert(std::size(kAttributes) == static_cast<std::size_t>(Attribute::Count_));

// The first sixteen bytes of a name in lower case, zeros behind it.
struct Head {
  std::uint64_t low = 0, high = 0;
  friend constexpr bool operator==(Head, Head) = default;
};

constexpr Head head_of_lower(std::string_view name) {
  Head head;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const std::uint64_t byte = static_cast<unsigned char>(name[i]);
    (i < 8 ? head.low : head.high) |= byte << (8 * (i % 8));
  }
  return head;
}

constexpr std::uint64_t kBytes = 0x0101010101010101U;

// Sets bit 5 of every byte from 'A' to 'Z'. Bytes are compared in their low seven bits, so that no carry leaves one.
std::uint64_t lower(std::uint64_t letters) {
  const std::uint64_t low = letters & (0x7F * kBytes);
  const std::uint64_t from_a = low + (0x80 - 'A') * kBytes;
  const std::uint64_t behind_z = low + (0x80 - 'Z' - 1) * kBytes;
  return letters | (((from_a & ~behind_z & ~letters) & (0x80 * kBytes)) >> 2);
}

std::uint64_t load(const char* from) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

std::uint64_t first_bytes(std::uint64_t letters, std::size_t count) {
  return count >= 8 ? letters : letters & ((std::uint64_t{1} << (8 * count)) - 1);
}

Head head_of(std::string_view name) {
  Head head;
  head.low = lower(first_bytes(load(name.data()), name.size()));
  if (name.size() > 8) head.high = lower(first_bytes(load(name.data() + 8), name.size() - 8));
  return head;
}

constexpr std::uint64_t mixed(Head head) { return (head.low ^ (head.high * 0x9E3779B97F4A7C15U)) * 0xD6E8FEB86659FD93U; }

constexpr std::size_t kSlots = 512;
constexpr std::size_t slot_of(std::uint64_t mixed_head) { return static_cast<std::size_t>(mixed_head >> 55); }

constexpr std::uint8_t kEmpty = 0xFF;
struct Slot {
  Head head;
  std::uint8_t value = kEmpty;
  std::uint8_t size = 0;  // tells "a" from "a" with a NUL behind it
};
using Names = std::array<Slot, kSlots>;

constexpr void put(Names& names, std::string_view name, std::size_t value) {
  const Head head = head_of_lower(name);
  std::size_t at = slot_of(mixed(head));
  while (names[at].value != kEmpty) at = (at + 1) % kSlots;
  names[at] = {head, static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(name.size())};
}

constexpr Names kTagNames = [] {
  Names names{};
  for (std::size_t i = 0; i < std::size(kTags); ++i) {
    if (!kTags[i].name.empty()) put(names, kTags[i].name, i);
  }
  return names;
}();

constexpr Names kAttributeNames = [] {
  Names names{};
  for (std::size_t i = 0; i < std::size(kAttributes); ++i) put(names, kAttributes[i], i);
  return names;
}();

NameKey find(const Names& names, std::string_view name) {
  const Head head = head_of(name);
  std::uint64_t hash = mixed(head);
  if (name.size() <= 16) {
    for (std::size_t at = slot_of(hash); names[at].value != kEmpty; at = (at + 1) % kSlots) {
      if (names[at].head == head && names[at].size == name.size()) return names[at].value;
    }
  } else {
    for (const char c : name.substr(16)) {
      const auto byte = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
      hash = (hash ^ byte) * 0x100000001B3U;
    }
  }
  return kUnknownName | static_cast<NameKey>(hash >> 32);
}

struct Adjusted {
  std::string_view lower, adjusted;
};

// By lower-case name, for binary search.
constexpr Adjusted kSvgElements[] = {
    {"altglyph", "altGlyph"},
    {"altglyphdef", "altGlyphDef"},
    {"altglyphitem", "altGlyphItem"},
    {"animatecolor", "animateColor"},
    {"animatemotion", "animateMotion"},
    {"animatetransform", "animateTransform"},
    {"clippath", "clipPath"},
    {"feblend", "feBlend"},
    {"fecolormatrix", "feColorMatrix"},
    {"fecomponenttransfer", "feComponentTransfer"},
    {"fecomposite", "feComposite"},
    {"feconvolvematrix", "feConvolveMatrix"},
    {"fediffuselighting", "feDiffuseLighting"},
    {"fedisplacementmap", "feDisplacementMap"},
    {"fedistantlight", "feDistantLight"},
    {"fedropshadow", "feDropShadow"},
    {"feflood", "feFlood"},
    {"fefunca", "feFuncA"},
    {"fefuncb", "feFuncB"},
    {"fefuncg", "feFuncG"},
    {"fefuncr", "feFuncR"},
    {"fegaussianblur", "feGaussianBlur"},
    {"feimage", "feImage"},
    {"femerge", "feMerge"},
    {"femergenode", "feMergeNode"},
    {"femorphology", "feMorphology"},
    {"feoffset", "feOffset"},
    {"fepointlight", "fePointLight"},
    {"fespecularlighting", "feSpecularLighting"},
    {"fespotlight", "feSpotLight"},
    {"fetile", "feTile"},
    {"feturbulence", "feTurbulence"},
    {"foreignobject", "foreignObject"},
    {"glyphref", "glyphRef"},
    {"lineargradient", "linearGradient"},
    {"radialgradient", "radialGradient"},
    {"textpath", "textPath"},
};

constexpr Adjusted kSvgAttributes[] = {
    {"attributename", "attributeName"},
    {"attributetype", "attributeType"},
    {"basefrequency", "baseFrequency"},
    {"baseprofile", "baseProfile"},
    {"calcmode", "calcMode"},
    {"clippathunits", "clipPathUnits"},
    {"diffuseconstant", "diffuseConstant"},
    {"edgemode", "edgeMode"},
    {"filterunits", "filterUnits"},
    {"glyphref", "glyphRef"},
    {"gradienttransform", "gradientTransform"},
    {"gradientunits", "gradientUnits"},
    {"kernelmatrix", "kernelMatrix"},
    {"kernelunitlength", "kernelUnitLength"},
    {"keypoints", "keyPoints"},
    {"keysplines", "keySplines"},
    {"keytimes", "keyTimes"},
    {"lengthadjust", "lengthAdjust"},
    {"limitingconeangle", "limitingConeAngle"},
    {"markerheight", "markerHeight"},
    {"markerunits", "markerUnits"},
    {"markerwidth", "markerWidth"},
    {"maskcontentunits", "maskContentUnits"},
    {"maskunits", "maskUnits"},
    {"numoctaves", "numOctaves"},
    {"pathlength", "pathLength"},
    {"patterncontentunits", "patternContentUnits"},
    {"patterntransform", "patternTransform"},
    {"patternunits", "patternUnits"},
    {"pointsatx", "pointsAtX"},
    {"pointsaty", "pointsAtY"},
    {"pointsatz", "pointsAtZ"},
    {"preservealpha", "preserveAlpha"},
    {"preserveaspectratio", "preserveAspectRatio"},
    {"primitiveunits", "primitiveUnits"},
    {"refx", "refX"},
    {"refy", "refY"},
    {"repeatcount", "repeatCount"},
    {"repeatdur", "repeatDur"},
    {"requiredextensions", "requiredExtensions"},
    {"requiredfeatures", "requiredFeatures"},
    {"specularconstant", "specularConstant"},
    {"specularexponent", "specularExponent"},
    {"spreadmethod", "spreadMethod"},
    {"startoffset", "startOffset"},
    {"stddeviation", "stdDeviation"},
    {"stitchtiles", "stitchTiles"},
    {"surfacescale", "surfaceScale"},
    {"systemlanguage", "systemLanguage"},
    {"tablevalues", "tableValues"},
    {"targetx", "targetX"},
    {"targety", "targetY"},
    {"textlength", "textLength"},
    {"viewbox", "viewBox"},
    {"viewtarget", "viewTarget"},
    {"xchannelselector", "xChannelSelector"},
    {"ychannelselector", "yChannelSelector"},
    {"zoomandpan", "zoomAndPan"},
};

constexpr Adjusted kForeignAttributes[] = {
    {"xlink:actuate", "xlink actuate"}, {"xlink:arcrole", "xlink arcrole"}, {"xlink:href", "xlink href"},
    {"xlink:role", "xlink role"},       {"xlink:show", "xlink show"},       {"xlink:title", "xlink title"},
    {"xlink:type", "xlink type"},       {"xml:lang", "xml lang"},           {"xml:space", "xml space"},
    {"xmlns", "xmlns xmlns"},           {"xmlns:xlink", "xmlns xlink"},
};

template <std::size_t N>
std::string_view adjusted(const Adjusted (&table)[N], std::string_view name) {
  const Adjusted* found =
      std::lower_bound(table, table + N, name, [](const Adjusted& row, std::string_view wanted) { return row.lower < wanted; });
  return found != table + N && found->lower == name ? found->adjusted : name;
}

}  // namespace

constexpr std::array<std::uint16_t, static_cast<std::size_t>(Tag::Count_)> detail::kTraits = [] {
  std::array<std::uint16_t, static_cast<std::size_t>(Tag::Count_)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = kTags[i].traits;
  return all;
}();

constexpr std::array<Tag, static_cast<std::size_t>(Tag::Count_)> detail::kAlike = [] {
  std::array<Tag, static_cast<std::size_t>(Tag::Count_)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto tag = static_cast<Tag>(i);
    const bool is_formatting = (kTags[i].traits & kFormatting) != 0 && tag != Tag::A && tag != Tag::Nobr;
    all[i] = (kTags[i].traits & kBlock) != 0  ? Tag::Div
             : (kTags[i].traits & kHead) != 0 ? Tag::Base
             : is_formatting                  ? Tag::B
                                              : tag;
  }
  return all;
}();

std::string_view name_of(Tag tag) { return kTags[static_cast<std::size_t>(tag)].name; }
std::string_view name_of(Attribute attribute) { return kAttributes[static_cast<std::size_t>(attribute)]; }

NameKey tag_key(std::string_view name) { return find(kTagNames, name); }
NameKey attribute_key(std::string_view name) { return find(kAttributeNames, name); }

std::string_view adjusted_svg_element(std::string_view name) { return adjusted(kSvgElements, name); }

std::string_view adjusted_foreign_attribute(Namespace name_space, std::string_view name) {
  const std::string_view foreign = adjusted(kForeignAttributes, name);
  if (foreign != name) return foreign;
  if (name_space == Namespace::Svg) return adjusted(kSvgAttributes, name);
  return name == "definitionurl" ? std::string_view("definitionURL") : name;
}

}  // namespace dateline::html
