// Every reading of every name has a score, in units of a tenfold population: how well known it is, the region named right after
// it
// ("Springfield, Ohio"), the dateline, and how far the other names of the text agree with it: in the same country, the same
// division, near by. How far another name agrees is weighed by the belief in its readings, so scores and beliefs are worked out
// in turn, a few rounds. A name never speaks for itself. The work is bounded by kMostNames and kMostPartners, and is linear in
// the text beyond. What it cannot do: two places of one name in one text, unless each is followed by its region.
// tests/where/locator_test.cpp.
#include "where/resolver.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dateline::where {

namespace {

constexpr double kContained = 8;
constexpr double kContains = 5;
constexpr double kCountryShare = 3;
constexpr double kDivisionShare = 3;
constexpr double kNear = 4;
constexpr double kNearKilometres = 100;
constexpr double kDatelineCountry = 1;
constexpr double kDatelineDivision = 1.5;
constexpr double kHostName = 2;
constexpr double kHostCountry = 2;
constexpr double kCapital = 1.5;
constexpr double kCountryItself = 8.5;
constexpr double kDivisionItself = 6.5;
constexpr double kCountyItself = 4.5;
constexpr double kFeature = 5;
constexpr double kLargeFeature = 6.5;
constexpr double kUnknownPopulation = 3;
constexpr double kWorldCity = 1;  // of our own tables, where a text is about several countries
constexpr std::ptrdiff_t kSeveralCountries = 4;
constexpr int kRounds = 4;
// Beliefs follow scores: one unit is a factor of e^kSharpness.
constexpr double kSharpness = 1.5;
constexpr std::size_t kMostNames = 80;    // beyond, names are weighed by shares alone
constexpr std::size_t kMostPartners = 3;  // readings of another name that may be near
constexpr std::size_t kShortestHostName = 4;

double known(const Place& place) {
  double score = kFeature;
  if (place.is_country())
    score = kCountryItself;
  else if (place.kind == "admin1")
    score = kDivisionItself;
  else if (place.kind == "admin2")
    score = kCountyItself;
  else if (place.kind == "city")
    score = place.population > 0 ? std::log10(place.population) : kUnknownPopulation;
  else if (place.kind == "sea" || place.kind == "continent" || place.kind == "region")
    score = kLargeFeature;
  return place.capital ? score + kCapital : score;
}

double kilometres(const Place& a, const Place& b) {
  constexpr double kRadian = 3.14159265358979 / 180, kDegree = 111.2;
  double across = std::abs(a.longitude - b.longitude);
  if (across > 180) across = 360 - across;
  across *= std::cos((a.latitude + b.latitude) / 2 * kRadian);
  return kDegree * std::hypot(across, a.latitude - b.latitude);
}

using Shares = std::map<std::pair<std::string_view, std::string_view>, double>;  // country and division

class Resolver {
 public:
  Resolver(std::vector<Name>& names, std::vector<Toponym>& toponyms, const Surroundings& surroundings)
      : names_(names), toponyms_(toponyms), around_(surroundings), fixed_(names.size()), partners_(names.size()) {}

  void run() {
    const bool world =
        std::count_if(names_.begin(), names_.end(), [](const Name& name) {
          return std::any_of(name.readings.begin(), name.readings.end(), [](const Place& p) { return p.is_country(); });
        }) >= kSeveralCountries;
    for (std::size_t n = 0; n < names_.size(); ++n) {
      for (const Place& place : names_[n].readings) {
        const bool world_city = world && place.kind == "city" && !place.id.starts_with("gn:");
        fixed_[n].push_back(known(place) + by_host(names_[n], place) + (world_city ? kWorldCity : 0));
      }
    }
    for (const Toponym& toponym : toponyms_) compare_with_region(toponym);
    for (std::size_t n = 0; n < names_.size(); ++n) believe(names_[n], fixed_[n]);
    for (int round = 0; round < kRounds; ++round) {
      count();
      std::vector<std::vector<double>> scores(names_.size());
      for (std::uint32_t n = 0; n < names_.size(); ++n) {
        for (std::size_t r = 0; r < names_[n].readings.size(); ++r) scores[n].push_back(score(n, r));
      }
      for (std::size_t n = 0; n < names_.size(); ++n) believe(names_[n], scores[n]);
    }
    choose();
  }

