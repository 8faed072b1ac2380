// All letters of a page in one buffer, so that a Span names any of them: the page as it came, padding for the scanners, and
// behind it what had to be written anew (texts with character references, line ends of other systems, pieces that the tree
// joins).
//
//   [ page ............... ][ NULs ][ decoded, decoded, ... ]
//   0               source_size()
//
// It remembers where everything written anew came from. Views and pointers live until the next letters are added. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/span.h"

namespace dateline::html {

// How raw letters are read. Line ends become LF in all of them.
enum class Reading : std::uint8_t {
  Text,       // references; a NUL stays, for the tree builder to judge
  RawText,    // no references; a NUL becomes U+FFFD
  Rcdata,     // references; a NUL becomes U+FFFD
  Cdata,      // no references; a NUL stays
  Attribute,  // references by the rules of attributes; a NUL becomes U+FFFD
};

class Letters {
 public:
  explicit Letters(std::string_view source);

  std::uint32_t source_size() const { return source_size_; }
  const char* data() const { return text_.data(); }
  std::string_view operator[](Span span) const { return span.in(text_); }

  // The letters that `raw` (in the page) stands for, written behind the others.
  Span decode(Span raw, Reading reading);
  // The letters of `span` with every NUL left out or made U+FFFD.
  enum class Nul : std::uint8_t { LeftOut, Replaced };
  Span without_nul(Span span, Nul nul);
  // Writes `piece` again, at the end; pieces appended one after another are one span.
  Span append_copy(Span piece);

  // The part of the page that `letters` came from. A reference counts as a whole.
  Span source_of(Span letters) const;

 private:
  // Letters from `letters` on, up to the next origin: as they stand in the page from `source` on, or, where `reference` is not 0,
  // what the reference of so many bytes there means.
  struct Origin {
    std::uint32_t letters, source, reference;
  };

  void make_room(std::size_t bytes);
  void note_origin(std::uint32_t source, std::uint32_t reference) { origins_.push_back({end(), source, reference}); }
  std::uint32_t end() const { return static_cast<std::uint32_t>(text_.size()); }
  const Origin& origin_of(std::uint32_t letter) const;
  // Appends letters that stand in the buffer already, with their origins.
  void append_again(Span span);

  std::string text_;
  std::uint32_t source_size_ = 0;
  std::vector<Origin> origins_;  // by `letters`
};

}  // namespace dateline::html
