// The rows that the stages write about a text: tokens, mentions, entities, times, places, claims, events.
//
// Rows are plain values in vectors of a Document and refer to each other by index (kNone = no row). Every string_view points
// into the document's arena, its text, or the knowledge pack, and lives as long as the Document and the Engine that made it.
// Spans are UTF-8 byte offsets into Document::text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/span.h"

namespace dateline {

inline constexpr std::uint32_t kNone = 0xffffffffu;

// clang-format off
// Universal part-of-speech tags (universaldependencies.org/u/pos).
enum class Upos : std::uint8_t {
  X, ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB,
};

// Universal Dependencies v2 relations, with the subtypes that English treebanks use.
enum class Relation : std::uint8_t {
  dep, root, acl, acl_relcl, advcl, advcl_relcl, advmod, amod, appos, aux, aux_pass, case_, cc, cc_preconj, ccomp, compound,
  compound_prt, conj, cop, csubj, csubj_outer, csubj_pass, det, det_predet, discourse, dislocated, expl, fixed, flat, goeswith,
  iobj, list, mark, nmod, nmod_desc, nmod_poss, nmod_unmarked, nsubj, nsubj_outer, nsubj_pass, nummod, obj, obl, obl_agent,
  obl_unmarked, orphan, parataxis, punct, reparandum, vocative, xcomp,
};
// clang-format on

// The treebanks' own spellings ("ADJ"; "acl:relcl"), and back. An unknown relation subtype gives its base relation, else dep.
std::string_view name_of(Upos upos);
std::string_view name_of(Relation relation);
Upos upos_from(std::string_view name);
Relation relation_from(std::string_view name);

// What the tagger takes a token for: outside of names, or the first or a later token of one. Rules and tables have the last word
// (Document::mentions).
enum class NameLabel : std::uint8_t {
  Outside,
  BeginPerson,
  InsidePerson,
  BeginOrganisation,
  InsideOrganisation,
  BeginPlace,
  InsidePlace,
  BeginOther,
  InsideOther,
};

// All tokens of a document as columns, in text order; all vectors have the same length. A token is a syntactic word of UD
// English ("do" and "n't" of "don't" are two tokens with a span each).
struct Tokens {
  std::vector<Span> span;
  std::vector<std::string_view> lemma;
  std::vector<Upos> upos;
  std::vector<std::string_view> xpos;   // Penn Treebank tag
  std::vector<std::string_view> feats;  // UD features "Number=Sing|Person=3", empty when none
  std::vector<std::uint32_t> head;      // token index in the document; kNone for the root of its sentence
  std::vector<Relation> relation;
  std::vector<std::uint32_t> sentence;  // index into Document::sentences
  std::vector<NameLabel> name;
  std::vector<std::uint8_t> multiword;  // n >= 2: this token begins a multiword token of n words; 0 otherwise