 private:
  // An outlet that bears a town's name writes from that town, and its domain may name its country.
  double by_host(const Name& name, const Place& place) const {
    double score = 0;
    const bool named = name.letters.size() >= kShortestHostName && around_.host.find(name.letters) != std::string::npos;
    if (named && place.kind == "city") score += kHostName;
    if (!around_.host_country.empty() && place.country == around_.host_country) score += kHostCountry;
    return score;
  }

  void compare_with_region(const Toponym& toponym) {
    if (toponym.within == kNone) return;
    const std::uint32_t part = toponym.name, whole = toponyms_[toponym.within].name;
    if (part == kNone || whole == kNone || part == whole) return;
    std::vector<bool> inside(names_[part].readings.size()), around(names_[whole].readings.size());
    for (std::size_t p = 0; p < inside.size(); ++p) {
      for (std::size_t w = 0; w < around.size(); ++w) {
        if (!lies_in(names_[part].readings[p], names_[whole].readings[w])) continue;
        inside[p] = around[w] = true;
      }
    }
    for (std::size_t p = 0; p < inside.size(); ++p) fixed_[part][p] += inside[p] ? kContained : 0;
    for (std::size_t w = 0; w < around.size(); ++w) fixed_[whole][w] += around[w] ? kContains : 0;
  }

  static void believe(Name& name, const std::vector<double>& scores) {
    name.belief.assign(scores.size(), 0);
    if (scores.empty()) return;
    const double best = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (std::size_t r = 0; r < scores.size(); ++r) sum += name.belief[r] = std::exp(kSharpness * (scores[r] - best));
    for (double& belief : name.belief) belief /= sum;
  }

  static double weight(const Name& name) { return 1 + std::log2(static_cast<double>(name.mentions)); }

  void count() {
    countries_ = around_.countries;
    divisions_.clear();
    country_total_ = division_total_ = 0;
    for (const auto& [country, mentions] : countries_) country_total_ += mentions;
    for (std::size_t n = 0; n < names_.size(); ++n) {
      const Name& name = names_[n];
      for (std::size_t r = 0; r < name.readings.size(); ++r) add(name, r, 1);
      std::vector<std::uint32_t>& best = partners_[n];
      best.resize(name.readings.size());
      for (std::uint32_t r = 0; r < best.size(); ++r) best[r] = r;
      const std::size_t kept = std::min(best.size(), kMostPartners);
      std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(kept), best.end(),
                        [&](std::uint32_t a, std::uint32_t b) {
                          return name.belief[a] != name.belief[b] ? name.belief[a] > name.belief[b] : a < b;
                        });
      best.resize(kept);
    }
  }

  void add(const Name& name, std::size_t reading, double sign) {
    const Place& place = name.readings[reading];
    const double share = sign * weight(name) * name.belief[reading];
    if (place.country.empty()) return;
    countries_[place.country] += share;
    country_total_ += share;
    if (place.admin1.empty()) return;
    divisions_[{place.country, place.admin1}] += share;
    division_total_ += share;
  }

  double score(std::uint32_t n, std::size_t r) {
    const Name& name = names_[n];
    const Place& place = name.readings[r];
    double score = fixed_[n][r];
    if (!place.country.empty()) {
      double own = 0, own_total = 0, own_division = 0, own_division_total = 0;
      for (std::size_t other = 0; other < name.readings.size(); ++other) {
        const Place& same = name.readings[other];
        const double share = weight(name) * name.belief[other];
        if (!same.country.empty()) own_total += share;
        if (same.country == place.country) own += share;
        if (!same.admin1.empty() && !same.country.empty()) {
          own_division_total += share;
          if (same.country == place.country && same.admin1 == place.admin1) own_division += share;
        }
      }
      score += kCountryShare * part(countries_[place.country] - own, country_total_ - own_total);
      if (!place.admin1.empty()) {
        score +=
            kDivisionShare * part(divisions_[{place.country, place.admin1}] - own_division, division_total_ - own_division_total);
      }
    }
    score += kNear * nearness(n, place) + by_dateline(n, place);
    return score;
  }

