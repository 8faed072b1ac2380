// The rows of one incident: itself, its parties, its dyads, its point; and the counts of dyads by month.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "dateline/incident.h"
#include "store/database.h"

namespace dateline::store {

class IncidentRows {
 public:
  explicit IncidentRows(Database& database);
  // `incident`: not there yet.
  void insert(const Incident& incident);
  // What differs between an incident as it is there and as it shall be.
  void update(const Incident& before, const Incident& after);
  void remove(std::uint64_t incident);
  // Brings the counts up to what was inserted, updated and removed since. Before each commit.
  void settle_counts();
  // The transaction is rolled back.
  void forget_counts() { counts_.clear(); }

 private:
  // A row of `dyads`, but for the incident.
  struct Dyad {
    std::string actor, recipient;
    std::int64_t day = 0;
    std::string type, status;
    std::int64_t quad = 0;
    bool operator==(const Dyad&) const = default;
    bool operator<(const Dyad& other) const {
      return std::tie(actor, recipient, day, type, status, quad) <
             std::tie(other.actor, other.recipient, other.day, other.type, other.status, other.quad);
    }
  };
  static std::vector<Dyad> dyads_of(const Incident& incident);  // each once, ascending
  void insert_row(const Incident& incident);
  void insert_parties(const Incident& incident);
  void insert_dyads(std::uint64_t incident, const std::vector<Dyad>& dyads);
  void insert_point(const Incident& incident);
  void remove_dyads(std::uint64_t incident);
  void run_on(Statement& statement, std::uint64_t incident);
  void count(Dyad dyad, std::int64_t change);

  std::unique_ptr<Statement> insert_, update_, insert_party_, insert_dyad_, insert_point_, count_, remove_uncounted_;
  std::unique_ptr<Statement> remove_, remove_parties_, remove_dyads_, remove_point_, dyads_of_;
  std::map<Dyad, std::int64_t> counts_;  // changes, by the first day of the month
};

// The day that an incident is filed under: its own, or else that of its first report; story::kNoDay when neither is
// known.
std::int32_t filed_day(const Incident& incident);

}  // namespace dateline::store
