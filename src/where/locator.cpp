// Which place a name means is read off the document as a whole: every reading of every name is scored by the countries and
// regions that the document speaks of, by the region named right after it ("Springfield, Ohio"), by the dateline, by size and by
// being a capital. Regions are counted in a first pass from names with one reading. The work is linear in the mentions times the
// readings of a name. What it cannot do: streets and buildings that no table has. tests/where/locator_test.cpp.
#include "where/locator.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "where/gazetteer.h"

namespace dateline::where {

namespace {

// Weights in units of a tenfold population.
constexpr double kContained = 8;
constexpr double kCountryShare = 4;
constexpr double kRegionShare = 3;
constexpr double kDatelineCountry = 1.5;
constexpr double kDatelineRegion = 2;
constexpr double kCapital = 1.5;
constexpr double kCountryItself = 9;
constexpr double kRegionItself = 6.5;
constexpr double kFeature = 5;

struct Toponym {
  Span span;
  std::uint32_t mention = kNone;
  std::vector<Place> readings;
  std::size_t chosen = 0;
  const Toponym* region = nullptr;  // no table has this town: it lies in the region that is named after it
};

bool is_place(EntityType type) { return type == EntityType::GPE || type == EntityType::LOC || type == EntityType::FAC; }

class Map {
 public:
  Map(Document& document, const Gazetteer& gazetteer) : document_(document), gazetteer_(gazetteer) {}

  void run() {
    collect();
    count();
    // The first round counts the regions of what is beyond doubt, the second chooses with them.
    for (Toponym& toponym : toponyms_) choose(toponym);
    count_regions();
    for (Toponym& toponym : toponyms_) choose(toponym);
    find_unknown_towns();
    agree();
    write();
  }

 private:
  void collect() {
    for (std::uint32_t m = 0; m < document_.mentions.size(); ++m) {
      const Mention& mention = document_.mentions[m];
      if (mention.kind != MentionKind::Name || mention.entity == kNone || !is_place(document_.entities[mention.entity].type))
        continue;
      if (document_.is_boilerplate(mention.span)) continue;
      Toponym toponym{mention.span, m, gazetteer_.find(document_.text_of(mention.span))};
      // "the North": the name says nothing by itself, its entity does.
      const Entity& entity = document_.entities[mention.entity];
      if (toponym.readings.empty() && !entity.kb.empty()) toponym.readings = gazetteer_.find(entity.name);
      toponyms_.push_back(std::move(toponym));
    }
    const Span dateline = document_.dateline.place_span;
    if (dateline.empty()) return;
    const bool there =
        std::any_of(toponyms_.begin(), toponyms_.end(), [&](const Toponym& t) { return t.span.overlaps(dateline); });
    if (there) return;
    toponyms_.push_back({dateline, kNone, gazetteer_.find(document_.text_of(dateline))});
    std::stable_sort(toponyms_.begin(), toponyms_.end(), [](const Toponym& a, const Toponym& b) { return a.span < b.span; });
  }

  // Mentions of each country, by any word for it that has no other reading.
  void count() {
    std::vector<bool> doubtful(document_.mentions.size());
    for (const Toponym& toponym : toponyms_) {
      if (toponym.mention != kNone && toponym.readings.size() > 1) doubtful[toponym.mention] = true;
    }
    for (std::size_t m = 0; m < document_.mentions.size(); ++m) {
      const Mention& mention = document_.mentions[m];
      if (mention.entity == kNone || mention.kind == MentionKind::Pronoun || doubtful[m]) continue;
      const Entity& entity = document_.entities[mention.entity];
      if (entity.country.empty()) continue;
      // A city's country is what is to be found out here.
      if (is_place(entity.type) && entity.kb != entity.country) continue;
      countries_[entity.country] += 1;
      mentions_ += 1;
    }
  }

  void count_regions() {
    for (const Toponym& toponym : toponyms_) {
      if (toponym.readings.empty()) continue;
      const Place& place = toponym.readings[toponym.chosen];
      const bool certain = toponym.readings.size() == 1 || contained_in_next(toponym, place) || place.kind == "admin1";
      if (!certain) continue;
      if (!place.is_country()) {
        countries_[place.country] += 1;
        mentions_ += 1;
      }
      if (place.admin1.empty()) continue;
      regions_[std::string(place.country) + "/" + std::string(place.admin1)] += 1;
      located_ += 1;
    }
  }

