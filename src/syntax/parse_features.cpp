#include "syntax/parse_features.h"

#include <algorithm>
#include <array>

#include "syntax/hashing.h"

namespace dateline::syntax {
namespace {

// S: stack from its top, N: next words; w: word, p: tag, x: suffix. l/r: outermost left or right child, l2/r2 the one attached
// before; their relation ends in d. v: number of children on a side, s: set of their relations. D: distance between two words.
enum Value : std::uint8_t {
  kNothing,
  S0w, S0p, S0x, S1w, S1p, S1x, S2w, S2p, N0w, N0p, N0x, N1w, N1p, N2w, N2p,
  S0lw, S0lp, S0ld, S0rw, S0rp, S0rd, S0l2w, S0l2p, S0l2d, S0r2w, S0r2p, S0r2d,
  S1lw, S1lp, S1ld, S1rw, S1rp, S1rd, N0lw, N0lp, N0ld, N0l2w, N0l2p, N0l2d,
  S0vl, S0vr, S1vl, S1vr, N0vl, S0sl, S0sr, S1sl, S1sr, N0sl,
  DS0N0, DS1S0,
  kValues,
};

// A template gives a feature only when all its parts are there: else the templates that share the rest would say the same thing
// many times over, and drown the others.
using Template = std::array<Value, 4>;

// Tags of what stands where there is no word.
constexpr std::uint64_t kRootTag = 1000;
constexpr std::uint64_t kEndTag = 1001;
constexpr std::uint64_t kBottomTag = 1002;

// Marks the set of relations of a word that is there, so that it is never 0.
constexpr std::uint64_t kSetBit = std::uint64_t{1} << 63;

constexpr Template kTemplates[] = {
    // One word.
    {S0w}, {S0p}, {S0w, S0p}, {S0x, S0p}, {N0w}, {N0p}, {N0w, N0p}, {N0x, N0p}, {N1w}, {N1p}, {N1w, N1p}, {N2w}, {N2p},
    {N2w, N2p}, {S1w}, {S1p}, {S1w, S1p}, {S2w}, {S2p},
    // Two words.
    {S0w, S0p, N0w, N0p}, {S0w, S0p, N0w}, {S0w, N0w, N0p}, {S0w, S0p, N0p}, {S0p, N0w, N0p}, {S0w, N0w}, {S0p, N0p},
    {S0x, N0p}, {S0p, N0x}, {S0w, N0p, N1p}, {N0p, N1p}, {N0w, N1p}, {N0p, N1w},
    {S1w, S1p, S0w, S0p}, {S1w, S0w}, {S1p, S0w}, {S1w, S0p}, {S1p, S0p}, {S1x, S0x}, {S1p, N0p}, {S1w, N0w},
    // Three and four.
    {N0p, N1p, N2p}, {S0p, N0p, N1p}, {S1p, S0p, N0p}, {S1p, S0p, N0p, N1p}, {S2p, S1p, S0p}, {S2p, S1p, S0p, N0p},
    {S1p, S0w, N0p}, {S1w, S0p, N0p}, {S1p, S0p, N0w}, {S0w, N0p, N1p}, {S0p, N0w, N1p},
    {S0p, S0lp, N0p}, {S0p, S0rp, N0p}, {S0p, N0p, N0lp}, {S1p, S1rp, S0p}, {S1p, S1lp, S0p}, {S1p, S0p, S0lp},
    {S1p, S0p, S0rp}, {S0p, S0ld, S0rd, N0p}, {S1p, S1rd, S0p, S0ld}, {S1rd, S0p, N0p}, {S0ld, N0ld, S0p, N0p},
    // A preposition or a conjunction under the upper word decides to what the lower one takes it.
    {S1w, S0lw}, {S1p, S0p, S0lw}, {S1w, S0w, S0lw}, {S0w, N0p, N0lw}, {S0p, N0p, N0lw}, {S1w, S0p, S0lw}, {S0w, N0w, N0lw},
    // Distance.
    {S0w, DS0N0}, {S0p, DS0N0}, {N0w, DS0N0}, {N0p, DS0N0}, {S0w, N0w, DS0N0}, {S0p, N0p, DS0N0}, {S1p, S0p, DS1S0},
    {S1w, S0p, DS1S0}, {S1p, S0p, S0ld, DS1S0},
    // Number of children.
    {S0w, S0vr}, {S0p, S0vr}, {S0w, S0vl}, {S0p, S0vl}, {N0w, N0vl}, {N0p, N0vl}, {S1p, S1vr}, {S1w, S1vr}, {S1p, S1vl},
    // Children.
    {S0lw}, {S0lp}, {S0ld}, {S0rw}, {S0rp}, {S0rd}, {N0lw}, {N0lp}, {N0ld}, {S1lp}, {S1ld}, {S1rw}, {S1rp}, {S1rd},
    {S0l2w}, {S0l2p}, {S0l2d}, {S0r2w}, {S0r2p}, {S0r2d}, {N0l2w}, {N0l2p}, {N0l2d},
    {S0p, S0lp, S0l2p}, {S0p, S0rp, S0r2p}, {N0p, N0lp, N0l2p},
    // Relations of children.
    {S0w, S0sl}, {S0p, S0sl}, {S0w, S0sr}, {S0p, S0sr}, {N0w, N0sl}, {N0p, N0sl}, {S1w, S1sr}, {S1p, S1sr}, {S1w, S1sl},
    {S1p, S1sr, S0p, S0ld},
};

std::uint64_t distance(std::uint32_t left, std::uint32_t right) {
  const std::uint32_t steps = right - left;
  return steps < 6 ? steps : steps < 11 ? 6 : 7;
}

struct Values {
  std::span<const ParseWord> words;
  std::array<std::uint64_t, kValues> of{};

