// Transcriptions differ in vowels, in doubled letters and in a few consonants ("gh", "q" and "k"; "kh" and "h" do not meet). So
// names are compared by what is left when vowels are dropped and such consonants are made one. Names of few consonants sound
// alike by chance and are not compared; the rest must also agree in most of their letters. Linear in the name; the comparison of
// letters is quadratic in its length, which is bounded. tests/name/spelling_test.cpp.
#include "name/spelling.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

namespace dateline::name {

namespace {

constexpr std::size_t kFewestConsonants = 6;
constexpr std::size_t kLongestName = 48;

// Longer spellings first.
constexpr std::array<std::pair<std::string_view, char>, 24> kSounds{{
    {"tch", 'c'}, {"sch", 's'}, {"dzh", 'j'}, {"kh", 'k'}, {"gh", 'k'}, {"ch", 'c'}, {"sh", 's'}, {"zh", 'j'},
    {"dj", 'j'},  {"ph", 'f'},  {"th", 't'},  {"dh", 'd'}, {"ck", 'k'}, {"ts", 'z'}, {"tz", 'z'}, {"q", 'k'},
    {"g", 'k'},   {"c", 'k'},   {"x", 'k'},   {"w", 'v'},  {"p", 'b'},  {"j", 'j'},  {"z", 'z'},  {"s", 's'},
}};

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }
bool is_article(std::string_view word) { return word == "al" || word == "el" || word == "ul" || word == "ad" || word == "as"; }

void add_sound(std::string_view word, std::string& out) {
  const std::size_t start = out.size();
  if (is_vowel(word.front())) out += 'a';
  for (std::size_t i = 0; i < word.size();) {
    char sound = word[i];
    std::size_t length = 1;
    for (const auto& [spelling, result] : kSounds) {
      if (word[i] != spelling.front() || word.substr(i, spelling.size()) != spelling) continue;
      sound = result;
      length = spelling.size();
      break;
    }
    const bool doubled = i > 0 && word[i - 1] == word[i];
    i += length;
    const bool silent = is_vowel(sound) || sound == '\'' || (sound == 'h' && out.size() > start);
    if (!silent && !doubled) out += sound;
  }
}

}  // namespace

std::string sound_of(std::string_view folded) {
  std::string out;
  if (folded.size() > kLongestName) return out;
  std::size_t words = 0;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find_first_of(" -", at), folded.size());
    const std::string_view word = folded.substr(at, end - at);
    at = end + 1;
    if (word.empty() || is_article(word)) continue;
    if (words++ > 0) out += ' ';
    add_sound(word, out);
  }
  const auto spaces = static_cast<std::size_t>(std::count(out.begin(), out.end(), ' '));
  return words >= 2 && out.size() - spaces >= kFewestConsonants ? out : std::string();
}

bool are_spellings_of_one(std::string_view a, std::string_view b) {
  if (a.size() > kLongestName || b.size() > kLongestName) return false;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return 3 * row.back() <= std::max(a.size(), b.size());
}

}  // namespace dateline::name
