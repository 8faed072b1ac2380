#include "input/buffered.h"

#include <cstring>

namespace dateline::input {

Result<bool> Buffered::refill() {
  auto piece = stream_.read();
  if (!piece) return Failure(piece.error());
  piece_ = piece->bytes;
  return !piece_.empty();
}

Result<std::optional<Line>> Buffered::next_line(std::uint64_t longest) {
  line_.clear();
  Line line;
  bool began = false;
  while (true) {
    if (piece_.empty()) {
      auto more = refill();
      if (!more) return Failure(more.error());
      if (!*more) break;
    }
    began = true;
    const void* found = std::memchr(piece_.data(), '\n', piece_.size());
    const std::size_t count =
        found == nullptr ? piece_.size() : static_cast<std::size_t>(static_cast<const char*>(found) - piece_.data());
    line.size += count;
    if (line.size > longest) {
      line.too_long = true;
      line_ = std::string();  // gives its memory back
    } else if (found != nullptr && line_.empty()) {
      line.text = piece_.substr(0, count);
    } else {
      line_.append(piece_.substr(0, count));
    }
    piece_.remove_prefix(found == nullptr ? count : count + 1);
    if (found != nullptr) break;
  }
  if (!began) return std::optional<Line>();
  line.number = ++number_;
  if (!line_.empty()) line.text = line_;
  if (!line.text.empty() && line.text.back() == '\r') line.text.remove_suffix(1);
  return std::optional<Line>(line);
}

Result<std::string> Buffered::rest(std::uint64_t largest) {
  std::string all;
  while (true) {
    if (piece_.empty()) {
      auto more = refill();
      if (!more) return Failure(more.error());
      if (!*more) return all;
    }
    if (all.size() + piece_.size() > largest) return failure(ErrorCode::TooLarge, "");
    all.append(piece_);
    piece_ = {};
  }
}

}  // namespace dateline::input
