// Tries the patterns of a trigger on its place in the tree and keeps the one that says most.
#pragma once

#include <string_view>

#include "event/arguments.h"
#include "event/grammar.h"
#include "event/pattern_set.h"

namespace dateline::event {

struct Match {
  const Pattern* pattern = nullptr;  // null: none fits
  Site site;
  Arguments actors;
  Arguments recipients;
  Arguments instruments;
  TokenList themes;     // heads of what the event is about
  bool inside = false;  // a recipient was found inside a filler, not as one
  int score = 0;
  bool tried = false;  // the word may trigger something in its part of speech
  // When nothing fits: the pattern that came nearest and what it lacked.
  const Pattern* nearest = nullptr;
  std::string_view lacking;
};

class Matcher {
 public:
  Matcher(const Grammar& grammar, const ArgumentReader& arguments, const PatternSet& patterns)
      : grammar_(grammar), arguments_(arguments), patterns_(patterns) {}

  // The best pattern for a token; `pattern` is null when it triggers nothing.
  Match match(std::uint32_t token) const;

 private:
  bool fits_kind(TriggerKind kind, std::uint32_t token) const;
  // The types of events that a token stands for, as far as can be told without the actors; through a light verb too. `nested`
  // counts how many conditions this one stands in.
  TypeMask types_of(std::uint32_t token, int nested) const;
  bool admits(const PatternSet::Trigger& trigger, const Site& site) const;
  bool read_themes(const Frame& frame, const Site& site, int nested, TokenList& themes, int& score) const;
  void consider(const PatternSet::Trigger& trigger, const Site& site, Match& best) const;
  TokenList fill(const Site& site, const Slot& slot) const;
  TokenList fill_by_order(const Site& site, const Slot& slot) const;
  TokenList before(std::uint32_t token) const;
  TokenList after_conjunction(std::uint32_t verb) const;
  TokenList after(std::uint32_t token, std::string_view preposition) const;
  // Somebody takes part besides those "with" whom it is: "negotiations with A and B" are not between A and B.
  bool has_first_side(const Frame& frame, const Site& site) const;
  // The subject is plural.
  bool stands_for_many(const Site& site) const;
  // "each other", "one another": whoever acts.
  bool is_reciprocal(std::uint32_t token) const;
  bool stands_for_actor(std::uint32_t token) const;
  bool holds(const Condition& condition, std::uint32_t token, int nested) const;
  bool holds_for_one(const Condition& condition, std::uint32_t token, int nested) const;
  bool read_role(const FrameItem& item, const Site& site, const Arguments& besides, Arguments& out, bool& inside) const;
  bool read_theme(const FrameItem& item, const Site& site, int nested, TokenList& out) const;

  const Grammar& grammar_;
  const ArgumentReader& arguments_;
  const PatternSet& patterns_;
};

}  // namespace dateline::event
