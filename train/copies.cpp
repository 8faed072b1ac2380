#include "copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/file.h"
#include "base/tsv.h"
#include "random.h"

namespace dateline::train {
namespace {

constexpr double kInCapitals = 0.03;
constexpr double kInTitleCase = 0.04;
constexpr double kInSmallLetters = 0.04;
constexpr double kWithoutStop = 0.03;
constexpr double kOtherName = 0.7;  // of a name in a copy with other names

// Labels of names (name_spans.h).
constexpr std::uint8_t kPersonBegins = 1;
constexpr std::uint8_t kPersonGoesOn = 2;
constexpr std::uint8_t kPlaceBegins = 5;
constexpr std::uint8_t kPlaceGoesOn = 6;

char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

void capitalise(std::string& form) {
  if (!form.empty()) form[0] = capital(form[0]);
}

template <typename Change>
TreebankSentence with_letters(const TreebankSentence& sentence, const Change& change) {
  TreebankSentence copy = sentence;
  for (std::string& form : copy.forms) std::transform(form.begin(), form.end(), form.begin(), change);
  return copy;
}

TreebankSentence in_title_case(const TreebankSentence& sentence) {
  constexpr std::size_t kShortWord = 4;  // headlines leave shorter words small
  TreebankSentence copy = sentence;
  for (std::string& form : copy.forms) {
    if (form.size() >= kShortWord) capitalise(form);
  }
  capitalise(copy.forms.front());
  return copy;
}

bool ends_with_stop(const TreebankSentence& sentence) {
  const std::uint32_t last = sentence.size() - 1;
  return sentence.forms[last] == "." && std::find(sentence.heads.begin(), sentence.heads.end(), last) == sentence.heads.end();
}

TreebankSentence without_last(const TreebankSentence& sentence) {
  TreebankSentence copy = sentence;
  copy.forms.pop_back();
  copy.lemmas.pop_back();
  copy.tags.pop_back();
  copy.feats.pop_back();
  copy.heads.pop_back();
  copy.relations.pop_back();
  if (!copy.names.empty()) copy.names.pop_back();
  for (std::uint32_t& head : copy.heads) head = std::min(head, copy.size());
  return copy;
}

// Gives some of a copy's names other ones: the first word of a person's name a given name, its last word a family name, a place
// of one word another place. Says whether it did.
bool take_other_names(TreebankSentence& copy, const std::vector<TreebankTag>& tags, const OtherNames& names, Random& random) {
  bool is_changed = false;
  for (std::size_t i = 0; i < copy.names.size(); ++i) {
    const std::string& form = copy.forms[i];
    if (form.size() < 3 || form[0] == small(form[0]) || form[1] == capital(form[1])) continue;
    if (tags[copy.tags[i]].upos != Upos::PROPN) continue;
    const std::uint8_t next = i + 1 < copy.names.size() ? copy.names[i + 1] : std::uint8_t{0};
    const std::vector<std::string>* others = nullptr;
    if (copy.names[i] == kPersonBegins) others = &names.given;
    if (copy.names[i] == kPersonGoesOn && next != kPersonGoesOn) others = &names.family;
    if (copy.names[i] == kPlaceBegins && next != kPlaceGoesOn) others = &names.places;
    if (!others || others->empty() || !random.with_chance(kOtherName)) continue;
    copy.forms[i] = (*others)[random.below(others->size())];
    copy.lemmas[i] = copy.forms[i];
    is_changed = true;
  }
  return is_changed;
}

}  // namespace

Result<OtherNames> read_other_names(const std::string& path) {
  OtherNames names;
  const auto bytes = base::read_file(path);
  if (!bytes) return Failure(bytes.error());
  std::size_t number = 0;
  for (const std::string_view line : base::split_list(*bytes, '\n')) {
    ++number;
    const std::size_t tab = line.find('\t');
    const std::string_view kind = line.substr(0, tab);
    std::vector<std::string>* const list = kind == "given"    ? &names.given
                                           : kind == "family" ? &names.family
                                           : kind == "place"  ? &names.places
                                                              : nullptr;
    if (!list || tab + 1 >= line.size()) {
      return failure(ErrorCode::BadInput, fmt::format("{}:{}: not given, family or place, a tab and a name", path, number));
    }
    list->emplace_back(line.substr(tab + 1));
  }
  return names;
}

void add_copies(Treebank& treebank, const OtherNames& names, std::uint64_t seed) {
  Random random(seed);
  for (const TreebankSentence& sentence : treebank.sentences) {
    if (sentence.size() < 4) continue;
    if (random.with_chance(kInCapitals)) treebank.copies.push_back(with_letters(sentence, capital));
    if (random.with_chance(kInTitleCase)) treebank.copies.push_back(in_title_case(sentence));
    if (random.with_chance(kInSmallLetters)) treebank.copies.push_back(with_letters(sentence, small));
    TreebankSentence renamed = sentence;
    if (take_other_names(renamed, treebank.tags, names, random)) treebank.copies.push_back(std::move(renamed));
    if (ends_with_stop(sentence) && random.with_chance(kWithoutStop)) treebank.copies.push_back(without_last(sentence));
  }
}

}  // namespace dateline::train
