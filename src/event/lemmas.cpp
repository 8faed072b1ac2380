// Regular English inflection, undone by trying: each ending that the form has is taken off, with the changes of spelling that go
// with it (a silent e, a doubled consonant, y for ie), and the first result that the tables know is the lemma.
#include "event/lemmas.h"

#include <algorithm>
#include <array>
#include <string>

namespace dateline::event {

namespace {

struct Ending {
  std::string_view ending;
  std::string_view instead;
  Upos upos;
};

constexpr std::array<Ending, 12> kEndings{{{"ied", "y", Upos::VERB},
                                           {"ies", "y", Upos::VERB},
                                           {"ed", "e", Upos::VERB},
                                           {"ed", "", Upos::VERB},
                                           {"ing", "e", Upos::VERB},
                                           {"ing", "", Upos::VERB},
                                           {"es", "e", Upos::VERB},
                                           {"es", "", Upos::VERB},
                                           {"s", "", Upos::VERB},
                                           {"ies", "y", Upos::NOUN},
                                           {"es", "", Upos::NOUN},
                                           {"s", "", Upos::NOUN}}};

bool is_consonant(char letter) {
  return letter >= 'a' && letter <= 'z' && std::string_view("aeiou").find(letter) == std::string_view::npos;
}

std::string lowered(std::string_view word) {
  std::string lower(word);
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lower;
}

bool has_capital(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

std::string_view known_stem(std::string_view form, Upos upos, const LemmaSet& known) {
  for (const Ending& ending : kEndings) {
    if (ending.upos != upos || form.size() < ending.ending.size() + 2 || !form.ends_with(ending.ending)) continue;
    std::string stem(form.substr(0, form.size() - ending.ending.size()));
    const bool doubled =
        ending.instead.empty() && stem.size() > 3 && stem.back() == stem[stem.size() - 2] && is_consonant(stem.back());
    stem += ending.instead;
    if (const auto found = known.find(stem); found != known.end()) return *found;
    if (!doubled) continue;
    stem.pop_back();
    if (const auto found = known.find(stem); found != known.end()) return *found;
  }
  return {};
}

// "cease-fire" is three tokens; the one that governs the others stands for all.
void join_at_hyphens(Document& document, const KnownLemmas& known, std::vector<std::string_view>& lemmas) {
  const Tokens& tokens = document.tokens;
  for (std::uint32_t i = 1; i + 1 < tokens.size(); ++i) {
    if (tokens.span[i].size() != 1 || document.text[tokens.span[i].begin] != '-') continue;
    if (tokens.span[i - 1].end != tokens.span[i].begin || tokens.span[i].end != tokens.span[i + 1].begin) continue;
    const std::string joined = std::string(lemmas[i - 1]) + "-" + std::string(lemmas[i + 1]);
    auto found = known.others.find(joined);
    if (found == known.others.end() && (found = known.verbs.find(joined)) == known.verbs.end()) continue;
    lemmas[tokens.head[i + 1] == i - 1 ? i - 1 : i + 1] = *found;
  }
}

}  // namespace

std::string_view verb_of(std::string_view form, const KnownLemmas& known) {
  const std::string lower = lowered(form);
  if (const auto found = known.irregular.find(lower); found != known.irregular.end()) return found->second;
  if (const auto found = known.verbs.find(lower); found != known.verbs.end()) return *found;
  return known_stem(lower, Upos::VERB, known.verbs);
}

std::vector<std::string_view> read_lemmas(Document& document, const KnownLemmas& known, const std::vector<bool>& verbs) {
  const Tokens& tokens = document.tokens;
  std::vector<std::string_view> lemmas;
  lemmas.reserve(tokens.size());
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    std::string_view lemma = has_capital(tokens.lemma[i]) ? document.keep(lowered(tokens.lemma[i])) : tokens.lemma[i];
    const Upos upos = tokens.upos[i];
    std::string_view stem;
    if (verbs[i]) {
      stem = verb_of(document.text_of_token(i), known);
    } else if (upos == Upos::VERB && known.verbs.find(lemma) == known.verbs.end()) {
      const std::string form = lowered(document.text_of_token(i));
      if (const auto found = known.irregular.find(form); found != known.irregular.end()) stem = found->second;
      if (stem.empty()) stem = known_stem(form, upos, known.verbs);
      if (stem.empty() && known.others.find(lemma) == known.others.end()) {
        const auto whole = known.others.find(form);
        stem = whole != known.others.end() ? *whole : known_stem(form, upos, known.others);
      }
    } else if ((upos == Upos::NOUN || upos == Upos::PROPN) && known.others.find(lemma) == known.others.end()) {
      stem = known_stem(lowered(document.text_of_token(i)), Upos::NOUN, known.others);
    }
    lemmas.push_back(stem.empty() ? lemma : stem);
  }
  join_at_hyphens(document, known, lemmas);
  return lemmas;
}

}  // namespace dateline::event
