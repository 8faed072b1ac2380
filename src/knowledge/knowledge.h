// The knowledge pack at run time: tables of strings, indexes and phrase dictionaries, all offsets into one read-only blob that
// is memory-mapped (or, with a user's tables on top, built in memory). Views live as long as the Knowledge. Immutable: any
// number of threads.
//
// data/schema.toml says which tables, indexes and phrase dictionaries there are; `dateline pack` compiles them (compiler.h).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "dateline/span.h"

namespace dateline::knowledge {

class Image;  // the blob's layout, see image.h

// Rows in an order that never changes for the same data.
using Rows = std::span<const std::uint32_t>;

class Table {
 public:
  Table() = default;
  std::uint32_t rows() const;
  // The column's number; kNone when the table has no such column.
  std::uint32_t column(std::string_view name) const;
  // Empty for a row or column that is not there.
  std::string_view cell(std::uint32_t row, std::uint32_t column) const;
  // Rows in which one of the |-separated values of an indexed column equals `key`.
  Rows find(std::uint32_t column, std::string_view key) const;
  // "events/patterns/consult.tsv:17": where the row was written, for `because` and errors. Empty for a row that is not there.
  std::string origin(std::uint32_t row) const;
  bool exists() const { return image_ != nullptr; }

 private:
  friend class Knowledge;
  Table(const Image* image, std::uint32_t number) : image_(image), number_(number) {}
  const Image* image_ = nullptr;
  std::uint32_t number_ = 0;
};

// One entry of a phrase dictionary: this phrase stands in this cell.
struct PhraseEntry {
  std::uint32_t table;  // position in the dictionary's `from` list in schema.toml
  std::uint32_t row;
  std::uint32_t text_offset;  // see Phrases::spelling
  std::uint32_t text_size;
};

struct PhraseMatch {
  Span span;                             // in the text given
  std::span<const PhraseEntry> entries;  // in table order, then row order
};

// Finds phrases by their folded letters (base/utf8.h fold): "Kim Jong-un" finds the alias "Kim Jong-Un", however it is tokenised.
class Phrases {
 public:
  Phrases() = default;
  // Entries whose folded phrase equals the folded `phrase`.
  std::span<const PhraseEntry> find(std::string_view phrase) const;
  // The longest phrase that begins at byte `begin` of `text` and ends at one of `ends` (ascending byte offsets, all > begin).
  // Looks at no more ends than the longest phrase with that first word has words, so a scan over a text is linear.
  PhraseMatch longest(std::string_view text, std::uint32_t begin, std::span<const std::uint32_t> ends) const;
  // The phrase as written in the table (with its case), for checks such as "US" against "us".
  std::string_view spelling(const PhraseEntry& entry) const;
  bool exists() const { return image_ != nullptr; }

 private:
  friend class Knowledge;
  Phrases(const Image* image, std::uint32_t number) : image_(image), number_(number) {}
  const Image* image_ = nullptr;
  std::uint32_t number_ = 0;
};

class Knowledge {
 public:
  // Maps a pack; refuses one that is truncated, altered, or of another version.
  static Result<Knowledge> open(const std::string& pack_path);
  // The pack's tables with the tables of `folder` on top: rows with a known id replace, others are added.
  static Result<Knowledge> open_with(const std::string& pack_path, const std::string& folder);
  // From bytes made by compile() (tests).
  static Result<Knowledge> from_bytes(std::string bytes);

  Knowledge(Knowledge&&) noexcept;
  Knowledge& operator=(Knowledge&&) noexcept;
  ~Knowledge();

  // A table or dictionary that the schema does not list gives one for which exists() is false.
  Table table(std::string_view name) const;
  Phrases phrases(std::string_view name) const;
  std::string_view sha256() const;

 private:
  explicit Knowledge(std::unique_ptr<Image> image);
  std::unique_ptr<Image> image_;
};

}  // namespace dateline::knowledge
