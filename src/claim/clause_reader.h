// Reads the claims whose cue governs, or breaks into, a clause or a noun phrase. For every token whose lemma is in the cue table
// the frames of the cue are tried against the tree in a fixed order and the first that fits gives the content; the source is the
// subject, the agent of a passive, or the possessor of a noun. Each token is tried against the few cues of its lemma and looks at
// its own children only, so the work is linear in the text. Private to the room; tests/claim/attributor_test.cpp.
#pragma once

#include <span>
#include <string_view>

#include "claim/reading.h"

namespace dateline::claim {

class ClauseReader {
 public:
  explicit ClauseReader(Reading& reading) : r_(reading), tree_(reading.tree) {}

  // Adds the claim of the cue at `token`, when there is one.
  void read(std::uint32_t token);
  // After all are read.
  void part_coordinated();

 private:
  bool try_cues(std::span<const Cue> cues, std::uint32_t token, CuePos pos);
  bool is_verbal(std::uint32_t t) const;
  std::uint32_t joint_before(const Candidate& added) const;
  bool is_level_with(const Candidate& said, std::uint32_t v) const;
  std::string_view tense_of(std::uint32_t t) const;
  void extend_over_words(const Cue& cue);
  std::uint32_t end_of_opening(std::uint32_t v) const;
  bool read_opening_question(const Cue& cue, std::uint32_t v, Candidate& out);
  void cut_opening_participle(Candidate& c) const;
  void set_content(Candidate& c, TokenRange range, std::uint32_t head);
  void set_source(Candidate& c, std::uint32_t head);
  // The noun phrase between the quotation before a cue and the cue, or right after the cue.
  TokenRange beside_quotation(std::uint32_t cue) const;
  // What stands before the comma before `first` is an adverbial: the sentence begins with a preposition, a participle or the
  // like.
  bool opens_with_adverbial(std::uint32_t first) const;
  // The part of a clause's range that is on the clause's side of the cue and its subject.
  TokenRange on_side(TokenRange range, std::uint32_t clause, std::uint32_t cue) const;
  bool read_verb(const Cue& cue, std::uint32_t v, Candidate& out);
  bool has_content_after(const Cue& cue, std::uint32_t v) const;
  const Quotation* spoken_before(std::uint32_t v) const;
  bool read_inverted(std::uint32_t v, Candidate& out);
  bool takes_quote(std::uint32_t v) const;
  bool begins_phrase(std::uint32_t t) const;
  bool is_nominal(std::uint32_t t) const;
  std::uint32_t noun_right_before(std::uint32_t v) const;
  bool is_finite(std::uint32_t t) const;
  bool is_predicate(std::uint32_t t) const;
  bool has_finite(TokenRange range) const;
  // "They left, the mayor told the radio on Friday." "They, he said, had left.": a subject and a cue between commas, or between a
  // comma and the end, speak for the rest of the sentence, whatever the tree makes of it.
  bool read_aside(const Cue& cue, std::uint32_t v, Candidate& out);
  // "Ministers said the findings raised questions", where the tree shows no clause.
  bool read_unmarked_clause(const Cue& cue, std::uint32_t v, Candidate& out);
  bool read_clause(const Cue& cue, std::uint32_t v, Candidate& out);
  // Where the clause after the cue begins: a tree may give its first words to the cue ("say resources | could be better spent").
  std::uint32_t begin_of_clause(const Cue& cue, std::uint32_t v, std::uint32_t first) const;
  bool opens_with_that(std::uint32_t first) const;
  bool is_said_before(std::uint32_t clause, std::uint32_t v) const;
  bool can_be_reported(std::uint32_t t) const;
  bool is_reporting_verb(std::uint32_t t) const;
  bool is_reporting(std::uint32_t t) const;
  // "They left, he said." "They, he said, left." "As he put it, they left."
  bool read_parenthetical(std::uint32_t v, Candidate& out);
  bool read_raising(std::uint32_t v, bool passive, Candidate& out, std::uint32_t& source);
  bool read_remainder(std::uint32_t v, Candidate& out, std::uint32_t& source);
  void join_subject(std::uint32_t v, Candidate& out);
  bool read_infinitive(std::uint32_t v, Candidate& out);
  // "made clear that she would stay", "alerted ships that mines were drifting": the clause stands there, wherever the tree hangs
  // it.
  bool read_following_clause(const Cue& cue, std::uint32_t v, std::uint32_t object, bool passive, Candidate& out);
  bool read_clause_in_words(const Cue& cue, std::uint32_t v, Candidate& out);
  std::uint32_t begin_of_subject(std::uint32_t first, std::uint32_t finite, bool nearest) const;
  // "asked whether", "asked who"
  bool is_question_word(std::uint32_t t) const;
  // "promised to free the prisoners", with whatever the tree makes of "free".
  bool read_following_infinitive(const Cue& cue, std::uint32_t v, Candidate& out);
  bool read_object_infinitive(std::uint32_t v, std::uint32_t object, bool passive, Candidate& out);
  bool read_infinitive_behind(std::uint32_t v, std::uint32_t object, Candidate& out);
  // A preposition between cue and content belongs to the cue.
  void extend_cue_to(std::uint32_t v, std::uint32_t first);
  std::uint32_t listed_marker(const Cue& cue, std::uint32_t t) const;
  bool read_preposition(const Cue& cue, std::uint32_t head, Candidate& out);
  bool read_object_preposition(const Cue& cue, std::uint32_t v, std::uint32_t object, bool passive, Candidate& out);
  bool read_object_complement(const Cue& cue, std::uint32_t v, std::uint32_t object, bool passive, Candidate& out);
  bool read_reduced_complement(const Cue& cue, std::uint32_t v, Candidate& out);
  bool read_two_objects(std::uint32_t v, Candidate& out);
  TokenRange left_behind(std::uint32_t v) const;
  bool read_object_relative(std::uint32_t v, Candidate& out);
  bool read_subject_relative(std::uint32_t v, Candidate& out);
  bool lends_subject(std::uint32_t v, std::uint32_t object) const;
  bool read_object(std::uint32_t v, std::uint32_t object, bool passive, std::uint32_t agent, Candidate& out);
  // "citing officials", "quoting the radio": shares the content of the claim that it stands in.
  bool read_citation(std::uint32_t v, Candidate& out);
  std::uint32_t end_of_infinitive(TokenRange range) const;
  bool read_noun(const Cue& cue, std::uint32_t n, Candidate& out);
  // "the ministry's claim", "a statement by the ministry", "the ministry issued a claim".
  std::uint32_t noun_source(std::uint32_t n, const Candidate& out);
  bool read_adjective(const Cue& cue, std::uint32_t j, Candidate& out);

  bool is_infinitive(std::uint32_t t) const { return tree_.marker(t, "to") != kNone; }
  Reading& r_;
  const Tree& tree_;
  TokenRange cue_;
  TokenRange aside_subject_;  // "…, the envoy said, …": the words between the comma and the cue
  bool raised_ = false;
  bool cue_asks_ = false;
};

}  // namespace dateline::claim
