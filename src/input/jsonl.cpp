#include "input/jsonl.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <cstring>
#include <optional>

namespace dateline::input {

namespace {

constexpr std::string_view kShape = R"({"id": "...", "text": "..."})";

// The string in a member; nothing when it is absent or null.
Result<std::optional<std::string>> text_member(const simdjson::dom::object& object, const char* name) {
  simdjson::dom::element value;
  if (object.at_key(name).get(value) != simdjson::SUCCESS || value.is_null()) return std::optional<std::string>();
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) {
    return failure(ErrorCode::BadInput, fmt::format("\"{}\" must be a string", name));
  }
  return std::optional<std::string>(std::string(text));
}

// Ids may be numbers, too; they come back with the letters of a whole number, or as JSON writes them.
Result<std::string> id_member(const simdjson::dom::object& object) {
  simdjson::dom::element value;
  if (object.at_key("id").get(value) != simdjson::SUCCESS || value.is_null()) return std::string();
  if (value.is_string() || value.is_number()) {
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS) return std::string(text);
    return simdjson::minify(value);
  }
  return failure(ErrorCode::BadInput, "\"id\" must be a string or a number");
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

struct JsonlReader::Parser {
  simdjson::dom::parser parser;
  std::string padded;  // the line with the room behind it that the parser asks for
};

JsonlReader::JsonlReader() : parser_(std::make_unique<Parser>()) {}
JsonlReader::~JsonlReader() = default;
JsonlReader::JsonlReader(JsonlReader&&) noexcept = default;
JsonlReader& JsonlReader::operator=(JsonlReader&&) noexcept = default;

Result<Page> JsonlReader::read(std::string_view line) {
  std::string& padded = parser_->padded;
  padded.assign(line);
  padded.resize(line.size() + simdjson::SIMDJSON_PADDING, '\0');
  simdjson::dom::element root;
  const simdjson::error_code fault = parser_->parser.parse(padded.data(), line.size(), false).get(root);
  if (fault != simdjson::SUCCESS) {
    return failure(ErrorCode::BadInput, fmt::format("not JSON; each line must be one object such as {}", kShape));
  }
  simdjson::dom::object object;
  if (root.get_object().get(object) != simdjson::SUCCESS) {
    return failure(ErrorCode::BadInput, fmt::format("not an object; each line must be one such as {}", kShape));
  }

  Page page;
  auto id = id_member(object);
  if (!id) return Failure(id.error());
  page.source_id = *id;
  std::optional<std::string> text, html, published, title, url;
  const struct {
    const char* name;
    std::optional<std::string>& value;
  } members[] = {{"text", text}, {"html", html}, {"published", published}, {"title", title}, {"url", url}};
  for (const auto& member : members) {
    auto value = text_member(object, member.name);
    if (!value) return Failure(value.error());
    member.value = std::move(*value);
  }
  if (text) {
    page.bytes = std::move(*text);
    page.kind = ContentKind::Text;
    page.letters = Page::Letters::Keep;
  } else if (html) {
    page.bytes = std::move(*html);
    page.kind = ContentKind::Html;
    page.charset = "UTF-8";  // JSON is, whatever the page's own <meta> once said
  } else {
    return failure(ErrorCode::BadInput,
                   fmt::format("has neither \"text\" nor \"html\"; each line must be one object such as {}", kShape));
  }
  if (published && !published->empty()) {
    page.published = std::move(*published);
    page.published_from = "meta";
  }
  page.title = title.value_or("");
  page.url = url.value_or("");
  // One huge line must not keep its memory for the rest of a run.
  if (padded.capacity() > (8u << 20)) {
    std::string().swap(padded);
    parser_->parser = simdjson::dom::parser();
  }
  return page;
}

Item JsonlPages::fault(std::uint64_t line, ErrorCode code, std::string_view message) const {
  Item item{Page{}, path_, line};
  item.page = failure(code, fmt::format("{}: {}", item.where(), message));
  return item;
}

std::optional<Item> JsonlPages::next() {
  while (!ended_) {
    auto line = lines_.next_line(longest_line_);
    if (!line) {
      ended_ = true;
      return Item{Failure(line.error()), path_};
    }
    if (!line->has_value()) {
      ended_ = true;
      if (gave_line_) return std::nullopt;
      return fault(0, ErrorCode::BadInput, "is empty; a JSONL file has one article on each line");
    }
    Line found = **line;
    if (found.number == 1 && found.text.substr(0, kByteOrderMark.size()) == kByteOrderMark)
      found.text.remove_prefix(kByteOrderMark.size());
    if (!found.too_long && is_blank(found.text)) continue;
    gave_line_ = true;
    if (found.too_long) {
      return fault(
          found.number, ErrorCode::TooLarge,
          fmt::format("the line has {} bytes, over the limit of {}; it is left out", found.size, in_mebibytes(longest_line_)));
    }
    auto page = reader_.read(found.text);
    if (!page) return fault(found.number, page.error().code, page.error().message);
    return Item{std::move(*page), path_, found.number};
  }
  return std::nullopt;
}

}  // namespace dateline::input
