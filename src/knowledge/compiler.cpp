#include "knowledge/compiler.h"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <map>

#include "base/file.h"
#include "base/tsv.h"
#include "knowledge/image.h"
#include "knowledge/source.h"

namespace dateline::knowledge {

namespace {

// All *.tsv files below the folder as sorted relative paths. Links to folders are not followed, so that no loop can be built.
Result<void> list_tables(const std::string& folder, const std::string& below, int depth, std::vector<std::string>& out) {
  const std::string here = below.empty() ? folder : folder + "/" + below;
  DIR* handle = opendir(here.c_str());
  if (!handle) {
    return failure(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::NotReadable,
                   fmt::format("{}: {}", here, std::strerror(errno)));
  }
  std::vector<std::string> names;
  while (const dirent* entry = readdir(handle)) names.emplace_back(entry->d_name);
  closedir(handle);
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (name.front() == '.') continue;
    const std::string path = below.empty() ? name : below + "/" + name;
    struct stat info {};
    if (lstat((folder + "/" + path).c_str(), &info) != 0) continue;
    if (S_ISDIR(info.st_mode) && depth < 8) {
      if (auto listed = list_tables(folder, path, depth + 1, out); !listed) return listed;
    }
    // A pipe would be waited for, so only plain files, and links to them, are read.
    if (!name.ends_with(".tsv") || stat((folder + "/" + path).c_str(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
    out.push_back(path);
  }
  return {};
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
  if (auto listed = list_tables(folder, "", 0, paths); !listed) return listed;
  if (paths.empty()) {
    return failure(ErrorCode::NotFound,
                   fmt::format("{}: no tables (*.tsv) in this folder; docs/knowledge.md has an example", folder));
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
  std::string bytes = write_image(source);
  if (bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
    return failure(ErrorCode::TooLarge, "the tables make a pack of over 4 GiB, which its offsets cannot address; leave rows out");
  }
  return bytes;
}

}  // namespace

Result<std::string> compile(const std::string& folder, const std::vector<std::string>& on_top) {
  auto text = base::read_file(folder + "/schema.toml");
  if (!text) return Failure(text.error());
  auto schema = parse_schema(std::move(*text), folder + "/schema.toml");
  if (!schema) return Failure(schema.error());
  Source source;
  source.schema = std::move(*schema);
  source.rows.resize(source.schema.tables.size());
  if (auto read = read_tables(folder, OnSameId::Keep, source); !read) return Failure(read.error());
  for (const std::string& more : on_top) {
    if (auto read = read_tables(more, OnSameId::Replace, source); !read) return Failure(read.error());
  }
  return finish(source);
}

Result<std::string> compile_on_top(std::string_view pack_bytes, const std::string& pack_name, const std::string& folder) {
  auto image = Image::open(std::string(pack_bytes), pack_name);
  if (!image) return Failure(image.error());
  auto schema = parse_schema(std::string(image->string(image->root().schema)), pack_name + ": schema.toml");
  if (!schema) return Failure(schema.error());
  Source source;
  source.schema = std::move(*schema);
  source.rows.resize(source.schema.tables.size());
  bool agrees = image->root().table_count == source.schema.tables.size();
  for (std::uint32_t t = 0; agrees && t < image->root().table_count; ++t) {
    agrees = image->table(t).columns == source.schema.tables[t].columns.size();
  }
  if (!agrees) {
    return failure(ErrorCode::BadInput, fmt::format("{}: damaged: its tables are not those of its schema; make it again with "
                                                    "`dateline pack`",
                                                    pack_name));
  }
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
