// Reads who speaks the words between quotation marks: one pass over the quotations of a document, each of which looks at a
// bounded number of tokens. Private to the room; tests/claim/attributor_test.cpp, tests/claim/clauses_test.cpp.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "claim/reading.h"

namespace dateline::claim {

struct Spoken {
  const Quotation* quotation = nullptr;
  TokenRange tokens;
  bool is_speech = false;  // a sentence of its own rather than a few quoted words
};

inline constexpr std::uint32_t kLookAhead = 40;  // tokens after a quotation in which its cue may stand
inline constexpr std::uint32_t kLookBack = 24;   // and before it

class SpeakerReader {
 public:
  explicit SpeakerReader(Reading& reading) : r_(reading), tree_(reading.tree) {
    std::stable_sort(r_.candidates.begin(), r_.candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.cue_token < b.cue_token; });
    from_trees_ = r_.candidates.size();
    for (std::size_t i = 0; i < from_trees_; ++i) cue_tokens_.push_back(r_.candidates[i].cue_token);
  }
  void read();

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

  void give_to_waiting(std::size_t candidate);
  // The same source says other words.
  static Candidate again(const Candidate& said, Span quoted);
  // “The valve,” said the engineer, “broke.” Between the two nothing but the cue, its subject and commas.
  std::size_t resume(const Spoken& spoken);
  Spoken describe(const Quotation& quotation) const;
  // A claim from the trees that has its cue outside and its content on the quotation.
  std::size_t adopt(const Spoken& spoken);
  const Cue* quote_cue(std::uint32_t t) const;
  // “…,” Lee notes.: a verb that the tagger took for a plural.
  bool is_verb_after_name(std::uint32_t t) const;
  bool is_mark(std::uint32_t t, std::string_view mark) const { return r_.document.text_of_token(t) == mark; }
  std::uint32_t paragraph_end(const Quotation& quotation) const {
    return r_.token_from(r_.document.paragraphs[quotation.paragraph].end);
  }
  std::uint32_t paragraph_begin(const Quotation& quotation) const {
    return r_.token_from(r_.document.paragraphs[quotation.paragraph].begin);
  }
  // “…,” said the mayor. “…,” the mayor, who had come late, said.
  std::size_t find_after(const Spoken& spoken);
  // “…,” the mayor was quoted by the radio as saying: the mayor's words, and the radio's report of them.
  std::size_t quoted_as(const Spoken& spoken, std::uint32_t quoted, std::uint32_t end);
  // “…” — Ann Lee: the name behind a quotation that stands by itself, or in a line of its own below.
  std::size_t find_signature(const Spoken& spoken);
  std::uint32_t noun_after(std::uint32_t t, std::uint32_t end) const;
  bool has_nominal(std::uint32_t begin, std::uint32_t end) const;
  std::uint32_t first_auxiliary(std::uint32_t begin, std::uint32_t end) const;
  // The mayor said: “…”. He spoke of “…”.
  std::size_t find_before(const Spoken& spoken);
  // "The boy's answer: “…”"
  std::size_t before_from_noun(const Spoken& spoken, std::uint32_t noun);
  // Who speaks in the sentence before a participle that adds to it: the source of its last claim, or the subject of its verb.
  std::uint32_t speaker_before(std::uint32_t participle) const;
  std::size_t before_from(const Spoken& spoken, std::uint32_t from, std::uint32_t lowest, bool pause);
  std::size_t add(const Spoken& spoken, const Cue& cue, std::uint32_t t, std::uint32_t subject, TokenRange source);
  // The claim of the sentence right before a quotation that has no cue of its own; kNobody when that sentence reports nothing.
  std::size_t told_before(const Spoken& spoken) const;
  // A full sentence, however short, is no heading.
  bool ends_with_stop(const Spoken& spoken) const;
  // The speaker of the quotation before stands between the two, in the sentence that the first ends in.
  bool speaks_on(const Spoken& spoken) const;
  // The same speaker goes on.
  std::size_t carry(const Spoken& spoken);

  Reading& r_;
  const Tree& tree_;
  std::vector<std::uint32_t> cue_tokens_;
  std::size_t from_trees_ = 0;
  std::size_t last_ = kNobody;
  std::vector<Span> waiting_;  // paragraphs of a speech whose speaker is not told yet
  const Quotation* last_quotation_ = nullptr;
};

}  // namespace dateline::claim
