// The features are names of what can be seen: the word and its form ("form=have+be|VBN"), its auxiliaries, adverbs, markers and
// subject, the same of the clause that governs it, which negations, modals and conditions stand anywhere above it, and the status
// that the signatures give it (status.h). A predicate looks at its own clause, at most four governors and a window of its
// sentence, so the work for each is bounded.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "claim/climber.h"
#include "claim/cues.h"
#include "claim/factuality.h"

namespace dateline::claim {
namespace {

constexpr std::uint32_t kWindow = 100;  // tokens of the sentence on each side
constexpr int kGovernors = 4;           // looked at above the predicate

class FeatureWriter {
 public:
  FeatureWriter(const SignatureTable& signatures, const CueTable& cues, const Tree& tree)
      : tree_(tree), cues_(cues), climber_(signatures, tree) {}

  std::vector<std::string> write(std::uint32_t t) {
    add("bias", "");
    word(t);
    clause("", t);
    governors(t);
    sentence(t);
    neighbours(t);
    pairs();
    return std::move(out_);
  }

 private:
  // A feature that is also paired with each of its kind.
  void key(std::string_view name, std::string_view value) {
    add(name, value);
    keys_.push_back(out_.back());
  }

  void pairs() {
    std::sort(keys_.begin(), keys_.end());
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      for (std::size_t j = i + 1; j < keys_.size(); ++j) out_.push_back(keys_[i] + " & " + keys_[j]);
    }
  }

  void add(std::string_view name, std::string_view value) {
    std::string feature(name);
    if (!value.empty()) {
      feature += '=';
      for (char c : value) feature += c == '\t' || c == '\n' || c == '|' ? '_' : c;
    }
    out_.push_back(std::move(feature));
  }
  void add(std::string_view name, std::string_view a, std::string_view b) { add(name, std::string(a) + "," + std::string(b)); }
  void add(std::string_view name, std::string_view a, std::string_view b, std::string_view c) {
    add(name, std::string(a) + "," + std::string(b) + "," + std::string(c));
  }

  std::string lower(std::uint32_t t) const { return base::folded(tree_.document().text_of_token(t)); }
  std::string lemma(std::uint32_t t) const { return base::folded(tree_.lemma(t)); }

  bool is_negation(std::uint32_t t) const {
    for (const Signature& s : climber_.find(t)) {
      if (s.government == Government::Modifier && s.positive == Effect::Denied && s.negative == Effect::Denied) return true;
    }
    return false;
  }

  bool is_negated(std::uint32_t t) const {
    for (std::uint32_t c : tree_.children(t)) {
      if (is_negation(c)) return true;
      const Relation relation = tree_.relation(c);
      if (relation != Relation::nsubj && relation != Relation::nsubj_pass && relation != Relation::obj) continue;
      for (std::uint32_t d : tree_.children(c)) {
        if (tree_.relation(d) == Relation::det && is_negation(d)) return true;
      }
    }
    return false;
  }

  // The verb's form with its auxiliaries: "will|VB", "have+be|VBN", "be|NN" of a noun with a copula; "!" when negated.
  std::string form(std::uint32_t t) const {
    std::string form;
    for (std::uint32_t c : tree_.children(t)) {
      const Relation relation = tree_.relation(c);
      if (relation != Relation::aux && relation != Relation::aux_pass && relation != Relation::cop) continue;
      if (!form.empty()) form += '+';
      form += relation == Relation::aux ? lower(c) : lemma(c) + "/" + std::string(tree_.xpos(c));
    }
    if (tree_.marker(t, "to") != kNone) form += "to";
    if (is_negated(t)) form += "!";
    form += ":" + std::string(tree_.xpos(t));
    return form;
  }

  // What the table of cues says of a word: "says,speech,factive".
  std::string cue(std::uint32_t t) const {
    const Upos upos = tree_.upos(t);
    const CuePos pos = upos == Upos::VERB ? CuePos::Verb : upos == Upos::NOUN ? CuePos::Noun : CuePos::Adjective;
    for (const Cue& c : cues_.find(tree_.lemma(t))) {
      if (c.pos != pos || !c.words.empty()) continue;
      constexpr std::array<std::string_view, 3> kActs = {"speech", "thought", "attitude"};
      return std::string(name_of(c.stance)) + "," + std::string(kActs[static_cast<std::size_t>(c.act)]) +
             (c.factive == Factive::Yes ? ",factive" : "");
    }
    return "none";
  }