  std::uint32_t size() const { return static_cast<std::uint32_t>(span.size()); }
  void resize(std::uint32_t count);
};

struct Sentence {
  Span span;
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;  // one past the last
  std::uint32_t paragraph = 0;  // index into Document::paragraphs
};

enum class MentionKind : std::uint8_t { Name, Nominal, Pronoun };

// Spelled as in the record.
enum class EntityType : std::uint8_t { PER, ORG, GPE, LOC, FAC, WEA, VEH, NORP, EVENT, OTHER };

std::string_view name_of(MentionKind kind);
std::string_view name_of(EntityType type);

// Words that stand for somebody or something. Several mentions may share one head token: "the advisers of the US and Japan"
// is two mentions headed by "advisers", one for each country's adviser; "they" can stand for several entities.
struct Mention {
  Span span;
  std::uint32_t sentence = kNone;
  std::uint32_t first_token = kNone;
  std::uint32_t end_token = kNone;
  std::uint32_t head = kNone;  // the token that governs the mention
  MentionKind kind = MentionKind::Name;
  std::uint32_t entity = kNone;
  std::string_view producer;  // rule or model id
  float score = 1;
};

struct Entity {
  std::string_view name;  // best name in this text or in the knowledge base
  EntityType type = EntityType::OTHER;
  std::string_view kb;       // id in the knowledge tables ("dl:kim-jong-un", "PRK"), empty when not linked
  std::string_view code;     // country (or IGO, NGO, ...) followed by sectors: "PRKGOV"
  std::string_view country;  // ISO 3166-1 alpha-3 or PLOVER's code for actors without a state; empty when not known
  std::vector<std::string_view> sectors;
  std::string_view role;  // "leader of North Korea", at the article's date
};

enum class TimeType : std::uint8_t { DATE, TIME, DURATION, SET };
std::string_view name_of(TimeType type);

enum class AnchorKind : std::uint8_t { None, Published, Time };

struct TimeRef {
  Span span;
  TimeType type = TimeType::DATE;
  std::string_view value;  // TIMEX3
  std::string_view begin;  // ISO 8601, inclusive, as precise as the text says; empty when it cannot be known
  std::string_view end;    // ISO 8601, exclusive
  AnchorKind anchor = AnchorKind::None;
  std::uint32_t anchor_time = kNone;  // with AnchorKind::Time: index into Document::times
  std::string_view producer;
};

struct PlaceRef {
  Span span;
  std::uint32_t entity = kNone;
  std::string_view name;
  std::string_view kind;  // city, country, admin1, region, ...
  double latitude = 0;    // WGS 84 degrees
  double longitude = 0;
  bool located = false;      // latitude and longitude are known
  std::string_view country;  // ISO 3166-1 alpha-3
  std::string_view admin1;
  std::uint32_t geonames = 0;  // 0: not known
  std::string_view precision;  // point, admin1, country
  double area = 0;  // of the country or division that the point stands for, in square kilometres; 0: not known, or a point
  std::string_view producer;
};

enum class ClaimKind : std::uint8_t { Direct, Indirect, Mixed };
enum class Stance : std::uint8_t { Says, Alleges, Denies, Believes, Warns, Asks, Promises };
// What the source does with the content. Only Speech and Thought say that something is so; an Attitude ("wants to", "criticised")
// tells of the source, and the article itself says it.
enum class ClaimAct : std::uint8_t { Speech, Thought, Attitude };
// What speaks. Unknown: nobody is named, or a person or body of which no more is known.
enum class SourceKind : std::uint8_t {
  Unknown,
  Named,      // by name, for himself
  Official,   // an authority, or who speaks for one
  Anonymous,  // "a person familiar with the matter", "diplomats"
  Media,
  Document,  // "a report", "a leaked memo"
};
std::string_view name_of(SourceKind kind);
std::string_view name_of(ClaimKind kind);
std::string_view name_of(Stance stance);

// Somebody says something: `source` by `cue` that `content`.
struct Claim {
  std::uint32_t source = kNone;  // entity
  Span source_span;              // empty when nobody is named ("it is believed")
  Span cue;
  Span content;
  Span aside;                           // inside content, the author's words that break into it (", he said,"); empty when none
  std::uint32_t cue_token = kNone;      // head token of the cue
  std::uint32_t content_token = kNone;  // head token of the content, when it is one clause
  ClaimKind kind = ClaimKind::Indirect;
  Stance stance = Stance::Says;
  ClaimAct act = ClaimAct::Speech;
  SourceKind source_kind = SourceKind::Unknown;
  bool factive = false;       // the cue takes its content for granted ("knew that", "admitted")
  std::uint32_t via = kNone;  // the claim in which this one is itself reported
  std::string_view producer;
};

enum class Status : std::uint8_t { Happened, Ongoing, Planned, Possible, Denied };
std::string_view name_of(Status status);

// Where an event's time was found, from sure to less sure: in the tree below the event, in a clause that shares its circumstances
// with the event's, as the only time of the sentence, as the time that its paragraph has reached.
enum class TimeFrom : std::uint8_t { Dependency, Clause, Sentence, Paragraph };
std::string_view name_of(TimeFrom from);

// Where an event's place was found: in its own clause, elsewhere in its sentence, in the dateline.
enum class PlaceFrom : std::uint8_t { Clause, Sentence, Dateline };
std::string_view name_of(PlaceFrom from);

// How sure somebody is that a thing took place, or did not. Unknown: takes no side, and then the polarity says nothing.
enum class Certainty : std::uint8_t { Unknown, Possible, Probable, Certain };
enum class Polarity : std::uint8_t { Positive, Negative };
std::string_view name_of(Certainty certainty);
std::string_view name_of(Polarity polarity);

// What one source of a chain holds of an event.
struct Perspective {
  std::uint32_t claim = kNone;  // kNone: the article itself
  Certainty certainty = Certainty::Unknown;
  Polarity polarity = Polarity::Positive;
};

struct Argument {
  std::uint32_t entity = kNone;
  Span span;
};

struct Event {
  std::string_view type;  // PLOVER
  std::string_view mode;  // may be empty
  std::vector<std::string_view> contexts;
  std::string_view cameo;
  int quad = 0;  // 1..4
  double goldstein = 0;
  Span trigger;
  std::uint32_t trigger_token = kNone;
  std::vector<Argument> actors;
  std::vector<Argument> recipients;
  std::vector<Argument> instruments;
  std::uint32_t time = kNone;                 // index into Document::times
  TimeFrom time_from = TimeFrom::Dependency;  // when there is a time
  std::uint32_t place = kNone;                // index into Document::places
  PlaceFrom place_from = PlaceFrom::Clause;   // when there is a place
  Status status = Status::Happened;
  std::uint32_t of = kNone;     // the event that this one is about ("condemned the attack"): index into Document::events
  std::uint32_t claim = kNone;  // innermost claim; the chain goes on by Claim::via
  std::vector<Perspective> perspectives;  // one for each claim of the chain, innermost first, then the article's
  std::uint32_t sentence = kNone;
  float confidence = 0;
  std::string_view producer;  // rule id
};

// A word that tells something, whether or not an event is coded from it (dateline parse --factuality).
struct Predicate {
  std::uint32_t token = kNone;
  double factuality = 0;  // from -3, certainly not, to +3, certainly: how a reader would judge it
  Status status = Status::Happened;
  std::uint32_t claim = kNone;
  std::vector<Perspective> perspectives;
};

}  // namespace dateline
