#include "input/warc_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/iso_date.h"
#include "input/http_response.h"

namespace dateline::input {

namespace {

// HTTP headers are looked for in as many bytes from the beginning of a response.
constexpr std::uint64_t kLargestHttpHeaders = 64 * 1024;

constexpr std::string_view kLeftOut = "split it out, or leave it: the rest of the archive is read";

std::string_view without_brackets(std::string_view text) {
  if (text.size() >= 2 && text.front() == '<' && text.back() == '>') return text.substr(1, text.size() - 2);
  return text;
}

bool is_html(std::string_view type) { return type == "text/html" || type == "application/xhtml+xml"; }

// What a body of this type is read as; nothing when it is no page. Without a type the body's first character tells.
std::optional<ContentKind> kind_of(std::string_view type, std::string_view body) {
  if (is_html(type)) return ContentKind::Html;
  if (type == "text/plain") return ContentKind::Text;
  if (!type.empty()) return std::nullopt;
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || body[first] != '<') return std::nullopt;
  return ContentKind::Html;
}

Page page_about(const WarcRecord& record) {
  Page page;
  page.url = without_brackets(record.header("warc-target-uri"));
  page.source_id = without_brackets(record.header("warc-record-id"));
  // When it was fetched, which is no publication date.
  const std::string_view date = record.header("warc-date");
  if (base::parse_iso_date(date)) page.fetched = date;
  return page;
}

tl::unexpected<RecordFault> fault_of(const WarcRecord& record, ErrorCode code, std::string message) {
  return tl::unexpected(RecordFault{record.place, {code, std::move(message)}});
}

}  // namespace

WarcPages::WarcPages(ByteStream stream, std::string path, const InputOptions& options)
    : reader_(std::move(stream), options.range.begin, options.range.end),
      path_(std::move(path)),
      largest_page_(options.largest_page),
      is_all_(options.range.is_all()) {}

Item WarcPages::item_at(RecordPlace place, Result<Page> page) const {
  Item item{std::move(page), path_, 0, place.offset, place.within};
  if (!item.page) item.page.error().message = fmt::format("{}: {}", item.where(), item.page.error().message);
  return item;
}

Item WarcPages::fault(const RecordFault& fault) const {
  if (fault.is_final) return {Failure(fault.error), path_};  // begins with the file's name
  return item_at(fault.place, Failure(fault.error));
}

FromRecord<std::string_view> WarcPages::whole_block(const WarcRecord& record) {
  if (record.content_length > largest_page_ + kLargestHttpHeaders) {
    return fault_of(record, ErrorCode::TooLarge,
                    fmt::format("the record has {} bytes, over the limit of {} for one page; {}", record.content_length,
                                in_mebibytes(largest_page_), kLeftOut));
  }
  return reader_.block(record.content_length);
}

FromRecord<std::optional<Page>> WarcPages::page_of_response(const WarcRecord& record) {
  auto beginning = reader_.block(kLargestHttpHeaders);
  if (!beginning) return tl::unexpected(beginning.error());
  const auto response = parse_http_response(*beginning);
  if (!response) {
    return fault_of(record, ErrorCode::BadInput, "the response has no HTTP status line and headers; the record is left out");
  }
  if (response->status != 200) return std::nullopt;
  MediaType type = parse_media_type(header_value(response->headers, "content-type"));
  if (type.name.empty()) type.name = parse_media_type(record.header("warc-identified-payload-type")).name;
  if (!kind_of(type.name, "<")) return std::nullopt;
  const std::string headers(response->headers);  // views into the block end with the next call
  const std::size_t body_begin = response->body_begin;

  auto block = whole_block(record);
  if (!block) return tl::unexpected(block.error());
  auto body = decode_body(headers, block->substr(body_begin), largest_page_);
  if (!body && body.error().code == ErrorCode::TooLarge) {
    return fault_of(record, ErrorCode::TooLarge,
                    fmt::format("the page is over the limit of {} unpacked; {}", in_mebibytes(largest_page_), kLeftOut));
  }
  if (!body) return fault_of(record, body.error().code, body.error().message);
  const auto kind = kind_of(type.name, *body);
  if (!kind || body->empty()) return std::nullopt;
  Page page = page_about(record);
  page.bytes = std::move(*body);
  page.kind = *kind;
  page.charset = std::move(type.charset);
  return page;
}

FromRecord<std::optional<Page>> WarcPages::page_of(const WarcRecord& record) {
  std::string_view type = record.header("warc-type");
  const MediaType content = parse_media_type(record.header("content-type"));
  if (type == "response" || (type.empty() && record.header("content-type").find("msgtype=request") == std::string_view::npos)) {
    if (content.name == "application/http" || content.name.empty()) return page_of_response(record);
    return std::nullopt;
  }
  if (type != "resource" && type != "conversion") return std::nullopt;
  const auto kind = kind_of(content.name, {});
  if (!kind || record.content_length == 0) return std::nullopt;
  auto block = whole_block(record);
  if (!block) return tl::unexpected(block.error());
  Page page = page_about(record);
  page.bytes = *block;
  page.kind = *kind;
  page.charset = content.charset;
  return page;
}

std::optional<Item> WarcPages::next() {
  while (!ended_) {
    auto record = reader_.next();
    if (!record) {
      ended_ = record.error().is_final;
      found_any_ = true;
      if (faulty_ == record.error().place && !ended_) continue;
      return fault(record.error());
    }
    if (!record->has_value()) {
      ended_ = true;
      if (found_any_ || !is_all_) break;
      return Item{
          failure(ErrorCode::BadInput, fmt::format("{}: is empty; a WARC archive begins with WARC/1.0", name_of_input(path_))),
          path_};
    }
    found_any_ = true;
    auto page = page_of(**record);
    if (page && !page->has_value()) continue;
    if (!page) {
      faulty_ = (*record)->place;
      return fault(page.error());
    }
    // A record that does not end where it says is not what it seems, so its page is not given.
    if (auto whole = reader_.check_end(); !whole) return fault(whole.error());
    return item_at((*record)->place, std::move(**page));
  }
  return std::nullopt;
}

}  // namespace dateline::input
