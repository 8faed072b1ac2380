// The insertion mode of almost everything: "in body".
#include <algorithm>

#include "html/builder.h"

namespace dateline::html {

namespace {
using Kind = Token::Kind;
}  // namespace

Builder::Next Builder::in_body(Token& token) {
  switch (token.kind) {
    case Kind::Text:
      text_in_body(token);
      return Next::Done;
    case Kind::StartTag:
      return start_in_body(token);
    case Kind::EndTag:
      return end_in_body(token);
    case Kind::Comment:
      insert_comment(token, kNone);
      return Next::Done;
    case Kind::Doctype:
      return Next::Done;
    case Kind::End:
      return template_modes_.empty() ? Next::Done : in_template(token);
  }
  return Next::Done;
}

void Builder::text_in_body(const Token& token) {
  const Span letters = token.has_nul ? tree_.letters_.without_nul(token.letters, Letters::Nul::LeftOut) : token.letters;
  if (letters.empty()) return;
  reconstruct_formatting();
  insert_text(letters);
  if (frameset_ok_ && !is_space_only(letters)) frameset_ok_ = false;
}

Builder::Next Builder::start_in_body(Token& token) {
  switch (alike_in_body(token.tag)) {
    case Tag::Html:
      if (!is_open(Tag::Template)) merge_attributes(token, open_.front());
      return Next::Done;
    case Tag::Body:
      if (open_.size() < 2 || !is(open_[1], Tag::Body) || is_open(Tag::Template)) return Next::Done;
      frameset_ok_ = false;
      merge_attributes(token, open_[1]);
      return Next::Done;
    case Tag::Frameset:
      start_frameset(token);
      return Next::Done;
    case Tag::Base:
      return in_head(token);
    case Tag::Div:
    case Tag::P:
      close_p();
      insert(token);
      return Next::Done;
    case Tag::H1:
    case Tag::H2:
    case Tag::H3:
    case Tag::H4:
    case Tag::H5:
    case Tag::H6:
      close_p();
      if ((traits_of(node(current())) & trait::kHeading) != 0) pop();
      insert(token);
      return Next::Done;
    case Tag::Pre:
    case Tag::Listing:
      close_p();
      insert(token);
      skip_newline_ = true;
      frameset_ok_ = false;
      return Next::Done;
    case Tag::Form:
      if (form_ != kNone && !is_open(Tag::Template)) return Next::Done;
      close_p();
      insert(token);
      if (!is_open(Tag::Template)) form_ = current();
      return Next::Done;
    case Tag::Li:
    case Tag::Dd:
    case Tag::Dt:
      start_list_item(token);
      return Next::Done;
    case Tag::Plaintext:
      close_p();
      insert(token);
      tokenizer_.set_content(Content::PlainText);
      return Next::Done;
    case Tag::Button:
      end_block(Tag::Button);
      reconstruct_formatting();
      insert(token);
      frameset_ok_ = false;
      return Next::Done;
    case Tag::A:
      if (const std::uint32_t open = formatting_of(Tag::A); open != kNone) {
        adopt(token);
        remove_formatting(open);
        const auto at = std::find(open_.begin(), open_.end(), open);
        if (at != open_.end()) remove_from_stack(static_cast<std::size_t>(at - open_.begin()));
      }
      reconstruct_formatting();
      insert(token);
      push_formatting(current());
      return Next::Done;
    case Tag::Nobr:
      reconstruct_formatting();
      if (in_scope(Tag::Nobr)) {
        adopt(token);
        reconstruct_formatting();
      }
      insert(token);
      push_formatting(current());
      return Next::Done;
    case Tag::B:
      reconstruct_formatting();
      insert(token);
      push_formatting(current());
      return Next::Done;
    case Tag::Applet:
    case Tag::Marquee:
    case Tag::Object:
      reconstruct_formatting();
      insert(token);
      push_marker();
      frameset_ok_ = false;
      return Next::Done;
    case Tag::Table:
      if (!quirks_) close_p();
      insert(token);
      frameset_ok_ = false;
      mode_ = Mode::InTable;
      return Next::Done;
    case Tag::Area:
    case Tag::Br:
    case Tag::Embed:
    case Tag::Img:
    case Tag::Keygen:
    case Tag::Wbr:
      reconstruct_formatting();
      insert_void(token);
      frameset_ok_ = false;
      return Next::Done;
    case Tag::Input:
      if (in_scope(Tag::Select)) pop_until(Tag::Select);
      reconstruct_formatting();
      insert_void(token);
      if (!attribute_is(token, Attribute::Type, "hidden")) frameset_ok_ = false;
      return Next::Done;
    case Tag::Param:
    case Tag::Source:
    case Tag::Track:
      insert_void(token);
      return Next::Done;
    case Tag::Hr:
      close_p();
      if (in_scope(Tag::Select)) imply_ends();
      insert_void(token);
      frameset_ok_ = false;
      return Next::Done;
    case Tag::Image:
      token.tag = Tag::Img;
      token.name = static_cast<NameKey>(Tag::Img);
      return Next::Again;
    case Tag::Textarea:
      insert_raw_text(token, Content::Rcdata);
      skip_newline_ = true;
      frameset_ok_ = false;
      return Next::Done;
    case Tag::Xmp:
      close_p();
      reconstruct_formatting();
      frameset_ok_ = false;
      insert_raw_text(token, Content::RawText);
      return Next::Done;
    case Tag::Iframe:
      frameset_ok_ = false;
      insert_raw_text(token, Content::RawText);
      return Next::Done;
    case Tag::Noembed:
      insert_raw_text(token, Content::RawText);
      return Next::Done;
    case Tag::Select:
      if (in_scope(Tag::Select)) {
        pop_until(Tag::Select);
        return Next::Done;
      }
      reconstruct_formatting();
      insert(token);
      frameset_ok_ = false;
      return Next::Done;
    case Tag::Option:
    case Tag::Optgroup:
      start_option(token);
      return Next::Done;
    case Tag::Rb:
    case Tag::Rtc:
      if (in_scope(Tag::Ruby)) imply_ends();
      insert(token);
      return Next::Done;
    case Tag::Rp:
    case Tag::Rt:
      if (in_scope(Tag::Ruby)) imply_ends(Tag::Rtc);
      insert(token);
      return Next::Done;
    case Tag::Math:
    case Tag::Svg:
      reconstruct_formatting();
      insert(token, token.tag == Tag::Svg ? Namespace::Svg : Namespace::MathMl);
      if (token.self_closing) pop();
      return Next::Done;
    case Tag::Caption:
    case Tag::Col:
    case Tag::Colgroup:
    case Tag::Frame:
    case Tag::Head:
    case Tag::Tbody:
    case Tag::Td:
    case Tag::Tfoot:
    case Tag::Th:
    case Tag::Thead:
    case Tag::Tr:
      return Next::Done;
    default:
      reconstruct_formatting();
      insert(token);
      return Next::Done;
  }
}

void Builder::start_frameset(const Token& token) {
  if (open_.size() < 2 || !is(open_[1], Tag::Body) || !frameset_ok_) return;
  unlink(open_[1]);
  while (open_.size() > 1) pop();
  insert(token);
  mode_ = Mode::InFrameset;
}

// An open item of the same list ends where the next one begins.
void Builder::start_list_item(const Token& token) {
  frameset_ok_ = false;
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Element& element = node(open_[i]);
    const bool html = element.name_space == Namespace::Html;
    const bool same = token.tag == Tag::Li ? element.tag == Tag::Li : element.tag == Tag::Dd || element.tag == Tag::Dt;
    if (html && same) {
      close(element.tag);
      break;
    }
    const bool passed = html && (element.tag == Tag::Address || element.tag == Tag::Div || element.tag == Tag::P);
    if ((traits_of(element) & trait::kSpecial) != 0 && !passed) break;
  }
  close_p();
  insert(token);
}

