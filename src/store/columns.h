// The incidents of a store in memory, by column: what it takes to filter and count a million of them in a few hundredths of a
// second, some 60 bytes for each. Texts are numbers into dictionaries. Immutable once made: any number of threads.
//
// Rows stand in order of their day, then their number. What an incident says beside this is in the store.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/result.h"

namespace dateline::store {

// Texts with numbers from 0. Number 0 is the empty text.
class Dictionary {
 public:
  Dictionary() { (*this)(""); }
  std::uint32_t operator()(std::string_view text);
  // kNowhere when it is not there.
  std::uint32_t find(std::string_view text) const;
  const std::string& operator[](std::uint32_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

// A row of lists: of row i, values[first[i] .. first[i + 1]).
struct Lists {
  std::vector<std::uint32_t> first = {0};
  std::vector<std::uint32_t> values;
  void end_row() { first.push_back(static_cast<std::uint32_t>(values.size())); }
  void copy_row(const Lists& from, std::size_t row) {
    values.insert(values.end(), from.values.begin() + from.first[row], from.values.begin() + from.first[row + 1]);
    end_row();
  }
};

struct Columns {
  // A party as one incident names it.
  struct Party {
    std::uint32_t name = 0, kb = 0, code = 0, country = 0;  // in `texts`
    std::uint32_t entity = 0;                               // in `entities`
  };
  // Whoever parties stand for: an id, or else a code, or else a name.
  struct Entity {
    std::uint32_t id = 0;  // in `texts`
  };
  struct Dyad {
    std::uint32_t actor = 0, recipient = 0;  // in `texts`: countries, or codes without one
  };
  struct Place {
    std::uint32_t name = 0, country = 0, precision = 0;  // in `texts`
    double latitude = 0, longitude = 0;
    bool located = false;
    bool is_point = false;
  };
  static constexpr std::uint32_t kSide = 1u << 31;  // of a value in `parties`: a recipient

  std::uint64_t generation = 0;  // of the store that this is

  std::vector<std::uint64_t> id;
  std::vector<std::int32_t> day;                                  // since 1970-01-01; story::kNoDay: not known
  std::vector<std::uint16_t> type, mode, cameo, status, country;  // in `words`
  std::vector<std::uint8_t> quad;
  std::vector<std::uint32_t> place;  // in `places`; 0: none
  std::vector<std::uint32_t> reports, sources;
  Lists parties;   // in `party`, with kSide
  Lists dyads;     // in `dyad`, each once
  Lists articles;  // in `article`, each once, ascending
  std::size_t size() const { return id.size(); }

  Dictionary words;  // what rows have of types, modes, codes, statuses, countries; no more than 65536
  Dictionary texts;
  std::vector<Party> party;
  std::vector<Entity> entity;
  std::vector<Dyad> dyad;
  std::vector<Place> places;
  // All articles, ascending by number; also such as tell no event, and such as are gone.
  std::vector<std::uint64_t> article;
  std::vector<std::uint32_t> publisher;  // in `texts`; kGone: superseded
  static constexpr std::uint32_t kGone = UINT32_MAX;

  std::uint64_t bytes() const;  // roughly, of memory
};

// Makes columns of a store, and makes them anew as the store grows. One thread at a time.
class ColumnsLoader {
 public:
  static Result<ColumnsLoader> open(const std::string& where);
  ColumnsLoader(ColumnsLoader&&) noexcept;
  ColumnsLoader& operator=(ColumnsLoader&&) noexcept;
  ~ColumnsLoader();

  Result<std::uint64_t> generation();
  Result<std::shared_ptr<const Columns>> load();
  struct Step {
    std::shared_ptr<const Columns> columns;
    std::vector<std::uint64_t> changed;  // incidents that are new or other than before, ascending
    std::vector<std::uint64_t> removed;
  };
  // From the columns of an earlier generation to those of now, reading only what changed: the incidents of articles that came or
  // went since. Nothing when nothing did.
  Result<Step> extend(const std::shared_ptr<const Columns>& from);

 private:
  struct State;
  explicit ColumnsLoader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline::store
