// Why this is linear: the stack of open elements is at most kDeepest deep (plus the few that one token implies), the list of
// active formatting elements has at most kMostFormatting entries behind its last marker, and every token looks at these and at
// its own letters only. Elements beyond the depth are put beside each other below the deepest: only their names are remembered,
// so that their end tags close them and nothing further up.
#include "html/builder.h"

#include <algorithm>
#include <cstring>

namespace dateline::html {

namespace {

constexpr std::size_t kMostNodes = std::size_t{1} << 22;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

Content content_of(Tag tag) {
  switch (tag) {
    case Tag::Script:
      return Content::Script;
    case Tag::Title:
    case Tag::Textarea:
      return Content::Rcdata;
    default:
      return Content::RawText;
  }
}

}  // namespace

Builder::Builder(Tree& tree, Keep keep)
    : tree_(tree),
      keep_(keep),
      tokenizer_(tree.letters_, keep == Keep::Everything ? KeepAttributes::All : KeepAttributes::Known),
      most_nodes_(std::min(kMostNodes, std::size_t{1024} + tree.letters_.source_size())),
      beyond_count_(static_cast<std::size_t>(Tag::Count_) + 1) {
  // About what a page of this size holds; a page of nothing but tags makes them grow.
  nodes_.reserve(tree.letters_.source_size() / 24 + 16);
  tokenizer_.attributes().reserve(tree.letters_.source_size() / 32 + 16);
  open_.reserve(kDeepest + 16);
  nodes_.emplace_back().tag = Tag::Document;
}

void Builder::build() {
  for (;;) {
    Token& token = tokenizer_.next(!open_.empty() && node(current()).name_space != Namespace::Html);
    feed(token);
    if (token.kind == Token::Kind::End) break;
    if (nodes_.size() >= most_nodes_) {
      tree_.is_cut_ = true;
      break;
    }
  }
  flatten();
}

void Builder::feed(Token& token) {
  if (skip_newline_) {
    skip_newline_ = false;
    if (token.kind == Token::Kind::Text && tree_.letters_[token.letters].front() == '\n' &&
        ++token.letters.begin == token.letters.end)
      return;
  }
  if (token.kind == Token::Kind::StartTag && open_.size() >= kDeepest) return start_beyond(token);
  if (token.kind == Token::Kind::EndTag && !beyond_.empty()) return end_beyond(token);
  while (step(token) == Next::Again) {
  }
}

Builder::Next Builder::step(Token& token) {
  if (open_.empty() || node(current()).name_space == Namespace::Html || follows_html_rules(token)) return step_in_mode(token);
  return in_foreign(token);
}

Builder::Next Builder::step_in_mode(Token& token) {
  switch (mode_) {
    case Mode::Initial:
      return initial(token);
    case Mode::BeforeHtml:
      return before_html(token);
    case Mode::BeforeHead:
      return before_head(token);
    case Mode::InHead:
      return in_head(token);
    case Mode::InHeadNoscript:
      return in_head_noscript(token);
    case Mode::AfterHead:
      return after_head(token);
    case Mode::InBody:
      return in_body(token);
    case Mode::Text:
      return in_text(token);
    case Mode::InTable:
      return in_table(token);
    case Mode::InCaption:
      return in_caption(token);
    case Mode::InColumnGroup:
      return in_column_group(token);
    case Mode::InTableBody:
      return in_table_body(token);
    case Mode::InRow:
      return in_row(token);
    case Mode::InCell:
      return in_cell(token);
    case Mode::InTemplate:
      return in_template(token);
    case Mode::AfterBody:
      return after_body(token);
    case Mode::InFrameset:
      return in_frameset(token);
    case Mode::AfterFrameset:
      return after_frameset(token);
    case Mode::AfterAfterBody:
      return after_after_body(token);
    case Mode::AfterAfterFrameset:
      return after_after_frameset(token);
  }
  return Next::Done;
}

void Builder::start_beyond(const Token& token) {
  const bool html = node(current()).name_space == Namespace::Html;
  if (token.tag == Tag::Html || token.tag == Tag::Body || token.tag == Tag::Head || token.tag == Tag::Frameset) return;
  if (html && (traits(token.tag) & trait::kRawText) != 0) return insert_raw_text(token, content_of(token.tag));
  create(token, Namespace::Html, place());
  if ((traits(token.tag) & trait::kVoid) != 0 || (!html && token.self_closing)) return;
  beyond_.push_back(token.name);
  ++beyond_count_[std::min<std::size_t>(token.name, static_cast<std::size_t>(Tag::Count_))];
}

void Builder::end_beyond(Token& token) {
  if (mode_ == Mode::Text) {
    in_text(token);
    return;
  }
  const auto count_of = [this](NameKey name) -> std::uint32_t& {
    return beyond_count_[std::min<std::size_t>(name, static_cast<std::size_t>(Tag::Count_))];
  };
  const auto pop_one = [&] {
    --count_of(beyond_.back());
    beyond_.pop_back();
  };
  if (count_of(token.name) > 0) {
    // Elements left open in it end with it. Each is passed over once, so that this is linear in all.
    bool found = false;
    while (!beyond_.empty() && !found) {
      found = beyond_.back() == token.name;
      pop_one();
    }
    return;
  }
  // An end tag of something further up ends all that lies beyond, too.
  if (token.tag == Tag::Other || !is_open(token.tag)) return;
  while (!beyond_.empty()) pop_one();
  while (step(token) == Next::Again) {
  }
}

// Nodes are made where they stay: a struct that is filled and then copied makes the processor wait for its own writes.
std::uint32_t Builder::add(Tag tag, Span letters, Place place) {
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  Element& element = nodes_.emplace_back();
  element.tag = tag;
  element.letters = letters;
  link(index, place);
  return index;
}

void Builder::link(std::uint32_t index, Place place) {
  Element& element = node(index);
  Element& parent = node(place.parent);
  element.parent = place.parent;
  element.next = place.before;
  element.previous = place.before == kNone ? parent.last_child : node(place.before).previous;
  (element.previous == kNone ? parent.first_child : node(element.previous).next) = index;
  (element.next == kNone ? parent.last_child : node(element.next).previous) = index;
}

void Builder::unlink(std::uint32_t index) {
  Element& element = node(index);
  if (element.parent == kNone) return;
  Element& parent = node(element.parent);
  (element.previous == kNone ? parent.first_child : node(element.previous).next) = element.next;
  (element.next == kNone ? parent.last_child : node(element.next).previous) = element.previous;
  element.parent = element.previous = element.next = kNone;
}

// The appropriate place for a node that is to go into `target`: before the table when `target` is part of one and foster
// parenting is on.
Builder::Place Builder::place_in(std::uint32_t target) const {
  const Element& element = node(target);
  if (!foster_ || element.name_space != Namespace::Html || (traits(element.tag) & trait::kTablePart) == 0) return {target, kNone};
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (is(open_[i], Tag::Template)) return {open_[i], kNone};
    if (!is(open_[i], Tag::Table)) continue;
    const std::uint32_t parent = node(open_[i]).parent;
    return parent != kNone ? Place{parent, open_[i]} : Place{open_[i - 1], kNone};
  }
  return {open_.front(), kNone};
}

