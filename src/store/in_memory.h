// Incidents of records without a store: articles are placed as StoreWriter places them, their reports stay in memory and their
// texts do not. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "dateline/store.h"
#include "store/prepared.h"
#include "story/tables.h"
#include "story/tracker.h"

namespace dateline::store {

class InMemory {
 public:
  // The tables must outlive it.
  explicit InMemory(const story::Tables& tables) : tracker_(tables.background, tables.window) {}
  void add(Prepared&& article);
  // With all their reports, in the order of StoreReader::incidents(). `take` returns false to stop.
  void incidents(const std::function<bool(const Incident&, const std::vector<Report>&)>& take) const;

 private:
  void remove(std::uint64_t article);

  story::Tracker tracker_;
  std::uint64_t last_ = 0;
  std::unordered_map<std::string, Known> addresses_;
  std::unordered_map<std::uint64_t, std::uint64_t> stories_;                    // by article
  std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> incidents_of_;  // by article, of its events
  std::map<std::uint64_t, std::vector<Report>> reports_;                        // by incident, in order
};

}  // namespace dateline::store
