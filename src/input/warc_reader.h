// The records of a WARC archive: plain, packed record by record (.warc.gz, .warc.zst) or packed as a whole. ISO 28500:2017, read
// leniently: a record that is bad is reported with its place, and reading goes on with the next one that can be found, to the end
// of the archive. One thread.
//
//   WarcReader reader(ByteStream(...));
//   while (true) {
//     auto record = reader.next();           // a fault: report it, go on
//     if (record && !*record) break;         // the end
//     auto bytes = reader.block(limit);      // only when it is wanted
//     auto whole = reader.check_end();       // a fault: the length was wrong, what block() gave is not the record
//   }
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/result.h"
#include "input/byte_stream.h"

namespace dateline::input {

// A place that can be come back to: where the record's member begins in the file, or the record itself when nothing is packed.
struct RecordPlace {
  std::uint64_t offset = 0;
  std::uint64_t within = 0;  // unpacked bytes before the record in its member; 0 but for archives packed as a whole
  bool operator==(const RecordPlace&) const = default;
};

struct WarcRecord {
  RecordPlace place;
  std::string headers;  // as they stand, with the version line and the blank line
  std::uint64_t content_length = 0;

  // A header's value by its name, whatever its case; empty when it is not there.
  std::string_view header(std::string_view name) const;
};

struct RecordFault {
  RecordPlace place;
  Error error;            // its message begins with what the record has or is; I/O errors with the file's name
  bool is_final = false;  // nothing more can be read
};

template <typename T>
using FromRecord = tl::expected<T, RecordFault>;

class WarcReader {
 public:
  // Records that begin at or behind `begin` and before `end`. A `begin` inside a record means the next one.
  explicit WarcReader(ByteStream stream, std::uint64_t begin = 0, std::uint64_t end = std::numeric_limits<std::uint64_t>::max());

  WarcReader(const WarcReader&) = delete;
  WarcReader& operator=(const WarcReader&) = delete;

  // The next record, after what is left of the one before; no value at the end.
  FromRecord<std::optional<WarcRecord>> next();
  // The first `size` bytes of the current record's block, or all when it has fewer. Valid until the next call of anything.
  FromRecord<std::string_view> block(std::uint64_t size);
  // Passes over the rest of the record: does it end where it says?
  FromRecord<void> check_end();

 private:
  // Takes the next piece of the stream in place of piece_; false at the end of the stream.
  FromRecord<bool> refill();
  // Puts what was left of the piece before in front of piece_.
  void join(std::string rest, const Piece& before);
  // Makes piece_ at least this long when the archive goes on.
  FromRecord<void> hold(std::size_t size);
  FromRecord<void> start();
  FromRecord<WarcRecord> read_header();
  FromRecord<void> pass_block();
  // After the last piece of the stream: is there more in the file?
  FromRecord<void> look_behind_end();
  // Goes to the next version line, or to the end.
  FromRecord<void> find_record();
  FromRecord<bool> find_member(std::uint64_t from);
  // The current record is bad, or what stands at a place is: next() looks for another one.
  tl::unexpected<RecordFault> bad(std::string message);
  tl::unexpected<RecordFault> ends_early(std::uint64_t size);
  tl::unexpected<RecordFault> unreadable(const Error& error);
  bool stands_at_record() const;
  bool is_new_member() const { return packed_ && piece_.within == 0; }
  RecordPlace here() const;
  void take(std::size_t size);
  void pass_line_ends();

  ByteStream stream_;
  std::uint64_t begin_;
  std::uint64_t end_;
  bool packed_ = false;
  Piece piece_;         // what is left of the stream's, or of joined_
  std::string joined_;  // the end of a piece and the next one
  enum class At : std::uint8_t { Start, Block, Between, Lost, End } at_ = At::Start;
  bool member_is_damaged_ = false;
  RecordPlace place_;              // of the current record
  std::uint64_t length_ = 0;       // of its block
  std::uint64_t block_begin_ = 0;  // in a file that is not packed; 0: unknown
  std::string block_;              // what was taken of the block, when one piece does not hold what is asked for
};

}  // namespace dateline::input
