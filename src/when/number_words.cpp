// Words of numbers become one item. At each item a bounded number of items ahead is looked at.
#include <cmath>
#include <optional>

#include "when/scanner.h"

namespace dateline::when {

namespace {

class NumberJoiner {
 public:
  NumberJoiner(const Lexicon& lexicon, std::string_view text, std::vector<Item>& items)
      : known_(lexicon.known()), text_(text), items_(items) {}

  void run() {
    std::size_t write = 0;
    for (std::size_t read = 0; read < items_.size();) {
      Item joined;
      const std::size_t taken = join_at(read, joined);
      if (taken == 0) {
        items_[write++] = items_[read++];
        continue;
      }
      items_[write++] = joined;
      read += taken;
    }
    items_.resize(write);
  }

 private:
  std::optional<int> value_of(std::size_t at, Symbol symbol) const {
    if (at >= items_.size()) return std::nullopt;
    const Item& item = items_[at];
    for (std::size_t i = 0; i < item.symbol_count; ++i) {
      if (item.symbols[i] == symbol) return item.values[i];
    }
    return std::nullopt;
  }
  std::string_view text_at(std::size_t at) const { return at < items_.size() ? items_[at].span.in(text_) : std::string_view(); }

  // A number below 100 in words: "seven", "twenty", "twenty-seven". Returns the items taken.
  std::size_t below_hundred(std::size_t at, int& value) const {
    const auto first = value_of(at, known_.cardinal_word);
    if (!first) return 0;
    value = *first;
    if (value < 20) return 1;
    const bool hyphen = text_at(at + 1) == "-" && !items_[at + 1].space_before;
    const std::size_t next = at + (hyphen ? 2 : 1);
    const auto second = value_of(next, known_.cardinal_word);
    if (second && *second >= 1 && *second < 10) {
      value += *second;
      return next + 1 - at;
    }
    return 1;
  }

  Item whole(std::size_t at, std::size_t taken) const {
    Item item;
    item.span = {items_[at].span.begin, items_[at + taken - 1].span.end};
    item.space_before = items_[at].space_before;
    return item;
  }

  void fill_number(Item& item, double value) const {
    item.number = value;
    item.add(known_.number, static_cast<int>(value));
    if (value == std::floor(value) && value >= 1 && value <= 12) item.add(known_.hour, static_cast<int>(value));
  }

  // "nineteen ninety-six", "two thousand (and three)", "twenty ten".
  std::size_t spelled_year(std::size_t at, Item& joined) const {
    int high = 0;
    int low = 0;
    const std::size_t first = below_hundred(at, high);
    if (first == 0) return 0;
    if (high >= 15 && high <= 20) {
      const std::size_t second = below_hundred(at + first, low);
      if (second > 0 && low >= 10) {
        joined = whole(at, first + second);
        joined.add(known_.year, high * 100 + low);
        return first + second;
      }
    }
    return 0;
  }

  std::size_t join_at(std::size_t at, Item& joined) const {
    // Digits with a fraction: "2 1/2".
    if (value_of(at, known_.number) && text_at(at + 2) == "/" && items_[at + 1].space_before && text_at(at + 1) == "1" &&
        (text_at(at + 3) == "2" || text_at(at + 3) == "4") && items_[at].number == std::floor(items_[at].number)) {
      joined = whole(at, 4);
      fill_number(joined, items_[at].number + (text_at(at + 3) == "2" ? 0.5 : 0.25));
      return 4;
    }
    if (const std::size_t year = spelled_year(at, joined)) return year;
    if (const std::size_t ordinal = compound_ordinal(at, joined)) return ordinal;

    // [a] hundred, number words, and multipliers after digits or words.
    double total = 0;
    double current = 0;
    std::size_t p = at;
    bool any = false;
    bool multiplied = false;
    while (p < items_.size()) {
      int value = 0;
      if (const std::size_t taken = below_hundred(p, value); taken > 0 && (!any || multiplied)) {
        current += value;
        p += taken;
        any = true;
        multiplied = false;
        continue;
      }
      if (!any && value_of(p, known_.number) && value_of(p + 1, known_.multiplier_word)) {
        current = items_[p].number;
        ++p;
        any = true;
        continue;
      }
      if (const auto multiplier = value_of(p, known_.multiplier_word)) {
        if (!any) break;
        if (*multiplier == 100) {
          current *= 100;
        } else {
          total += current * *multiplier;
          current = 0;
        }
        ++p;
        multiplied = true;
        const bool joined_by_and = text_at(p) == "and" && value_of(p + 1, known_.cardinal_word).has_value();
        if (joined_by_and) ++p;
        continue;
      }
      break;
    }
    if (!any) {
      // "a hundred years"
      const auto multiplier = value_of(at + 1, known_.multiplier_word);
      if (multiplier && (text_at(at) == "a" || text_at(at) == "A")) {
        joined = whole(at, 2);
        fill_number(joined, *multiplier);
        return 2;
      }
      return 0;
    }
    total += current;
    if (total > 1e9) return 0;
    joined = p - at == 1 ? items_[at] : whole(at, p - at);
    fill_number(joined, total);
    const int as_int = static_cast<int>(total);
    if (as_int >= 2000 && as_int < 2100 && value_of(at, known_.cardinal_word)) joined.add(known_.year, as_int);
    return p - at;
  }

  // "twenty-first"; "first" alone is an item already, and gets its number here.
  std::size_t compound_ordinal(std::size_t at, Item& joined) const {
    if (const auto ordinal = value_of(at, known_.ordinal_word)) {
      joined = items_[at];
      joined.add(known_.ordinal, *ordinal);
      if (*ordinal >= 1 && *ordinal <= 31) joined.add(known_.month_day, *ordinal);
      return 1;
    }
    const auto tens = value_of(at, known_.cardinal_word);
    if (!tens || *tens < 20 || text_at(at + 1) != "-") return 0;
    const auto ones = value_of(at + 2, known_.ordinal_word);
    if (!ones || *ones >= 10) return 0;
    joined = whole(at, 3);
    joined.add(known_.ordinal, *tens + *ones);
    if (*tens + *ones <= 31) joined.add(known_.month_day, *tens + *ones);
    return 3;
  }

  const ScannerSymbols& known_;
  std::string_view text_;
  std::vector<Item>& items_;
};

}  // namespace

void join_numbers(const Lexicon& lexicon, std::string_view text, std::vector<Item>& items) {
  NumberJoiner(lexicon, text, items).run();
}

}  // namespace dateline::when
