// A number counts what the nearest cue says: the cue before it when only a few words lie between ("killed at least 14"), else the
// one behind it ("14 people were killed"), in either case with no other number between. Marks, and words that the table
// calls breaks, end the reach backwards. Numbers that are years, ages or parts of words do not count.
#include "story/quantities.h"

#include <cctype>
#include <optional>
#include <string>

#include "base/tsv.h"
#include "base/utf8.h"

namespace dateline::story {

namespace {

constexpr std::size_t kReachBack = 5;
constexpr std::size_t kReachAhead = 8;
constexpr std::int64_t kMost = 1'000'000'000'000;

std::optional<std::int64_t> number_in_digits(std::string_view text) {
  std::int64_t value = 0;
  bool comma = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',' && i > 0 && i + 1 < text.size()) {
      comma = true;
    } else if (text[i] >= '0' && text[i] <= '9' && value < kMost) {
      value = value * 10 + (text[i] - '0');
    } else {
      return std::nullopt;
    }
  }
  if (!comma && text.size() == 4 && value >= 1900 && value < 2100) return std::nullopt;
  return value;
}

}  // namespace

// A word, a number or a mark of a sentence.
struct QuantityReader::Token {
  std::int64_t number = -1;  // -1: none
  std::int64_t multiplier = 0;
  std::string_view what = {};  // of a cue
  bool is_break = false;
};

Result<QuantityReader> QuantityReader::create(const knowledge::Knowledge& knowledge) {
  const knowledge::Table cues = knowledge.table("story_quantities"), numbers = knowledge.table("time_words");
  if (!cues.exists() || !numbers.exists()) {
    return failure(ErrorCode::WrongVersion, "the knowledge pack has no table story_quantities; make it again with `dateline pack`");
  }
  QuantityReader reader;
  for (std::uint32_t row = 0; row < cues.rows(); ++row) {
    const std::string_view what = cues.cell(row, cues.column("what"));
    for (const std::string_view word : base::split_list(cues.cell(row, cues.column("words")))) {
      Word& known = reader.words_[std::string(word)];
      if (what == "break") {
        known.is_break = true;
      } else {
        known.what = what;
      }
    }
  }
  for (std::uint32_t row = 0; row < numbers.rows(); ++row) {
    const std::string_view kind = numbers.cell(row, numbers.column("class"));
    if (kind != "CARDINAL" && kind != "MULTIPLIER") continue;
    const auto value = number_in_digits(numbers.cell(row, numbers.column("value")));
    if (!value) continue;
    Word& known = reader.words_[std::string(numbers.cell(row, numbers.column("word")))];
    (kind == "CARDINAL" ? known.number : known.multiplier) = *value;
  }
  return reader;
}

std::vector<QuantityReader::Token> QuantityReader::tokens_of(std::string_view sentence) const {
  std::vector<Token> tokens;
  const auto is_inside = [&](std::size_t i) {
    const auto c = static_cast<unsigned char>(sentence[i]);
    if (std::isalnum(c) || c >= 0x80 || c == '-' || c == '\'') return true;
    // A comma or point between digits.
    return (c == ',' || c == '.') && i > 0 && i + 1 < sentence.size() && std::isdigit(static_cast<unsigned char>(sentence[i - 1])) &&
           std::isdigit(static_cast<unsigned char>(sentence[i + 1]));
  };
  for (std::size_t i = 0; i < sentence.size();) {
    if (!is_inside(i)) {
      if (sentence[i] == ',' || sentence[i] == ';' || sentence[i] == ':') tokens.push_back({-1, 0, {}, true});
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < sentence.size() && is_inside(i)) ++i;
    tokens.push_back(token_of(base::folded(sentence.substr(begin, i - begin))));
    // "two hundred", "2 million", "twenty-one"
    if (tokens.size() >= 2) {
      Token& last = tokens.back();
      Token& before = tokens[tokens.size() - 2];
      if (last.multiplier > 0 && before.number > 0 && before.number * last.multiplier <= kMost) {
        before.number *= last.multiplier;
        tokens.pop_back();
      }
    }
  }
  return tokens;
}

QuantityReader::Token QuantityReader::token_of(const std::string& word) const {
  if (const auto digits = number_in_digits(word)) return {*digits};
  const auto known = [&](const std::string& part) -> const Word* {
    const auto found = words_.find(part);
    return found == words_.end() ? nullptr : &found->second;
  };
  if (const Word* found = known(word)) return {found->number, found->multiplier, found->what, found->is_break};
  if (const std::size_t hyphen = word.find('-'); hyphen != word.npos) {
    const Word* tens = known(word.substr(0, hyphen));
    const Word* ones = known(word.substr(hyphen + 1));
    if (tens && ones && tens->number >= 20 && ones->number > 0 && ones->number < 10) return {tens->number + ones->number};
  }
  return {};
}

std::vector<Quantity> QuantityReader::read(std::string_view sentence) const {
  const std::vector<Token> tokens = tokens_of(sentence);
  std::vector<Quantity> quantities;
  const auto add = [&](std::string_view what, std::int64_t value) {
    for (const Quantity& quantity : quantities) {
      if (quantity.what == what) return;
    }
    quantities.push_back({std::string(what), value});
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].number < 0) continue;
    std::string_view what;
    for (std::size_t back = 1; back <= kReachBack && back <= i; ++back) {
      const Token& token = tokens[i - back];
      if (token.is_break || token.number >= 0) break;
      if (!token.what.empty()) {
        what = token.what;
        break;
      }
    }
    for (std::size_t ahead = 1; what.empty() && ahead <= kReachAhead && i + ahead < tokens.size(); ++ahead) {
      const Token& token = tokens[i + ahead];
      if (token.number >= 0) break;
      what = token.what;
    }
    if (!what.empty()) add(what, tokens[i].number);
  }
  return quantities;
}

}  // namespace dateline::story