std::uint32_t Builder::create(const Token& token, Namespace name_space, Place where) {
  const std::uint32_t index = add(token.tag, token.letters, where);
  Element& element = node(index);
  element.name = token.name;
  element.name_space = name_space;
  element.first_attribute = token.first_attribute;
  element.attribute_count = static_cast<std::uint16_t>(token.attribute_count);
  return index;
}

std::uint32_t Builder::insert(const Token& token, Namespace name_space) {
  const std::uint32_t index = create(token, name_space, place());
  push(index);
  return index;
}

std::uint32_t Builder::insert_implied(Tag tag) {
  Token token;
  token.tag = tag;
  token.name = static_cast<NameKey>(tag);
  return insert(token);
}

void Builder::insert_void(const Token& token) { create(token, Namespace::Html, place()); }

void Builder::insert_raw_text(const Token& token, Content content) {
  insert(token);
  tokenizer_.set_content(content);
  original_mode_ = mode_;
  mode_ = Mode::Text;
}

void Builder::insert_text(Span letters) {
  if (letters.empty()) return;
  const Place where = place();
  const std::uint32_t before = where.before == kNone ? node(where.parent).last_child : node(where.before).previous;
  if (before == kNone || node(before).tag != Tag::Text) {
    add(Tag::Text, letters, where);
    return;
  }
  Element& text = node(before);
  Span& last = text.last_piece == kNone ? text.letters : pieces_[text.last_piece].letters;
  if (last.end == letters.begin) {
    last.end = letters.end;
    return;
  }
  const auto piece = static_cast<std::uint32_t>(pieces_.size());
  pieces_.push_back({letters, kNone});
  (text.last_piece == kNone ? text.first_piece : pieces_[text.last_piece].next) = piece;
  text.last_piece = piece;
}

