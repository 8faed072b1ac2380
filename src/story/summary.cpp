// What the reports of one event come to. Copies of one text speak with one voice: each group of copies counts once in every count
// of who says what, and is represented by its first report.
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_map>
#include <unordered_set>

#include "base/utf8.h"
#include "story/reports.h"
#include "story/traits.h"

namespace dateline {

bool is_same(const Party& a, const Party& b) {
  if (!a.kb.empty() && !b.kb.empty()) return a.kb == b.kb;
  return a.country == b.country && base::folded(a.name) == base::folded(b.name);
}

double distance(const Site& a, const Site& b) {
  constexpr double kRadius = 6371, kDegree = std::numbers::pi / 180;
  const double x = std::sin((b.latitude - a.latitude) * kDegree / 2), y = std::sin((b.longitude - a.longitude) * kDegree / 2);
  const double chord = x * x + std::cos(a.latitude * kDegree) * std::cos(b.latitude * kDegree) * y * y;
  return 2 * kRadius * std::asin(std::min(1.0, std::sqrt(chord)));
}

}  // namespace dateline

namespace dateline::story {

namespace {

constexpr double kOnePlace = 30;  // kilometres; towns further apart are two places

// The values that reports give, with who gives them; the value that most give comes first, of those the last one told.
class Tally {
 public:
  void add(const std::string& value, const Report& report) {
    if (value.empty()) return;
    const auto [row, is_new] = by_value_.try_emplace(value, rows_.size());
    if (is_new) rows_.push_back({value, {}});
    rows_[row->second].voices.push_back(&report);
  }
  bool empty() const { return rows_.empty(); }
  bool disagrees() const { return rows_.size() > 1; }
  std::string most() const { return rows_.empty() ? std::string() : best()->value; }
  const Report* first_of_most() const { return rows_.empty() ? nullptr : best()->voices.front(); }

  Disagreement accounts(std::string about) const {
    Disagreement disagreement{std::move(about), {}};
    std::vector<const Row*> sorted;
    for (const Row& row : rows_) sorted.push_back(&row);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Row* a, const Row* b) { return a->voices.size() > b->voices.size(); });
    for (const Row* row : sorted) {
      Account account{row->value, {}};
      std::unordered_set<std::string> heard;
      for (const Report* report : row->voices) {
        if (heard.insert(report->voice()).second) account.by.push_back(report->voice());
      }
      disagreement.accounts.push_back(std::move(account));
    }
    return disagreement;
  }

 private:
  struct Row {
    std::string value;
    std::vector<const Report*> voices;
  };
  const Row* best() const {
    const Row* best = &rows_[0];
    for (const Row& row : rows_) {
      if (row.voices.size() >= best->voices.size()) best = &row;
    }
    return best;
  }
  std::vector<Row> rows_;
  std::unordered_map<std::string, std::size_t> by_value_;
};

// The parties of one side. A party of which one report says only the country is the same as one that another names, when that is
// of the country.
class Side {
 public:
  void add(const Party& party) {
    const std::string name = name_key(party);
    std::size_t known = kNone;
    if (!party.kb.empty()) known = first_of(by_kb_, party.kb, [](const Party&) { return true; });
    known = std::min(known, first_of(by_name_, name, [&](const Party& p) { return p.kb.empty() || party.kb.empty(); }));
    if (known != kNone) {
      ++parties_[known].reports;
      if (parties_[known].role.empty()) parties_[known].role = party.role;
      return;
    }
    if (!party.country.empty()) {
      const bool alone = is_country_alone(party);
      known = first_of(by_country_, party.country, [&](const Party& p) { return alone || is_country_alone(p); });
      if (known != kNone) {
        const std::uint32_t reports = parties_[known].reports + 1;
        if (!alone) {
          forget(known);
          parties_[known] = party;
          remember(known, name);
        }
        parties_[known].reports = reports;
        return;
      }
    }
    parties_.push_back(party);
    parties_.back().reports = 1;
    by_country_[party.country].push_back(parties_.size() - 1);
    remember(parties_.size() - 1, name);
  }

