// The tokenizer's tables in the knowledge pack. Lives no longer than the Knowledge. Any number of threads.
#pragma once

#include <cstdint>
#include <string_view>

#include "knowledge/knowledge.h"

namespace dateline::syntax {

enum class Abbreviation : std::uint8_t {
  None,
  NeverLast,     // "Gen.": what follows belongs to it
  MaybeLast,     // "Inc.": a sentence may end with it
  BeforeNumber,  // "No."
};

class WordTables {
 public:
  explicit WordTables(const knowledge::Knowledge& knowledge);

  // `form` without its full stop.
  Abbreviation abbreviation(std::string_view form) const;
  // The parts of "cannot" or "'em", separated by |; empty for other words. Any case.
  std::string_view contraction(std::string_view form) const;

  bool is_prefix(std::string_view form) const { return has(form, "prefix", Letters::Lower); }
  bool is_unit(std::string_view form) const { return has(form, "unit", Letters::Lower); }
  bool is_domain(std::string_view form) const { return has(form, "domain", Letters::Lower); }
  bool is_starter(std::string_view form) const { return has(form, "starter", Letters::Same); }
  bool is_emoticon(std::string_view form) const { return has(form, "emoticon", Letters::Same); }

 private:
  enum class Letters : std::uint8_t { Same, Lower };
  bool has(std::string_view form, std::string_view kind, Letters letters) const;

  knowledge::Table abbreviations_;
  knowledge::Table contractions_;
  knowledge::Table words_;
  std::uint32_t abbreviation_column_;
  std::uint32_t ends_column_;
  std::uint32_t form_column_;
  std::uint32_t parts_column_;
  std::uint32_t word_column_;
  std::uint32_t kind_column_;
};

}  // namespace dateline::syntax
