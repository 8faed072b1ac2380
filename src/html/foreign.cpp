// Elements inside <svg> and <math>, which have rules of their own until HTML begins again in one of their integration points.
#include "html/builder.h"

namespace dateline::html {

namespace {
using Kind = Token::Kind;
}  // namespace

bool Builder::is_mathml_text_point(const Element& element) const {
  return element.name_space == Namespace::MathMl && (element.tag == Tag::Mi || element.tag == Tag::Mo || element.tag == Tag::Mn ||
                                                     element.tag == Tag::Ms || element.tag == Tag::Mtext);
}

bool Builder::is_html_point(const Element& element) const {
  return element.holds_html || (element.name_space == Namespace::Svg &&
                                (element.tag == Tag::ForeignObject || element.tag == Tag::Desc || element.tag == Tag::Title));
}

bool Builder::follows_html_rules(const Token& token) const {
  if (token.kind == Kind::End) return true;
  const Element& element = node(current());
  const bool start = token.kind == Kind::StartTag;
  if (is_mathml_text_point(element) &&
      (token.kind == Kind::Text || (start && token.tag != Tag::Mglyph && token.tag != Tag::Malignmark))) {
    return true;
  }
  if (start && token.tag == Tag::Svg && element.tag == Tag::AnnotationXml && element.name_space == Namespace::MathMl) return true;
  return is_html_point(element) && (start || token.kind == Kind::Text);
}

Builder::Next Builder::in_foreign(Token& token) {
  switch (token.kind) {
    case Kind::Text: {
      const bool has_letters = [&] {
        const std::string_view letters = tree_.letters_[token.letters];
        return letters.find_first_not_of(std::string_view("\0 \t\n\r\f", 6)) != std::string_view::npos;
      }();
      if (has_letters) frameset_ok_ = false;
      insert_text(token.has_nul ? tree_.letters_.without_nul(token.letters, Letters::Nul::Replaced) : token.letters);
      return Next::Done;
    }
    case Kind::Comment:
      insert_comment(token, kNone);
      return Next::Done;
    case Kind::StartTag:
      return start_in_foreign(token);
    case Kind::EndTag:
      return end_in_foreign(token);
    default:
      return Next::Done;
  }
}

// Closes elements up to one that may hold HTML.
void Builder::leave_foreign() {
  for (;;) {
    const Element& element = node(current());
    if (element.name_space == Namespace::Html || is_mathml_text_point(element) || is_html_point(element)) return;
    pop();
  }
}

Builder::Next Builder::start_in_foreign(Token& token) {
  const bool leaves = (traits(token.tag) & trait::kLeavesForeign) != 0 ||
                      (token.tag == Tag::Font &&
                       (find_attribute(token, Attribute::Color) != nullptr || find_attribute(token, Attribute::Face) != nullptr ||
                        find_attribute(token, Attribute::Size) != nullptr));
  if (leaves) {
    leave_foreign();
    return step_in_mode(token);
  }
  const Namespace name_space = node(current()).name_space;
  const std::uint32_t index = insert(token, name_space);
  if (name_space == Namespace::MathMl && token.tag == Tag::AnnotationXml) {
    node(index).holds_html = attribute_is(token, Attribute::Encoding, "text/html") ||
                             attribute_is(token, Attribute::Encoding, "application/xhtml+xml");
  }
  if (token.self_closing) pop();
  return Next::Done;
}

Builder::Next Builder::end_in_foreign(Token& token) {
  if (token.tag == Tag::Br || token.tag == Tag::P) {
    leave_foreign();
    return step_in_mode(token);
  }
  for (std::size_t i = open_.size(); i-- > 1;) {
    const Element& element = node(open_[i]);
    if (element.name_space == Namespace::Html) return step_in_mode(token);
    if (element.name != token.name) continue;
    while (open_.size() > i) pop();
    return Next::Done;
  }
  return Next::Done;
}

}  // namespace dateline::html
