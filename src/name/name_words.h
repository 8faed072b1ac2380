// The words of one sentence as names are read from them: where a name can begin, and how far it runs. Views a Reading, which must
// outlive it.
#pragma once

#include <cstdint>

#include "dateline/annotations.h"
#include "name/reading.h"

namespace dateline::name {

class NameWords {
 public:
  explicit NameWords(const Reading& reading) : r_(reading) {}

  // Goes on to a sentence; all that is asked after is about its words.
  void enter(std::uint32_t sentence);
  std::uint32_t begin() const { return begin_; }
  std::uint32_t limit() const { return limit_; }

  bool begins_name(std::uint32_t t) const;
  // The end of the run of words that look like one name, or like several without a word between them. Bounded.
  std::uint32_t run_end(std::uint32_t t) const;
  // A proper hit or a capitalised title of several words is one step.
  std::uint32_t step(std::uint32_t t) const;
  // "Jewish", "Orthodox": a word that says more of the next noun, by itself no name.
  bool only_modifies(std::uint32_t t) const;
  // The first title, honorific or agent noun that lies in [from, end); null when there is none.
  const AgentHit* title_in(std::uint32_t from, std::uint32_t end) const;

 private:
  const Word& word(std::uint32_t t) const { return r_.words[t]; }
  bool title_before_name(std::uint32_t t) const;
  bool direction_of_name(std::uint32_t t) const;
  bool stands_alone(std::uint32_t end) const;
  bool looks_proper(std::uint32_t t) const;
  bool known_word(std::uint32_t t) const;
  bool next_is_capitalised(std::uint32_t t) const;
  bool continues_name(std::uint32_t t) const;
  bool is_institution_word(std::uint32_t t) const;
  bool hyphenated_name(std::uint32_t first, std::uint32_t next) const;

  const Reading& r_;
  Capitals capitals_ = Capitals::Usual;
  std::uint32_t begin_ = 0;
  std::uint32_t limit_ = 0;
};

}  // namespace dateline::name
