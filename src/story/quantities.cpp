// A number counts what the nearest cue says: the cue before it when only a few words lie between ("killed at least 14"), else the
// one behind it ("14 people were killed"), in either case with no other number between. Marks, and words that the table
// calls breaks, end the reach backwards. What a word for asides begins ("57 people, including ten children, were killed") is
// passed over up to the next mark. Numbers that are years, ages or parts of words do not count.
#include "story/quantities.h"

#include "base/tsv.h"
#include "base/utf8.h"
#include "story/words.h"

namespace dateline::story {

namespace {

constexpr std::size_t kReachBack = 5;
constexpr std::size_t kReachAhead = 8;
constexpr std::int64_t kMost = 1'000'000'000'000;

std::optional<std::int64_t> number_in_digits(std::string_view text) {
  if (text.empty()) return std::nullopt;
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

NumberWords::NumberWords(const knowledge::Knowledge& knowledge) {
  const knowledge::Table table = knowledge.table("time_words");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string_view kind = table.cell(row, table.column("class"));
    const auto value = number_in_digits(table.cell(row, table.column("value")));
    if (!value) continue;
    const std::string word(table.cell(row, table.column("word")));
    if (kind == "CARDINAL") cardinals_[word] = *value;
    if (kind == "MULTIPLIER") multipliers_[word] = *value;
  }
}

std::optional<std::int64_t> NumberWords::number(const std::string& word) const {
  if (const auto digits = number_in_digits(word)) return digits;
  if (const auto found = cardinals_.find(word); found != cardinals_.end()) return found->second;
  const std::size_t hyphen = word.find('-');
  if (hyphen == word.npos) return std::nullopt;
  const auto tens = cardinals_.find(word.substr(0, hyphen)), ones = cardinals_.find(word.substr(hyphen + 1));
  if (tens == cardinals_.end() || ones == cardinals_.end()) return std::nullopt;
  if (tens->second < 20 || ones->second == 0 || ones->second > 9) return std::nullopt;
  return tens->second + ones->second;
}

std::int64_t NumberWords::multiplier(const std::string& word) const {
  const auto found = multipliers_.find(word);
  return found == multipliers_.end() ? 0 : found->second;
}

Result<QuantityReader> QuantityReader::create(const knowledge::Knowledge& knowledge) {
  const knowledge::Table table = knowledge.table("story_quantities");
  if (!table.exists()) {
    return failure(ErrorCode::WrongVersion,
                   "the knowledge pack has no table story_quantities; make it again with `dateline pack`");
  }
  QuantityReader reader;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string_view what = table.cell(row, table.column("what"));
    for (const std::string_view word : base::split_list(table.cell(row, table.column("words")))) {
      Cue& cue = reader.cues_[std::string(word)];
      if (what == "break") {
        cue.is_break = true;
      } else if (what == "aside") {
        cue.is_aside = true;
      } else {
        cue.what = what;
      }
    }
  }
  reader.numbers_ = NumberWords(knowledge);
  return reader;
}

std::vector<QuantityReader::Token> QuantityReader::tokens_of(std::string_view sentence) const {
  std::vector<Token> tokens;
  const char* end_of_last = sentence.data();
  bool is_aside = false;
  for (const std::string_view running : running_words(sentence)) {
    const std::string_view between(end_of_last, static_cast<std::size_t>(running.data() - end_of_last));
    if (between.find_first_of(",;:") != between.npos) {
      tokens.push_back({-1, {{}, true}});
      is_aside = false;
    }
    end_of_last = running.data() + running.size();
    const std::string word = base::folded(running);
    Token token;
    if (const auto number = numbers_.number(word)) token.number = *number;
    if (const auto cue = cues_.find(word); cue != cues_.end()) token.cue = cue->second;
    is_aside = is_aside || token.cue.is_aside;
    if (is_aside) continue;
    // "two hundred", "2 million"
    const std::int64_t multiplier = numbers_.multiplier(word);
    if (multiplier > 0 && !tokens.empty() && tokens.back().number > 0 && tokens.back().number <= kMost / multiplier) {
      tokens.back().number *= multiplier;
    } else {
      tokens.push_back(token);
    }
  }
  return tokens;
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
      if (token.cue.is_break || token.number >= 0) break;
      if (!token.cue.what.empty()) {
        what = token.cue.what;
        break;
      }
    }
    for (std::size_t ahead = 1; what.empty() && ahead <= kReachAhead && i + ahead < tokens.size(); ++ahead) {
      const Token& token = tokens[i + ahead];
      if (token.number >= 0) break;
      what = token.cue.what;
    }
    if (!what.empty()) add(what, tokens[i].number);
  }
  return quantities;
}

}  // namespace dateline::story
