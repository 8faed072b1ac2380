// When and where an event took place: the times and places nearest to its trigger in the tree.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"
#include "event/grammar.h"
#include "event/pattern_set.h"

namespace dateline::event {

class Circumstances {
 public:
  Circumstances(const Document& document, const Grammar& grammar, const PatternSet& patterns);
  // Index into Document::times / places; kNone when the sentence gives none. Never the publication date.
  std::uint32_t time_of(const Site& site) const;
  std::uint32_t place_of(const Site& site) const;

 private:
  struct Anchored {
    std::uint32_t token;  // the head token of the expression
    std::uint32_t row;
  };
  std::uint32_t nearest(const std::vector<Anchored>& rows, const Site& site, bool place) const;
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
