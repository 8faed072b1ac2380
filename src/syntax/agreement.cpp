#include "syntax/agreement.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace dateline::syntax {
namespace {

constexpr std::string_view kPassive = "Tense=Past|VerbForm=Part|Voice=Pass";
constexpr std::string_view kPerfect = "Tense=Past|VerbForm=Part";
constexpr std::string_view kImperative = "Mood=Imp|VerbForm=Fin";
constexpr std::string_view kGerund = "VerbForm=Ger";
constexpr std::string_view kPresentParticiple = "Tense=Pres|VerbForm=Part";

// What children of a word matter here, as bits.
enum Child : unsigned {
  kSubject = 1,
  kAuxiliary = 2,
  kPassiveMark = 4,
  kMarker = 8,
  kCoordinated = 16,
};

unsigned bit_of(Relation relation) {
  switch (relation) {
    case Relation::nsubj:
    case Relation::nsubj_outer:
    case Relation::csubj:
    case Relation::expl:
      return kSubject;
    case Relation::nsubj_pass:
    case Relation::csubj_pass:
      return kSubject | kPassiveMark;
    case Relation::aux_pass:
      return kAuxiliary | kPassiveMark;
    case Relation::obl_agent:
      return kPassiveMark;
    case Relation::aux:
    case Relation::cop:
      return kAuxiliary;
    case Relation::mark:
      return kMarker;
    case Relation::conj:
      return kCoordinated;
    default:
      return 0;
  }
}

enum class Agreement : std::uint8_t { First, Second, Third, FirstPlural, ThirdPlural };

constexpr std::string_view kPresent[] = {
    "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin", "Mood=Ind|Number=Sing|Person=2|Tense=Pres|VerbForm=Fin",
    "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "Mood=Ind|Number=Plur|Person=1|Tense=Pres|VerbForm=Fin",
    "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin",
};
constexpr std::string_view kPast[] = {
    "Mood=Ind|Number=Sing|Person=1|Tense=Past|VerbForm=Fin", "Mood=Ind|Number=Sing|Person=2|Tense=Past|VerbForm=Fin",
    "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", "Mood=Ind|Number=Plur|Person=1|Tense=Past|VerbForm=Fin",
    "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin",
};

bool has(std::string_view feats, std::string_view feature) { return feats.find(feature) != std::string_view::npos; }

class Settler {
 public:
  Settler(Document& document, const Sentence& sentence)
      : tokens_(document.tokens), first_(sentence.first_token), end_(sentence.end_token) {
    children_.assign(end_ - first_, 0);
    subject_.assign(end_ - first_, kNone);
    for (std::uint32_t i = first_; i < end_; ++i) {
      const std::uint32_t head = tokens_.head[i];
      if (head == kNone) continue;
      const unsigned bit = bit_of(tokens_.relation[i]);
      children_[head - first_] |= bit;
      const bool is_expletive = tokens_.relation[i] == Relation::expl;
      if ((bit & kSubject) && (subject_[head - first_] == kNone || !is_expletive)) subject_[head - first_] = i;
    }
  }

  void run() {
    for (std::uint32_t i = first_; i < end_; ++i) {
      const std::string_view tag = tokens_.xpos[i];
      const bool is_verb = tokens_.upos[i] == Upos::VERB;
      if (tag == "PRP") settle_case(i);
      if ((is_verb || tokens_.upos[i] == Upos::AUX) && (tag == "VBD" || tag == "VBP")) settle_person(i, tag == "VBP");
      if (!is_verb) continue;
      if (tag == "VBN") settle_voice(i);
      if (tag == "VB") settle_mood(i);
      if (tag == "VBG") settle_gerund(i);
    }
  }

 private:
  unsigned children(std::uint32_t token) const { return children_[token - first_]; }
  bool has_head(std::uint32_t token) const { return tokens_.head[token] != kNone; }

  void settle_case(std::uint32_t token) {
    std::string_view& feats = tokens_.feats[token];
    if (!has(feats, "Case=Nom") || !(has(feats, "Gender=Neut") || has(feats, "Person=2"))) return;
    switch (tokens_.relation[token]) {
      case Relation::obj:
      case Relation::iobj:
      case Relation::obl:
      case Relation::obl_agent:
      case Relation::nmod:
        break;
      default:
        return;
    }
    feats =
        has(feats, "Gender=Neut") ? "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs" : "Case=Acc|Person=2|PronType=Prs";
  }