  void set_word(Value form, Value tag, std::uint32_t word) {
    if (word >= words.size()) return;
    of[form] = words[word].form;
    of[tag] = words[word].tag;
  }
  void set_child(Value form, std::uint32_t word, Relation relation) {
    if (word == kNone) return;
    of[form] = words[word].form;
    of[form + 1] = words[word].tag;
    of[form + 2] = static_cast<std::uint64_t>(relation) + 1;
  }
};

}  // namespace

void parse_features(std::span<const ParseWord> words, const Stacks& stacks, const State& state,
                    std::vector<std::uint64_t>& features) {
  Values values{words, {}};
  auto& of = values.of;
  const Subtree& n0 = state.next;
  if (n0.word < words.size()) {
    values.set_word(N0w, N0p, n0.word);
    of[N0x] = words[n0.word].suffix;
  } else {
    of[N0p] = kRootTag;
  }
  of[N1p] = kEndTag;
  of[S0p] = kBottomTag;
  of[S1p] = kBottomTag;
  values.set_word(N1w, N1p, n0.word + 1);
  values.set_word(N2w, N2p, n0.word + 2);
  values.set_child(N0lw, n0.left[0], n0.left_relation[0]);
  values.set_child(N0l2w, n0.left[1], n0.left_relation[1]);
  of[N0vl] = n0.left_count + 1u;
  of[N0sl] = n0.left_set | kSetBit;
  if (state.depth > 0) {
    const StackItem& item = stacks[state.top];
    const Subtree& s0 = item.tree;
    values.set_word(S0w, S0p, s0.word);
    of[S0x] = words[s0.word].suffix;
    values.set_child(S0lw, s0.left[0], s0.left_relation[0]);
    values.set_child(S0l2w, s0.left[1], s0.left_relation[1]);
    values.set_child(S0rw, s0.right[0], s0.right_relation[0]);
    values.set_child(S0r2w, s0.right[1], s0.right_relation[1]);
    of[S0vl] = s0.left_count + 1u;
    of[S0vr] = s0.right_count + 1u;
    of[S0sl] = s0.left_set | kSetBit;
    of[S0sr] = s0.right_set | kSetBit;
    of[DS0N0] = distance(s0.word, n0.word) + 1;
    if (state.depth > 1) {
      const StackItem& below = stacks[item.below];
      const Subtree& s1 = below.tree;
      values.set_word(S1w, S1p, s1.word);
      of[S1x] = words[s1.word].suffix;
      values.set_child(S1lw, s1.left[0], s1.left_relation[0]);
      values.set_child(S1rw, s1.right[0], s1.right_relation[0]);
      of[S1vl] = s1.left_count + 1u;
      of[S1vr] = s1.right_count + 1u;
      of[S1sl] = s1.left_set | kSetBit;
      of[S1sr] = s1.right_set | kSetBit;
      of[DS1S0] = distance(s1.word, s0.word) + 1;
      if (state.depth > 2) values.set_word(S2w, S2p, stacks[below.below].tree.word);
    }
  }

  features.clear();
  features.push_back(mix(0x7061, 0));
  std::uint64_t number = 0;
  for (const Template& parts : kTemplates) {
    std::uint64_t hash = mix(0x7061, ++number);
    bool is_whole = true;
    for (const Value part : parts) {
      if (part == kNothing) break;
      is_whole &= of[part] != 0;
      hash = mix(hash, of[part]);
    }
    if (is_whole) features.push_back(hash);
  }
}

}  // namespace dateline::syntax
