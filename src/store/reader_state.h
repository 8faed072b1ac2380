// What a StoreReader holds (dateline/store.h).
#pragma once

#include "dateline/incident_json.h"
#include "dateline/store.h"
#include "store/database.h"
#include "store/packed.h"
#include "store/schema.h"

namespace dateline {

struct StoreReader::State {
  explicit State(const std::string& where) : database(store::open_to_read(where)) {}

  Incident incident(std::string_view json) {
    auto incident = parser.incident(json);
    if (!incident) throw store::Fault{{incident.error().code, database->name() + ": " + incident.error().message}};
    return std::move(*incident);
  }

  // Of a row of id, copy_of, story, overlap, record.
  StoredArticle stored(store::Statement& row) const {
    auto record = store::unpack(row.bytes(4));
    if (!record) throw store::Fault{{record.error().code, database->name() + ": " + record.error().message}};
    return {static_cast<std::uint64_t>(row.number(0)), static_cast<std::uint64_t>(row.number(1)),
            static_cast<std::uint64_t>(row.number(2)), row.real(3), std::move(*record)};
  }

  std::vector<Count> counts(const IncidentFilter& filter, const std::vector<std::string>& by);

  std::unique_ptr<store::Database> database;
  IncidentReader parser;
};

}  // namespace dateline
