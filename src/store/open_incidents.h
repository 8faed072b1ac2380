// Incidents that are still being told, with their reports in memory, so that a report more need not read the others again. The
// last used stay, some ten thousand reports; others are read from the store. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "dateline/incident.h"
#include "dateline/incident_json.h"
#include "store/database.h"

namespace dateline::store {

class OpenIncidents {
 public:
  // `committed`: sees the store as it was before the batch.
  explicit OpenIncidents(Database& committed);

  // A report more. `is_new`: the incident began in this batch; `story`: of the article that began it, then.
  void add(std::uint64_t incident, bool is_new, std::uint64_t story, const Report& report);
  // What the incident came to in the store before, nothing when it was not there; and what it comes to now.
  std::pair<std::optional<Incident>, std::optional<Incident>> summary(std::uint64_t incident);

  void forget(std::uint64_t incident);
  void forget_all();
  // At the end of a batch. `kept`: that many last batches may not have been committed yet, so what they used stays.
  void close_old(std::uint64_t kept);

 private:
  struct Open {
    std::uint64_t story = 0;
    std::uint64_t batch = 0;  // that used it last
    std::vector<Report> reports;
    std::optional<Incident> stored;
  };
  Open read(std::uint64_t incident);

  Database& committed_;
  std::unique_ptr<Statement> incident_, reports_;
  std::map<std::uint64_t, Open> open_;
  std::uint64_t batch_ = 0;
  std::size_t count_ = 0;  // reports in open_
  IncidentReader reader_;
};

}  // namespace dateline::store
