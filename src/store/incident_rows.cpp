#include "store/incident_rows.h"

#include <algorithm>

#include "dateline/incident_json.h"
#include "story/traits.h"

namespace dateline::store {

std::int32_t filed_day(const Incident& incident) {
  const std::int32_t day = story::day_of(incident.begin);
  if (day != story::kNoDay) return day;
  return story::day_of(incident.first_report);
}

IncidentRows::IncidentRows(Database& database) {
  const bool sqlite = database.dialect() == Dialect::Sqlite;
  insert_ = database.prepare(
      "INSERT INTO incidents (id, story, type, mode, cameo, quad, goldstein, status, day, begins, ends, first_report, "
      "last_report, "
      "reports, articles, sources, place, country, admin1, latitude, longitude, incident) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)");
  insert_party_ = database.prepare(
      "INSERT INTO parties (incident, side, place, name, kb, code, country, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
  insert_dyad_ = database.prepare(
      "INSERT INTO dyads (actor, recipient, day, incident, type, status, quad) VALUES ($1, $2, $3, $4, $5, $6, $7) "
      "ON CONFLICT DO NOTHING");
  insert_point_ = database.prepare(sqlite ? "INSERT INTO points (incident, south, north, west, east) VALUES ($1, $2, $2, $3, $3)"
                                          : "INSERT INTO points (incident, at) VALUES ($1, point($3, $2))");
  remove_ = database.prepare("DELETE FROM incidents WHERE id = $1");
  remove_parties_ = database.prepare("DELETE FROM parties WHERE incident = $1");
  remove_dyads_ = database.prepare("DELETE FROM dyads WHERE incident = $1");
  remove_point_ = database.prepare("DELETE FROM points WHERE incident = $1");
}

void IncidentRows::remove(std::uint64_t incident) {
  for (Statement* statement : {remove_.get(), remove_parties_.get(), remove_dyads_.get(), remove_point_.get()}) {
    statement->bind(1, static_cast<std::int64_t>(incident));
    statement->run();
  }
}

void IncidentRows::insert(const Incident& incident) {
  const auto id = static_cast<std::int64_t>(incident.id);
  const std::int64_t day = filed_day(incident);
  const std::string json = to_json(incident);
  Statement& row = *insert_;
  row.bind(1, id);
  row.bind(2, static_cast<std::int64_t>(incident.story));
  row.bind(3, incident.type);
  row.bind_if_known(4, incident.mode);
  row.bind_if_known(5, incident.cameo);
  row.bind(6, static_cast<std::int64_t>(incident.quad));
  row.bind(7, incident.goldstein);
  row.bind(8, name_of(incident.status));
  row.bind(9, day);
  row.bind_if_known(10, incident.begin);
  row.bind_if_known(11, incident.end);
  row.bind_if_known(12, incident.first_report);
  row.bind_if_known(13, incident.last_report);
  row.bind(14, static_cast<std::int64_t>(incident.reports));
  row.bind(15, static_cast<std::int64_t>(incident.articles));
  row.bind(16, static_cast<std::int64_t>(incident.sources));
  row.bind_if_known(17, incident.site.name);
  row.bind_if_known(18, incident.site.country);
  row.bind_if_known(19, incident.site.admin1);
  if (incident.site.located) {
    row.bind(20, incident.site.latitude);
    row.bind(21, incident.site.longitude);
  } else {
    row.bind_nothing(20);
    row.bind_nothing(21);
  }
  row.bind(22, json);
  row.run();

  std::int64_t side = 0;
  for (const std::vector<Party>* parties : {&incident.actors, &incident.recipients}) {
    for (std::size_t i = 0; i < parties->size(); ++i) {
      const Party& party = (*parties)[i];
      insert_party_->bind(1, id);
      insert_party_->bind(2, side);
      insert_party_->bind(3, static_cast<std::int64_t>(i));
      insert_party_->bind_if_known(4, party.name);
      insert_party_->bind_if_known(5, party.kb);
      insert_party_->bind_if_known(6, party.code);
      insert_party_->bind_if_known(7, party.country);
      insert_party_->bind(8, day);
      insert_party_->run();
    }
    ++side;
  }
  // A code without a country (LAB) stands for itself.
  const auto dyad_code = [](const Party& party) { return party.country.empty() ? party.code : party.country; };
  for (const Party& actor : incident.actors) {
    for (const Party& recipient : incident.recipients) {
      const std::string from = dyad_code(actor), to = dyad_code(recipient);
      if (from.empty() || to.empty()) continue;
      insert_dyad_->bind(1, from);
      insert_dyad_->bind(2, to);
      insert_dyad_->bind(3, day);
      insert_dyad_->bind(4, id);
      insert_dyad_->bind(5, incident.type);
      insert_dyad_->bind(6, name_of(incident.status));
      insert_dyad_->bind(7, static_cast<std::int64_t>(incident.quad));
      insert_dyad_->run();
    }
  }
  // Only a town or a spot is a point; a country's middle is nowhere.
  if (incident.site.located && incident.site.precision == "point") {
    insert_point_->bind(1, id);
    insert_point_->bind(2, incident.site.latitude);
    insert_point_->bind(3, incident.site.longitude);
    insert_point_->run();
  }
}

}  // namespace dateline::store
