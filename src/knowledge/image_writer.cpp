// Lays checked tables out as the blob that image.h describes. Strings are stored once; everything is written in the order of the
// schema and the rows, and buckets are filled in key order, so that equal tables give equal bytes.
#include <algorithm>
#include <cstring>
#include <map>
#include <string>

#include "base/hash.h"
#include "base/interner.h"
#include "base/tsv.h"
#include "knowledge/image.h"
#include "knowledge/knowledge.h"
#include "knowledge/phrase_key.h"
#include "knowledge/source.h"

namespace dateline::knowledge {

namespace {

class Writer {
 public:
  StringRef string(std::string_view text) {
    if (text.empty()) return {0, 0};
    const std::uint32_t id = strings_.add(text);
    if (id == refs_.size()) {
      refs_.push_back({static_cast<std::uint32_t>(out_.size()), static_cast<std::uint32_t>(text.size())});
      out_.append(text);
    }
    return refs_[id];
  }

  std::uint32_t reserve(std::size_t bytes) {
    out_.resize((out_.size() + 3) / 4 * 4);
    const auto offset = static_cast<std::uint32_t>(out_.size());
    out_.resize(out_.size() + bytes);
    return offset;
  }

  template <typename T>
  std::uint32_t array(const std::vector<T>& values) {
    const std::uint32_t offset = reserve(values.size() * sizeof(T));
    if (!values.empty()) std::memcpy(out_.data() + offset, values.data(), values.size() * sizeof(T));
    return offset;
  }

  template <typename T>
  void put(std::uint32_t offset, const T& value) {
    std::memcpy(out_.data() + offset, &value, sizeof value);
  }

  // At most half of the buckets are taken.
  template <typename T>
  IndexRecord index(const std::map<std::string, std::vector<T>>& entries) {
    std::uint32_t count = 2;
    while (count < 2 * entries.size()) count *= 2;
    std::vector<Bucket> buckets(count, Bucket{{0, 0}, 0, 0});
    for (const auto& [key, values] : entries) {
      auto i = static_cast<std::uint32_t>(base::xxh64(key)) & (count - 1);
      while (buckets[i].count != 0) i = (i + 1) & (count - 1);
      buckets[i].key = string(key);
      buckets[i].values = array(values);
      buckets[i].count = static_cast<std::uint32_t>(values.size());
    }
    return {count, array(buckets)};
  }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  base::Interner strings_;
  std::vector<StringRef> refs_;
};

std::size_t column_of(const TableSchema& table, std::string_view name) {
  return static_cast<std::size_t>(std::find(table.columns.begin(), table.columns.end(), name) - table.columns.begin());
}

TableRecord write_table(Writer& writer, const TableSchema& schema, const std::vector<SourceRow>& rows) {
  TableRecord record{};
  record.name = writer.string(schema.name);
  record.rows = static_cast<std::uint32_t>(rows.size());
  record.columns = static_cast<std::uint32_t>(schema.columns.size());
  std::vector<StringRef> refs;
  for (const std::string& column : schema.columns) refs.push_back(writer.string(column));
  record.column_names = writer.array(refs);
  refs.clear();
  std::vector<Origin> origins;
  for (const SourceRow& row : rows) {
    for (const std::string_view cell : row.cells) refs.push_back(writer.string(cell));
    origins.push_back({writer.string(row.file), row.line});
  }
  record.cells = writer.array(refs);
  record.origins = writer.array(origins);
  std::vector<IndexRecord> indexes(schema.columns.size(), IndexRecord{0, 0});
  for (const std::string& name : schema.index) {
    const std::size_t column = column_of(schema, name);
    std::map<std::string, std::vector<std::uint32_t>> entries;
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      for (const std::string_view part : base::split_list(rows[row].cells[column])) {
        std::vector<std::uint32_t>& values = entries[std::string(part)];
        if (values.empty() || values.back() != row) values.push_back(row);
      }
    }
    indexes[column] = writer.index(entries);
  }
  record.indexes = writer.array(indexes);
  return record;
}

PhraseRecord write_phrases(Writer& writer, const PhraseSchema& schema, const Source& source) {
  std::map<std::string, std::vector<PhraseEntry>> phrases;
  std::map<std::string, std::vector<std::uint32_t>> first_words;
  std::vector<std::uint32_t> from;
  for (std::uint32_t f = 0; f < schema.from.size(); ++f) {
    for (std::size_t t = 0; t < source.schema.tables.size(); ++t) {
      const TableSchema& table = source.schema.tables[t];
      if (table.name != schema.from[f].table) continue;
      from.push_back(static_cast<std::uint32_t>(t));
      for (std::uint32_t row = 0; row < source.rows[t].size(); ++row) {
        for (const std::string& column : schema.from[f].columns) {
          for (const std::string_view phrase : base::split_list(source.rows[t][row].cells[column_of(table, column)])) {
            std::string key;
            phrase_key(phrase, key);
            if (key.empty()) continue;
            const StringRef spelling = writer.string(phrase);
            std::vector<PhraseEntry>& entries = phrases[key];
            const bool repeated = std::any_of(entries.begin(), entries.end(), [&](const PhraseEntry& e) {
              return e.table == f && e.row == row && e.text_offset == spelling.offset;
            });
            if (!repeated) entries.push_back({f, row, spelling.offset, spelling.size});
            std::vector<std::uint32_t>& longest = first_words[std::string(first_word(key))];
            longest.resize(1);
            longest[0] = std::max(longest[0], static_cast<std::uint32_t>(key.size()));
          }
        }
      }
    }
  }
  PhraseRecord record{};
  record.name = writer.string(schema.name);
  record.from_count = static_cast<std::uint32_t>(from.size());
  record.from = writer.array(from);
  record.phrases = writer.index(phrases);
  record.first_words = writer.index(first_words);
  return record;
}

}  // namespace

std::string write_image(const Source& source) {
  Writer writer;
  const std::uint32_t root_offset = writer.reserve(sizeof(Root));
  Root root{};
  root.schema = writer.string(source.schema.text);
  std::vector<TableRecord> tables;
  for (std::size_t t = 0; t < source.schema.tables.size(); ++t) {
    tables.push_back(write_table(writer, source.schema.tables[t], source.rows[t]));
  }
  root.table_count = static_cast<std::uint32_t>(tables.size());
  root.tables = writer.array(tables);
  std::vector<PhraseRecord> phrases;
  for (const PhraseSchema& schema : source.schema.phrases) phrases.push_back(write_phrases(writer, schema, source));
  root.phrase_count = static_cast<std::uint32_t>(phrases.size());
  root.phrases = writer.array(phrases);
  writer.put(root_offset, root);
  const std::string payload = writer.take();

  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kImageVersion;
  header.size = payload.size();
  const std::string sha256 = base::sha256_hex(payload);
  std::memcpy(header.sha256, sha256.data(), sizeof header.sha256);
  header.checksum = base::xxh64(sha256 + payload);
  std::string blob(reinterpret_cast<const char*>(&header), sizeof header);
  return blob + payload;
}

}  // namespace dateline::knowledge
