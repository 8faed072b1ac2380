// When and where an event took place: the times and places nearest to its trigger in the tree; for an event of a story without a
// time in its sentence, the day that the paragraph has reached.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"
#include "event/grammar.h"
#include "event/pattern_set.h"

namespace dateline::event {

// Whether the time of what a verb is about is the verb's too: "began shelling on Monday" is, "agreed to meet on Monday" is not.
enum class Extent : std::uint8_t { Own, Complements };

class Circumstances {
 public:
  Circumstances(const Document& document, const Grammar& grammar, const PatternSet& patterns);
  // `time` is an index into Document::times; kNone when the text gives none. Never the publication date.
  struct EventTime {
    std::uint32_t time = kNone;
    TimeFrom from = TimeFrom::Dependency;
  };
  EventTime time_of(const Site& site, Extent extent) const;
  // Begins after the day of publication; false when either is not known.
  bool is_to_come(std::uint32_t time) const;
  // `place` is an index into Document::places: of the event's clause, else of its sentence, else, where the sentence names no
  // place, of the dateline; kNone when there is none of these.
  struct EventPlace {
    std::uint32_t place = kNone;
    PlaceFrom from = PlaceFrom::Clause;
  };
  EventPlace place_of(const Site& site) const;

 private:
  struct Anchored {
    std::uint32_t token;  // the head token of the expression
    std::uint32_t row;
  };
  struct Nearest {
    std::uint32_t row = kNone;
    TimeFrom from = TimeFrom::Dependency;
  };
  Nearest nearest(const std::vector<Anchored>& rows, const Site& site, bool place, Extent extent) const;
  bool is_time_of_another(std::uint32_t token, const Site& site, Extent extent) const;
  bool may_be_of_sentence(std::uint32_t token, const Site& site) const;
  bool is_triggering_noun(std::uint32_t token) const;
  // A main clause in the simple past ("fled", "was shelled"), or one coordinated with it.
  bool tells(std::uint32_t verb) const;
  // The first verb above a time is a clause that tells, and the time is a day or finer, not after the publication.
  bool moves_story(const Anchored& time) const;
  std::uint32_t reached_in_paragraph(std::uint32_t sentence) const;
  static constexpr std::uint32_t kFar = 1000;
  // Steps from the expression up to the clause of the event; kFar when it belongs to another clause.
  std::uint32_t distance(std::uint32_t token, std::uint32_t clause, bool place) const;

  const Document& document_;
  const Grammar& grammar_;
  const PatternSet& patterns_;
  std::vector<Anchored> times_;
  std::vector<Anchored> places_;
};

}  // namespace dateline::event
