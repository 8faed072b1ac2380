// The insertion modes before, between and behind head and body, and those of framesets and templates.
#include <algorithm>

#include "html/builder.h"
#include "html/quirks.h"

namespace dateline::html {

namespace {

using Kind = Token::Kind;

// End tags that make what is missing before they are looked at.
bool implies_what_is_missing(Tag tag) { return tag == Tag::Head || tag == Tag::Body || tag == Tag::Html || tag == Tag::Br; }

// Start tags that belong into the head wherever they stand.
bool belongs_to_head(Tag tag) { return (traits(tag) & trait::kHead) != 0; }

}  // namespace

void Builder::insert_doctype(const Token& token) {
  const Doctype& doctype = tokenizer_.doctype();
  quirks_ = is_quirky(doctype);
  tree_.doctype_ = {doctype.name, doctype.public_id, doctype.system_id};
  if (keep_ != Keep::Everything) return;
  add(Tag::Doctype, token.letters, {0, kNone});
}

Builder::Next Builder::initial(Token& token) {
  if (token.kind == Kind::Text) {
    leading_space(token);
    if (token.letters.empty()) return Next::Done;
  } else if (token.kind == Kind::Comment) {
    insert_comment(token, 0);
    return Next::Done;
  } else if (token.kind == Kind::Doctype) {
    insert_doctype(token);
    mode_ = Mode::BeforeHtml;
    return Next::Done;
  }
  quirks_ = true;
  mode_ = Mode::BeforeHtml;
  return Next::Again;
}

Builder::Next Builder::before_html(Token& token) {
  switch (token.kind) {
    case Kind::Doctype:
      return Next::Done;
    case Kind::Comment:
      insert_comment(token, 0);
      return Next::Done;
    case Kind::Text:
      leading_space(token);
      if (token.letters.empty()) return Next::Done;
      break;
    case Kind::EndTag:
      if (!implies_what_is_missing(token.tag)) return Next::Done;
      break;
    default:
      break;
  }
  mode_ = Mode::BeforeHead;
  if (token.kind == Kind::StartTag && token.tag == Tag::Html) {
    push(create(token, Namespace::Html, {0, kNone}));
    return Next::Done;
  }
  Token html;
  html.tag = Tag::Html;
  html.name = static_cast<NameKey>(Tag::Html);
  push(create(html, Namespace::Html, {0, kNone}));
  return Next::Again;
}

Builder::Next Builder::before_head(Token& token) {
  switch (token.kind) {
    case Kind::Doctype:
      return Next::Done;
    case Kind::Comment:
      insert_comment(token, kNone);
      return Next::Done;
    case Kind::Text:
      leading_space(token);
      if (token.letters.empty()) return Next::Done;
      break;
    case Kind::EndTag:
      if (!implies_what_is_missing(token.tag)) return Next::Done;
      break;
    case Kind::StartTag:
      if (token.tag == Tag::Html) return in_body(token);
      if (token.tag == Tag::Head) {
        head_ = insert(token);
        mode_ = Mode::InHead;
        return Next::Done;
      }
      break;
    case Kind::End:
      break;
  }
  head_ = insert_implied(Tag::Head);
  mode_ = Mode::InHead;
  return Next::Again;
}

Builder::Next Builder::in_head(Token& token) {
  switch (token.kind) {
    case Kind::Doctype:
      return Next::Done;
    case Kind::Comment:
      insert_comment(token, kNone);
      return Next::Done;
    case Kind::Text:
      insert_text(leading_space(token));
      if (token.letters.empty()) return Next::Done;
      break;
    case Kind::StartTag:
      switch (token.tag) {
        case Tag::Html:
          return in_body(token);
        case Tag::Base:
        case Tag::Basefont:
        case Tag::Bgsound:
        case Tag::Link:
        case Tag::Meta:
          insert_void(token);
          return Next::Done;
        case Tag::Title:
          insert_raw_text(token, Content::Rcdata);
          return Next::Done;
        case Tag::Noframes:
        case Tag::Style:
          insert_raw_text(token, Content::RawText);
          return Next::Done;
        case Tag::Script:
          insert_raw_text(token, Content::Script);
          return Next::Done;
        case Tag::Noscript:
          insert(token);
          mode_ = Mode::InHeadNoscript;
          return Next::Done;
        case Tag::Template:
          insert(token);
          push_marker();
          frameset_ok_ = false;
          mode_ = Mode::InTemplate;
          template_modes_.push_back(Mode::InTemplate);
          return Next::Done;
        case Tag::Head:
          return Next::Done;
        default:
          break;
      }
      break;
    case Kind::EndTag:
      if (token.tag == Tag::Template) {
        end_template();
        return Next::Done;
      }
      if (token.tag == Tag::Head) {
        pop();
        mode_ = Mode::AfterHead;
        return Next::Done;
      }
      if (!implies_what_is_missing(token.tag)) return Next::Done;
      break;
    case Kind::End:
      break;
  }
  pop();
  mode_ = Mode::AfterHead;
  return Next::Again;
}

void Builder::end_template() {
  if (!is_open(Tag::Template)) return;
  imply_all_ends();
  leave_template();
}

void Builder::leave_template() {
  pop_until(Tag::Template);
  clear_formatting_to_marker();
  template_modes_.pop_back();
  reset_mode();
}

Builder::Next Builder::in_head_noscript(Token& token) {
  switch (token.kind) {
    case Kind::Doctype:
      return Next::Done;
    case Kind::Comment:
      return in_head(token);
    case Kind::Text:
      insert_text(leading_space(token));
      if (token.letters.empty()) return Next::Done;
      break;
    case Kind::StartTag:
      switch (token.tag) {
        case Tag::Html:
          return in_body(token);
        case Tag::Basefont:
        case Tag::Bgsound:
        case Tag::Link:
        case Tag::Meta:
        case Tag::Noframes:
        case Tag::Style:
          return in_head(token);
        case Tag::Head:
        case Tag::Noscript:
          return Next::Done;
        default:
          break;
      }
      break;
    case Kind::EndTag:
      if (token.tag == Tag::Noscript) {
        pop();
        mode_ = Mode::InHead;
        return Next::Done;
      }
      if (token.tag != Tag::Br) return Next::Done;
      break;
    case Kind::End:
      break;
  }
  pop();
  mode_ = Mode::InHead;
  return Next::Again;
}

Builder::Next Builder::after_head(Token& token) {
  switch (token.kind) {
    case Kind::Doctype:
      return Next::Done;
    case Kind::Comment:
      insert_comment(token, kNone);
      return Next::Done;
    case Kind::Text:
      insert_text(leading_space(token));
      if (token.letters.empty()) return Next::Done;
      break;
    case Kind::StartTag:
      if (token.tag == Tag::Html) return in_body(token);
      if (token.tag == Tag::Head) return Next::Done;
      if (token.tag == Tag::Body) {
        insert(token);
        frameset_ok_ = false;
        mode_ = Mode::InBody;
        return Next::Done;
      }
      if (token.tag == Tag::Frameset) {
        insert(token);
        mode_ = Mode::InFrameset;
        return Next::Done;
      }
      if (belongs_to_head(token.tag)) {
        push(head_);
        in_head(token);
        remove_from_stack(static_cast<std::size_t>(std::find(open_.begin(), open_.end(), head_) - open_.begin()));
        return Next::Done;
      }
      break;
    case Kind::EndTag:
      if (token.tag == Tag::Template) return in_head(token);
      if (!implies_what_is_missing(token.tag) || token.tag == Tag::Head) return Next::Done;
      break;
    case Kind::End:
      break;
  }
  insert_implied(Tag::Body);
  mode_ = Mode::InBody;
  return Next::Again;
}

Builder::Next Builder::in_text(Token& token) {
  if (token.kind == Kind::Text) {
    insert_text(token.letters);
    return Next::Done;
  }
  pop();
  mode_ = original_mode_;
  return token.kind == Kind::End ? Next::Again : Next::Done;
}

Builder::Next Builder::in_template(Token& token) {
  const auto go_on_in = [this](Mode mode) {
    template_modes_.back() = mode;
    mode_ = mode;
    return Next::Again;
  };
  switch (token.kind) {
    case Kind::Text:
    case Kind::Comment:
    case Kind::Doctype:
      return in_body(token);
    case Kind::StartTag:
      if (belongs_to_head(token.tag)) return in_head(token);
      switch (token.tag) {
        case Tag::Caption:
        case Tag::Colgroup:
        case Tag::Tbody:
        case Tag::Tfoot:
        case Tag::Thead:
          return go_on_in(Mode::InTable);
        case Tag::Col:
          return go_on_in(Mode::InColumnGroup);
        case Tag::Tr:
          return go_on_in(Mode::InTableBody);
        case Tag::Td:
        case Tag::Th:
          return go_on_in(Mode::InRow);
        default:
          return go_on_in(Mode::InBody);
      }
    case Kind::EndTag:
      if (token.tag == Tag::Template) end_template();
      return Next::Done;
    case Kind::End:
      break;
  }
  if (!is_open(Tag::Template)) return Next::Done;
  leave_template();
  return Next::Again;
}

Builder::Next Builder::after_body(Token& token) {
  switch (token.kind) {
    case Kind::Doctype:
    case Kind::End:
      return Next::Done;
    case Kind::Comment:
      insert_comment(token, open_.front());
      return Next::Done;
    case Kind::Text:
      if (is_space_only(token.letters)) return in_body(token);
      break;
    case Kind::StartTag:
      if (token.tag == Tag::Html) return in_body(token);
      break;
    case Kind::EndTag:
      if (token.tag == Tag::Html) {
        mode_ = Mode::AfterAfterBody;
        return Next::Done;
      }
      break;
  }
  mode_ = Mode::InBody;
  return Next::Again;
}

// What framesets hold and what stands behind them: comments, white space, and the start tags that count everywhere.
Builder::Next Builder::beside_frames(Token& token, std::uint32_t parent_of_comments) {
  if (token.kind == Kind::Comment) insert_comment(token, parent_of_comments);
  if (token.kind == Kind::Text) insert_spaces(token.letters);
  if (token.kind == Kind::StartTag && token.tag == Tag::Html) return in_body(token);
  if (token.kind == Kind::StartTag && token.tag == Tag::Noframes) return in_head(token);
  return Next::Done;
}

Builder::Next Builder::in_frameset(Token& token) {
  if (token.kind == Kind::StartTag && token.tag == Tag::Frameset) insert(token);
  if (token.kind == Kind::StartTag && token.tag == Tag::Frame) insert_void(token);
  if (token.kind == Kind::EndTag && token.tag == Tag::Frameset && open_.size() > 1) {
    pop();
    if (!current_is(Tag::Frameset)) mode_ = Mode::AfterFrameset;
  }
  return beside_frames(token, kNone);
}

Builder::Next Builder::after_frameset(Token& token) {
  if (token.kind == Kind::EndTag && token.tag == Tag::Html) mode_ = Mode::AfterAfterFrameset;
  return beside_frames(token, kNone);
}

Builder::Next Builder::after_after_body(Token& token) {
  if (token.kind == Kind::End) return Next::Done;
  if (token.kind == Kind::Comment) {
    insert_comment(token, 0);
    return Next::Done;
  }
  if (token.kind == Kind::Doctype || (token.kind == Kind::Text && is_space_only(token.letters)) ||
      (token.kind == Kind::StartTag && token.tag == Tag::Html)) {
    return in_body(token);
  }
  mode_ = Mode::InBody;
  return Next::Again;
}

Builder::Next Builder::after_after_frameset(Token& token) { return beside_frames(token, 0); }

}  // namespace dateline::html
