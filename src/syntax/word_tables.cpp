#include "syntax/word_tables.h"

#include <algorithm>
#include <array>

#include "dateline/annotations.h"

namespace dateline::syntax {
namespace {

constexpr std::size_t kLongestEntry = 16;

using Buffer = std::array<char, kLongestEntry>;

// Lower-case ASCII letters and straight apostrophes; empty when the form is longer than any entry.
std::string_view key_of(std::string_view form, Buffer& buffer) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (size == buffer.size()) return {};
    char c = form[i];
    if (form.substr(i).starts_with("\u2019") || form.substr(i).starts_with("\u2018")) {
      c = '\'';
      i += 2;
    }
    buffer[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return {buffer.data(), size};
}

}  // namespace

WordTables::WordTables(const knowledge::Knowledge& knowledge)
    : abbreviations_(knowledge.table("abbreviations")),
      contractions_(knowledge.table("contractions")),
      words_(knowledge.table("token-words")) {
  const auto column = [](const knowledge::Table& table, std::string_view name) {
    return table.exists() ? table.column(name) : kNone;
  };
  abbreviation_column_ = column(abbreviations_, "abbreviation");
  ends_column_ = column(abbreviations_, "ends_sentence");
  form_column_ = column(contractions_, "form");
  parts_column_ = column(contractions_, "parts");
  word_column_ = column(words_, "word");
  kind_column_ = column(words_, "kind");
}

Abbreviation WordTables::abbreviation(std::string_view form) const {
  if (!abbreviations_.exists() || form.empty() || form.size() > kLongestEntry) return Abbreviation::None;
  knowledge::Rows rows = abbreviations_.find(abbreviation_column_, form);
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (rows.empty() && form.size() > 1 && std::all_of(form.begin(), form.end(), is_upper)) {
    Buffer buffer;
    key_of(form, buffer);
    buffer[0] = form[0];
    rows = abbreviations_.find(abbreviation_column_, {buffer.data(), form.size()});
  }
  if (rows.empty()) return Abbreviation::None;
  const std::string_view ends = abbreviations_.cell(rows.front(), ends_column_);
  return ends == "never" ? Abbreviation::NeverLast : ends == "maybe" ? Abbreviation::MaybeLast : Abbreviation::BeforeNumber;
}

std::string_view WordTables::contraction(std::string_view form) const {
  if (!contractions_.exists()) return {};
  Buffer buffer;
  const std::string_view key = key_of(form, buffer);
  if (key.empty()) return {};
  const knowledge::Rows rows = contractions_.find(form_column_, key);
  return rows.empty() ? std::string_view{} : contractions_.cell(rows.front(), parts_column_);
}

bool WordTables::has(std::string_view form, std::string_view kind, Letters letters) const {
  if (!words_.exists() || form.empty() || form.size() > kLongestEntry) return false;
  Buffer buffer;
  const std::string_view key = letters == Letters::Lower ? key_of(form, buffer) : form;
  const knowledge::Rows rows = words_.find(word_column_, key);
  return std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) { return words_.cell(row, kind_column_) == kind; });
}

}  // namespace dateline::syntax
