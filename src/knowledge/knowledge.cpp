#include "knowledge/knowledge.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/memory_map.h"
#include "base/utf8.h"
#include "knowledge/compiler.h"
#include "knowledge/image.h"
#include "knowledge/phrase_key.h"

namespace dateline::knowledge {

void phrase_key(std::string_view phrase, std::string& out) {
  const std::size_t start = out.size();
  base::fold(phrase, out);
  std::size_t to = start;
  for (std::size_t from = start; from < out.size(); ++from) {
    const char c = out[from];
    if (c == '.' || c == '\'') continue;
    const char kept = c == '-' ? ' ' : c;
    if (kept == ' ' && (to == start || out[to - 1] == ' ')) continue;
    out[to++] = kept;
  }
  while (to > start && out[to - 1] == ' ') --to;
  out.resize(to);
}

std::string_view first_word(std::string_view key) { return key.substr(0, key.find(' ')); }

std::uint32_t Table::rows() const { return image_ ? image_->table(number_).rows : 0; }

std::uint32_t Table::column(std::string_view name) const {
  if (!image_) return 0xffffffffu;
  const TableRecord& table = image_->table(number_);
  for (std::uint32_t c = 0; c < table.columns; ++c) {
    if (image_->string(image_->at<StringRef>(table.column_names)[c]) == name) return c;
  }
  return 0xffffffffu;
}

std::string_view Table::cell(std::uint32_t row, std::uint32_t column) const {
  if (!image_) return {};
  const TableRecord& table = image_->table(number_);
  if (row >= table.rows || column >= table.columns) return {};
  return image_->string(image_->at<StringRef>(table.cells)[std::size_t{row} * table.columns + column]);
}

Rows Table::find(std::uint32_t column, std::string_view key) const {
  if (!image_ || column >= image_->table(number_).columns) return {};
  const TableRecord& table = image_->table(number_);
  const Rows rows = image_->find<std::uint32_t>(image_->at<IndexRecord>(table.indexes)[column], key);
  return std::all_of(rows.begin(), rows.end(), [&](std::uint32_t row) { return row < table.rows; }) ? rows : Rows{};
}

std::string Table::origin(std::uint32_t row) const {
  if (row >= rows()) return {};
  const Origin& origin = image_->at<Origin>(image_->table(number_).origins)[row];
  return fmt::format("{}:{}", image_->string(origin.file), origin.line);
}

namespace {

// What stands under a key; empty when an entry names a table or row that is not there.
std::span<const PhraseEntry> entries(const Image& image, const PhraseRecord& record, std::string_view key) {
  const auto found = image.find<PhraseEntry>(record.phrases, key);
  const std::uint32_t* from = image.at<std::uint32_t>(record.from);
  const bool sound = std::all_of(found.begin(), found.end(), [&](const PhraseEntry& entry) {
    return entry.table < record.from_count && entry.row < image.table(from[entry.table]).rows;
  });
  return sound ? found : std::span<const PhraseEntry>{};
}

}  // namespace

std::span<const PhraseEntry> Phrases::find(std::string_view phrase) const {
  if (!image_) return {};
  std::string key;
  phrase_key(phrase, key);
  return entries(*image_, image_->phrases(number_), key);
}

PhraseMatch Phrases::longest(std::string_view text, std::uint32_t begin, std::span<const std::uint32_t> ends) const {
  PhraseMatch best;
  if (!image_ || ends.empty()) return best;
  const PhraseRecord& record = image_->phrases(number_);
  thread_local std::string key;
  std::uint32_t longest_key = 0;
  std::size_t first_size = 0;
  for (const std::uint32_t end : ends) {
    key.clear();
    phrase_key(text.substr(begin, end - begin), key);
    if (key.empty()) continue;
    // A first word may itself be in parts ("U" "." "S"; "People" "'s"): it is looked up again as long as it grows.
    if (const std::string_view first = first_word(key); first.size() != first_size) {
      first_size = first.size();
      const auto known = image_->find<std::uint32_t>(record.first_words, first);
      longest_key = known.empty() ? 0 : known.front();
    }
    if (longest_key == 0) {
      if (key.find(' ') != std::string::npos || key.size() > 64) return best;
      continue;
    }
    if (key.size() > longest_key) {
      if (key.find(' ') != std::string::npos || key.size() > 64) return best;
      continue;
    }
    if (const auto found = entries(*image_, record, key); !found.empty()) best = {{begin, end}, found};
  }
  return best;
}

std::string_view Phrases::spelling(const PhraseEntry& entry) const {
  return image_->string({entry.text_offset, entry.text_size});
}

Knowledge::Knowledge(std::unique_ptr<Image> image) : image_(std::move(image)) {}
Knowledge::Knowledge(Knowledge&&) noexcept = default;
Knowledge& Knowledge::operator=(Knowledge&&) noexcept = default;
Knowledge::~Knowledge() = default;

Result<Knowledge> Knowledge::open(const std::string& pack_path) {
  auto map = base::MemoryMap::open(pack_path);
  if (!map) return Failure(map.error());
  auto image = Image::open(std::move(*map), pack_path);
  if (!image) return Failure(image.error());
  return Knowledge(std::make_unique<Image>(std::move(*image)));
}

Result<Knowledge> Knowledge::open_with(const std::string& pack_path, const std::string& folder) {
  auto map = base::MemoryMap::open(pack_path);
  if (!map) return Failure(map.error());
  auto bytes = compile_on_top(map->bytes(), pack_path, folder);
  if (!bytes) return Failure(bytes.error());
  return from_bytes(std::move(*bytes));
}

Result<Knowledge> Knowledge::from_bytes(std::string bytes) {
  auto image = Image::open(std::move(bytes), "pack in memory");
  if (!image) return Failure(image.error());
  return Knowledge(std::make_unique<Image>(std::move(*image)));
}

Table Knowledge::table(std::string_view name) const {
  for (std::uint32_t i = 0; i < image_->root().table_count; ++i) {
    if (image_->string(image_->table(i).name) == name) return Table(image_.get(), i);
  }
  return {};
}

Phrases Knowledge::phrases(std::string_view name) const {
  for (std::uint32_t i = 0; i < image_->root().phrase_count; ++i) {
    if (image_->string(image_->phrases(i).name) == name) return Phrases(image_.get(), i);
  }
  return {};
}

std::string_view Knowledge::sha256() const { return image_->sha256(); }

}  // namespace dateline::knowledge
