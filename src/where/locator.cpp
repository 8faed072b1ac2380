// Toponyms are the mentions of places that the names stage found, and the dateline's. Each distinct name is looked up once;
// resolver.h chooses among its readings. What no table has stands at the region that the text names after it ("Elkhorn Gap,
// Ohio"), else in the region that most of the text is about. The work is linear in the mentions times the readings of a name.
// What it cannot do: addresses. tests/where/locator_test.cpp.
#include "where/locator.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "base/utf8.h"
#include "where/gazetteer.h"
#include "where/resolver.h"

namespace dateline::where {

namespace {

constexpr std::uint32_t kLongestCountyList = 12;  // tokens
constexpr std::uint32_t kLongestInnerName = 4;    // tokens
constexpr std::size_t kMostNames = 400;           // with witnesses

bool is_place(EntityType type) { return type == EntityType::GPE || type == EntityType::LOC || type == EntityType::FAC; }

// "www.example.org" of "https://www.example.org/a", in lower case.
std::string host_of(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  std::string host = base::folded(url.substr(0, url.find_first_of("/?#:")));
  return host;
}

// Letters and digits alone: "St. Paul" as an address would have it.
std::string letters_of(std::string_view name) {
  std::string out = base::folded(name);
  std::erase_if(out, [](char c) { return c == ' ' || c == '.' || c == '-' || c == '\''; });
  return out;
}

class Map {
 public:
  Map(Document& document, const Gazetteer& gazetteer) : document_(document), gazetteer_(gazetteer) {}

  void run() {
    collect();
    collect_witnesses();
    find_regions();
    look_around();
    resolve(names_, toponyms_, around_);
    find_unknown_towns();
    write();
  }

 private:
  void collect() {
    for (std::uint32_t m = 0; m < document_.mentions.size(); ++m) {
      const Mention& mention = document_.mentions[m];
      if (mention.kind != MentionKind::Name || mention.entity == kNone || !is_place(document_.entities[mention.entity].type))
        continue;
      if (document_.is_boilerplate(mention.span)) continue;
      add(mention.span, m);
    }
    const Span dateline = document_.dateline.place_span;
    if (dateline.empty()) return;
    const bool there =
        std::any_of(toponyms_.begin(), toponyms_.end(), [&](const Toponym& t) { return t.span.overlaps(dateline); });
    if (there) return;
    add(dateline, kNone);
    std::stable_sort(toponyms_.begin(), toponyms_.end(), [](const Toponym& a, const Toponym& b) { return a.span < b.span; });
  }

  void add(Span span, std::uint32_t mention) {
    const std::string_view text = document_.text_of(span);
    Toponym toponym;
    toponym.span = span;
    toponym.mention = mention;
    const auto [found, is_new] = by_text_.emplace(base::folded(text), static_cast<std::uint32_t>(names_.size()));
    toponym.name = found->second;
    if (is_new) {
      Name name;
      name.letters = letters_of(text);
      name.readings = readings_of(text, mention);
      inner_.push_back(false);
      if (name.readings.empty() && mention != kNone && document_.entities[document_.mentions[mention].entity].kb.empty()) {
        name.readings = readings_inside(document_.mentions[mention]);
        inner_.back() = !name.readings.empty();
      }
      names_.push_back(std::move(name));
    }
    ++names_[toponym.name].mentions;
    toponyms_.push_back(toponym);
  }

  std::vector<Place> readings_of(std::string_view text, std::uint32_t mention) const {
    std::vector<Place> out;
    if (mention != kNone && in_county_list(document_.mentions[mention])) out = gazetteer_.find(std::string(text) + " County");
    if (out.empty()) out = gazetteer_.find_any_spelling(text);
    // "the North": the name says nothing by itself, its entity does.
    if (out.empty() && mention != kNone) {
      const Entity& entity = document_.entities[document_.mentions[mention].entity];
      if (!entity.kb.empty()) out = gazetteer_.find(entity.name);
    }
    return out;
  }

  // "Harlan", "Bell" and "Knox" in "Harlan, Bell and Knox counties", but not "Indiana" in "Indiana counties".
  bool in_county_list(const Mention& mention) const {
    const auto joins = [&](std::uint32_t token) {
      const std::string_view word = document_.text_of_token(token);
      return word == "," || word == "and";
    };
    bool list = mention.first_token > 0 && joins(mention.first_token - 1);
    const std::uint32_t limit = std::min(document_.tokens.size(), mention.end_token + kLongestCountyList);
    for (std::uint32_t token = mention.end_token; token < limit; ++token) {
      const std::string_view word = document_.text_of_token(token);
      if (word == "counties" || word == "Counties") return list;
      list = list || joins(token);
      if (!joins(token) && (word.front() < 'A' || word.front() > 'Z')) return false;
    }
    return false;
  }

