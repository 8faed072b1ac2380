#include "knowledge/compiler.h"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>

#include "base/file.h"
#include "base/tsv.h"
#include "knowledge/image.h"
#include "knowledge/source.h"

namespace dateline::knowledge {

namespace {

// All *.tsv files below the folder as sorted relative paths. Links to folders are not followed, so that no loop can be built.
void list_tables(const std::string& folder, const std::string& below, int depth, std::vector<std::string>& out) {
  DIR* handle = opendir((folder + "/" + below).c_str());
  if (!handle) return;
  std::vector<std::string> names;
  while (const dirent* entry = readdir(handle)) names.emplace_back(entry->d_name);
  closedir(handle);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (name.front() == '.') continue;
    const std::string path = below.empty() ? name : below + "/" + name;
    struct stat info {};
    if (lstat((folder + "/" + path).c_str(), &info) != 0) continue;
    if (S_ISDIR(info.st_mode) && depth < 8) list_tables(folder, path, depth + 1, out);
    if (!S_ISDIR(info.st_mode) && name.ends_with(".tsv")) out.push_back(path);
  }
}

bool matches(std::string_view path, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return path == pattern;
  const std::string_view head = pattern.substr(0, star), tail = pattern.substr(star + 1);
  return path.size() >= head.size() + tail.size() && path.starts_with(head) && path.ends_with(tail) &&
         path.substr(head.size(), path.size() - head.size() - tail.size()).find('/') == std::string_view::npos;
}

// Reads the folder's tables into `source`: added, or in place of a row with the same unique value when `replace` is given.
enum class OnSameId { Keep, Replace };

Result<void> read_tables(const std::string& folder, OnSameId on_same_id, Source& source) {
  std::vector<std::string> paths;
  list_tables(folder, "", 0, paths);
  if (paths.empty()) {
    return failure(ErrorCode::NotFound, fmt::format("{}: no such folder, or no tables (*.tsv) in it", folder));
  }
  std::string faults;
  for (const std::string& path : paths) {
    const auto takes = [&](const TableSchema& table) {
      return std::any_of(table.files.begin(), table.files.end(),
                         [&](const std::string& pattern) { return matches(path, pattern); });
    };
    const auto schema = std::find_if(source.schema.tables.begin(), source.schema.tables.end(), takes);
    if (schema == source.schema.tables.end()) {
      faults += fmt::format("{}: no table of schema.toml takes this file; rename it or add it to `files`\n", path);
      continue;
    }
    auto text = base::read_file(folder + "/" + path);
    if (!text) {
      faults += text.error().message + "\n";
      continue;
    }
    source.texts.push_back(path);
    const std::string_view kept_path = source.texts.back();
    source.texts.push_back(std::move(*text));
    auto tsv = base::parse_tsv(source.texts.back(), path);
    if (!tsv) {
      faults += tsv.error().message + "\n";
      continue;
    }
    if (!std::equal(tsv->header.begin(), tsv->header.end(), schema->columns.begin(), schema->columns.end())) {
      faults += fmt::format("{}: the header must be: {}\n", path, fmt::join(schema->columns, " "));
      continue;
    }
    std::vector<SourceRow>& rows = source.rows[static_cast<std::size_t>(schema - source.schema.tables.begin())];
    std::map<std::string_view, std::size_t> known;
    const auto unique = static_cast<std::size_t>(std::find(schema->columns.begin(), schema->columns.end(), schema->unique) -
                                                 schema->columns.begin());
    if (on_same_id == OnSameId::Replace && unique < schema->columns.size()) {
      for (std::size_t i = 0; i < rows.size(); ++i) known.emplace(rows[i].cells[unique], i);
    }
    for (base::TsvRow& row : tsv->rows) {
      SourceRow kept{kept_path, row.line, std::move(row.cells)};
      const auto same = known.empty() ? known.end() : known.find(kept.cells[unique]);
      if (same != known.end()) {
        rows[same->second] = std::move(kept);
      } else {
        rows.push_back(std::move(kept));
      }
    }
  }
  if (!faults.empty()) {
    faults.pop_back();
    return failure(ErrorCode::BadInput, faults);
  }
  return {};
}

Result<std::string> finish(const Source& source) {
  std::string faults = faults_of(source);
  if (!faults.empty()) {
    faults.pop_back();
    return failure(ErrorCode::BadInput, faults);
  }
  return write_image(source);
}

}  // namespace

Result<std::string> compile(const std::string& folder) {
  auto text = base::read_file(folder + "/schema.toml");
  if (!text) return Failure(text.error());
  auto schema = parse_schema(std::move(*text), folder + "/schema.toml");
  if (!schema) return Failure(schema.error());
  Source source;
  source.schema = std::move(*schema);
  source.rows.resize(source.schema.tables.size());
  if (auto read = read_tables(folder, OnSameId::Keep, source); !read) return Failure(read.error());
  return finish(source);
}

Result<std::string> compile_on_top(std::string_view pack_bytes, const std::string& folder) {
  auto image = Image::open(std::string(pack_bytes), "pack");
  if (!image) return Failure(image.error());
  auto schema = parse_schema(std::string(image->string(image->root().schema)), "schema of the pack");
  if (!schema) return Failure(schema.error());
  Source source;
  source.schema = std::move(*schema);
  source.rows.resize(source.schema.tables.size());
  for (std::uint32_t t = 0; t < image->root().table_count; ++t) {
    const TableRecord& table = image->table(t);
    for (std::uint32_t row = 0; row < table.rows; ++row) {
      const Origin& origin = image->at<Origin>(table.origins)[row];
      SourceRow kept{image->string(origin.file), origin.line, {}};
      for (std::uint32_t c = 0; c < table.columns; ++c) {
        kept.cells.push_back(image->string(image->at<StringRef>(table.cells)[std::size_t{row} * table.columns + c]));
      }
      source.rows[t].push_back(std::move(kept));
    }
  }
  if (auto read = read_tables(folder, OnSameId::Replace, source); !read) return Failure(read.error());
  return finish(source);
}

}  // namespace dateline::knowledge