  // One mention alone is no majority.
  static double part(double share, double total) { return total > 0 ? std::max(0.0, share) / (total + 0.5) : 0; }

  double nearness(std::uint32_t n, const Place& place) const {
    if (place.is_country() || place.kind == "admin1" || place.kind == "continent" || names_.size() > kMostNames) return 0;
    double sum = 0, total = 0;
    for (std::uint32_t m = 0; m < names_.size(); ++m) {
      if (m == n || names_[m].readings.empty()) continue;
      double near = 0;
      bool point = false;
      for (const std::uint32_t r : partners_[m]) {
        const Place& other = names_[m].readings[r];
        if (other.is_country() || other.kind == "admin1" || other.kind == "continent") continue;
        point = true;
        near += names_[m].belief[r] * std::exp(-kilometres(place, other) / kNearKilometres);
      }
      if (!point) continue;
      sum += weight(names_[m]) * near;
      total += weight(names_[m]);
    }
    return total > 0 ? sum / (total + 0.5) : 0;
  }

  double by_dateline(std::uint32_t n, const Place& place) const {
    if (around_.dateline == kNone) return 0;
    const std::uint32_t home = toponyms_[around_.dateline].name;
    if (home == kNone || home == n || names_[home].readings.empty()) return 0;
    double score = 0;
    for (const std::uint32_t r : partners_[home]) {
      const Place& town = names_[home].readings[r];
      // What is written from a capital is mostly about the world.
      if (town.country != place.country || town.capital) continue;
      score += names_[home].belief[r] * kDatelineCountry;
      if (!town.admin1.empty() && town.admin1 == place.admin1) score += names_[home].belief[r] * kDatelineDivision;
    }
    return score;
  }

  void choose() {
    for (Name& name : names_) {
      const auto best = std::max_element(name.belief.begin(), name.belief.end());
      name.chosen = name.belief.empty() ? 0 : static_cast<std::uint32_t>(best - name.belief.begin());
    }
    for (Toponym& toponym : toponyms_) {
      if (toponym.name == kNone) continue;
      const Name& name = names_[toponym.name];
      toponym.chosen = name.chosen;
      if (toponym.within == kNone || toponyms_[toponym.within].name == kNone) continue;
      // What the region after it says of this one mention.
      const Name& region = names_[toponyms_[toponym.within].name];
      if (region.readings.empty()) continue;
      double belief = -1;
      for (std::uint32_t r = 0; r < name.readings.size(); ++r) {
        if (lies_in(name.readings[r], region.readings[region.chosen]) && name.belief[r] > belief) {
          belief = name.belief[r];
          toponym.chosen = r;
        }
      }
    }
  }

  std::vector<Name>& names_;
  std::vector<Toponym>& toponyms_;
  const Surroundings& around_;
  std::vector<std::vector<double>> fixed_;            // scores that no other name's belief changes
  std::vector<std::vector<std::uint32_t>> partners_;  // readings of each name, the likeliest few
  std::map<std::string_view, double> countries_;
  Shares divisions_;
  double country_total_ = 0;
  double division_total_ = 0;
};

}  // namespace

bool lies_in(const Place& part, const Place& whole) {
  if (part.is_country() || part.country.empty()) return false;
  if (whole.is_country()) return whole.id == part.country;
  if (whole.country != part.country || whole.id == part.id || part.kind == "admin1" || part.admin1.empty()) return false;
  // "Rochester, New York": the state bears its city's name.
  const bool region = whole.kind == "admin1" || (whole.kind == "city" && whole.population > part.population);
  return region && whole.admin1 == part.admin1;
}

void resolve(std::vector<Name>& names, std::vector<Toponym>& toponyms, const Surroundings& surroundings) {
  Resolver(names, toponyms, surroundings).run();
}

}  // namespace dateline::where
