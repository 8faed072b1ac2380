#include "store/open_incidents.h"

#include <set>

#include "story/reports.h"

namespace dateline::store {

namespace {

constexpr std::size_t kMostReports = 20'000;

}  // namespace

OpenIncidents::OpenIncidents(Database& committed) : committed_(committed) {
  incident_ = committed.prepare("SELECT incident FROM incidents WHERE id = $1");
  reports_ = committed.prepare("SELECT report FROM events WHERE incident = $1 ORDER BY id");
}

OpenIncidents::Open OpenIncidents::read(std::uint64_t incident) {
  const auto checked = [&](auto value) {
    if (!value) throw Fault{{value.error().code, committed_.name() + ": " + value.error().message}};
    return std::move(*value);
  };
  Open open;
  incident_->bind(1, static_cast<std::int64_t>(incident));
  if (incident_->step()) open.stored = checked(reader_.incident(incident_->text(0)));
  incident_->reset();
  if (open.stored) open.story = open.stored->story;
  reports_->bind(1, static_cast<std::int64_t>(incident));
  while (reports_->step()) open.reports.push_back(checked(reader_.report(reports_->text(0))));
  reports_->reset();
  return open;
}

void OpenIncidents::add(std::uint64_t incident, bool is_new, std::uint64_t story, const Report& report) {
  auto found = open_.find(incident);
  if (found == open_.end()) {
    found = open_.emplace(incident, is_new ? Open{story, 0, {}, {}} : read(incident)).first;
    count_ += found->second.reports.size();
  }
  found->second.batch = batch_;
  found->second.reports.push_back(report);
  ++count_;
}

std::pair<std::optional<Incident>, std::optional<Incident>> OpenIncidents::summary(std::uint64_t incident) {
  Open& open = open_.at(incident);
  Incident now = story::summarise(open.reports);
  now.id = incident;
  now.story = open.story;
  return {std::exchange(open.stored, now), now};
}

void OpenIncidents::forget(std::uint64_t incident) {
  const auto found = open_.find(incident);
  if (found == open_.end()) return;
  count_ -= found->second.reports.size();
  open_.erase(found);
}

void OpenIncidents::forget_all() {
  open_.clear();
  count_ = 0;
}

void OpenIncidents::close_old(std::uint64_t kept) {
  if (count_ > kMostReports) {
    std::set<std::pair<std::uint64_t, std::uint64_t>> by_use;
    for (const auto& [incident, open] : open_) by_use.insert({open.batch, incident});
    for (const auto& [batch, incident] : by_use) {
      if (count_ <= kMostReports / 2 || batch + kept > batch_) break;
      forget(incident);
    }
  }
  ++batch_;
}

}  // namespace dateline::store