  // "X, Y" with nothing else between them.
  const Toponym* next_of(const Toponym& toponym) const {
    const auto at = static_cast<std::size_t>(&toponym - toponyms_.data());
    if (at + 1 >= toponyms_.size()) return nullptr;
    const Toponym& next = toponyms_[at + 1];
    if (next.span.begin <= toponym.span.end) return nullptr;
    const std::string_view between = document_.text_of({toponym.span.end, next.span.begin});
    return between == ", " || between == "," || between == " (" || between == " in " ? &next : nullptr;
  }

  bool contained_in_next(const Toponym& toponym, const Place& place) const {
    const Toponym* next = next_of(toponym);
    if (!next) return false;
    return std::any_of(next->readings.begin(), next->readings.end(), [&](const Place& whole) {
      if (whole.is_country()) return whole.id == place.country && !place.is_country();
      // "Rochester, New York": the state bears its city's name.
      const bool region = whole.kind == "admin1" || (whole.kind == "city" && whole.population > place.population);
      return region && whole.country == place.country && !place.admin1.empty() && whole.admin1 == place.admin1 &&
             place.kind != "admin1";
    });
  }

  // "Paris" in "Paris, Texas" speaks for the reading of Texas as a state.
  bool contains_previous(const Toponym& toponym, const Place& place) const {
    const auto at = static_cast<std::size_t>(&toponym - toponyms_.data());
    if (at == 0 || next_of(toponyms_[at - 1]) != &toponym) return false;
    return std::any_of(toponyms_[at - 1].readings.begin(), toponyms_[at - 1].readings.end(), [&](const Place& part) {
      if (place.is_country()) return part.country == place.id && !part.is_country();
      return place.kind == "admin1" && part.country == place.country && part.admin1 == place.name && part.kind != "admin1";
    });
  }

  double share(double count, double total) const { return total > 0 ? count / total : 0; }

  double score(const Toponym& toponym, const Place& place) const {
    double score = 0;
    if (place.is_country())
      score += kCountryItself;
    else if (place.kind == "admin1")
      score += kRegionItself;
    else if (place.kind == "city")
      score += place.population > 0 ? std::log10(place.population) : 3.5;
    else
      score += kFeature;
    if (place.capital) score += kCapital;
    if (contained_in_next(toponym, place)) score += kContained;
    if (contains_previous(toponym, place)) score += kContained;
    if (const auto found = countries_.find(place.country); found != countries_.end())
      score += kCountryShare * share(found->second, mentions_);
    if (!place.admin1.empty()) {
      const auto found = regions_.find(std::string(place.country) + "/" + std::string(place.admin1));
      if (found != regions_.end()) score += kRegionShare * share(found->second, located_);
    }
    if (dateline_ && dateline_ != &toponym && !dateline_->readings.empty()) {
      const Place& home = dateline_->readings[dateline_->chosen];
      if (home.country == place.country) score += kDatelineCountry;
      if (home.country == place.country && !home.admin1.empty() && home.admin1 == place.admin1) score += kDatelineRegion;
    }
    return score;
  }

  void choose(Toponym& toponym) {
    double best = -1;
    for (std::size_t i = 0; i < toponym.readings.size(); ++i) {
      const double value = score(toponym, toponym.readings[i]);
      if (value > best) {
        best = value;
        toponym.chosen = i;
      }
    }
    if (!document_.dateline.place_span.empty() && toponym.span.overlaps(document_.dateline.place_span) && !dateline_)
      dateline_ = &toponym;
  }

  // "Paris, Tennessee", when no reading of Paris lies in Tennessee.
  void find_unknown_towns() {
    for (Toponym& toponym : toponyms_) {
      const Toponym* next = next_of(toponym);
      if (!next || next->readings.empty()) continue;
      const Place& region = next->readings[next->chosen];
      const bool is_region = region.kind == "admin1" || (region.is_country() && toponym.readings.empty());
      if (!is_region) continue;
      if (!toponym.readings.empty()) {
        const Place& place = toponym.readings[toponym.chosen];
        if (contained_in_next(toponym, place) || (place.kind != "city" && !place.is_country())) continue;
      }
      toponym.region = next;
    }
  }

  // One name is one place throughout a text: what a region after it says holds for the name everywhere.
  void agree() {
    std::map<std::string_view, const Toponym*> said;
    for (const Toponym& toponym : toponyms_) {
      const bool known =
          toponym.region || (!toponym.readings.empty() && contained_in_next(toponym, toponym.readings[toponym.chosen]));
      if (known) said.emplace(document_.text_of(toponym.span), &toponym);
    }
    for (Toponym& toponym : toponyms_) {
      const auto found = said.find(document_.text_of(toponym.span));
      if (found == said.end() || next_of(toponym)) continue;
      toponym.region = found->second->region;
      toponym.chosen = found->second->chosen;
    }
  }

