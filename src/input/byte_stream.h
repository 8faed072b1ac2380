// The bytes of a file or of standard input, unpacked on the way when they begin with the magic bytes of gzip or zstd. Holds a few
// MiB, whatever the file's size. One thread; movable.
//
// A packed file is a row of members (gzip members, zstd frames), each unpacked on its own; an archive has one for each record. A
// first skippable zstd frame with the magic of the WARC-zst convention is the dictionary of the others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/result.h"
#include "input/raw_file.h"
#include "input/unpacker.h"

namespace dateline::input {

struct Piece {
  std::string_view bytes;    // valid until the next call; empty: the end
  std::uint64_t member = 0;  // where the member begins in the file; of a file that is not packed: 0
  std::uint64_t within = 0;  // bytes of the member (or file) before this piece, unpacked
};

class ByteStream {
 public:
  // "-" is standard input. Errors begin with the path.
  static Result<ByteStream> open(const std::string& path);
  // From the beginning of the file, where it must stand.
  explicit ByteStream(RawFile file) : file_(std::move(file)) {}

  // The next piece. What follows the last member and is not another one counts as padding. An error stands until another member
  // is looked for.
  Result<Piece> read();

  const std::string& name() const { return file_.name(); }
  Result<bool> is_packed();
  // How far the file has been read, packed.
  std::uint64_t offset() const { return file_.offset(); }
  // The last member that was begun, and whether it goes on.
  std::uint64_t member() const { return member_; }
  bool in_member() const { return in_member_; }

  // What archives need. Places behind the current one are gone back to only in a file that can be sought in, and while what is
  // read again adds up to less than 1 GiB, so that crafted files cost no more; else the search goes on from where the file
  // stands.
  //
  // Goes to a place in a file that is not packed; false when it may not go back.
  Result<bool> go_to(std::uint64_t offset);
  struct Search {
    bool found = false;
    bool passed_bytes = false;  // some that are not zero
  };
  // Goes to the first member at or behind a place, in a packed file, whose content begins with `start` (zstd: any member).
  Result<Search> find_member(std::uint64_t from, std::string_view start);

 private:
  // Looks at the first bytes, and takes the dictionary in.
  Result<void> look();
  // At the beginning of a member: false when there is none.
  Result<bool> enter_member();
  bool is_member(std::string_view bytes, std::string_view start);
  Failure fault(std::string_view what);

  RawFile file_;
  bool looked_ = false;
  Packing packing_ = Packing::None;
  std::optional<Unpacker> unpacker_;
  std::optional<Unpacker> trial_;  // for looking into what may be a member
  bool in_member_ = false;
  std::uint64_t member_ = 0;
  std::uint64_t within_ = 0;
  std::uint64_t gone_back_ = 0;
  std::optional<Error> failed_;
};

}  // namespace dateline::input