  // Those that most reports name come first.
  std::vector<Party> take() && {
    std::stable_sort(parties_.begin(), parties_.end(), [](const Party& a, const Party& b) { return a.reports > b.reports; });
    return std::move(parties_);
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

  static bool is_country_alone(const Party& party) {
    return party.code == party.country && party.kb == party.country && !party.country.empty();
  }
  // is_same() without ids: one country, one name.
  static std::string name_key(const Party& party) { return party.country + '\n' + base::folded(party.name); }

  template <typename Will>
  std::size_t first_of(const Index& index, const std::string& key, Will will) const {
    const auto found = index.find(key);
    if (found == index.end()) return kNone;
    std::size_t first = kNone;
    for (const std::size_t at : found->second) {
      if (at < first && will(parties_[at])) first = at;
    }
    return first;
  }
  void remember(std::size_t at, const std::string& name) {
    if (!parties_[at].kb.empty()) by_kb_[parties_[at].kb].push_back(at);
    by_name_[name].push_back(at);
  }
  void forget(std::size_t at) {
    if (!parties_[at].kb.empty()) std::erase(by_kb_[parties_[at].kb], at);
    std::erase(by_name_[name_key(parties_[at])], at);
  }

  std::vector<Party> parties_;
  Index by_kb_, by_name_, by_country_;
};

int precision_rank(const Site& site) {
  return site.precision == "point" ? 3 : site.precision == "admin1" ? 2 : site.precision == "country" ? 1 : 0;
}

void settle_site(Incident& incident, const std::vector<const Report*>& voices) {
  Tally points;
  int finest = -1;
  for (const Report* report : voices) {
    if (!report->site.name.empty()) finest = std::max(finest, precision_rank(report->site));
  }
  std::vector<const Report*> located;
  for (const Report* report : voices) {
    if (report->site.name.empty() || precision_rank(report->site) != finest) continue;
    // One town and its suburb are one place, told by two names.
    const auto near = std::find_if(located.begin(), located.end(), [&](const Report* other) {
      return other->site.name == report->site.name ||
             (other->site.located && report->site.located && distance(other->site, report->site) <= kOnePlace);
    });
    points.add(near == located.end() ? report->site.name : (*near)->site.name, *report);
    if (near == located.end()) located.push_back(report);
  }
  if (const Report* best = points.first_of_most()) incident.site = best->site;
  if (finest == 3 && points.disagrees()) incident.disagreements.push_back(points.accounts("place"));
}

void settle_time(Incident& incident, const std::vector<const Report*>& voices) {
  // The days that most tell; a day is better than a month that holds it.
  struct Days {
    std::int32_t begin, end;
    const Report* report;
    std::size_t votes;
  };
  std::vector<Days> told;
  for (const Report* report : voices) {
    const std::int32_t begin = day_of(report->begin);
    if (begin == kNoDay) continue;
    told.push_back({begin, report->end.empty() ? day_after(report->begin) : std::max(day_of(report->end), begin + 1), report, 0});
  }
  if (told.empty()) return;
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> spans;
  for (const Days& days : told) ++spans[{days.begin, days.end}];
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> votes;
  for (const auto& [span, count] : spans) {
    for (const auto& [other, others] : spans) {
      if (other.first < span.second && span.first < other.second) votes[span] += others;
    }
  }
  for (Days& days : told) days.votes = votes[{days.begin, days.end}];
  const auto best = std::min_element(told.begin(), told.end(), [](const Days& a, const Days& b) {
    return a.votes != b.votes ? a.votes > b.votes : a.end - a.begin < b.end - b.begin;
  });
  incident.begin = best->report->begin;
  incident.end = best->report->end;
  Tally days;
  bool apart = false;
  for (const Days& other : told) {
    apart = apart || other.end <= best->begin || best->end <= other.begin;
    days.add(other.report->begin.substr(0, 10), *other.report);
  }
  if (apart) incident.disagreements.push_back(days.accounts("day"));
}

void settle_quantities(Incident& incident, const std::vector<const Report*>& voices) {
  std::vector<std::string> kinds;
  for (const Report* report : voices) {
    for (const Quantity& quantity : report->quantities) {
      if (std::find(kinds.begin(), kinds.end(), quantity.what) == kinds.end()) kinds.push_back(quantity.what);
    }
  }
  std::sort(kinds.begin(), kinds.end());
  for (const std::string& kind : kinds) {
    Tally tally;
    for (const Report* report : voices) {
      for (const Quantity& quantity : report->quantities) {
        if (quantity.what == kind) tally.add(std::to_string(quantity.value), *report);
      }
    }
    incident.quantities.push_back({kind, std::stoll(tally.most())});
    if (tally.disagrees()) incident.disagreements.push_back(tally.accounts(kind));
  }
}

void settle_status(Incident& incident, const std::vector<const Report*>& by_date) {
  Tally statuses;
  bool denied = false, affirmed = false;
  for (const Report* report : by_date) {
    if (incident.statuses.empty() || incident.statuses.back().status != report->status) {
      incident.statuses.push_back({report->status, report->published, report->voice(), report->article});
    }
    denied = denied || report->status == Status::Denied;
    affirmed = affirmed || report->status == Status::Happened || report->status == Status::Ongoing;
    statuses.add(std::string(name_of(report->status)), *report);
  }
  incident.status = incident.statuses.back().status;
  // That a plan came about is no disagreement; that one says it did and one that it did not, is.
  if (denied && affirmed) incident.disagreements.push_back(statuses.accounts("status"));
}

std::string host_of(const std::string& url) {
  const std::size_t begin = url.find("://");
  return begin == url.npos ? url : url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
}

// Copies of a text are one source, and so are several texts of one publisher.
std::uint32_t count_sources(const std::vector<const Report*>& voices) {
  std::vector<std::string> sources;
  for (const Report* report : voices) {
    std::string source = !report->publisher.empty() ? report->publisher : host_of(report->url);
    if (source.empty()) source = "article " + std::to_string(report->copy_of);
    sources.push_back(std::move(source));
  }
  std::sort(sources.begin(), sources.end());
  return static_cast<std::uint32_t>(std::unique(sources.begin(), sources.end()) - sources.begin());
}

}  // namespace

