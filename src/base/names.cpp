// The letters of the enumerations in annotations.h.
#include <array>
#include <string_view>

#include "dateline/annotations.h"

namespace dateline {

namespace {

constexpr std::array<std::string_view, 17> kUpos = {"X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
                                                    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};
static_assert(kUpos.size() == static_cast<std::size_t>(Upos::VERB) + 1);

constexpr std::array<std::string_view, 51> kRelation = {
    "dep",        "root",          "acl",          "acl:relcl",   "advcl",      "advcl:relcl", "advmod",
    "amod",       "appos",         "aux",          "aux:pass",    "case",       "cc",          "cc:preconj",
    "ccomp",      "compound",      "compound:prt", "conj",        "cop",        "csubj",       "csubj:outer",
    "csubj:pass", "det",           "det:predet",   "discourse",   "dislocated", "expl",        "fixed",
    "flat",       "goeswith",      "iobj",         "list",        "mark",       "nmod",        "nmod:desc",
    "nmod:poss",  "nmod:unmarked", "nsubj",        "nsubj:outer", "nsubj:pass", "nummod",      "obj",
    "obl",        "obl:agent",     "obl:unmarked", "orphan",      "parataxis",  "punct",       "reparandum",
    "vocative",   "xcomp"};
static_assert(kRelation.size() == static_cast<std::size_t>(Relation::xcomp) + 1);

constexpr std::array<std::string_view, 3> kMentionKind = {"name", "nominal", "pronoun"};
constexpr std::array<std::string_view, 10> kEntityType = {"PER", "ORG", "GPE",  "LOC",   "FAC",
                                                          "WEA", "VEH", "NORP", "EVENT", "OTHER"};
constexpr std::array<std::string_view, 4> kTimeType = {"DATE", "TIME", "DURATION", "SET"};
constexpr std::array<std::string_view, 3> kClaimKind = {"direct", "indirect", "mixed"};
constexpr std::array<std::string_view, 7> kStance = {"says", "alleges", "denies", "believes", "warns", "asks", "promises"};
constexpr std::array<std::string_view, 5> kStatus = {"happened", "ongoing", "planned", "possible", "denied"};
constexpr std::array<std::string_view, 3> kPlaceFrom = {"clause", "sentence", "dateline"};
constexpr std::array<std::string_view, 4> kTimeFrom = {"dependency", "clause", "sentence", "paragraph"};
constexpr std::array<std::string_view, 4> kCertainty = {"unknown", "possible", "probable", "certain"};
constexpr std::array<std::string_view, 2> kPolarity = {"positive", "negative"};
constexpr std::array<std::string_view, 6> kSourceKind = {"unknown", "named", "official", "anonymous", "media", "document"};

}  // namespace

std::string_view name_of(Upos upos) { return kUpos[static_cast<std::size_t>(upos)]; }
std::string_view name_of(Relation relation) { return kRelation[static_cast<std::size_t>(relation)]; }
std::string_view name_of(MentionKind kind) { return kMentionKind[static_cast<std::size_t>(kind)]; }
std::string_view name_of(EntityType type) { return kEntityType[static_cast<std::size_t>(type)]; }
std::string_view name_of(TimeType type) { return kTimeType[static_cast<std::size_t>(type)]; }
std::string_view name_of(ClaimKind kind) { return kClaimKind[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Stance stance) { return kStance[static_cast<std::size_t>(stance)]; }
std::string_view name_of(PlaceFrom from) { return kPlaceFrom[static_cast<std::size_t>(from)]; }
std::string_view name_of(TimeFrom from) { return kTimeFrom[static_cast<std::size_t>(from)]; }
std::string_view name_of(SourceKind kind) { return kSourceKind[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Certainty certainty) { return kCertainty[static_cast<std::size_t>(certainty)]; }
std::string_view name_of(Polarity polarity) { return kPolarity[static_cast<std::size_t>(polarity)]; }
std::string_view name_of(Status status) { return kStatus[static_cast<std::size_t>(status)]; }

Upos upos_from(std::string_view name) {
  for (std::size_t i = 0; i < kUpos.size(); ++i) {
    if (kUpos[i] == name) return static_cast<Upos>(i);
  }
  return Upos::X;
}

Relation relation_from(std::string_view name) {
  for (std::size_t i = 0; i < kRelation.size(); ++i) {
    if (kRelation[i] == name) return static_cast<Relation>(i);
  }
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? Relation::dep : relation_from(name.substr(0, colon));
}

}  // namespace dateline
