// From a word of a clause to the actors it stands for: the mentions of names, role nouns and pronouns at that word, what is
// coordinated with it, and, when the word itself is nobody, the country that qualifies it ("Israeli tanks").
#pragma once

#include <span>
#include <vector>

#include "dateline/document.h"
#include "event/grammar.h"
#include "event/pattern_set.h"

namespace dateline::event {

using Arguments = std::vector<Argument>;

class ArgumentReader {
 public:
  ArgumentReader(const Document& document, const Grammar& grammar, const PatternSet& patterns);

  // Adds the actors that `token` and the words coordinated with it stand for.
  void read(std::uint32_t token, Arguments& out) const;
  // The nearest actors with a country inside what `token` governs, subject first; not those of `besides`.
  void read_inside(std::uint32_t token, const Arguments& besides, Arguments& out) const;
  // Whatever mention there is, for instruments.
  void read_things(std::uint32_t token, Arguments& out) const;
  bool is_actor(std::uint32_t entity) const;
  // Part of a name that is no happening's: "United States Armed Forces" arms nobody.
  bool is_in_name(std::uint32_t token) const;
  std::span<const std::uint32_t> mentions_at(std::uint32_t token) const;

 private:
  bool is_named_person(std::uint32_t token) const;
  // "by" whom.
  bool is_doer(std::uint32_t token) const;
  bool is_somebody(std::uint32_t token) const;
  bool is_where(std::uint32_t token) const;
  bool read_one(std::uint32_t token, int depth, Arguments& out) const;
  // Mentions with a country at a token and what is coordinated with it.
  bool read_countries(std::uint32_t token, Arguments& out) const;
  bool read_mentions(std::uint32_t token, Arguments& out) const;
  bool has_country(std::uint32_t entity) const;
  void add(std::uint32_t mention, Arguments& out) const;

  const Document& document_;
  const Grammar& grammar_;
  const PatternSet& patterns_;
  std::vector<std::uint32_t> first_mention_;  // by head token, into mentions_
  std::vector<std::uint32_t> mentions_;
  std::vector<std::uint32_t> name_over_;  // the smallest name mention that contains a token
  std::vector<bool> in_body_;             // capitalised and inside what names a body
};

}  // namespace dateline::event