  void word(std::uint32_t t) {
    const std::string_view relation = name_of(tree_.relation(t));
    key("lemma", lemma(t));
    key("tag", tree_.xpos(t));
    key("relation", relation);
    add("cue", cue(t), relation);
    const std::string own = lemma(t);
    constexpr std::size_t kEnding = 3;
    if (own.size() > kEnding + 1) add("ending", std::string_view(own).substr(own.size() - kEnding), tree_.xpos(t));
    add("tag+relation", tree_.xpos(t), relation);
    add("lemma+tag", lemma(t), tree_.xpos(t));
    const std::string_view status = name_of(climber_.value(t));
    key("status", status);
    add("status+relation", status, relation);
    add("status+tag", status, tree_.xpos(t));
    const TokenRange range = tree_.range();
    add("before", t > range.first ? lower(t - 1) : "^");
    add("before2", t > range.first + 1 ? lower(t - 2) + "_" + lower(t - 1) : "^");
    add("after", t + 1 < range.end ? lower(t + 1) : "$");
  }

  // What stands in the clause of `t`.
  void clause(std::string_view where, std::uint32_t t) {
    const std::string at(where);
    const std::string f = form(t);
    if (where.empty())
      key("form", f);
    else
      add(at + "form", f);
    if (where.empty()) {
      add("form+relation", f, name_of(tree_.relation(t)));
      add("form+lemma", f, lemma(t));
    }
    const bool negated = is_negated(t);
    if (negated) add(at + "negated", "");
    bool has_subject = false, has_object = false;
    for (std::uint32_t c : tree_.children(t)) {
      switch (tree_.relation(c)) {
        case Relation::aux:
        case Relation::aux_pass:
        case Relation::cop:
          add(at + "aux", lower(c), negated ? "!" : "");
          break;
        case Relation::advmod:
          add(at + "adverb", lemma(c));
          break;
        case Relation::mark:
        case Relation::case_:
          if (where.empty())
            key("marker", lemma(c));
          else
            add(at + "marker", lemma(c));
          if (where.empty()) add("marker+form", lemma(c), f);
          break;
        case Relation::nsubj:
        case Relation::nsubj_pass:
          has_subject = true;
          subject(at, c, f);
          break;
        case Relation::expl:
          add(at + "expletive", lower(c));
          break;
        case Relation::obj:
          has_object = true;
          if (where.empty()) add("object", lemma(c));
          for (std::uint32_t d : tree_.children(c)) {
            if (tree_.relation(d) == Relation::det) add(at + "object-det", lower(d));
          }
          break;
        case Relation::advcl:
          for (std::uint32_t d : tree_.children(c)) {
            if (tree_.relation(d) == Relation::mark) add(at + "adverbial", lemma(d));
          }
          break;
        case Relation::compound_prt:
          add(at + "particle", lemma(t), lemma(c));
          break;
        case Relation::obl_unmarked:
        case Relation::discourse:
          add(at + "modifier", lemma(c));
          break;
        case Relation::cc:
          add(at + "conjunction", lemma(c));
          break;
        default:
          break;
      }
    }
    add(at + "has", has_subject ? "subject" : "none", has_object ? "object" : "none", tree_.xpos(t));
  }

  void subject(const std::string& at, std::uint32_t s, const std::string& f) {
    const bool pronoun = tree_.upos(s) == Upos::PRON;
    if (at.empty() && !pronoun) add("subject-lemma", lemma(s));
    if (at.empty())
      key("subject", pronoun ? lower(s) : tree_.xpos(s));
    else
      add(at + "subject", pronoun ? lower(s) : tree_.xpos(s));
    if (pronoun) add(at + "subject+form", lower(s), f);
    for (std::uint32_t d : tree_.children(s)) {
      if (tree_.relation(d) == Relation::det) add(at + "subject-det", lower(d));
    }
  }

  void governors(std::uint32_t t) {
    const std::string own = form(t);
    const std::string own_relation(name_of(tree_.relation(t)));
    const std::string to = tree_.marker(t, "to") != kNone ? "to" : "";
    std::string path = own_relation;
    std::uint32_t below = t;
    std::uint32_t at = tree_.head(t);
    for (int i = 0; i < kGovernors && at != kNone; ++i) {
      const std::string rank(1, static_cast<char>('1' + i));
      const std::string_view relation = name_of(tree_.relation(below));
      if (i < 2) {
        add("governor" + rank, lemma(at), relation);
        add("governor-form" + rank, form(at), relation);
      }
      if (i == 0) {
        key("g-lemma", lemma(at));
        key("g-form", form(at));
        key("g-status", name_of(climber_.value(at)));
        key("g-cue", cue(at));
      }
      if (i == 0) {
        const std::string sign = is_negated(at) ? "!" : "";
        add("governor", lemma(at), relation, to);
        add("governor-negated", sign + lemma(at), relation);
        add("governor+form", lemma(at), own);
        add("governor-tag", tree_.xpos(at), relation, tree_.xpos(t));
        add("governor-status", name_of(climber_.value(at)), relation, tree_.xpos(t));
        if (below < at) add("before-governor", relation);
        clause("governor-", at);
      } else {
        above(at);
      }
      path += "<" + std::string(name_of(tree_.relation(at)));
      if (i < 2) add("path", path);
      below = at;
      at = tree_.head(at);
    }
  }

