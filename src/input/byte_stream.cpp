#include "input/byte_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace dateline::input {

namespace {

constexpr std::size_t kWholeMember = 1u << 20;  // packed bytes that Unpacker::whole is tried with
constexpr std::size_t kTrial = 1024;            // packed bytes that show how a member's content begins
constexpr std::uint64_t kMostGoneBack = 1u << 30;
constexpr std::size_t kSkippableHeader = 8;  // magic and size
constexpr std::uint32_t kLargestDictionary = 64u << 20;
constexpr std::uint32_t kDictionaryMagic = 0x184D2A5D;

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return value;
}

bool is_skippable(std::string_view bytes) { return bytes.size() >= kSkippableHeader && (little_endian(bytes) >> 4) == 0x184D2A5; }

}  // namespace

Result<ByteStream> ByteStream::open(const std::string& path) {
  auto file = RawFile::open(path);
  if (!file) return Failure(file.error());
  return ByteStream(std::move(*file));
}

Failure ByteStream::fault(std::string_view what) {
  failed_ = Error{ErrorCode::BadInput, fmt::format("{}: its {} packing {}; pack or fetch it again", file_.name(),
                                                   packing_ == Packing::Gzip ? "gzip" : "zstd", what)};
  return Failure(*failed_);
}

Result<void> ByteStream::look() {
  if (looked_) return {};
  auto beginning = file_.peek(kSkippableHeader);
  if (!beginning) return Failure(beginning.error());
  looked_ = true;
  packing_ = packing_of(*beginning);
  if (packing_ == Packing::None) return {};
  unpacker_.emplace(packing_);
  if (!is_skippable(*beginning) || little_endian(*beginning) != kDictionaryMagic) return {};
  const std::uint32_t size = little_endian(beginning->substr(4));
  if (size > kLargestDictionary) return fault("has a dictionary over the limit of 64 MiB");
  auto frame = file_.peek(kSkippableHeader + size);
  if (!frame) return Failure(frame.error());
  if (frame->size() < kSkippableHeader + size) return fault("ends early");
  if (!unpacker_->use_dictionary(frame->substr(kSkippableHeader, size))) return fault("has a damaged dictionary");
  file_.consume(kSkippableHeader + size);
  return {};
}

Result<bool> ByteStream::is_packed() {
  if (auto looked = look(); !looked) return Failure(looked.error());
  return packing_ != Packing::None;
}

Result<bool> ByteStream::enter_member() {
  while (true) {
    auto bytes = file_.peek(kSkippableHeader);
    if (!bytes) return Failure(bytes.error());
    if (packing_of(*bytes) != packing_) return false;
    if (packing_ == Packing::Zstd && is_skippable(*bytes)) {
      const std::uint64_t end = file_.offset() + kSkippableHeader + little_endian(bytes->substr(4));
      if (auto passed = file_.seek(end); !passed) return Failure(passed.error());
      continue;
    }
    member_ = file_.offset();
    within_ = 0;
    in_member_ = true;
    unpacker_->begin();
    return true;
  }
}

Result<Piece> ByteStream::read() {
  if (failed_) return Failure(*failed_);
  if (auto looked = look(); !looked) return Failure(looked.error());
  if (packing_ == Packing::None) {
    const std::uint64_t offset = file_.offset();
    auto bytes = file_.peek();
    if (!bytes) return Failure(bytes.error());
    file_.consume(bytes->size());
    return Piece{*bytes, 0, offset};
  }
  while (true) {
    if (!in_member_) {
      auto entered = enter_member();
      if (!entered) return Failure(entered.error());
      if (!*entered) return Piece{};
      if (packing_ == Packing::Gzip) {
        auto bytes = file_.peek(kWholeMember);
        if (!bytes) return Failure(bytes.error());
        if (const auto whole = unpacker_->whole(*bytes)) {
          file_.consume(whole->taken);
          in_member_ = false;
          if (whole->output.empty()) continue;
          return Piece{whole->output, member_, 0};
        }
      }
    }
    auto bytes = file_.peek();
    if (!bytes) return Failure(bytes.error());
    const Unpacker::Step step = unpacker_->step(*bytes);
    file_.consume(step.taken);
    if (step.state == Unpacker::State::Ended) in_member_ = false;
    if (!step.output.empty()) {
      const std::uint64_t within = within_;
      within_ += step.output.size();
      return Piece{step.output, member_, within};
    }
    if (step.state == Unpacker::State::Damaged) return fault("is damaged");
    if (step.state == Unpacker::State::Goes && step.taken == 0) return fault(bytes->empty() ? "ends early" : "is damaged");
  }
}

Result<bool> ByteStream::go_to(std::uint64_t offset) {
  if (offset < file_.offset()) {
    if (!file_.can_go_back() || gone_back_ >= kMostGoneBack) return false;
    gone_back_ += file_.offset() - offset;
  }
  return file_.seek(offset);
}

bool ByteStream::is_member(std::string_view bytes, std::string_view start) {
  if (packing_of(bytes) != packing_) return false;
  if (packing_ == Packing::Zstd) return !is_skippable(bytes);
  if (!trial_) trial_.emplace(packing_, start.size());
  trial_->begin();
  return trial_->step(bytes.substr(0, kTrial)).output.substr(0, start.size()) == start;
}

Result<ByteStream::Search> ByteStream::find_member(std::uint64_t from, std::string_view start) {
  if (auto looked = look(); !looked) return Failure(looked.error());
  failed_.reset();
  in_member_ = false;
  if (auto there = go_to(from); !there) return Failure(there.error());
  Search search;
  const char first = packing_ == Packing::Gzip ? '\x1f' : '\x28';
  while (true) {
    auto bytes = file_.peek(kTrial);
    if (!bytes) return Failure(bytes.error());
    if (bytes->empty()) return search;
    // Candidates need the bytes behind them to be looked at, except at the end of the file.
    const std::size_t end = bytes->size() < kTrial ? bytes->size() : bytes->size() - kTrial + 1;
    std::size_t at = 0;
    while (at < end) {
      const void* found = std::memchr(bytes->data() + at, first, end - at);
      const std::size_t stop = found == nullptr ? end : static_cast<std::size_t>(static_cast<const char*>(found) - bytes->data());
      search.passed_bytes = search.passed_bytes || bytes->substr(at, stop - at).find_first_not_of('\0') != std::string_view::npos;
      at = stop;
      if (found == nullptr) break;
      if (is_member(bytes->substr(at), start)) {
        file_.consume(at);
        search.found = true;
        return search;
      }
      search.passed_bytes = true;
      ++at;
    }
    file_.consume(at);
  }
}

}  // namespace dateline::input
