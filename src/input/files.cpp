#include "input/files.h"

#include <dirent.h>
#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>

#include <algorithm>
#include <memory>

namespace dateline::input {

namespace {

struct Ending {
  std::string_view letters;
  InputFormat format;
};
constexpr Ending kEndings[] = {
    {".html", InputFormat::Html}, {".htm", InputFormat::Html},  {".xhtml", InputFormat::Html},  {".shtml", InputFormat::Html},
    {".txt", InputFormat::Text},  {".text", InputFormat::Text}, {".jsonl", InputFormat::Jsonl}, {".ndjson", InputFormat::Jsonl},
    {".warc", InputFormat::Warc}, {".xml", InputFormat::Feed},  {".rss", InputFormat::Feed},    {".atom", InputFormat::Feed},
    {".rdf", InputFormat::Feed},
};
constexpr std::string_view kPackings[] = {".gz", ".zst"};

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool ends_with_ignoring_case(std::string_view name, std::string_view ending) {
  if (name.size() <= ending.size()) return false;
  return std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b); });
}

std::string_view without_packing(std::string_view name) {
  for (std::string_view packing : kPackings) {
    if (ends_with_ignoring_case(name, packing)) return name.substr(0, name.size() - packing.size());
  }
  return name;
}

Failure cannot_open(const std::string& path, int number) {
  if (number == ENOENT || number == ENOTDIR) {
    return failure(ErrorCode::NotFound, fmt::format("{}: there is no such file or folder; check the name", path));
  }
  if (number == EACCES) return failure(ErrorCode::NotReadable, fmt::format("{}: may not be opened; check its permissions", path));
  return failure(ErrorCode::NotReadable, fmt::format("{}: cannot be opened ({})", path, ::strerrordesc_np(number)));
}

}  // namespace

InputFormat format_of_name(std::string_view path) {
  const std::string_view name = without_packing(base_name(path));
  for (const Ending& ending : kEndings) {
    if (ends_with_ignoring_case(name, ending.letters)) return ending.format;
  }
  return InputFormat::Auto;
}

std::string source_id_of(std::string_view path) {
  const std::string_view name = without_packing(base_name(path));
  for (const Ending& ending : kEndings) {
    if (ends_with_ignoring_case(name, ending.letters)) return std::string(name.substr(0, name.size() - ending.letters.size()));
  }
  return std::string(name);
}

Files::Files(std::vector<std::string> inputs, InputFormat format) : format_(format) {
  for (auto input = inputs.rbegin(); input != inputs.rend(); ++input) waiting_.push_back({std::move(*input), true});
}

Result<void> Files::open_folder(const std::string& path, bool given) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), [](DIR* open) { return ::closedir(open); });
  if (folder == nullptr) return cannot_open(path, errno);
  std::vector<std::string> names;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(folder.get());
    if (entry == nullptr) {
      if (errno != 0) return cannot_open(path, errno);
      break;
    }
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  std::sort(names.begin(), names.end());

  const std::string prefix = path.back() == '/' ? path : path + "/";
  std::vector<Waiting> found;
  for (const std::string& name : names) {
    struct stat about;
    const std::string inside = prefix + name;
    if (::lstat(inside.c_str(), &about) != 0) continue;  // gone since it was listed
    const bool is_page = S_ISREG(about.st_mode) && (format_ != InputFormat::Auto || format_of_name(name) != InputFormat::Auto ||
                                                    without_packing(name).find('.') == std::string_view::npos);
    if (S_ISDIR(about.st_mode) || is_page) found.push_back({inside, false});
  }
  if (found.empty() && given) {
    return failure(ErrorCode::NotFound,
                   fmt::format("{}: no pages in this folder; give files by name, or their format with -f", path));
  }
  waiting_.insert(waiting_.end(), std::make_move_iterator(found.rbegin()), std::make_move_iterator(found.rend()));
  return {};
}

std::optional<Files::File> Files::next() {
  while (!waiting_.empty()) {
    Waiting item = std::move(waiting_.back());
    waiting_.pop_back();
    if (item.path == "-" && item.given) return File{std::move(item.path), {}};
    struct stat about;
    if (::stat(item.path.c_str(), &about) != 0) {
      const int number = errno;
      return File{item.path, cannot_open(item.path, number)};
    }
    if (!S_ISDIR(about.st_mode)) return File{std::move(item.path), {}};
    if (auto opened = open_folder(item.path, item.given); !opened) return File{item.path, Failure(opened.error())};
  }
  return std::nullopt;
}

}  // namespace dateline::input