Incident summarise(const std::vector<Report>& reports) {
  struct Dated {
    std::int32_t day;
    const Report* report;
  };
  std::vector<Dated> dated;
  dated.reserve(reports.size());
  for (const Report& report : reports) dated.push_back({day_of(report.published), &report});
  std::stable_sort(dated.begin(), dated.end(), [](const Dated& a, const Dated& b) {
    return a.day != b.day ? a.day < b.day : a.report->event < b.report->event;
  });
  std::vector<const Report*> by_date;
  std::vector<const Report*> voices;  // one of each group of copies
  std::unordered_set<std::uint64_t> heard;
  for (const Dated& one : dated) {
    by_date.push_back(one.report);
    if (heard.insert(one.report->copy_of).second) voices.push_back(one.report);
  }

  Incident incident;
  incident.reports = static_cast<std::uint32_t>(reports.size());
  Tally modes, cameos;
  Side actors, recipients;
  std::vector<std::uint64_t> articles;
  for (const Report* report : by_date) {
    articles.push_back(report->article);
    incident.confidence = std::max(incident.confidence, report->confidence);
    if (incident.first_report.empty()) incident.first_report = report->published;
    if (!report->published.empty()) incident.last_report = report->published;
    for (const std::string& context : report->contexts) {
      auto& contexts = incident.contexts;
      if (std::find(contexts.begin(), contexts.end(), context) == contexts.end()) contexts.push_back(context);
    }
  }
  std::sort(articles.begin(), articles.end());
  incident.articles = static_cast<std::uint32_t>(std::unique(articles.begin(), articles.end()) - articles.begin());
  for (const Report* report : voices) {
    modes.add(report->mode, *report);
    cameos.add(report->cameo, *report);
    for (const Party& party : report->actors) actors.add(party);
    for (const Party& party : report->recipients) recipients.add(party);
  }
  incident.type = voices.front()->type;
  incident.mode = modes.most();
  const Report* coded = cameos.empty() ? voices.front() : cameos.first_of_most();
  incident.cameo = coded->cameo;
  incident.quad = coded->quad;
  incident.goldstein = coded->goldstein;
  incident.actors = std::move(actors).take();
  incident.recipients = std::move(recipients).take();
  incident.sources = count_sources(voices);
  settle_site(incident, voices);
  settle_time(incident, voices);
  settle_quantities(incident, voices);
  settle_status(incident, by_date);
  return incident;
}

}  // namespace dateline::story
