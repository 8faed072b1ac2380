#include "input/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <variant>

#include "base/iso_date.h"
#include "input/buffered.h"
#include "input/feed.h"
#include "input/files.h"
#include "input/jsonl.h"
#include "input/warc_pages.h"

namespace dateline::input {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Bytes of a file that are looked at: as few as a pipe gives at once, or when those do not unpack to anything, a whole block of
// zstd.
constexpr std::size_t kLook = 4096;
constexpr std::size_t kLongLook = 256 * 1024;

InputFormat format_of_look(std::string_view beginning) {
  if (beginning.substr(0, kByteOrderMark.size()) == kByteOrderMark) beginning.remove_prefix(kByteOrderMark.size());
  // The byte order marks and zero bytes of UTF-16 are stepped over like spaces.
  using namespace std::string_view_literals;
  const std::size_t first = beginning.find_first_not_of(" \t\r\n\f\v\0\xFE\xFF"sv);
  if (first == std::string_view::npos) return InputFormat::Text;
  if (beginning.substr(first, 5) == "WARC/") return InputFormat::Warc;
  if (beginning[first] == '<') return looks_like_feed(beginning.substr(0, kLook)) ? InputFormat::Feed : InputFormat::Html;
  return beginning[first] == '{' ? InputFormat::Jsonl : InputFormat::Text;
}

// By the first bytes, unpacked.
Result<InputFormat> look_at(RawFile& file) {
  for (const std::size_t size : {kLook, kLongLook}) {
    auto bytes = file.peek(size);
    if (!bytes) return Failure(bytes.error());
    if (packing_of(*bytes) == Packing::None) return format_of_look(*bytes);
    ByteStream stream(RawFile::of_bytes(file.name(), bytes->substr(0, kLongLook)));
    auto piece = stream.read();
    if (piece && !piece->bytes.empty()) return format_of_look(piece->bytes);
  }
  return InputFormat::Text;
}

std::optional<std::uint64_t> parse_offset(std::string_view text) {
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
  return value;
}

}  // namespace

std::string in_mebibytes(std::uint64_t bytes) {
  return bytes % (1u << 20) == 0 ? fmt::format("{} MiB", bytes >> 20) : fmt::format("{} bytes", bytes);
}

std::string name_of_input(std::string_view path) { return path == "-" ? "standard input" : std::string(path); }

Result<InputFormat> format_from(std::string_view name) {
  if (name == "auto") return InputFormat::Auto;
  if (name == "html") return InputFormat::Html;
  if (name == "text") return InputFormat::Text;
  if (name == "jsonl") return InputFormat::Jsonl;
  if (name == "warc") return InputFormat::Warc;
  if (name == "feed") return InputFormat::Feed;
  return failure(ErrorCode::BadArgument,
                 fmt::format("there is no format '{}'; give auto, html, text, jsonl, warc or feed", name));
}

Result<WarcRange> warc_range_from(std::string_view text) {
  WarcRange range;
  const std::size_t colon = text.find(':');
  const std::string_view begin = text.substr(0, colon), end = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  const auto begin_offset = parse_offset(begin), end_offset = parse_offset(end);
  const bool is_good =
      colon != std::string_view::npos && text.size() > 1 && (begin.empty() || begin_offset) && (end.empty() || end_offset);
  if (is_good && begin_offset) range.begin = *begin_offset;
  if (is_good && end_offset) range.end = *end_offset;
  if (is_good && range.begin < range.end) return range;
  return failure(
      ErrorCode::BadArgument,
      fmt::format("{}: no such range; give BEGIN:END in bytes of the archive, such as 0:1000000, or BEGIN: for all that follows",
                  text));
}

std::string Item::where() const {
  const std::string name = name_of_input(input);
  if (offset) return within == 0 ? fmt::format("{}@{}", name, *offset) : fmt::format("{}@{}+{}", name, *offset, within);
  return line == 0 ? name : fmt::format("{}:{}", name, line);
}

struct Source::State {
  State(std::vector<std::string> inputs, InputOptions wanted)
      : options(std::move(wanted)), files(std::move(inputs), options.format) {}

  InputOptions options;
  Files files;
  std::optional<RawFile> given;                                         // instead of files, until they are read
  std::variant<std::monostate, JsonlPages, WarcPages, FeedPages> open;  // a file of many pages
  std::optional<Done> done;                                             // of the file that was opened last
  std::uint64_t items = 0;                                              // of it

  void put_date(Page& page) const {
    if (options.date.empty()) return;
    page.published = options.date;
    page.published_from = "option";
  }

  Item fault(const std::string& path, ErrorCode code, std::string_view message) const {
    return {failure(code, fmt::format("{}: {}", name_of_input(path), message)), path};
  }

