#include "store/incident_rows.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "dateline/incident_json.h"
#include "store/days.h"
#include "story/traits.h"

namespace dateline::store {

namespace {

bool has_point(const Incident& incident) { return incident.site.located && incident.site.precision == "point"; }

bool are_same(const std::vector<Party>& a, const std::vector<Party>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Party& x, const Party& y) {
    return std::tie(x.name, x.kb, x.code, x.country) == std::tie(y.name, y.kb, y.code, y.country);
  });
}

// The columns of an incident that no index holds, from parameter `first` on.
void bind_plain(Statement& row, int first, const Incident& incident, const std::string& json) {
  row.bind_if_known(first, incident.mode);
  row.bind_if_known(first + 1, incident.cameo);
  row.bind(first + 2, static_cast<std::int64_t>(incident.quad));
  row.bind(first + 3, incident.goldstein);
  row.bind(first + 4, name_of(incident.status));
  row.bind_if_known(first + 5, incident.begin);
  row.bind_if_known(first + 6, incident.end);
  row.bind_if_known(first + 7, incident.first_report);
  row.bind_if_known(first + 8, incident.last_report);
  row.bind(first + 9, static_cast<std::int64_t>(incident.reports));
  row.bind(first + 10, static_cast<std::int64_t>(incident.articles));
  row.bind(first + 11, static_cast<std::int64_t>(incident.sources));
  row.bind_if_known(first + 12, incident.site.name);
  row.bind_if_known(first + 13, incident.site.admin1);
  if (incident.site.located) {
    row.bind(first + 14, incident.site.latitude);
    row.bind(first + 15, incident.site.longitude);
  } else {
    row.bind_nothing(first + 14);
    row.bind_nothing(first + 15);
  }
  row.bind(first + 16, json);
}

}  // namespace

std::int32_t filed_day(const Incident& incident) {
  const std::int32_t day = story::day_of(incident.begin);
  if (day != story::kNoDay) return day;
  return story::day_of(incident.first_report);
}

