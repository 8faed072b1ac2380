#include "input/source.h"

#include <fmt/format.h>

#include "base/iso_date.h"
#include "input/buffered.h"
#include "input/files.h"
#include "input/jsonl.h"

namespace dateline::input {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

InputFormat format_of_look(std::string_view beginning) {
  if (beginning.substr(0, kByteOrderMark.size()) == kByteOrderMark) beginning.remove_prefix(kByteOrderMark.size());
  // The byte order marks and zero bytes of UTF-16 are stepped over like spaces.
  using namespace std::string_view_literals;
  const std::size_t first = beginning.find_first_not_of(" \t\r\n\f\v\0\xFE\xFF"sv);
  if (first == std::string_view::npos) return InputFormat::Text;
  if (beginning[first] == '<') return InputFormat::Html;
  return beginning[first] == '{' ? InputFormat::Jsonl : InputFormat::Text;
}

std::string in_mebibytes(std::uint64_t bytes) {
  return bytes % (1u << 20) == 0 ? fmt::format("{} MiB", bytes >> 20) : fmt::format("{} bytes", bytes);
}

std::string name_of_input(std::string_view path) { return path == "-" ? "standard input" : std::string(path); }

}  // namespace

Result<InputFormat> format_from(std::string_view name) {
  if (name == "auto") return InputFormat::Auto;
  if (name == "html") return InputFormat::Html;
  if (name == "text") return InputFormat::Text;
  if (name == "jsonl") return InputFormat::Jsonl;
  if (name == "warc" || name == "feed") {
    return failure(ErrorCode::BadArgument, fmt::format("the format {} is not built yet; give auto, html, text or jsonl", name));
  }
  return failure(ErrorCode::BadArgument, fmt::format("there is no format '{}'; give auto, html, text or jsonl", name));
}

std::string Item::where() const {
  return line == 0 ? name_of_input(input) : fmt::format("{}:{}", name_of_input(input), line);
}

struct Source::State {
  State(std::vector<std::string> inputs, InputOptions given) : options(std::move(given)), files(std::move(inputs), options.format) {}

  InputOptions options;
  Files files;
  JsonlReader jsonl;
  std::string path;              // of the open JSONL file
  std::optional<Buffered> open;  // a JSONL file that is being read
  bool gave_line = false;        // the open file has given a page or an error

  Item fault(std::string input, std::uint64_t line, ErrorCode code, std::string_view message) const {
    Item item{Page{}, std::move(input), line};
    item.page = failure(code, fmt::format("{}: {}", item.where(), message));
    return item;
  }

  void put_date(Page& page) const {
    if (options.date.empty()) return;
    page.published = options.date;
    page.published_from = "option";
  }

  // A file whose every byte belongs to one page.
  Item whole_page(Buffered file, InputFormat format) const {
    auto bytes = file.rest(options.largest_page);
    if (!bytes) {
      if (bytes.error().code != ErrorCode::TooLarge) return {Failure(bytes.error()), path, 0};
      return fault(path, 0, ErrorCode::TooLarge,
                   fmt::format("is over the limit of {} for one page; split it, or give many articles as JSONL", in_mebibytes(options.largest_page)));
    }
    if (is_blank(*bytes)) return fault(path, 0, ErrorCode::BadInput, "is empty; give a file that holds a page or a text");
    Page page;
    page.bytes = std::move(*bytes);
    page.kind = format == InputFormat::Html ? ContentKind::Html : ContentKind::Text;
    if (path != "-") page.source_id = source_id_of(path);
    put_date(page);
    return {std::move(page), path, 0};
  }

  // The next line that holds something; nothing at the end of the file.
  std::optional<Item> next_line() {
    while (true) {
      auto line = open->next_line(options.longest_line);
      if (!line) {
        open.reset();
        return Item{Failure(line.error()), path, 0};
      }
      if (!line->has_value()) {
        open.reset();
        if (gave_line) return std::nullopt;
        return fault(path, 0, ErrorCode::BadInput, "is empty; a JSONL file has one article on each line");
      }
      Line found = **line;
      if (found.number == 1 && found.text.substr(0, kByteOrderMark.size()) == kByteOrderMark) found.text.remove_prefix(kByteOrderMark.size());
      if (!found.too_long && is_blank(found.text)) continue;
      gave_line = true;
      if (found.too_long) {
        return fault(path, found.number, ErrorCode::TooLarge,
                     fmt::format("the line has {} bytes, over the limit of {}; it is left out", found.size, in_mebibytes(options.longest_line)));
      }
      auto page = jsonl.read(found.text);
      if (!page) return fault(path, found.number, page.error().code, page.error().message);
      put_date(*page);
      return Item{std::move(*page), path, found.number};
    }
  }

  // Opens a file and gives its page, or its first line; nothing when there is no line in it.
  std::optional<Item> open_file() {
    auto stream = ByteStream::open(path);
    if (!stream) return Item{Failure(stream.error()), path, 0};
    Buffered file(std::move(*stream));
    auto beginning = file.peek();
    if (!beginning) return Item{Failure(beginning.error()), path, 0};
    InputFormat format = options.format;
    if (format == InputFormat::Auto) format = format_of_name(path);
    if (format == InputFormat::Auto) format = format_of_look(*beginning);
    if (format != InputFormat::Jsonl) return whole_page(std::move(file), format);
    open = std::move(file);
    gave_line = false;
    return next_line();
  }
};

Source::Source(std::unique_ptr<State> state) : state_(std::move(state)) {}
Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;
Source::~Source() = default;

Result<Source> Source::open(std::vector<std::string> inputs, InputOptions options) {
  if (inputs.empty()) return failure(ErrorCode::BadArgument, "no input; give files, folders, or - for standard input");
  if (!options.date.empty() && !base::parse_iso_date(options.date)) {
    return failure(ErrorCode::BadArgument, fmt::format("'{}' is no date; give one such as 2023-09-15 or 2023-09-15T10:21:00Z", options.date));
  }
  return Source(std::make_unique<State>(std::move(inputs), std::move(options)));
}

std::optional<Item> Source::next() {
  State& state = *state_;
  while (true) {
    if (state.open) {
      if (auto item = state.next_line()) return item;
      continue;
    }
    auto file = state.files.next();
    if (!file) return std::nullopt;
    if (!file->found) return Item{Failure(file->found.error()), file->path, 0};
    state.path = std::move(file->path);
    if (auto item = state.open_file()) return item;
  }
}

}  // namespace dateline::input