  // The region that most of the text's places lie in, when there is one.
  std::string main_region() const {
    const auto most =
        std::max_element(regions_.begin(), regions_.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most != regions_.end() && most->second >= 2 && most->second * 2 > located_ ? most->first : std::string();
  }

  void write() {
    const std::string main = main_region();
    for (const Toponym& toponym : toponyms_) {
      PlaceRef row;
      row.span = toponym.span;
      row.producer = "where.tables";
      row.name = document_.text_of(toponym.span);
      const Entity* entity = nullptr;
      if (toponym.mention != kNone) entity = &document_.entities[document_.mentions[toponym.mention].entity];
      if (toponym.region) {
        fill_from_region(row, toponym.region->readings[toponym.region->chosen]);
      } else if (!toponym.readings.empty()) {
        fill(row, toponym.readings[toponym.chosen]);
        if (row.name.empty()) row.name = document_.text_of(toponym.span);
      } else {
        // A town, street or building that no table has.
        if (entity && entity->type != EntityType::LOC) fill_from_main_region(row, main);
      }
      if (toponym.mention != kNone) link(row, toponym, *entity);
      if (!document_.dateline.place_span.empty() && row.span.overlaps(document_.dateline.place_span) &&
          document_.dateline.place == kNone) {
        document_.dateline.place = static_cast<std::uint32_t>(document_.places.size());
      }
      document_.places.push_back(row);
    }
  }

  // A town that no table has stands at its region's point.
  static void fill_from_region(PlaceRef& row, const Place& region) {
    const std::string_view name = row.name;
    fill(row, region);
    row.name = name;
    row.kind = "city";
    row.geonames = 0;
    row.producer = "where.containment";
  }

  void fill_from_main_region(PlaceRef& row, const std::string& main) const {
    if (main.empty()) return;
    for (const Place& region : gazetteer_.find(std::string_view(main).substr(main.find('/') + 1))) {
      if (region.kind != "admin1" || region.country != std::string_view(main).substr(0, main.find('/'))) continue;
      fill_from_region(row, region);
      row.producer = "where.region";
      return;
    }
  }

  static void fill(PlaceRef& row, const Place& place) {
    row.name = place.name;
    row.kind = place.kind;
    row.latitude = place.latitude;
    row.longitude = place.longitude;
    row.located = place.located;
    row.country = place.country;
    row.admin1 = place.admin1;
    row.geonames = place.geonames;
    row.precision = place.kind == "city" && place.name.empty() ? std::string_view("country") : place.precision();
  }

  // The entity of a place gets the place's country. A capital that stands for its government keeps the government.
  void link(PlaceRef& row, const Toponym& toponym, const Entity& entity) {
    const bool stands_for_state = entity.kb == entity.country && !entity.kb.empty() && row.kind != "country";
    if (stands_for_state) return;
    row.entity = document_.mentions[toponym.mention].entity;
    if (row.country.empty() || row.kind == "country") return;
    Entity& own = document_.entities[row.entity];
    if (own.kb == own.country && !own.kb.empty()) return;
    if (!own.sectors.empty()) return;
    own.country = row.country;
    own.code = row.country;
    if (!toponym.region && !toponym.readings.empty() && !toponym.readings[toponym.chosen].name.empty())
      own.kb = toponym.readings[toponym.chosen].id;
  }

  Document& document_;
  const Gazetteer& gazetteer_;
  std::vector<Toponym> toponyms_;
  const Toponym* dateline_ = nullptr;
  std::map<std::string_view, double> countries_;
  std::map<std::string, double> regions_;
  double mentions_ = 0;
  double located_ = 0;
};

}  // namespace

Locator::Locator(std::unique_ptr<Gazetteer> gazetteer) : gazetteer_(std::move(gazetteer)) {}
Locator::Locator(Locator&&) noexcept = default;
Locator& Locator::operator=(Locator&&) noexcept = default;
Locator::~Locator() = default;

Result<Locator> Locator::create(const knowledge::Knowledge& knowledge) { return Locator(std::make_unique<Gazetteer>(knowledge)); }

void Locator::run(Document& document) const {
  document.places.clear();
  document.dateline.place = kNone;
  Map(document, *gazetteer_).run();
}

}  // namespace dateline::where
