#include "when/lexicon.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace dateline::when {

namespace {

bool to_int(std::string_view text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool is_class_or_result(std::string_view name) { return name.front() == '[' || (name.front() >= 'A' && name.front() <= 'Z'); }

constexpr std::array<std::string_view, 4> kSeasonNames = {"spring", "summer", "autumn", "winter"};

}  // namespace

Symbol Lexicon::add_symbol(std::string_view name) {
  const auto next = static_cast<Symbol>(symbols_.size() + 1);
  const auto [entry, added] = symbols_.emplace(name, next);
  if (added && !is_class_or_result(name)) words_[name].literal = next;
  return entry->second;
}

Symbol Lexicon::symbol(std::string_view name) const {
  const auto found = symbols_.find(name);
  return found == symbols_.end() ? kNoSymbol : found->second;
}

const Word* Lexicon::find(std::string_view lower) const {
  const auto found = words_.find(lower);
  return found == words_.end() ? nullptr : &found->second;
}

bool Lexicon::has_class(std::string_view lower, Symbol symbol) const {
  const Word* word = find(lower);
  if (word == nullptr) return false;
  for (std::size_t i = 0; i < word->class_count; ++i) {
    if (word->classes[i].symbol == symbol) return true;
  }
  return false;
}

Result<int> Lexicon::value_of(std::string_view text) const {
  int value = 0;
  if (to_int(text, value)) return value;
  if (const auto grain = grain_from(text)) return static_cast<int>(*grain);
  for (std::size_t i = 0; i < kSeasonNames.size(); ++i) {
    if (kSeasonNames[i] == text) return static_cast<int>(i);
  }
  for (std::size_t i = 1; i < parts_.size(); ++i) {
    if (parts_[i].name == text) return static_cast<int>(i);
  }
  return failure(ErrorCode::BadInput,
                 fmt::format("'{}' is neither a number nor the name of a unit, season or part of the day", text));
}

Result<void> Lexicon::read_parts(const knowledge::Table& table) {
  const auto name = table.column("name");
  const auto code = table.column("code");
  const auto begin = table.column("begin_hour");
  const auto end = table.column("end_hour");
  parts_.push_back({});
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    PartOfDay part;
    part.name = table.cell(row, name);
    part.code = table.cell(row, code);
    if (!to_int(table.cell(row, begin), part.begin_hour) || !to_int(table.cell(row, end), part.end_hour)) {
      return failure(ErrorCode::BadInput, fmt::format("{}: hours are whole numbers", table.origin(row)));
    }
    parts_.push_back(part);
  }
  return {};
}

Result<void> Lexicon::read_words(const knowledge::Table& table) {
  const auto word_column = table.column("word");
  const auto class_column = table.column("class");
  const auto value_column = table.column("value");
  const auto case_column = table.column("case");
  words_.reserve(table.rows() + 512);
  symbols_.reserve(512);
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string_view value_text = table.cell(row, value_column);
    int value = 0;
    if (!value_text.empty()) {
      const auto known = value_of(value_text);
      if (!known) return failure(ErrorCode::BadInput, fmt::format("{}: {}", table.origin(row), known.error().message));
      value = *known;
    }
    Word& word = words_[table.cell(row, word_column)];
    if (word.class_count == word.classes.size()) {
      return failure(ErrorCode::BadInput,
                     fmt::format("{}: a word can have {} classes at most", table.origin(row), word.classes.size()));
    }
    word.classes[word.class_count++] = {add_symbol(table.cell(row, class_column)), value,
                                        table.cell(row, case_column) == "upper" ? LetterCase::Upper : LetterCase::Any};
  }
  return {};
}

Result<Lexicon> Lexicon::create(const knowledge::Knowledge& knowledge) {
  Lexicon lexicon;
  if (auto read = lexicon.read_parts(knowledge.table("time_parts")); !read) return Failure(read.error());
  lexicon.known_ = {
      lexicon.add_symbol("NUM"),
      lexicon.add_symbol("YEAR"),
      lexicon.add_symbol("MDAY"),
      lexicon.add_symbol("INT2"),
      lexicon.add_symbol("HOUR"),
      lexicon.add_symbol("CLOCK"),
      lexicon.add_symbol("HHMM"),
      lexicon.add_symbol("ORD"),
      lexicon.add_symbol("TENS"),
      lexicon.add_symbol("NUMDATE"),
      lexicon.add_symbol("VAGUE"),
      lexicon.add_symbol("CARDINAL"),
      lexicon.add_symbol("MULTIPLIER"),
      lexicon.add_symbol("ORDINAL"),
      lexicon.add_symbol("FUTURE_AUXILIARY"),
      lexicon.add_symbol("FUTURE_CUE"),
      lexicon.add_symbol("PAST_PREPOSITION"),
      lexicon.add_symbol("FUTURE_PREPOSITION"),
      lexicon.add_symbol("SUMMERZONE"),
      lexicon.add_symbol("FISCAL"),
      lexicon.add_symbol("SCHEDULE_PREPOSITION"),
      lexicon.add_symbol("PRESENT_REPORT"),
      lexicon.add_symbol("TRANSPARENT"),
  };
  if (auto read = lexicon.read_words(knowledge.table("time_words")); !read) return Failure(read.error());
  return lexicon;
}

}  // namespace dateline::when