void Builder::start_option(const Token& token) {
  if (in_scope(Tag::Select)) {
    imply_ends(token.tag == Tag::Option ? Tag::Optgroup : Tag::Document);
  } else if (current_is(Tag::Option)) {
    pop();
  }
  reconstruct_formatting();
  insert(token);
}

Builder::Next Builder::end_in_body(Token& token) {
  switch (alike_in_body(token.tag)) {
    case Tag::Base:
      if (token.tag == Tag::Template) return in_head(token);
      end_other(token);
      return Next::Done;
    case Tag::Body:
    case Tag::Html:
      if (!in_scope(Tag::Body)) return Next::Done;
      mode_ = Mode::AfterBody;
      return token.tag == Tag::Html ? Next::Again : Next::Done;
    case Tag::Div:
    case Tag::Button:
    case Tag::Listing:
    case Tag::Pre:
    case Tag::Select:
      end_block(token.tag);
      return Next::Done;
    case Tag::Form:
      end_form();
      return Next::Done;
    case Tag::P:
      if (!in_scope(Tag::P, Scope::Button)) insert_implied(Tag::P);
      close_p();
      return Next::Done;
    case Tag::Li:
      if (in_scope(Tag::Li, Scope::ListItem)) close(Tag::Li);
      return Next::Done;
    case Tag::Dd:
    case Tag::Dt:
      if (in_scope(token.tag)) close(token.tag);
      return Next::Done;
    case Tag::H1:
    case Tag::H2:
    case Tag::H3:
    case Tag::H4:
    case Tag::H5:
    case Tag::H6:
      if (!heading_in_scope()) return Next::Done;
      imply_ends();
      while ((traits_of(node(current())) & trait::kHeading) == 0) pop();
      pop();
      return Next::Done;
    case Tag::A:
    case Tag::B:
    case Tag::Nobr:
      adopt(token);
      return Next::Done;
    case Tag::Applet:
    case Tag::Marquee:
    case Tag::Object:
      if (in_scope(token.tag)) {
        end_block(token.tag);
        clear_formatting_to_marker();
      }
      return Next::Done;
    case Tag::Br: {
      Token br;
      br.kind = Kind::StartTag;
      br.tag = Tag::Br;
      br.name = static_cast<NameKey>(Tag::Br);
      return start_in_body(br);
    }
    default:
      end_other(token);
      return Next::Done;
  }
}

void Builder::end_block(Tag tag) {
  if (!in_scope(tag)) return;
  imply_ends();
  pop_until(tag);
}

void Builder::end_form() {
  if (is_open(Tag::Template)) return end_block(Tag::Form);
  const std::uint32_t form = form_;
  form_ = kNone;
  if (form == kNone || !node_in_scope(form)) return;
  imply_ends();
  remove_from_stack(static_cast<std::size_t>(std::find(open_.begin(), open_.end(), form) - open_.begin()));
}

void Builder::end_other(const Token& token) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Element& element = node(open_[i]);
    if (element.name_space == Namespace::Html && element.name == token.name) {
      imply_ends(token.tag);
      while (open_.size() > i) pop();
      return;
    }
    if ((traits_of(element) & trait::kSpecial) != 0) return;
  }
}

}  // namespace dateline::html