  // Negations, modals and conditions further up.
  void above(std::uint32_t t) {
    if (is_negated(t)) add("above-negated", "");
    for (std::uint32_t c : tree_.children(t)) {
      if (tree_.relation(c) == Relation::aux) add("above-aux", lower(c));
      if (tree_.relation(c) == Relation::mark) add("above-marker", lemma(c));
    }
  }

  // Words around, whatever the tree: trees are often wrong just where a text is odd.
  void neighbours(std::uint32_t t) {
    constexpr std::uint32_t kBefore = 5, kAfter = 4;
    const TokenRange range = tree_.range();
    bool same_clause = true;
    std::string verb = "^";
    for (std::uint32_t i = t; i-- > range.first && t - i <= kBefore;) {
      add("within-before", lower(i));
      if (tree_.is_punctuation(i)) same_clause = false;
      if (same_clause && verb == "^" && tree_.is_verb(i)) verb = lemma(i) + ":" + std::string(tree_.xpos(i));
      if (same_clause && is_negation(i)) add("near-negation", tree_.xpos(t));
      if (same_clause && tree_.xpos(i) == "MD") key("near-modal", lower(i));
    }
    key("verb-before", verb);
    for (std::uint32_t i = t + 1; i < range.end && i - t <= kAfter; ++i) add("within-after", lower(i));
    add("tags-before", t > range.first ? tree_.xpos(t - 1) : "^", t > range.first + 1 ? tree_.xpos(t - 2) : "^", tree_.xpos(t));
    add("tags-after", tree_.xpos(t), t + 1 < range.end ? tree_.xpos(t + 1) : "$", t + 2 < range.end ? tree_.xpos(t + 2) : "$");
    for (std::uint32_t i = range.first; i < range.end; ++i) {
      if (tree_.xpos(i) == "MD" || is_negation(i)) add(i < t ? "somewhere-before" : "somewhere-after", lower(i));
    }
    add("place", t == range.first ? "first" : range.end - t < 4 ? "last" : t - range.first < 4 ? "early" : "middle");
    add("length", range.end - range.first < 8 ? "short" : range.end - range.first < 25 ? "middle" : "long");
  }

  void sentence(std::uint32_t t) {
    const TokenRange range = tree_.range();
    const std::string_view last = tree_.document().text_of_token(range.end - 1);
    const bool question = last == "?";
    if (question) {
      key("asked", "");
      add("question", name_of(tree_.relation(t)));
      add("question+first", lower(range.first));
    }
    if (last == "!") add("exclaimed", name_of(tree_.relation(t)));
    add("first", lower(range.first));
    bool condition = false;
    for (std::uint32_t i = range.first; i < range.end; ++i) condition = condition || lower(i) == "if";
    if (condition) add("if", name_of(tree_.relation(t)), form(t));
  }

  const Tree& tree_;
  const CueTable& cues_;
  Climber climber_;
  std::vector<std::string> out_, keys_;
};

}  // namespace

FactualityFeatures::FactualityFeatures(std::unique_ptr<SignatureTable> signatures, std::unique_ptr<CueTable> cues)
    : signatures_(std::move(signatures)), cues_(std::move(cues)) {}
FactualityFeatures::FactualityFeatures(FactualityFeatures&&) noexcept = default;
FactualityFeatures& FactualityFeatures::operator=(FactualityFeatures&&) noexcept = default;
FactualityFeatures::~FactualityFeatures() = default;

Result<FactualityFeatures> FactualityFeatures::create(const knowledge::Knowledge& knowledge) {
  auto signatures = SignatureTable::read(knowledge);
  if (!signatures) return tl::unexpected(signatures.error());
  auto cues = CueTable::read(knowledge);
  if (!cues) return tl::unexpected(cues.error());
  return FactualityFeatures(std::make_unique<SignatureTable>(std::move(*signatures)),
                            std::make_unique<CueTable>(std::move(*cues)));
}

std::vector<std::string> FactualityFeatures::of(const Document& document, std::uint32_t token) const {
  const Sentence& sentence = document.sentences[document.tokens.sentence[token]];
  TokenRange range{sentence.first_token, sentence.end_token};
  if (token > range.first + kWindow) range.first = token - kWindow;
  if (range.end > token + kWindow) range.end = token + kWindow;
  const Tree tree(document, range);
  std::vector<std::string> features = FeatureWriter(*signatures_, *cues_, tree).write(token);
  std::sort(features.begin(), features.end());
  features.erase(std::unique(features.begin(), features.end()), features.end());
  return features;
}

}  // namespace dateline::claim
