// Records that were read and wait for their turn, in the store's table `arrivals`. Articles are placed in the order of the
// messages that they came in; messages may be read in any order, by many workers. One thread at a time.
//
// What came of a message is kept from stage() on; the journal says up to which number messages were placed (StoreWriter::mark
// with the stream for a source).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dateline/result.h"

namespace dateline::store {

// The records of a message, one after another.
class RecordPack {
 public:
  void add(std::string_view record);
  const std::string& bytes() const { return bytes_; }
  static Result<std::vector<std::string>> unpack(std::string_view bytes);

 private:
  std::string bytes_;
};

class Arrivals {
 public:
  static Result<Arrivals> open(const std::string& where);
  Arrivals(Arrivals&&) noexcept;
  Arrivals& operator=(Arrivals&&) noexcept;
  ~Arrivals();

  struct Message {
    std::uint64_t number = 0;
    std::string records;  // of a RecordPack; empty: there is nothing in it
  };
  // Are its records here or placed already?
  Result<bool> is_known(const std::string& stream, std::uint64_t number);
  // In one transaction; those that are known change nothing.
  Result<void> stage(const std::string& stream, const std::vector<Message>& messages);

  // Up to which number messages were placed.
  Result<std::uint64_t> placed(const std::string& stream);
  // Those behind `after`, in the order of their numbers.
  Result<std::vector<Message>> waiting(const std::string& stream, std::uint64_t after, std::uint32_t most);
  Result<std::uint64_t> count(const std::string& stream);
  // Those that were placed.
  Result<void> remove(const std::string& stream, std::uint64_t upto);

  // True for one of all workers on this store, from then until it is destroyed or dies: the one that places. Two that take turns
  // would place the same, but each would have to read the last days from the store whenever the other was there.
  Result<bool> is_placer();

 private:
  struct State;
  explicit Arrivals(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline::store
