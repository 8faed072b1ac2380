// The insertion modes inside a table. What is no part of a table is put before it ("foster parenting").
#include "html/builder.h"

namespace dateline::html {

namespace {
using Kind = Token::Kind;

bool starts_row_group(Tag tag) { return tag == Tag::Tbody || tag == Tag::Tfoot || tag == Tag::Thead; }
bool is_cell(Tag tag) { return tag == Tag::Td || tag == Tag::Th; }

// Start tags that end a caption or a cell.
bool is_table_structure(Tag tag) {
  return starts_row_group(tag) || is_cell(tag) || tag == Tag::Caption || tag == Tag::Col || tag == Tag::Colgroup ||
         tag == Tag::Tr;
}

bool ends_nothing_in_tables(Tag tag) {
  return tag == Tag::Body || tag == Tag::Caption || tag == Tag::Col || tag == Tag::Colgroup || tag == Tag::Html;
}

}  // namespace

Builder::Next Builder::foster(Token& token) {
  foster_ = true;
  const Next next = in_body(token);
  foster_ = false;
  return next;
}

void Builder::clear_stack_to(Tag a, Tag b, Tag c) {
  const auto stays = [this](Tag tag) { return current_is(tag); };
  while (!stays(a) && !stays(b) && !stays(c) && !stays(Tag::Template) && !stays(Tag::Html)) pop();
}

Builder::Next Builder::in_table(Token& token) {
  const auto clear = [this] { clear_stack_to(Tag::Table, Tag::Table, Tag::Table); };
  const auto implied = [&](Tag tag, Mode mode) {
    clear();
    insert_implied(tag);
    mode_ = mode;
    return Next::Again;
  };
  switch (token.kind) {
    case Kind::Text: {
      const Element& element = node(current());
      const bool inside = element.name_space == Namespace::Html &&
                          ((traits(element.tag) & trait::kTablePart) != 0 || element.tag == Tag::Template);
      if (!inside) return foster(token);
      if (token.has_nul) {
        token.letters = tree_.letters_.without_nul(token.letters, Letters::Nul::LeftOut);
        token.has_nul = false;
      }
      if (!is_space_only(token.letters)) return foster(token);
      insert_text(token.letters);
      return Next::Done;
    }
    case Kind::Comment:
      insert_comment(token, kNone);
      return Next::Done;
    case Kind::Doctype:
      return Next::Done;
    case Kind::End:
      return in_body(token);
    case Kind::StartTag:
      switch (token.tag) {
        case Tag::Caption:
          clear();
          push_marker();
          insert(token);
          mode_ = Mode::InCaption;
          return Next::Done;
        case Tag::Colgroup:
          clear();
          insert(token);
          mode_ = Mode::InColumnGroup;
          return Next::Done;
        case Tag::Col:
          return implied(Tag::Colgroup, Mode::InColumnGroup);
        case Tag::Tbody:
        case Tag::Tfoot:
        case Tag::Thead:
          clear();
          insert(token);
          mode_ = Mode::InTableBody;
          return Next::Done;
        case Tag::Td:
        case Tag::Th:
        case Tag::Tr:
          return implied(Tag::Tbody, Mode::InTableBody);
        case Tag::Table:
          if (!in_scope(Tag::Table, Scope::Table)) return Next::Done;
          pop_until(Tag::Table);
          reset_mode();
          return Next::Again;
        case Tag::Style:
        case Tag::Script:
        case Tag::Template:
          return in_head(token);
        case Tag::Input:
          if (!attribute_is(token, Attribute::Type, "hidden")) break;
          insert_void(token);
          return Next::Done;
        case Tag::Form:
          if (is_open(Tag::Template) || form_ != kNone) return Next::Done;
          insert(token);
          form_ = current();
          pop();
          return Next::Done;
        default:
          break;
      }
      break;
    case Kind::EndTag:
      if (token.tag == Tag::Table) {
        if (!in_scope(Tag::Table, Scope::Table)) return Next::Done;
        pop_until(Tag::Table);
        reset_mode();
        return Next::Done;
      }
      if (token.tag == Tag::Template) return in_head(token);
      if (ends_nothing_in_tables(token.tag) || is_table_structure(token.tag)) return Next::Done;
      break;
  }
  return foster(token);
}

Builder::Next Builder::leave_caption(Next then) {
  if (!in_scope(Tag::Caption, Scope::Table)) return Next::Done;
  imply_ends();
  pop_until(Tag::Caption);
  clear_formatting_to_marker();
  mode_ = Mode::InTable;
  return then;
}

Builder::Next Builder::in_caption(Token& token) {
  if (token.kind == Kind::StartTag && is_table_structure(token.tag)) return leave_caption(Next::Again);
  if (token.kind == Kind::EndTag) {
    if (token.tag == Tag::Caption) return leave_caption(Next::Done);
    if (token.tag == Tag::Table) return leave_caption(Next::Again);
    if (ends_nothing_in_tables(token.tag) || is_table_structure(token.tag)) return Next::Done;
  }
  return in_body(token);
}

Builder::Next Builder::in_column_group(Token& token) {
  switch (token.kind) {
    case Kind::Text:
      insert_text(leading_space(token));
      if (token.letters.empty()) return Next::Done;
      break;
    case Kind::Comment:
      insert_comment(token, kNone);
      return Next::Done;
    case Kind::Doctype:
      return Next::Done;
    case Kind::End:
      return in_body(token);
    case Kind::StartTag:
      if (token.tag == Tag::Html) return in_body(token);
      if (token.tag == Tag::Template) return in_head(token);
      if (token.tag == Tag::Col) {
        insert_void(token);
        return Next::Done;
      }
      break;
    case Kind::EndTag:
      if (token.tag == Tag::Template) return in_head(token);
      if (token.tag == Tag::Col) return Next::Done;
      break;
  }
  if (!current_is(Tag::Colgroup)) return Next::Done;
  pop();
  mode_ = Mode::InTable;
  return token.kind == Kind::EndTag && token.tag == Tag::Colgroup ? Next::Done : Next::Again;
}

Builder::Next Builder::leave_table_body(Next then) {
  clear_stack_to(Tag::Tbody, Tag::Tfoot, Tag::Thead);
  pop();
  mode_ = Mode::InTable;
  return then;
}

Builder::Next Builder::in_table_body(Token& token) {
  const auto clear = [this] { clear_stack_to(Tag::Tbody, Tag::Tfoot, Tag::Thead); };
  const bool start = token.kind == Kind::StartTag;
  const bool end = token.kind == Kind::EndTag;
  if (start && token.tag == Tag::Tr) {
    clear();
    insert(token);
    mode_ = Mode::InRow;
    return Next::Done;
  }
  if (start && is_cell(token.tag)) {
    clear();
    insert_implied(Tag::Tr);
    mode_ = Mode::InRow;
    return Next::Again;
  }
  if (end && starts_row_group(token.tag)) return in_scope(token.tag, Scope::Table) ? leave_table_body(Next::Done) : Next::Done;
  if ((start && is_table_structure(token.tag)) || (end && token.tag == Tag::Table)) {
    const bool inside =
        in_scope(Tag::Tbody, Scope::Table) || in_scope(Tag::Thead, Scope::Table) || in_scope(Tag::Tfoot, Scope::Table);
    return inside ? leave_table_body(Next::Again) : Next::Done;
  }
  if (end && (ends_nothing_in_tables(token.tag) || is_cell(token.tag) || token.tag == Tag::Tr)) return Next::Done;
  return in_table(token);
}

Builder::Next Builder::leave_row(Next then) {
  if (!in_scope(Tag::Tr, Scope::Table)) return Next::Done;
  clear_stack_to(Tag::Tr, Tag::Tr, Tag::Tr);
  pop();
  mode_ = Mode::InTableBody;
  return then;
}

Builder::Next Builder::in_row(Token& token) {
  const bool start = token.kind == Kind::StartTag;
  const bool end = token.kind == Kind::EndTag;
  if (start && is_cell(token.tag)) {
    clear_stack_to(Tag::Tr, Tag::Tr, Tag::Tr);
    insert(token);
    mode_ = Mode::InCell;
    push_marker();
    return Next::Done;
  }
  if (end && token.tag == Tag::Tr) return leave_row(Next::Done);
  if ((start && is_table_structure(token.tag)) || (end && token.tag == Tag::Table)) return leave_row(Next::Again);
  if (end && starts_row_group(token.tag)) return in_scope(token.tag, Scope::Table) ? leave_row(Next::Again) : Next::Done;
  if (end && (ends_nothing_in_tables(token.tag) || is_cell(token.tag))) return Next::Done;
  return in_table(token);
}

void Builder::close_cell() {
  imply_ends();
  while (!current_is(Tag::Td) && !current_is(Tag::Th)) pop();
  pop();
  clear_formatting_to_marker();
  mode_ = Mode::InRow;
}

Builder::Next Builder::in_cell(Token& token) {
  if (token.kind == Kind::EndTag) {
    if (is_cell(token.tag)) {
      if (!in_scope(token.tag, Scope::Table)) return Next::Done;
      imply_ends();
      pop_until(token.tag);
      clear_formatting_to_marker();
      mode_ = Mode::InRow;
      return Next::Done;
    }
    if (ends_nothing_in_tables(token.tag)) return Next::Done;
    if (token.tag == Tag::Table || token.tag == Tag::Tr || starts_row_group(token.tag)) {
      if (!in_scope(token.tag, Scope::Table)) return Next::Done;
      close_cell();
      return Next::Again;
    }
  }
  if (token.kind == Kind::StartTag && is_table_structure(token.tag)) {
    if (!in_scope(Tag::Td, Scope::Table) && !in_scope(Tag::Th, Scope::Table)) return Next::Done;
    close_cell();
    return Next::Again;
  }
  return in_body(token);
}

}  // namespace dateline::html
