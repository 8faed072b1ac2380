#include "syntax/transitions.h"

namespace dateline::syntax {
namespace {

static_assert(static_cast<unsigned>(Relation::xcomp) < 64, "relations of children are kept as bits");

std::uint8_t one_more(std::uint8_t count) { return count < 255 ? static_cast<std::uint8_t>(count + 1) : count; }
std::uint64_t bit_of(Relation relation) { return std::uint64_t{1} << static_cast<unsigned>(relation); }

void add_left(Subtree& tree, std::uint32_t child, Relation relation) {
  tree.left[1] = tree.left[0];
  tree.left_relation[1] = tree.left_relation[0];
  tree.left[0] = child;
  tree.left_relation[0] = relation;
  tree.left_count = one_more(tree.left_count);
  tree.left_set |= bit_of(relation);
}

void add_right(Subtree& tree, std::uint32_t child, Relation relation) {
  tree.right[1] = tree.right[0];
  tree.right_relation[1] = tree.right_relation[0];
  tree.right[0] = child;
  tree.right_relation[0] = relation;
  tree.right_count = one_more(tree.right_count);
  tree.right_set |= bit_of(relation);
}

}  // namespace

State Stacks::initial() const {
  State state;
  state.next.word = 0;
  return state;
}

std::uint32_t Stacks::push(const Subtree& tree, std::uint32_t below) {
  items_.push_back({tree, below});
  return static_cast<std::uint32_t>(items_.size() - 1);
}

State Stacks::after(const State& state, Action action) {
  State result = state;
  result.action = action;
  switch (action.move) {
    case Move::Shift:
      result.top = push(state.next, state.top);
      ++result.depth;
      result.next = Subtree{};
      result.next.word = state.next.word + 1;
      break;
    case Move::Left:
      add_left(result.next, items_[state.top].tree.word, action.relation);
      result.top = items_[state.top].below;
      --result.depth;
      break;
    case Move::Right: {
      const std::uint32_t head = items_[state.top].below;
      Subtree tree = items_[head].tree;
      add_right(tree, items_[state.top].tree.word, action.relation);
      result.top = push(tree, items_[head].below);
      --result.depth;
      break;
    }
  }
  return result;
}

bool is_allowed(const State& state, std::uint32_t words, Action action) {
  const bool at_root = state.next.word == words;
  switch (action.move) {
    case Move::Shift:
      return !at_root;
    case Move::Left:
      if (action.relation == Relation::root) return at_root && state.depth == 1;
      return !at_root && state.depth >= 1;
    case Move::Right:
      return state.depth >= 2 && action.relation != Relation::root;
  }
  return false;
}

}  // namespace dateline::syntax
