// A filter over Columns: the same rows as store/condition.h gives over the store itself.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dateline/store.h"
#include "store/columns.h"

namespace dateline::store {

class Selection {
 public:
  // `with_text`: whether each article of the columns has the filter's text; empty when it asks for none. The columns must outlive
  // it.
  Selection(const Columns& columns, const IncidentFilter& filter, std::vector<bool> with_text = {});

  // What a row fails, as bits; 0: it is one of those. Once two kinds have failed the others are not looked at.
  enum Kind : unsigned { Type = 1, Quad = 2, Status = 4, Country = 8, Else = 16 };
  unsigned failed(std::size_t row) const;
  bool operator()(std::size_t row) const { return failed(row) == 0; }
  // Rows outside of [first, end) are none of those: the filter's days.
  std::size_t first() const { return first_; }
  std::size_t end() const { return end_; }

 private:
  struct Flags {
    bool asked = false;
    std::vector<bool> is;  // by number
  };
  void ask_words(Flags& flags, const std::vector<std::string>& values);
  void ask_parties(Flags& flags, const std::string& party);
  static bool any(const Flags& flags, const Lists& lists, std::size_t row);
  bool any_party(const Flags& flags, std::size_t row, bool actors, bool recipients) const;

  const Columns& c_;
  std::size_t first_ = 0, end_ = 0;
  Flags types_, modes_, cameos_, statuses_, countries_, actors_, recipients_, parties_, dyads_, places_, articles_, publishers_;
  std::uint8_t quad_ = 0;
  std::uint32_t least_sources_ = 0;
};

}  // namespace dateline::store