IncidentRows::IncidentRows(Database& database) {
  const bool sqlite = database.dialect() == Dialect::Sqlite;
  insert_ = database.prepare(
      "INSERT INTO incidents (id, story, type, country, day, mode, cameo, quad, goldstein, status, begins, ends, first_report, "
      "last_report, reports, articles, sources, place, admin1, latitude, longitude, incident) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)");
  update_ = database.prepare(
      "UPDATE incidents SET story = $1, mode = $2, cameo = $3, quad = $4, goldstein = $5, status = $6, begins = $7, ends = $8, "
      "first_report = $9, last_report = $10, reports = $11, articles = $12, sources = $13, place = $14, admin1 = $15, "
      "latitude = $16, longitude = $17, incident = $18 WHERE id = $19");
  insert_party_ = database.prepare(
      "INSERT INTO parties (incident, side, place, name, kb, code, country, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
  insert_dyad_ = database.prepare(
      "INSERT INTO dyads (actor, recipient, day, incident, type, status, quad) VALUES ($1, $2, $3, $4, $5, $6, $7)");
  count_ = database.prepare(
      "INSERT INTO dyad_months AS d (actor, recipient, month, type, status, quad, incidents) VALUES ($1, $2, $3, $4, $5, $6, $7) "
      "ON CONFLICT (actor, recipient, month, type, status, quad) DO UPDATE SET incidents = d.incidents + excluded.incidents");
  remove_uncounted_ = database.prepare(
      "DELETE FROM dyad_months WHERE actor = $1 AND recipient = $2 AND month = $3 AND type = $4 AND status = $5 AND quad = $6 "
      "AND incidents = 0");
  insert_point_ = database.prepare(sqlite ? "INSERT INTO points (incident, south, north, west, east) VALUES ($1, $2, $2, $3, $3)"
                                          : "INSERT INTO points (incident, at) VALUES ($1, point($3, $2))");
  remove_ = database.prepare("DELETE FROM incidents WHERE id = $1");
  remove_parties_ = database.prepare("DELETE FROM parties WHERE incident = $1");
  remove_dyads_ = database.prepare("DELETE FROM dyads WHERE incident = $1");
  remove_point_ = database.prepare("DELETE FROM points WHERE incident = $1");
  dyads_of_ = database.prepare("SELECT actor, recipient, day, type, status, quad FROM dyads WHERE incident = $1");
}

void IncidentRows::run_on(Statement& statement, std::uint64_t incident) {
  statement.bind(1, static_cast<std::int64_t>(incident));
  statement.run();
}

std::vector<IncidentRows::Dyad> IncidentRows::dyads_of(const Incident& incident) {
  // A code without a country (LAB) stands for itself.
  const auto codes_of = [](const std::vector<Party>& parties) {
    std::set<std::string> codes;
    for (const Party& party : parties) codes.insert(party.country.empty() ? party.code : party.country);
    codes.erase("");
    return codes;
  };
  const std::set<std::string> actors = codes_of(incident.actors), recipients = codes_of(incident.recipients);
  std::vector<Dyad> dyads;
  for (const std::string& actor : actors) {
    for (const std::string& recipient : recipients) {
      dyads.push_back(
          {actor, recipient, filed_day(incident), incident.type, std::string(name_of(incident.status)), incident.quad});
    }
  }
  return dyads;
}

void IncidentRows::insert_row(const Incident& incident) {
  const std::string json = to_json(incident);
  insert_->bind(1, static_cast<std::int64_t>(incident.id));
  insert_->bind(2, static_cast<std::int64_t>(incident.story));
  insert_->bind(3, incident.type);
  insert_->bind_if_known(4, incident.site.country);
  insert_->bind(5, std::int64_t{filed_day(incident)});
  bind_plain(*insert_, 6, incident, json);
  insert_->run();
}

void IncidentRows::insert_parties(const Incident& incident) {
  std::int64_t side = 0;
  for (const std::vector<Party>* parties : {&incident.actors, &incident.recipients}) {
    for (std::size_t i = 0; i < parties->size(); ++i) {
      const Party& party = (*parties)[i];
      insert_party_->bind(1, static_cast<std::int64_t>(incident.id));
      insert_party_->bind(2, side);
      insert_party_->bind(3, static_cast<std::int64_t>(i));
      insert_party_->bind_if_known(4, party.name);
      insert_party_->bind_if_known(5, party.kb);
      insert_party_->bind_if_known(6, party.code);
      insert_party_->bind_if_known(7, party.country);
      insert_party_->bind(8, std::int64_t{filed_day(incident)});
      insert_party_->run();
    }
    ++side;
  }
}

void IncidentRows::insert_dyads(std::uint64_t incident, const std::vector<Dyad>& dyads) {
  for (const Dyad& dyad : dyads) {
    insert_dyad_->bind(1, dyad.actor);
    insert_dyad_->bind(2, dyad.recipient);
    insert_dyad_->bind(3, dyad.day);
    insert_dyad_->bind(4, static_cast<std::int64_t>(incident));
    insert_dyad_->bind(5, dyad.type);
    insert_dyad_->bind(6, dyad.status);
    insert_dyad_->bind(7, dyad.quad);
    insert_dyad_->run();
    count(dyad, 1);
  }
}

// Only a town or a spot is a point; a country's middle is nowhere.
void IncidentRows::insert_point(const Incident& incident) {
  if (!has_point(incident)) return;
  insert_point_->bind(1, static_cast<std::int64_t>(incident.id));
  insert_point_->bind(2, incident.site.latitude);
  insert_point_->bind(3, incident.site.longitude);
  insert_point_->run();
}

void IncidentRows::insert(const Incident& incident) {
  insert_row(incident);
  insert_parties(incident);
  insert_dyads(incident.id, dyads_of(incident));
  insert_point(incident);
}

void IncidentRows::update(const Incident& before, const Incident& after) {
  const std::int32_t day = filed_day(before);
  const bool same_day = day == filed_day(after);
  if (same_day && before.type == after.type && before.site.country == after.site.country) {
    const std::string json = to_json(after);
    update_->bind(1, static_cast<std::int64_t>(after.story));
    bind_plain(*update_, 2, after, json);
    update_->bind(19, static_cast<std::int64_t>(after.id));
    update_->run();
  } else {
    run_on(*remove_, after.id);
    insert_row(after);
  }
  if (!same_day || !are_same(before.actors, after.actors) || !are_same(before.recipients, after.recipients)) {
    run_on(*remove_parties_, after.id);
    insert_parties(after);
  }
  std::vector<Dyad> had = dyads_of(before), has = dyads_of(after);
  if (had != has) {
    run_on(*remove_dyads_, after.id);
    for (Dyad& dyad : had) count(std::move(dyad), -1);
    insert_dyads(after.id, has);
  }
  const bool had_point = has_point(before);
  if (had_point != has_point(after) ||
      (had_point && (before.site.latitude != after.site.latitude || before.site.longitude != after.site.longitude))) {
    if (had_point) run_on(*remove_point_, after.id);
    insert_point(after);
  }
}

void IncidentRows::remove_dyads(std::uint64_t incident) {
  dyads_of_->bind(1, static_cast<std::int64_t>(incident));
  while (dyads_of_->step()) {
    count({std::string(dyads_of_->text(0)), std::string(dyads_of_->text(1)), dyads_of_->number(2),
           std::string(dyads_of_->text(3)), std::string(dyads_of_->text(4)), dyads_of_->number(5)},
          -1);
  }
  dyads_of_->reset();
  run_on(*remove_dyads_, incident);
}

void IncidentRows::remove(std::uint64_t incident) {
  remove_dyads(incident);
  for (Statement* statement : {remove_.get(), remove_parties_.get(), remove_point_.get()}) run_on(*statement, incident);
}

void IncidentRows::count(Dyad dyad, std::int64_t change) {
  dyad.day = first_of_month(dyad.day);
  counts_[std::move(dyad)] += change;
}

void IncidentRows::settle_counts() {
  for (const auto& [dyad, change] : counts_) {
    if (change == 0) continue;
    for (Statement* statement : {count_.get(), change < 0 ? remove_uncounted_.get() : nullptr}) {
      if (!statement) continue;
      statement->bind(1, dyad.actor);
      statement->bind(2, dyad.recipient);
      statement->bind(3, dyad.day);
      statement->bind(4, dyad.type);
      statement->bind(5, dyad.status);
      statement->bind(6, dyad.quad);
      if (statement == count_.get()) statement->bind(7, change);
      statement->run();
    }
  }
  counts_.clear();
}

}  // namespace dateline::store