  // "Titus County" in "Titus County Jail": places that the first words of a longer name mean.
  std::vector<Place> readings_inside(const Mention& mention) const {
    std::vector<Place> out;
    const std::uint32_t first = mention.first_token;
    const std::uint32_t longest = std::min(mention.end_token, first + kLongestInnerName);
    for (std::uint32_t end = longest; end > first && out.empty(); --end) {
      if (end == mention.end_token) continue;
      out = gazetteer_.find(document_.text_of({document_.tokens.span[first].begin, document_.tokens.span[end - 1].end}));
      std::erase_if(out,
                    [](const Place& place) { return place.kind != "city" && place.kind != "admin1" && place.kind != "admin2"; });
    }
    return out;
  }

  // Organisations are no places, but those that bear the names of places say what region a text is about.
  void collect_witnesses() {
    for (const Mention& mention : document_.mentions) {
      if (mention.kind != MentionKind::Name || mention.entity == kNone || names_.size() >= kMostNames) continue;
      const Entity& entity = document_.entities[mention.entity];
      if (entity.type != EntityType::ORG || !entity.kb.empty() || document_.is_boilerplate(mention.span)) continue;
      if (!by_text_.emplace(base::folded(document_.text_of(mention.span)), static_cast<std::uint32_t>(names_.size())).second)
        continue;
      Name name;
      name.readings = readings_inside(mention);
      name.mentions = 1;
      inner_.push_back(true);
      names_.push_back(std::move(name));
    }
  }

  // "X, Y", "X (Y)", "X in Y" with nothing else between them.
  void find_regions() {
    for (std::uint32_t t = 0; t + 1 < toponyms_.size(); ++t) {
      const Span here = toponyms_[t].span, next = toponyms_[t + 1].span;
      if (next.begin <= here.end) continue;
      const std::string_view between = document_.text_of({here.end, next.begin});
      if (between == ", " || between == "," || between == " (" || between == " in ") toponyms_[t].within = t + 1;
    }
  }

  void look_around() {
    for (const Mention& mention : document_.mentions) {
      if (mention.entity == kNone || mention.kind == MentionKind::Pronoun) continue;
      const Entity& entity = document_.entities[mention.entity];
      // Where the places lie is what is to be found out.
      if (entity.country.empty() || is_place(entity.type)) continue;
      around_.countries[entity.country] += 1;
    }
    const Span dateline = document_.dateline.place_span;
    for (std::uint32_t t = 0; t < toponyms_.size() && !dateline.empty(); ++t) {
      if (around_.dateline == kNone && toponyms_[t].span.overlaps(dateline)) around_.dateline = t;
    }
    around_.host = host_of(document_.url);
    if (const std::size_t dot = around_.host.rfind('.'); dot != std::string::npos)
      around_.host_country = gazetteer_.country_of_domain(std::string_view(around_.host).substr(dot + 1));
  }

  const Place* place_of(const Toponym& toponym) const {
    const Name& name = names_[toponym.name];
    return name.readings.empty() ? nullptr : &name.readings[toponym.chosen];
  }

  // "Elkhorn Gap, Ohio", when no reading of the town lies in Ohio. What the region after it says of a name holds for the name
  // everywhere.
  void find_unknown_towns() {
    region_.assign(names_.size(), nullptr);
    for (const Toponym& toponym : toponyms_) {
      if (toponym.within == kNone || region_[toponym.name]) continue;
      const Place* region = place_of(toponyms_[toponym.within]);
      if (!region || toponyms_[toponym.within].name == toponym.name) continue;
      const Place* place = place_of(toponym);
      const bool is_region = region->kind == "admin1" || region->kind == "admin2" || (region->is_country() && !place);
      if (!is_region) continue;
      if (place && (lies_in(*place, *region) || (place->kind != "city" && !place->is_country()))) continue;
      // "New York, North Carolina and Virginia" is a list.
      if (is_also_a_division(names_[toponym.name])) continue;
      region_[toponym.name] = region;
    }
  }

  static bool is_also_a_division(const Name& name) {
    return std::any_of(name.readings.begin(), name.readings.end(), [](const Place& place) { return place.kind == "admin1"; });
  }

