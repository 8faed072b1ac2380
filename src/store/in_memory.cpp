#include "store/in_memory.h"

#include <algorithm>

#include "store/incident_rows.h"
#include "story/reports.h"

namespace dateline::store {

void InMemory::add(Prepared&& article) {
  Prepared::Parts parts = std::move(article).take();
  if (const auto there = addresses_.find(parts.address); there != addresses_.end()) {
    if (there->second.digest == parts.digest || !is_better(there->second, parts)) return;
    remove(there->second.id);
  }
  const std::uint64_t id = ++last_;
  addresses_[parts.address] = Known::of(id, parts);
  const story::Placement placement = tracker_.place(id, std::move(parts.traits));
  stories_[id] = placement.story;
  for (std::size_t i = 0; i < parts.reports.size(); ++i) {
    Report& report = parts.reports[i];
    report.event = story::event_number(id, i);
    report.article = id;
    report.copy_of = placement.copy_of;
    reports_[placement.incidents[i]].push_back(std::move(report));
  }
  incidents_of_[id] = placement.incidents;
}

void InMemory::remove(std::uint64_t article) {
  tracker_.remove(article);
  for (const std::uint64_t incident : incidents_of_[article]) {
    const auto found = reports_.find(incident);
    if (found == reports_.end()) continue;
    std::erase_if(found->second, [&](const Report& report) { return report.article == article; });
    if (found->second.empty()) reports_.erase(found);
  }
  incidents_of_.erase(article);
}

void InMemory::incidents(const std::function<bool(const Incident&, const std::vector<Report>&)>& take) const {
  std::vector<std::pair<std::int32_t, std::uint64_t>> order;
  order.reserve(reports_.size());
  for (const auto& [id, reports] : reports_) order.emplace_back(filed_day(story::summarise(reports)), id);
  std::sort(order.begin(), order.end());
  for (const auto& [day, id] : order) {
    const std::vector<Report>& reports = reports_.at(id);
    Incident incident = story::summarise(reports);
    incident.id = id;
    incident.story = stories_.at(reports.front().article);
    if (!take(incident, reports)) return;
  }
}

}  // namespace dateline::store
