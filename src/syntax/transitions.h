// The arc-hybrid transition system (Kuhlmann, Gomez-Rodriguez and Satta 2011) with the artificial root behind the last word:
//   shift  pushes the next word on the stack
//   left   pops the stack's top, whose head is the next word
//   right  pops the stack's top, whose head is the word below it
// A sentence of n words takes 2n steps. Since the root may take a word only when no other is on the stack, there is always
// exactly one word under it. Shared with the trainer.
//
// States are values that share their stacks: a stack is a chain of items that never change, so a step costs the same however
// long the sentence is, and many states can be kept side by side.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/annotations.h"

namespace dateline::syntax {

enum class Move : std::uint8_t { Shift, Left, Right };

struct Action {
  Move move = Move::Shift;
  Relation relation = Relation::dep;
  friend bool operator==(const Action&, const Action&) = default;
};

// A word with its outermost children so far: [0] the outermost on that side, [1] the one attached before it.
struct Subtree {
  std::uint32_t word = kNone;
  std::uint32_t left[2] = {kNone, kNone};
  std::uint32_t right[2] = {kNone, kNone};
  Relation left_relation[2] = {};
  Relation right_relation[2] = {};
  std::uint8_t left_count = 0;
  std::uint8_t right_count = 0;
  std::uint64_t left_set = 0;  // bit i: there is a child with Relation(i)
  std::uint64_t right_set = 0;
};

struct StackItem {
  Subtree tree;
  std::uint32_t below = kNone;
};

struct State {
  Subtree next;                   // of the next word; its word is the sentence's size when all are read
  std::uint32_t top = kNone;      // stack item
  std::uint32_t depth = 0;        // stack items
  std::uint32_t previous = kNone;  // the state that this one was made from
  std::int32_t score = 0;
  Action action;                  // the action that made it
};

class Stacks {
 public:
  void clear() { items_.clear(); }
  const StackItem& operator[](std::uint32_t item) const { return items_[item]; }

  State initial() const;
  // `action` must be allowed in `state`.
  State after(const State& state, Action action);

 private:
  std::uint32_t push(const Subtree& tree, std::uint32_t below);

  std::vector<StackItem> items_;
};

bool is_allowed(const State& state, std::uint32_t words, Action action);
inline bool is_final(const State& state, std::uint32_t words) { return state.next.word == words && state.depth == 0; }

}  // namespace dateline::syntax
