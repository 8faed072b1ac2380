// The rows of one incident: itself, its parties, its dyads, its point.
#pragma once

#include <cstdint>
#include <memory>

#include "dateline/incident.h"
#include "store/database.h"

namespace dateline::store {

class IncidentRows {
 public:
  explicit IncidentRows(Database& database);
  void remove(std::uint64_t incident);
  // `incident`: not there yet, or removed.
  void insert(const Incident& incident);

 private:
  std::unique_ptr<Statement> insert_, insert_party_, insert_dyad_, insert_point_;
  std::unique_ptr<Statement> remove_, remove_parties_, remove_dyads_, remove_point_;
};

// The day that an incident is filed under: its own, or else that of its first report; story::kNoDay when neither is
// known.
std::int32_t filed_day(const Incident& incident);

}  // namespace dateline::store
