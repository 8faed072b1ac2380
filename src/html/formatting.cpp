// Formatting elements: <b>, <i>, <a> and their like may be left open across blocks and closed in any order. The list of active
// formatting elements says what is still to be taken up again; the adoption agency algorithm mends end tags that cross blocks.
//
// The list is kept short, as browsers keep it, by the Noah's Ark clause (three alike at most), and by kMostFormatting entries
// behind the last marker: without that limit a page of <p><b id=1><p><b id=2>... would make a tree as large as its square.
#include <algorithm>

#include "html/builder.h"

namespace dateline::html {

// Makes open elements again of those that were left open. The list's last entries may be on the stack; behind the last that is,
// everything is made anew.
void Builder::reconstruct_formatting() {
  if (formatting_.empty() || open_.size() >= kDeepest) return;
  const auto is_done = [this](std::uint32_t entry) {
    return entry == kNone || std::find(open_.rbegin(), open_.rend(), entry) != open_.rend();
  };
  std::size_t first = formatting_.size();
  while (first > 0 && !is_done(formatting_[first - 1])) --first;
  for (std::size_t i = first; i < formatting_.size() && open_.size() < kDeepest; ++i) {
    formatting_[i] = clone(formatting_[i], place());
    push(formatting_[i]);
  }
}

void Builder::push_formatting(std::uint32_t element) {
  constexpr int kMostAlike = 3;
  int alike = 0;
  std::size_t first = formatting_.size();
  for (; first > 0 && formatting_[first - 1] != kNone; --first) {
    if (!same_tag(node(formatting_[first - 1]), node(element)) || ++alike < kMostAlike) continue;
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(first - 1));
    formatting_.push_back(element);
    return;
  }
  if (formatting_.size() - first >= kMostFormatting) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(first));
  formatting_.push_back(element);
}

// The same name and the same attributes with the same values, as they are written.
bool Builder::same_tag(const Element& a, const Element& b) {
  if (a.name != b.name || a.attribute_count != b.attribute_count) return false;
  const RawAttribute* const first = tokenizer_.attributes().data();
  const RawAttribute* const of_b = first + b.first_attribute;
  return std::all_of(first + a.first_attribute, first + a.first_attribute + a.attribute_count,
                     [&](const RawAttribute& attribute) {
                       return std::any_of(of_b, of_b + b.attribute_count, [&](const RawAttribute& other) {
                         return attribute.key == other.key && tree_.letters_[attribute.value] == tree_.letters_[other.value];
                       });
                     });
}

void Builder::clear_formatting_to_marker() {
  while (!formatting_.empty()) {
    const std::uint32_t entry = formatting_.back();
    formatting_.pop_back();
    if (entry == kNone) return;
  }
}

// Where an element stands in the list, behind the last marker; the list's size when it does not.
std::size_t Builder::find_formatting(std::uint32_t element) const {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kNone;) {
    if (formatting_[i] == element) return i;
  }
  return formatting_.size();
}

// The last element with a tag behind the last marker.
std::uint32_t Builder::formatting_of(Tag tag) const {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kNone;) {
    if (node(formatting_[i]).tag == tag) return formatting_[i];
  }
  return kNone;
}

void Builder::remove_formatting(std::uint32_t element) {
  const std::size_t at = find_formatting(element);
  if (at < formatting_.size()) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(at));
}

std::uint32_t Builder::clone(std::uint32_t element, Place where) {
  const std::uint32_t index = add(node(element).tag, node(element).letters, where);
  node(index).name = node(element).name;
  node(index).first_attribute = node(element).first_attribute;
  node(index).attribute_count = node(element).attribute_count;
  return index;
}

void Builder::adopt(const Token& token) {
  if (current_is(token.tag) && find_formatting(current()) == formatting_.size()) {
    pop();
    return;
  }
  constexpr int kMostRounds = 8;
  for (int round = 0; round < kMostRounds && adopt_once(token); ++round) {
  }
}

// One round of the outer loop; false when nothing is left to do.
bool Builder::adopt_once(const Token& token) {
  const std::uint32_t formatting = formatting_of(token.tag);
  if (formatting == kNone) {
    end_other(token);
    return false;
  }
  const auto on_stack = std::find(open_.begin(), open_.end(), formatting);
  if (on_stack == open_.end()) {
    remove_formatting(formatting);
    return false;
  }
  if (!node_in_scope(formatting)) return false;
  const auto formatting_at = static_cast<std::size_t>(on_stack - open_.begin());
  std::size_t block_at = formatting_at + 1;
  while (block_at < open_.size() && (traits_of(node(open_[block_at])) & trait::kSpecial) == 0) ++block_at;
  if (block_at == open_.size()) {
    while (open_.size() > formatting_at) pop();
    remove_formatting(formatting);
    return false;
  }
  const std::uint32_t block = open_[block_at];
  const std::uint32_t ancestor = open_[formatting_at - 1];
  std::size_t bookmark = find_formatting(formatting);

  // Upwards from the block to the formatting element: each formatting element in between is made anew around what lies below it.
  std::uint32_t last = block;
  std::size_t at = block_at;
  for (int inner = 1; --at > formatting_at; ++inner) {
    constexpr int kMostRenewed = 3;
    std::size_t in_list = find_formatting(open_[at]);
    if (inner > kMostRenewed && in_list < formatting_.size()) {
      formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(in_list));
      if (in_list < bookmark) --bookmark;
      in_list = formatting_.size();
    }
    if (in_list == formatting_.size()) {
      remove_from_stack(at);
      --block_at;
      continue;
    }
    const std::uint32_t renewed = static_cast<std::uint32_t>(nodes_.size());
    Element copy = node(open_[at]);
    copy.parent = copy.first_child = copy.last_child = copy.previous = copy.next = kNone;
    nodes_.push_back(copy);
    formatting_[in_list] = renewed;
    open_[at] = renewed;
    if (last == block) bookmark = in_list + 1;
    unlink(last);
    link(last, {renewed, kNone});
    last = renewed;
  }
  unlink(last);
  link(last, place_in(ancestor));

  // What the block held goes into a new formatting element inside it.
  const std::uint32_t inside = clone(formatting, {block, kNone});
  unlink(inside);
  while (node(block).first_child != kNone) {
    const std::uint32_t child = node(block).first_child;
    unlink(child);
    link(child, {inside, kNone});
  }
  link(inside, {block, kNone});

  const std::size_t old = find_formatting(formatting);
  formatting_.insert(formatting_.begin() + static_cast<std::ptrdiff_t>(bookmark), inside);
  formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(old < bookmark ? old : old + 1));
  remove_from_stack(formatting_at);
  open_.insert(open_.begin() + static_cast<std::ptrdiff_t>(block_at), inside);
  ++open_count_[static_cast<std::size_t>(node(inside).tag)];
  return true;
}

}  // namespace dateline::html
