// The governing verb is found by climbing from the expression's first word; a climb is at most as long as the sentence is deep,
// and is cut off after a few steps. Tested in tests/when/direction_test.cpp.
#include "when/direction.h"

#include <algorithm>

#include "when/scanner.h"

namespace dateline::when {

namespace {

constexpr int kLongestClimb = 12;
constexpr std::uint32_t kWindow = 12;

class Reader {
 public:
  Reader(const Document& document, const Lexicon& lexicon, const Sentence& sentence)
      : document_(document), tokens_(document.tokens), lexicon_(lexicon), sentence_(sentence) {}

  Outlook read(Span expression) {
    Outlook outlook;
    first_ = token_at(expression.begin);
    if (first_ == kNone) return outlook;
    last_ = first_;
    while (last_ + 1 < sentence_.end_token && tokens_.span[last_ + 1].begin < expression.end) ++last_;
    outlook.preposition = preposition();
    const std::uint32_t verb = governing_verb();
    outlook.tense = verb != kNone ? tense_at(verb) : says_what_is() ? Bias::Present : nearest_tense();
    return outlook;
  }

 private:
  std::uint32_t token_at(std::uint32_t offset) const {
    const auto begin = tokens_.span.begin() + sentence_.first_token;
    const auto end = tokens_.span.begin() + sentence_.end_token;
    const auto after = std::upper_bound(begin, end, offset, [](std::uint32_t at, Span span) { return at < span.begin; });
    if (after == begin) return kNone;
    return static_cast<std::uint32_t>(after - tokens_.span.begin()) - 1;
  }

  std::string_view lower(std::uint32_t token) { return lower_case_(document_.text_of_token(token)); }
  bool is(std::uint32_t token, Symbol symbol) { return lexicon_.has_class(lower(token), symbol); }
  // With a small letter, or first in its sentence: "May" is a month elsewhere.
  bool is_future_auxiliary(std::uint32_t token) {
    const char first = document_.text[tokens_.span[token].begin];
    const bool capital = first >= 'A' && first <= 'Z';
    return (!capital || token == sentence_.first_token) && is(token, lexicon_.known().future_auxiliary);
  }

  // "it is planned", but not "it planned".
  bool is_future_cue(std::uint32_t token) { return tokens_.xpos[token] != "VBD" && is(token, lexicon_.known().future_cue); }

  Bias preposition() {
    for (std::uint32_t back = 1; back <= 3 && first_ >= sentence_.first_token + back; ++back) {
      const std::uint32_t token = first_ - back;
      if (is(token, lexicon_.known().past_preposition)) return Bias::Past;
      if (is(token, lexicon_.known().future_preposition)) return Bias::Future;
      if (is(token, lexicon_.known().schedule_preposition)) return modifies_what_follows() ? Bias::None : Bias::Scheduled;
      if (!is(token, lexicon_.known().transparent)) break;
    }
    return Bias::None;
  }

  // "for Monday's attack", "for Friday prayers".
  bool modifies_what_follows() const {
    if (last_ + 1 >= sentence_.end_token) return false;
    const Upos next = tokens_.upos[last_ + 1];
    return next == Upos::NOUN || next == Upos::PROPN || next == Upos::ADJ || next == Upos::PART;
  }

  bool is_verb(std::uint32_t token) const { return tokens_.upos[token] == Upos::VERB || tokens_.upos[token] == Upos::AUX; }

  std::uint32_t governing_verb() {
    std::uint32_t token = last_;
    for (int step = 0; step < kLongestClimb; ++step) {
      const std::uint32_t head = tokens_.head[token];
      if (head == kNone || head < sentence_.first_token || head >= sentence_.end_token) break;
      token = head;
      if (token >= first_ && token <= last_) continue;
      if (is_verb(token)) return token;
      if (is_future_cue(token)) return token;
    }
    return kNone;
  }

  // "the deadline is Sunday"
  bool says_what_is() const {
    const std::uint32_t begin = first_ > sentence_.first_token + kWindow ? first_ - kWindow : sentence_.first_token;
    for (std::uint32_t token = begin; token < first_; ++token) {
      const bool is_copula = tokens_.relation[token] == Relation::cop && tokens_.xpos[token] == "VBZ";
      if (is_copula && tokens_.head[token] >= first_ && tokens_.head[token] <= last_) return true;
    }
    return false;
  }

