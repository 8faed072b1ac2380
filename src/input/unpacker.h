// Unpacks gzip members and zstd frames ("members" below), one after the other, from bytes that the caller holds. One thread;
// movable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace dateline::input {

enum class Packing : std::uint8_t { None, Gzip, Zstd };

// By the magic bytes; zstd's skippable frames count as zstd.
Packing packing_of(std::string_view beginning);

class Unpacker {
 public:
  // For gzip or zstd. A step gives at most `piece` bytes.
  explicit Unpacker(Packing packing, std::size_t piece = 256 * 1024);
  Unpacker(Unpacker&&) noexcept;
  Unpacker& operator=(Unpacker&&) noexcept;
  ~Unpacker();

  // What zstd frames refer to: as it is, or itself a zstd frame. False when it cannot be used.
  bool use_dictionary(std::string_view dictionary);

  struct Whole {
    std::string_view output;  // valid until the next call
    std::size_t taken;        // bytes of the input
  };
  // The gzip member at the beginning of the input at once, several times as fast as step(). Nothing when the input does not hold
  // all of it, it is damaged, unpacks to over 16 MiB, or is no gzip: then step() tells.
  std::optional<Whole> whole(std::string_view input);

  // Before the first step of each member.
  void begin();
  enum class State : std::uint8_t { Goes, Ended, Damaged };
  struct Step {
    State state;
    std::string_view output;  // valid until the next call
    std::size_t taken;
  };
  // Unpacks on. Nothing taken and no output: it needs more input.
  Step step(std::string_view input);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace dateline::input
