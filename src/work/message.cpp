#include "work/message.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <zstd.h>

#include <filesystem>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "input/files.h"
#include "input/pieces.h"
#include "input/unpacker.h"

namespace dateline::work {

namespace {

namespace fs = std::filesystem;

struct Reference {
  std::string archive, range, date, format;
};

// Nothing when the body is no reference.
std::optional<Reference> reference_in(std::string_view body) {
  constexpr std::size_t kLongest = 64 * 1024;
  if (body.empty() || body.front() != '{' || body.size() > kLongest) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(simdjson::padded_string(body)).get(root) != simdjson::SUCCESS) return std::nullopt;
  const auto text = [&](const char* key) {
    std::string_view value;
    return root.at_key(key).get_string().get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
  };
  Reference reference{text("archive"), text("range"), text("date"), text("format")};
  if (reference.archive.empty()) return std::nullopt;
  return reference;
}

Result<input::InputOptions> options_of(const std::string& format, const std::string& date, const std::string& range) {
  input::InputOptions options;
  options.date = date;
  if (!format.empty()) {
    auto known = input::format_from(format);
    if (!known) return Failure(known.error());
    options.format = *known;
  }
  if (!range.empty()) {
    auto known = input::warc_range_from(range);
    if (!known) return Failure(known.error());
    options.range = *known;
  }
  return options;
}

std::string packed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

std::string reference_to(const std::string& path, const FeedOptions& options, const std::string& range) {
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.field("archive", path);
  json.field_if_known("range", range);
  json.field_if_known("date", options.date);
  if (options.format != "auto") json.field("format", options.format);
  json.end_object();
  return body;
}

}  // namespace

Result<std::string> Roots::resolve(const std::string& path) const {
  std::error_code fault;
  const fs::path real = fs::weakly_canonical(path, fault);
  for (const std::string& folder : folders) {
    const fs::path root = fs::weakly_canonical(folder, fault);
    const auto [ended, here] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
    if (ended == root.end() || (std::next(ended) == root.end() && ended->empty())) return real.string();
  }
  return failure(ErrorCode::BadArgument,
                 fmt::format("{}: is in no folder that this worker may read from; name one with --root", path));
}

bool is_reference(const Message& message) { return reference_in(message.body).has_value(); }

Result<Opened> open_message(const Message& message, const Roots& roots) {
  const auto reference = reference_in(message.body);
  auto options =
      reference ? options_of(reference->format, reference->date, reference->range) : options_of(message.format, message.date, {});
  if (!options) return Failure(options.error());
  if (!reference) {
    if (message.body.empty()) return failure(ErrorCode::BadInput, "the message is empty");
    auto source = input::Source::of_bytes(message.name.empty() ? "message" : message.name, message.body, *options);
    if (!source) return Failure(source.error());
    return Opened{std::move(*source), false};
  }
  auto path = roots.resolve(reference->archive);
  if (!path) return Failure(path.error());
  auto source = input::Source::open({*path}, *options);
  if (!source) return Failure(source.error());
  return Opened{std::move(*source), true};
}

Result<void> messages_of(const std::string& path, const FeedOptions& options, const std::function<bool(ToPublish&&)>& take) {
  std::error_code fault;
  const std::string whole = fs::weakly_canonical(path, fault).string();
  const auto size = fs::file_size(whole, fault);
  if (fault) return failure(ErrorCode::NotReadable, fmt::format("{}: {}", path, fault.message()));
  const auto changed = fs::last_write_time(whole, fault).time_since_epoch().count();
  const std::string identity = fmt::format("{}\n{}\n{}\n{}\n{}", whole, size, changed, options.format, options.date);
  const auto refer = [&](const std::string& range) {
    return take({{reference_to(whole, options, range), {}, {}, {}}, base::sha256_hex(identity + "\n" + range)});
  };
  if (options.format == "warc" || (options.format == "auto" && input::format_of_name(path) == input::InputFormat::Warc)) {
    const auto ranges = input::cut_archive(whole, options.piece_bytes);
    if (!ranges) return Failure(ranges.error());
    for (const input::WarcRange& range : *ranges) {
      if (!refer(fmt::format("{}:{}", range.begin, range.end))) break;
    }
    return {};
  }
  // A page that packs to a body is a few times as large.
  if (size <= 16 * options.largest_body) {
    auto bytes = base::read_file(whole);
    if (!bytes) return Failure(bytes.error());
    // What is packed already stays as it is.
    const auto packing = input::packing_of(*bytes);
    std::string body = packing == input::Packing::None ? packed(*bytes) : std::move(*bytes);
    if (body.size() <= options.largest_body) {
      Message message{std::move(body), path, options.format == "auto" ? std::string() : options.format, options.date};
      std::string id = base::sha256_hex(message.body + "\n" + identity);
      take({std::move(message), std::move(id)});
      return {};
    }
  }
  refer({});
  return {};
}

}  // namespace dateline::work
