// Incidents and reports as JSON (docs/store.md), and back. Fields that are not known are absent.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/incident.h"
#include "dateline/result.h"

namespace dateline {

// One line without a line end.
std::string to_json(const Incident& incident);
std::string to_json(const Report& report);

// Keeps its buffers from line to line. One thread at a time; movable.
class IncidentReader {
 public:
  IncidentReader();
  ~IncidentReader();
  IncidentReader(IncidentReader&&) noexcept;
  IncidentReader& operator=(IncidentReader&&) noexcept;

  Result<Incident> incident(std::string_view json);
  Result<Report> report(std::string_view json);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace dateline