// Inserts the white space of a text and drops the rest.
void Builder::insert_spaces(Span letters) {
  const char* const all = tree_.letters_.data();
  for (std::uint32_t at = letters.begin; at < letters.end;) {
    std::uint32_t to = at;
    while (to < letters.end && is_space(all[to])) ++to;
    insert_text({at, to});
    at = to;
    while (at < letters.end && !is_space(all[at])) ++at;
  }
}

void Builder::insert_comment(const Token& token, std::uint32_t parent) {
  if (keep_ != Keep::Everything) return;
  const Span letters = token.plain ? token.letters : tree_.letters_.decode(token.letters, Reading::RawText);
  add(Tag::Comment, letters, parent == kNone ? place() : Place{parent, kNone});
}

// Gives an element the attributes of a second start tag that it does not have yet.
void Builder::merge_attributes(const Token& token, std::uint32_t index) {
  std::vector<RawAttribute>& all = tokenizer_.attributes();
  Element& element = node(index);
  const auto first = static_cast<std::uint32_t>(all.size());
  for (std::uint32_t i = 0; i < token.attribute_count; ++i) {
    const RawAttribute added = all[token.first_attribute + i];
    const auto* const own = all.data() + element.first_attribute;
    const bool known = std::any_of(own, own + element.attribute_count,
                                   [&](const RawAttribute& attribute) { return attribute.key == added.key; });
    if (!known && element.attribute_count + all.size() - first < kMostAttributes) all.push_back(added);
  }
  if (all.size() == first) return;
  // An element's attributes stand together: the old ones go behind the new ones.
  for (std::uint32_t i = 0; i < element.attribute_count; ++i) all.push_back(RawAttribute(all[element.first_attribute + i]));
  element.first_attribute = first;
  element.attribute_count = static_cast<std::uint16_t>(all.size() - first);
}

void Builder::push(std::uint32_t index) {
  open_.push_back(index);
  if (node(index).name_space == Namespace::Html) ++open_count_[static_cast<std::size_t>(node(index).tag)];
}

void Builder::pop() {
  const Element& element = node(current());
  if (element.name_space == Namespace::Html) --open_count_[static_cast<std::size_t>(element.tag)];
  open_.pop_back();
}

void Builder::remove_from_stack(std::size_t index) {
  const Element& element = node(open_[index]);
  if (element.name_space == Namespace::Html) --open_count_[static_cast<std::size_t>(element.tag)];
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
}

void Builder::pop_until(Tag tag) {
  while (!open_.empty()) {
    const bool found = current_is(tag);
    pop();
    if (found) return;
  }
}

std::uint16_t Builder::traits_of(const Element& element) const {
  if (element.name_space == Namespace::Html) return traits(element.tag);
  const bool boundary = is_mathml_text_point(element) || is_html_point(element) ||
                        (element.name_space == Namespace::MathMl && element.tag == Tag::AnnotationXml);
  return boundary ? trait::kSpecial | trait::kScope : 0;
}

