#include "claim/tree.h"

#include <algorithm>

namespace dateline::claim {

Tree::Tree(const Document& document, TokenRange range) : document_(&document), range_(range) {
  const std::uint32_t count = range.end - range.first;
  head_.assign(count, kNone);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t head = document.tokens.head[range.first + i];
    if (head != kNone && range.contains(head) && head != range.first + i) head_[i] = head;
  }

  child_begin_.assign(count + 1, 0);
  for (std::uint32_t head : head_) {
    if (head != kNone) ++child_begin_[head - range.first + 1];
  }
  for (std::uint32_t i = 0; i < count; ++i) child_begin_[i + 1] += child_begin_[i];
  children_.resize(child_begin_[count]);
  std::vector<std::uint32_t> next(child_begin_.begin(), child_begin_.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (head_[i] != kNone) children_[next[head_[i] - range.first]++] = range.first + i;
  }

  extent_.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) extent_[i] = {range.first + i, range.first + i + 1};
  enter_.assign(count, kNone);
  leave_.assign(count, kNone);
  std::uint32_t clock = 0;
  std::vector<std::uint32_t> path, position;  // tokens on the way down, and the next child of each
  const auto walk = [&](std::uint32_t root) {
    path.push_back(root);
    position.push_back(child_begin_[root]);
    enter_[root] = clock++;
    while (!path.empty()) {
      const std::uint32_t at = path.back();
      if (position.back() < child_begin_[at + 1]) {
        const std::uint32_t down = children_[position.back()++] - range_.first;
        if (enter_[down] != kNone) continue;  // only in a cycle
        enter_[down] = clock++;
        path.push_back(down);
        position.push_back(child_begin_[down]);
        continue;
      }
      leave_[at] = clock++;
      path.pop_back();
      position.pop_back();
      if (!path.empty()) {
        TokenRange& above = extent_[path.back()];
        above = {std::min(above.first, extent_[at].first), std::max(above.end, extent_[at].end)};
      }
    }
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    if (head_[i] == kNone) walk(i);
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    if (enter_[i] != kNone) continue;
    head_[i] = kNone;  // a cycle: broken here
    walk(i);
  }
}

std::span<const std::uint32_t> Tree::children(std::uint32_t token) const {
  const std::uint32_t i = token - range_.first;
  return {children_.data() + child_begin_[i], child_begin_[i + 1] - child_begin_[i]};
}

TokenRange Tree::extent(std::uint32_t token) const { return extent_[token - range_.first]; }

bool Tree::is_below(std::uint32_t token, std::uint32_t ancestor) const {
  const std::uint32_t a = ancestor - range_.first, t = token - range_.first;
  return enter_[a] <= enter_[t] && leave_[t] <= leave_[a];
}

std::uint32_t Tree::child(std::uint32_t token, Relation wanted) const {
  for (std::uint32_t c : children(token)) {
    if (relation(c) == wanted) return c;
  }
  return kNone;
}

std::uint32_t Tree::marker(std::uint32_t token, std::string_view wanted) const {
  for (std::uint32_t c : children(token)) {
    if ((relation(c) == Relation::case_ || relation(c) == Relation::mark) && lemma(c) == wanted) return c;
  }
  return kNone;
}

bool Tree::has_feature(std::uint32_t token, std::string_view key_and_value) const {
  const std::string_view feats = document_->tokens.feats[token];
  const std::size_t at = feats.find(key_and_value);
  if (at == std::string_view::npos) return false;
  const std::size_t end = at + key_and_value.size();
  return (at == 0 || feats[at - 1] == '|') && (end == feats.size() || feats[end] == '|');
}

}  // namespace dateline::claim