  // The present tense counts only for what is said of the verb itself, not of its subject or object.
  Bias tense_at(std::uint32_t verb) {
    const Bias tense = tense_of(verb);
    if (tense != Bias::Present) return tense;
    for (std::uint32_t token = first_; token <= last_; ++token) {
      const Relation relation = tokens_.relation[token];
      const bool is_adverbial = relation == Relation::obl || relation == Relation::obl_unmarked ||
                                relation == Relation::nmod_unmarked || relation == Relation::advmod;
      if (tokens_.head[token] == verb && is_adverbial) return tense;
    }
    return Bias::None;
  }

  Bias tense_of(std::uint32_t verb) {
    if (is_future_cue(verb)) return is_done_with(verb) ? Bias::Past : Bias::Future;
    bool infinitive = false;
    bool has_auxiliary = false;
    const std::uint32_t begin = verb > sentence_.first_token + kWindow ? verb - kWindow : sentence_.first_token;
    for (std::uint32_t token = begin; token < verb; ++token) {
      if (tokens_.head[token] != verb) continue;
      const Relation relation = tokens_.relation[token];
      if (relation == Relation::aux || relation == Relation::aux_pass || relation == Relation::cop) {
        if (is_future_auxiliary(token)) return Bias::Future;
        has_auxiliary = true;
      }
      if (relation == Relation::mark && lower(token) == "to") infinitive = true;
    }
    if (infinitive) return looks_back_from(verb) ? Bias::None : Bias::Future;
    const std::string_view tag = tokens_.xpos[verb];
    if (tag == "VBD" || tag == "VBN") return Bias::Past;
    if (tokens_.feats[verb].find("Tense=Past") != std::string_view::npos) return Bias::Past;
    if (has_auxiliary) {
      for (std::uint32_t token = begin; token < verb; ++token) {
        if (tokens_.head[token] == verb && tokens_.xpos[token] == "VBD") return Bias::Past;
      }
      if (tag == "VBG") return Bias::Present;
    }
    const bool present = (tag == "VBZ" || tag == "VBP") && !is(verb, lexicon_.known().present_report);
    return present ? Bias::Present : Bias::None;
  }

  // "it had been due to end on Monday"
  bool is_done_with(std::uint32_t cue) {
    const std::uint32_t begin = cue > sentence_.first_token + kWindow ? cue - kWindow : sentence_.first_token;
    for (std::uint32_t token = begin; token < cue; ++token) {
      if (tokens_.head[token] == cue && tokens_.xpos[token] == "VBD" && lower(token) == "had") return true;
    }
    return false;
  }

  // True when the verb that governs this one is told as past: "he tried to leave Friday" may be on either side.
  bool looks_back_from(std::uint32_t verb) {
    std::uint32_t token = verb;
    for (int step = 0; step < 4; ++step) {
      token = tokens_.head[token];
      if (token == kNone || token < sentence_.first_token || token >= sentence_.end_token) return false;
      if (is_future_cue(token)) return is_done_with(token);
      if (is_verb(token)) return tokens_.xpos[token] == "VBD" || tokens_.xpos[token] == "VBN";
    }
    return false;
  }

  // Without a tree: the nearest verb to the left up to a break, else to the right.
  Bias nearest_tense() {
    for (std::uint32_t back = 1; back <= kWindow && first_ >= sentence_.first_token + back; ++back) {
      const std::uint32_t token = first_ - back;
      const Bias bias = tense_by_tag(token);
      if (bias != Bias::None) return bias;
      const std::string_view word = document_.text_of_token(token);
      if (word == ";" || word == "--") break;
    }
    for (std::uint32_t token = last_ + 1; token < sentence_.end_token && token <= last_ + kWindow; ++token) {
      const Bias bias = tense_by_tag(token);
      if (bias != Bias::None) return bias;
    }
    return Bias::None;
  }

  Bias tense_by_tag(std::uint32_t token) {
    if (is_future_auxiliary(token) || is_future_cue(token)) return Bias::Future;
    const std::string_view tag = tokens_.xpos[token];
    if (tag == "VBD" || tag == "VBN") return Bias::Past;
    if (tag == "VB" && token > sentence_.first_token && lower(token - 1) == "to") return Bias::Future;
    return Bias::None;
  }

  const Document& document_;
  const Tokens& tokens_;
  const Lexicon& lexicon_;
  const Sentence& sentence_;
  LowerCase lower_case_;
  std::uint32_t first_ = kNone;
  std::uint32_t last_ = kNone;
};

}  // namespace

Outlook outlook_of(const Document& document, const Lexicon& lexicon, std::uint32_t sentence, Span expression) {
  return Reader(document, lexicon, document.sentences[sentence]).read(expression);
}

}  // namespace dateline::when
