// Reading goes forward over pieces that the stream unpacks; a record that lies in one piece, as nearly all do, is never copied.
//
// What holds when a record is bad. In a packed archive the next member that unpacks to "WARC/" begins a record whatever the last
// one said of its length. In a plain one only lengths lead from record to record, so after a wrong one the version line is
// looked for from the end of the bad record's header on: a length that is too large has swallowed the records behind it. Content
// that holds a version line of its own can be taken for a record then; it cannot while lengths are right.
//
// Time is linear in the unpacked bytes: what is read twice is bounded (ByteStream), and a member that unpacks to very much
// (kMostSearched, kMostPassed) is left for the next one without unpacking the rest.
#include "input/warc_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "input/http_response.h"

namespace dateline::input {

namespace {

constexpr std::string_view kVersion = "WARC/";
constexpr std::size_t kVersionLine = 10;  // "WARC/1.0\r\n"
constexpr std::size_t kLargestHeader = 64 * 1024;
constexpr std::uint64_t kMostSearched = 64u << 20;  // unpacked bytes of a member in which the next record is looked for
constexpr std::uint64_t kMostPassed = 1u << 30;     // unpacked bytes of a record that are passed over by unpacking them
constexpr std::size_t kMostKept = 8u << 20;         // bytes of a block whose memory is kept for the next one

bool begins_with(std::string_view bytes, std::string_view start) { return bytes.substr(0, start.size()) == start; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_version_line(std::string_view bytes) {
  if (bytes.size() < kVersionLine - 1 || !begins_with(bytes, kVersion)) return false;
  return is_digit(bytes[5]) && bytes[6] == '.' && is_digit(bytes[7]) && (bytes[8] == '\r' || bytes[8] == '\n');
}

// The first version line at the beginning of a line; npos when there is none.
std::size_t find_version_line(std::string_view bytes, bool begins_line) {
  if (begins_line && is_version_line(bytes)) return 0;
  for (std::size_t at = 0; (at = bytes.find("\nWARC/", at)) != std::string_view::npos;) {
    ++at;
    if (is_version_line(bytes.substr(at))) return at;
  }
  return std::string_view::npos;
}

// Behind the blank line that ends a header; npos when it is not there. The search begins at `from`.
std::size_t header_end(std::string_view bytes, std::size_t from) {
  for (std::size_t at = from; (at = bytes.find('\n', at)) != std::string_view::npos; ++at) {
    if (begins_with(bytes.substr(at + 1), "\n")) return at + 2;
    if (begins_with(bytes.substr(at + 1), "\r\n")) return at + 3;
  }
  return std::string_view::npos;
}

std::optional<std::uint64_t> parse_length(std::string_view digits) {
  if (digits.empty() || digits.size() > 18 || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  std::uint64_t value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  return value;
}

}  // namespace

std::string_view WarcRecord::header(std::string_view name) const { return header_value(headers, name); }

WarcReader::WarcReader(ByteStream stream, std::uint64_t begin, std::uint64_t end)
    : stream_(std::move(stream)), begin_(begin), end_(end) {}

tl::unexpected<RecordFault> WarcReader::bad(std::string message) {
  at_ = At::Lost;
  return tl::unexpected(RecordFault{place_, {ErrorCode::BadInput, std::move(message)}});
}

tl::unexpected<RecordFault> WarcReader::unreadable(const Error& error) {
  if (error.code == ErrorCode::BadInput) {
    if (at_ != At::Block) place_ = {stream_.member(), 0};
    member_is_damaged_ = true;
    // The stream's message begins with the name of the file, which goes before the place.
    const std::string prefix = stream_.name() + ": ";
    return bad(begins_with(error.message, prefix) ? error.message.substr(prefix.size()) : error.message);
  }
  at_ = At::End;
  return tl::unexpected(RecordFault{here(), error, true});
}

RecordPlace WarcReader::here() const {
  return packed_ ? RecordPlace{piece_.member, piece_.within} : RecordPlace{piece_.within, 0};
}

void WarcReader::take(std::size_t size) {
  piece_.bytes.remove_prefix(size);
  piece_.within += size;
}

void WarcReader::pass_line_ends() {
  take(std::min(piece_.bytes.find_first_not_of(std::string_view("\r\n\0", 3)), piece_.bytes.size()));
}

bool WarcReader::stands_at_record() const { return begins_with(piece_.bytes, kVersion); }

FromRecord<bool> WarcReader::refill() {
  auto piece = stream_.read();
  if (!piece) {
    piece_.bytes = {};
    return unreadable(piece.error());
  }
  piece_ = *piece;
  return !piece_.bytes.empty();
}

void WarcReader::join(std::string rest, const Piece& before) {
  if (rest.empty()) return;
  joined_ = std::move(rest);
  joined_.append(piece_.bytes);
  piece_ = {joined_, before.member, before.within};
}

FromRecord<void> WarcReader::hold(std::size_t size) {
  while (piece_.bytes.size() < size) {
    const Piece before = piece_;
    std::string rest(piece_.bytes);
    auto filled = refill();
    if (!filled) return tl::unexpected(filled.error());
    if (!*filled) {
      joined_ = std::move(rest);
      piece_ = {joined_, before.member, before.within};
      return {};
    }
    if (!(is_new_member() && stands_at_record())) join(std::move(rest), before);
  }
  return {};
}

FromRecord<void> WarcReader::start() {
  auto packed = stream_.is_packed();
  if (!packed) return unreadable(packed.error());
  packed_ = *packed;
  at_ = At::Between;
  if (begin_ == 0) return {};
  if (packed_) {
    auto found = find_member(begin_);
    if (!found) return tl::unexpected(found.error());
    if (!*found) at_ = At::End;
    return {};
  }
  auto there = stream_.go_to(begin_);
  if (!there) return unreadable(there.error());
  at_ = At::Lost;
  return {};
}

FromRecord<bool> WarcReader::find_member(std::uint64_t from) {
  piece_ = {};
  member_is_damaged_ = false;
  auto search = stream_.find_member(from, kVersion);
  if (!search) return unreadable(search.error());
  return search->found;
}

FromRecord<void> WarcReader::look_behind_end() {
  at_ = At::End;
  if (!packed_) return {};
  place_ = {stream_.offset(), 0};
  auto search = stream_.find_member(place_.offset, kVersion);
  if (!search) return unreadable(search.error());
  if (search->found) at_ = At::Between;
  if (!search->passed_bytes || place_.offset >= end_) return {};
  const At went_on = at_;
  auto fault = bad("here are bytes that are no packed record; they are passed over");
  at_ = went_on;
  return fault;
}

FromRecord<void> WarcReader::find_record() {
  if (!packed_ && block_begin_ != 0) {
    auto there = stream_.go_to(block_begin_);
    if (!there) return unreadable(there.error());
    if (*there) piece_ = {};
    block_begin_ = 0;
  }
  bool begins_line = true;
  std::uint64_t searched = 0;
  while (true) {
    if (member_is_damaged_ || (packed_ && searched > kMostSearched)) {
      auto found = find_member(member_is_damaged_ ? stream_.member() + 1 : stream_.offset());
      if (!found) return tl::unexpected(found.error());
      if (!*found) {
        at_ = At::End;
        return {};
      }
      searched = 0;
    }
    // A version line may begin in this piece and end in the next; the line end before it belongs to the look.
    std::string rest(piece_.bytes.substr(piece_.bytes.size() - std::min(piece_.bytes.size(), kVersionLine)));
    if (!piece_.bytes.empty()) {
      const std::size_t found = find_version_line(piece_.bytes, begins_line);
      if (found != std::string_view::npos) {
        take(found);
        at_ = At::Between;
        return {};
      }
      begins_line = begins_line && rest.size() == piece_.bytes.size();
      take(piece_.bytes.size() - rest.size());
    }
    const Piece before = piece_;
    auto filled = refill();
    if (!filled && filled.error().is_final) return tl::unexpected(filled.error());
    if (!filled) continue;
    if (!*filled) return look_behind_end();
    searched += piece_.bytes.size();
    if (is_new_member() && stands_at_record()) {
      begins_line = true;
    } else {
      join(std::move(rest), before);
    }
  }
}

FromRecord<WarcRecord> WarcReader::read_header() {
  place_ = here();
  block_begin_ = 0;
  WarcRecord record{place_, {}, 0};
  while (true) {
    const std::size_t before = record.headers.size();
    const std::size_t searched_from = before < 3 ? 0 : before - 3;
    record.headers.append(piece_.bytes.substr(0, kLargestHeader + 1 - before));
    const std::size_t end = header_end(record.headers, searched_from);
    if (end != std::string::npos) {
      record.headers.resize(end);
      take(end - before);
      break;
    }
    take(record.headers.size() - before);
    if (record.headers.size() > kLargestHeader) return bad("its header is over the limit of 64 KiB; the record is left out");
    auto filled = refill();
    if (!filled) return tl::unexpected(filled.error());
    if (!*filled || (is_new_member() && stands_at_record())) return bad("the archive, or this record, ends within its header");
  }
  block_begin_ = piece_.within;
  const auto length = parse_length(record.header("content-length"));
  if (!length) return bad("its header has no usable Content-Length; the record is left out");
  length_ = record.content_length = *length;
  block_.clear();
  at_ = At::Block;
  return record;
}

FromRecord<std::optional<WarcRecord>> WarcReader::next() {
  if (at_ == At::Start) {
    if (auto started = start(); !started) return tl::unexpected(started.error());
  }
  if (at_ == At::Block) {
    if (auto passed = check_end(); !passed) return tl::unexpected(passed.error());
  }
  while (true) {
    if (at_ == At::Lost) {
      if (auto found = find_record(); !found) return tl::unexpected(found.error());
    }
    if (at_ == At::End) return std::nullopt;
    pass_line_ends();
    if (piece_.bytes.empty()) {
      auto filled = refill();
      if (!filled) return tl::unexpected(filled.error());
      if (!*filled) {
        if (auto looked = look_behind_end(); !looked) return tl::unexpected(looked.error());
        continue;
      }
    }
    if (here().offset >= end_) {
      at_ = At::End;
      return std::nullopt;
    }
    if (auto held = hold(kVersion.size()); !held) return tl::unexpected(held.error());
    if (!stands_at_record()) {
      place_ = here();
      return bad("no WARC record begins here; what stands before the next one is passed over");
    }
    auto record = read_header();
    if (!record) return tl::unexpected(record.error());
    return std::optional<WarcRecord>(std::move(*record));
  }
}

tl::unexpected<RecordFault> WarcReader::ends_early(std::uint64_t size) {
  return bad(fmt::format("ends early: its Content-Length is {}, and {} bytes are there; the record is left out", length_, size));
}

FromRecord<std::string_view> WarcReader::block(std::uint64_t size) {
  const std::uint64_t wanted = std::min(size, length_);
  if (block_.empty() && piece_.bytes.size() >= wanted) return piece_.bytes.substr(0, static_cast<std::size_t>(wanted));
  while (block_.size() < wanted) {
    if (piece_.bytes.empty()) {
      auto filled = refill();
      if (!filled) return tl::unexpected(filled.error());
      if (!*filled || (is_new_member() && stands_at_record())) return ends_early(block_.size());
    }
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(piece_.bytes.size(), wanted - block_.size()));
    block_.append(piece_.bytes.substr(0, count));
    take(count);
  }
  return std::string_view(block_).substr(0, static_cast<std::size_t>(wanted));
}

FromRecord<void> WarcReader::pass_block() {
  std::uint64_t left = length_ - block_.size();
  block_.clear();
  if (block_.capacity() > kMostKept) std::string().swap(block_);
  if (packed_ && left > kMostPassed) {
    const bool alone = place_.within == 0;
    auto found = find_member(stream_.offset());
    if (!found) return tl::unexpected(found.error());
    at_ = *found ? At::Between : At::End;
    if (alone) return {};
    const At went_on = at_;
    auto fault =
        bad("has over 1 GiB in an archive packed as a whole; what follows it is left out: unpack the archive to read it");
    at_ = went_on;
    return fault;
  }
  while (left > 0) {
    if (piece_.bytes.empty()) {
      if (!packed_ && left > 1) {  // to the last byte, which must be there
        auto there = stream_.go_to(piece_.within + left - 1);
        if (!there) return unreadable(there.error());
        left = 1;
      }
      auto filled = refill();
      if (!filled) return tl::unexpected(filled.error());
      if (!*filled || (is_new_member() && stands_at_record())) return ends_early(length_ - left);
    }
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(piece_.bytes.size(), left));
    take(count);
    left -= count;
  }
  return {};
}

FromRecord<void> WarcReader::check_end() {
  if (at_ != At::Block) return {};
  if (auto passed = pass_block(); !passed) return passed;
  if (at_ != At::Block) return {};
  while (true) {
    pass_line_ends();
    if (!piece_.bytes.empty()) break;
    if (packed_ && !stream_.in_member()) {
      at_ = At::Between;
      return {};
    }
    auto filled = refill();
    if (!filled) return tl::unexpected(filled.error());
    if (!*filled) break;
  }
  if (auto held = hold(kVersion.size()); !held) return held;
  at_ = At::Between;
  if (piece_.bytes.empty() || stands_at_record()) return {};
  return bad(fmt::format("its Content-Length of {} is wrong: no record follows; the record is left out", length_));
}

}  // namespace dateline::input