bool Builder::in_scope(Tag tag, Scope scope) const {
  if (!is_open(tag)) return false;
  const std::uint16_t boundary = scope == Scope::Table ? trait::kTableScope : trait::kScope;
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Element& element = node(open_[i]);
    if (element.name_space == Namespace::Html) {
      if (element.tag == tag) return true;
      if (scope == Scope::Button && element.tag == Tag::Button) return false;
      if (scope == Scope::ListItem && (element.tag == Tag::Ol || element.tag == Tag::Ul)) return false;
    }
    if ((traits_of(element) & boundary) != 0) return false;
  }
  return false;
}

bool Builder::heading_in_scope() const {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const std::uint16_t its = traits_of(node(open_[i]));
    if ((its & trait::kHeading) != 0) return true;
    if ((its & trait::kScope) != 0) return false;
  }
  return false;
}

bool Builder::node_in_scope(std::uint32_t index) const {
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i] == index) return true;
    if ((traits_of(node(open_[i])) & trait::kScope) != 0) return false;
  }
  return false;
}

void Builder::imply_ends(Tag except) {
  while ((traits_of(node(current())) & trait::kImpliedEnd) != 0 && node(current()).tag != except) pop();
}

void Builder::imply_all_ends() {
  while ((traits_of(node(current())) & (trait::kImpliedEnd | trait::kImpliedEndTable)) != 0) pop();
}

void Builder::close(Tag tag) {
  imply_ends(tag);
  pop_until(tag);
}

void Builder::close_p() {
  if (in_scope(Tag::P, Scope::Button)) close(Tag::P);
}

void Builder::reset_mode() {
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (node(open_[i]).name_space != Namespace::Html) continue;
    switch (node(open_[i]).tag) {
      case Tag::Td:
      case Tag::Th:
        mode_ = Mode::InCell;
        return;
      case Tag::Tr:
        mode_ = Mode::InRow;
        return;
      case Tag::Tbody:
      case Tag::Thead:
      case Tag::Tfoot:
        mode_ = Mode::InTableBody;
        return;
      case Tag::Caption:
        mode_ = Mode::InCaption;
        return;
      case Tag::Colgroup:
        mode_ = Mode::InColumnGroup;
        return;
      case Tag::Table:
        mode_ = Mode::InTable;
        return;
      case Tag::Template:
        mode_ = template_modes_.back();
        return;
      case Tag::Head:
        mode_ = Mode::InHead;
        return;
      case Tag::Body:
        mode_ = Mode::InBody;
        return;
      case Tag::Frameset:
        mode_ = Mode::InFrameset;
        return;
      case Tag::Html:
        mode_ = head_ == kNone ? Mode::BeforeHead : Mode::AfterHead;
        return;
      default:
        break;
    }
  }
  mode_ = Mode::InBody;
}

bool Builder::is_space_only(Span letters) const {
  const std::string_view view = tree_.letters_[letters];
  return std::all_of(view.begin(), view.end(), is_space);
}

// Cuts the white space at the beginning off a text and gives it.
Span Builder::leading_space(Token& token) const {
  const char* const all = tree_.letters_.data();
  const std::uint32_t begin = token.letters.begin;
  while (token.letters.begin < token.letters.end && is_space(all[token.letters.begin])) ++token.letters.begin;
  return {begin, token.letters.begin};
}

const RawAttribute* Builder::find_attribute(const Token& token, Attribute name) {
  const RawAttribute* const first = tokenizer_.attributes().data() + token.first_attribute;
  const RawAttribute* const last = first + token.attribute_count;
  const RawAttribute* const found =
      std::find_if(first, last, [name](const RawAttribute& attribute) { return attribute.key == static_cast<NameKey>(name); });
  return found == last ? nullptr : found;
}

// Whether an attribute has a value, which is given in lower case, in any case.
bool Builder::attribute_is(const Token& token, Attribute name, std::string_view value) {
  const RawAttribute* const found = find_attribute(token, name);
  if (found == nullptr) return false;
  const std::string_view own =
      tree_.letters_[found->plain ? found->value : tree_.letters_.decode(found->value, Reading::Attribute)];
  return std::equal(own.begin(), own.end(), value.begin(), value.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
}

}  // namespace dateline::html