  std::optional<Agreement> agreement_with(std::uint32_t subject) const {
    const std::string_view feats = tokens_.feats[subject];
    if (children(subject) & kCoordinated) return Agreement::ThirdPlural;
    if (has(feats, "PronType=Rel")) {
      // The clause hangs on the noun that the pronoun stands for.
      const std::uint32_t clause = tokens_.head[subject];
      if (clause == kNone || tokens_.relation[clause] != Relation::acl_relcl || !has_head(clause)) return std::nullopt;
      return tokens_.xpos[tokens_.head[clause]] == "NNS" || tokens_.xpos[tokens_.head[clause]] == "NNPS" ? Agreement::ThirdPlural
                                                                                                         : Agreement::Third;
    }
    const bool is_plural = has(feats, "Number=Plur") || has(feats, "Number=Ptan");
    if (has(feats, "Person=1")) return is_plural ? Agreement::FirstPlural : Agreement::First;
    if (has(feats, "Person=2")) return Agreement::Second;
    return is_plural ? Agreement::ThirdPlural : Agreement::Third;
  }

  void settle_person(std::uint32_t token, bool is_present) {
    std::uint32_t clause = token;
    const Relation relation = tokens_.relation[token];
    if ((relation == Relation::aux || relation == Relation::aux_pass || relation == Relation::cop) && has_head(token)) {
      clause = tokens_.head[token];
    }
    // A second verb shares the first one's subject.
    for (int step = 0; step < 2 && subject_[clause - first_] == kNone; ++step) {
      if (tokens_.relation[clause] != Relation::conj || !has_head(clause)) return;
      clause = tokens_.head[clause];
    }
    if (subject_[clause - first_] == kNone) return;
    std::optional<Agreement> agreement = agreement_with(subject_[clause - first_]);
    if (!agreement) return;
    if (is_present && *agreement == Agreement::Third) agreement = Agreement::ThirdPlural;
    tokens_.feats[token] = (is_present ? kPresent : kPast)[static_cast<std::size_t>(*agreement)];
  }

  void settle_voice(std::uint32_t token) {
    const bool has_own_mark = (children(token) & (kPassiveMark | kAuxiliary)) != 0;
    if (!has_own_mark && tokens_.relation[token] == Relation::conj && has_head(token) &&
        tokens_.xpos[tokens_.head[token]] == "VBN") {
      tokens_.feats[token] = tokens_.feats[tokens_.head[token]];
      return;
    }
    const bool is_perfect = (children(token) & kPassiveMark) == 0 && (children(token) & kAuxiliary) != 0;
    tokens_.feats[token] = is_perfect ? kPerfect : kPassive;
  }

  void settle_mood(std::uint32_t token) {
    const Relation relation = tokens_.relation[token];
    const bool stands_alone = (children(token) & (kSubject | kAuxiliary | kMarker)) == 0;
    const bool is_main = relation == Relation::root || relation == Relation::parataxis;
    const bool follows = relation == Relation::conj && has_head(token) && tokens_.feats[tokens_.head[token]] == kImperative;
    tokens_.feats[token] = stands_alone && (is_main || follows) ? kImperative : std::string_view("VerbForm=Inf");
  }

  void settle_gerund(std::uint32_t token) {
    switch (tokens_.relation[token]) {
      case Relation::nsubj:
      case Relation::csubj:
      case Relation::obj:
      case Relation::obl:
      case Relation::nmod:
      case Relation::compound:
        tokens_.feats[token] = kGerund;
        return;
      case Relation::advcl:
      case Relation::acl:
        tokens_.feats[token] = (children(token) & kMarker) ? kGerund : kPresentParticiple;
        return;
      default:
        if (children(token) & kAuxiliary) tokens_.feats[token] = kPresentParticiple;
    }
  }

  Tokens& tokens_;
  std::uint32_t first_;
  std::uint32_t end_;
  std::vector<unsigned> children_;
  std::vector<std::uint32_t> subject_;
};

}  // namespace

void settle_features(Document& document, const Sentence& sentence) { Settler(document, sentence).run(); }

}  // namespace dateline::syntax