  // The place around which what no table has is thought to lie: the one town, county or division named most.
  const Place* centre() const {
    const Place* best = nullptr;
    std::uint32_t most = 0, all = 0;
    for (const Name& name : names_) {
      if (name.readings.empty()) continue;
      const Place& place = name.readings[name.chosen];
      if (place.is_country() || place.admin1.empty()) continue;
      all += name.mentions;
      const std::uint32_t weight = name.mentions * (place.kind == "admin1" ? 1 : 2);
      if (weight > most) {
        most = weight;
        best = &place;
      }
    }
    if (!best) return nullptr;
    std::uint32_t near = 0;
    for (const Name& name : names_) {
      if (name.readings.empty()) continue;
      const Place& place = name.readings[name.chosen];
      if (!place.is_country() && place.country == best->country && place.admin1 == best->admin1) near += name.mentions;
    }
    return 2 * near > all ? best : nullptr;
  }

  void write() {
    const Place* main = centre();
    for (const Toponym& toponym : toponyms_) {
      PlaceRef row;
      row.span = toponym.span;
      row.producer = "where.resolver";
      if (region_[toponym.name]) {
        fill_near(row, *region_[toponym.name]);
        row.producer = "where.containment";
      } else if (const Place* place = place_of(toponym); place && !inner_[toponym.name]) {
        fill(row, *place);
        if (row.name.empty()) row.name = document_.text_of(toponym.span);
      } else if (place && (!main || (main->country == place->country && main->admin1 == place->admin1))) {
        fill_near(row, *place);
        row.producer = "where.own-name";
      } else if (main && toponym.mention != kNone) {
        // A town, street, creek or building that no table has.
        fill_near(row, *main);
        row.producer = "where.region";
      } else {
        row.name = document_.text_of(toponym.span);
      }
      if (toponym.mention != kNone) link(row, toponym);
      if (!document_.dateline.place_span.empty() && row.span.overlaps(document_.dateline.place_span) &&
          document_.dateline.place == kNone) {
        document_.dateline.place = static_cast<std::uint32_t>(document_.places.size());
      }
      document_.places.push_back(row);
    }
  }

  // What no table has stands at the point of what it lies in or near.
  void fill_near(PlaceRef& row, const Place& place) const {
    fill(row, place);
    row.name = document_.text_of(row.span);
    row.kind = {};
    row.geonames = 0;
    row.precision = place.is_country() ? "country" : "admin1";
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
    row.area = place.area;
    row.precision = place.kind == "city" && place.name.empty() ? std::string_view("country") : place.precision();
  }

  // Whether a place other than `name` lies there: a "Friendship Bridge" is not of the land of a far town Friendship.
  bool is_country_named(std::string_view country, std::uint32_t name) const {
    for (std::uint32_t n = 0; n < names_.size(); ++n)
      if (n != name && !inner_[n] && !names_[n].readings.empty() && names_[n].readings[names_[n].chosen].country == country)
        return true;
    return false;
  }

  // The entity of a place gets the place's country. A capital that stands for its government keeps the government.
  void link(PlaceRef& row, const Toponym& toponym) {
    const std::uint32_t e = document_.mentions[toponym.mention].entity;
    Entity& own = document_.entities[e];
    const Place* place = region_[toponym.name] || inner_[toponym.name] ? nullptr : place_of(toponym);
    const bool is_state = own.kb == own.country && !own.kb.empty();
    // "Georgia" that is the American state: the names stage took it for the country.
    const bool other_than_state = is_state && place && !place->is_country() && !place->capital &&
                                  base::folded(own.name) == base::folded(document_.text_of(toponym.span));
    if (is_state && row.kind != "country" && !other_than_state) return;
    row.entity = e;
    if (inner_[toponym.name] && (!own.country.empty() || !is_country_named(row.country, toponym.name))) return;
    if (row.country.empty() || row.kind == "country" || !own.sectors.empty() || (is_state && !other_than_state)) return;
    own.country = row.country;
    own.code = row.country;
    if (place && !place->name.empty()) own.kb = place->id;
  }

  Document& document_;
  const Gazetteer& gazetteer_;
  std::vector<Name> names_;
  std::vector<Toponym> toponyms_;
  std::vector<bool> inner_;                                 // names whose readings are those of their first words
  std::vector<const Place*> region_;                        // of names that no table has in the region after them
  std::unordered_map<std::string, std::uint32_t> by_text_;  // never iterated
  Surroundings around_;
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