  // A file whose every byte belongs to one page.
  Item whole_page(ByteStream stream, const std::string& path, InputFormat format) const {
    auto bytes = Buffered(std::move(stream)).rest(options.largest_page);
    if (!bytes) {
      if (bytes.error().code != ErrorCode::TooLarge) return {Failure(bytes.error()), path};
      return fault(path, ErrorCode::TooLarge,
                   fmt::format("is over the limit of {} for one page; split it, or give many articles as JSONL",
                               in_mebibytes(options.largest_page)));
    }
    if (is_blank(*bytes)) return fault(path, ErrorCode::BadInput, "is empty; give a file that holds a page or a text");
    Page page;
    page.bytes = std::move(*bytes);
    page.kind = format == InputFormat::Html ? ContentKind::Html : ContentKind::Text;
    if (path != "-") page.source_id = source_id_of(path);
    return {std::move(page), path};
  }

  // Opens a file and gives its page, or nothing when it is one of many pages, or all of it is done.
  std::optional<Item> open_file(const std::string& path) {
    done = options.done && path != "-" ? options.done(path) : std::nullopt;
    items = 0;
    if (done && done->all) return std::nullopt;
    auto file = RawFile::open(path);
    if (!file) return Item{Failure(file.error()), path};
    return open_raw(std::move(*file), path);
  }

  std::optional<Item> open_raw(RawFile file, const std::string& path) {
    InputFormat format = options.format;
    if (format == InputFormat::Auto) format = format_of_name(path);
    if (format == InputFormat::Auto) {
      auto looks = look_at(file);
      if (!looks) return Item{Failure(looks.error()), path};
      format = *looks;
    }
    if (!options.range.is_all() && format != InputFormat::Warc) {
      return fault(path, ErrorCode::BadArgument, "is no WARC archive, which a range (--warc-range) is for; leave the range out");
    }
    ByteStream stream(std::move(file));
    switch (format) {
      case InputFormat::Jsonl:
        open.emplace<JsonlPages>(std::move(stream), path, options);
        return std::nullopt;
      case InputFormat::Warc: {
        InputOptions rest = options;
        if (done) rest.range.begin = std::max(rest.range.begin, done->upto.offset);
        open.emplace<WarcPages>(std::move(stream), path, rest);
        return std::nullopt;
      }
      case InputFormat::Feed:
        open.emplace<FeedPages>(std::move(stream), path, options);
        return std::nullopt;
      case InputFormat::Auto:
      case InputFormat::Html:
      case InputFormat::Text:
        break;
    }
    return whole_page(std::move(stream), path, format);
  }

  // The next page of the open file; nothing when none is open, or it has no more.
  std::optional<Item> next_of_open() {
    auto item = std::visit(
        [](auto& pages) -> std::optional<Item> {
          if constexpr (std::is_same_v<decltype(pages), std::monostate&>) {
            return std::nullopt;
          } else {
            return pages.next();
          }
        },
        open);
    if (!item) open.emplace<std::monostate>();
    return item;
  }

  // Gives the item its place; false when an earlier run has read it.
  bool is_new(Item& item) {
    item.place = item.offset ? Place{*item.offset, item.within} : Place{items, 0};
    ++items;
    return !done || item.is_of_whole_file() || item.place > done->upto;
  }

  std::optional<Item> next() {
    while (true) {
      if (auto item = next_of_open()) {
        if (is_new(*item)) return item;
        continue;
      }
      if (given) {
        const std::string path = given->name();
        RawFile raw = std::move(*given);
        given.reset();
        if (auto item = open_raw(std::move(raw), path); item && is_new(*item)) return item;
        continue;
      }
      auto file = files.next();
      if (!file) return std::nullopt;
      if (!file->found) return Item{Failure(file->found.error()), file->path};
      if (auto item = open_file(file->path); item && is_new(*item)) return item;
    }
  }
};

Source::Source(std::unique_ptr<State> state) : state_(std::move(state)) {}
Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;
Source::~Source() = default;

namespace {

Result<void> check_date(const InputOptions& options) {
  if (options.date.empty() || base::parse_iso_date(options.date)) return {};
  return failure(ErrorCode::BadArgument,
                 fmt::format("'{}' is no date; give one such as 2023-09-15 or 2023-09-15T10:21:00Z", options.date));
}

}  // namespace

Result<Source> Source::open(std::vector<std::string> inputs, InputOptions options) {
  if (inputs.empty()) return failure(ErrorCode::BadArgument, "no input; give files, folders, or - for standard input");
  if (auto good = check_date(options); !good) return Failure(good.error());
  if (!options.range.is_all() && inputs.size() != 1) {
    return failure(ErrorCode::BadArgument, "a range (--warc-range) is for one archive; give one input");
  }
  return Source(std::make_unique<State>(std::move(inputs), std::move(options)));
}

Result<Source> Source::of_bytes(std::string name, std::string_view bytes, InputOptions options) {
  if (auto good = check_date(options); !good) return Failure(good.error());
  Source source(std::make_unique<State>(std::vector<std::string>(), std::move(options)));
  source.state_->given = RawFile::of_bytes(std::move(name), bytes);
  return source;
}

std::optional<Item> Source::next() {
  auto item = state_->next();
  if (item && item->page) state_->put_date(*item->page);
  return item;
}

}  // namespace dateline::input
