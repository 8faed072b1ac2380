#include "archive/generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace dateline::bench {

namespace {

// SplitMix64: the same numbers with every compiler and library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(next() % count); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  // 1, 2, 3 ... with a long tail, at most `most`.
  std::uint32_t heavy(double exponent, std::uint32_t most) {
    return std::min(most, static_cast<std::uint32_t>(std::pow(1 - unit(), -1 / exponent)));
  }
  // A rank with Zipf's frequencies, by inversion.
  std::uint32_t rank(std::uint32_t count) { return static_cast<std::uint32_t>(std::pow(double(count), unit())) - 1; }

 private:
  std::uint64_t state_;
};

constexpr std::array<std::string_view, 16> kTypes = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                                     "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                                     "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
constexpr std::uint32_t kVocabulary = 30'000;
constexpr std::uint32_t kCountries = 80, kActorsOfCountry = 12, kTownsOfCountry = 40;

std::string date_of(std::int32_t day) {  // civil_from_days, Howard Hinnant
  const std::int32_t z = day + 719468, era = z / 146097, of_era = z - era * 146097;
  const std::int32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100),
                     month = (5 * of_year + 2) / 153;
  const std::int32_t m = month < 10 ? month + 3 : month - 9;
  return fmt::format("{:04}-{:02}-{:02}", year_of_era + era * 400 + (m <= 2), m, of_year - (153 * month + 2) / 5 + 1);
}

std::string word_of(std::uint32_t number) {
  // The most frequent words are short, as in English: half of all running words are too short to be content words.
  static constexpr std::string_view kSyllables[] = {"ba", "ce", "di", "fo", "gu", "ha", "ke", "li",
                                                    "mo", "nu", "pa", "re", "si", "to", "vu", "za"};
  if (number < 60) return std::string(kSyllables[number % 16].substr(0, 1 + number % 2)) + static_cast<char>('a' + number / 16);
  std::string word;
  for (std::uint32_t rest = number; rest > 0; rest /= 16) word += kSyllables[rest % 16];
  while (word.size() < 4) word += "na";
  return word;
}

std::string country_code(std::uint32_t country) {
  return {static_cast<char>('A' + country / 26), static_cast<char>('A' + country % 26), 'X'};
}

struct Party {
  std::uint32_t country = 0;
  std::uint32_t actor = 0;
};

struct Incident {
  std::uint32_t number = 0;
  std::uint32_t type = 0;
  std::int32_t day = 0;
  std::uint32_t town_country = 0;
  std::uint32_t town = 0;
  Party who, whom;
  std::array<std::uint32_t, 8> words{};
};

struct Story {
  std::array<Party, 6> cast{};
  std::array<std::uint32_t, 30> words{};
  std::vector<Incident> incidents;  // by day
};

// An article to be written. A copy has the seed of its original and a change of its own.
struct Plan {
  std::int32_t day = 0;
  std::uint32_t story = 0;
  std::uint32_t copies = 0;
  std::int32_t original_day = 0;
  std::uint64_t seed = 0;
  std::uint64_t change = 0;  // 0: the original
};

struct Line {
  std::vector<std::string> words;
  const Incident* incident = nullptr;
};

}  // namespace

struct Archive::World {
  ArchiveOptions options;
  std::vector<Story> stories;
  std::vector<Plan> plans;
  std::uint32_t incidents = 0;  // numbers above are of events that were made up

  void make_story(Random& random, std::int32_t first, std::int32_t days) {
    Story story;
    const std::array<std::uint32_t, 2> countries = {random.below(kCountries), random.below(kCountries)};
    for (std::size_t i = 0; i < story.cast.size(); ++i) story.cast[i] = {countries[i % 2], random.below(kActorsOfCountry)};
    for (std::uint32_t& word : story.words) word = 200 + random.below(kVocabulary - 200);
    const std::array<std::uint32_t, 3> towns = {random.below(kTownsOfCountry), random.below(kTownsOfCountry),
                                                random.below(kTownsOfCountry)};
    std::uint32_t type = random.below(kTypes.size());
    for (std::int32_t day = first; day < first + days; ++day) {
      const std::uint32_t count = 1 + random.below(3);
      for (std::uint32_t i = 0; i < count; ++i) {
        Incident incident;
        incident.number = incidents++;
        if (random.chance(0.6)) type = random.below(kTypes.size());  // else the same again: hard to tell apart
        incident.type = type;
        incident.day = day;
        incident.town_country = countries[random.below(2)];
        incident.town = towns[random.below(3)];
        incident.who = story.cast[random.below(6)];
        incident.whom = story.cast[random.below(6)];
        for (std::uint32_t& word : incident.words) word = 200 + random.below(kVocabulary - 200);
        story.incidents.push_back(incident);
      }
    }
    stories.push_back(std::move(story));
  }

  std::vector<Line> write(const Plan& plan) const;
  void change(const Plan& plan, std::vector<Line>& lines) const;
  Article annotate(const Plan& plan, const std::vector<Line>& lines) const;
};

// The sentences of an original: some tell of incidents of the last days, the others stay with the story.
std::vector<Line> Archive::World::write(const Plan& plan) const {
  Random random(plan.seed);
  const Story& story = stories[plan.story];
  std::vector<const Incident*> told;
  for (auto incident = story.incidents.rbegin(); incident != story.incidents.rend(); ++incident) {
    const std::int32_t age = plan.original_day - incident->day;
    if (age >= 0 && age <= 3 && random.chance(age == 0 ? 0.8 : age == 1 ? 0.5 : 0.15)) told.push_back(&*incident);
  }
  std::vector<Line> lines(14 + random.heavy(1.2, 40));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    // Incidents come early and with sentences between them.
    if (i % 2 == 0 && i / 2 < told.size()) line.incident = told[i / 2];
    const std::uint32_t length = 12 + random.below(16);
    for (std::uint32_t w = 0; w < length; ++w) {
      const double which = random.unit();
      if (line.incident && which < 0.25) {
        line.words.push_back(word_of(line.incident->words[random.below(8)]));
      } else if (which < 0.4) {
        line.words.push_back(word_of(story.words[random.below(30)]));
      } else {
        line.words.push_back(word_of(random.rank(kVocabulary)));
      }
    }
    if (line.incident) {
      line.words[0] = fmt::format("Name{}x{}", line.incident->who.country, line.incident->who.actor);
      line.words[2] = fmt::format("Name{}x{}", line.incident->whom.country, line.incident->whom.actor);
      line.words[4] = fmt::format("Town{}x{}", line.incident->town_country, line.incident->town);
    }
  }
  return lines;
}

void Archive::World::change(const Plan& plan, std::vector<Line>& lines) const {
  Random random(plan.change);
  if (random.chance(options.noise.copy_cut)) {
    const double kept = 0.5 + 0.3 * random.unit();
    lines.resize(std::max<std::size_t>(3, static_cast<std::size_t>(static_cast<double>(lines.size()) * kept)));
  }
  for (Line& line : lines) {
    for (std::string& word : line.words) {
      if (random.chance(options.noise.words_changed)) word = word_of(random.rank(kVocabulary));
    }
  }
  Line headline;
  for (std::uint32_t w = 0; w < 8; ++w) headline.words.push_back(word_of(random.rank(kVocabulary)));
  lines.insert(lines.begin(), std::move(headline));
}

Article Archive::World::annotate(const Plan& plan, const std::vector<Line>& lines) const {
  const Noise& noise = options.noise;
  Random random(plan.seed ^ plan.change ^ 0x5DEECE66Du);
  Article article;
  article.copies = plan.copies;
  article.story = plan.story;
  Document& d = article.document;
  d.published = date_of(plan.day);
  d.url = fmt::format("https://paper{}.example/{:x}", plan.change % 97, plan.seed ^ plan.change);
  d.publisher = fmt::format("Paper {}", plan.change % 97);
  const auto entity = [&](Party party, bool as_country) {
    Entity row;
    row.country = row.kb = d.keep(country_code(party.country));
    row.code = row.country;
    row.type = EntityType::GPE;
    row.name = d.keep(fmt::format("Country{}", party.country));
    if (!as_country) {
      row.kb = d.keep(fmt::format("dl:name-{}-{}", party.country, party.actor));
      row.code = d.keep(country_code(party.country) + (party.actor % 3 == 0 ? "GOV" : party.actor % 3 == 1 ? "MIL" : "OPP"));
      row.type = EntityType::PER;
      row.name = d.keep(fmt::format("Name{}x{}", party.country, party.actor));
    }
    for (std::uint32_t e = 0; e < d.entities.size(); ++e) {
      if (d.entities[e].kb == row.kb) return e;
    }
    d.entities.push_back(std::move(row));
    return static_cast<std::uint32_t>(d.entities.size() - 1);
  };
  const auto place = [&](const Incident& incident) {
    std::uint32_t town = incident.town;
    if (random.chance(noise.place_wrong)) town = random.below(kTownsOfCountry);
    PlaceRef row;
    row.country = d.keep(country_code(incident.town_country));
    row.located = true;
    row.latitude = -60.0 + incident.town_country / 10 * 15;
    row.longitude = -170.0 + incident.town_country % 10 * 34;
    if (random.chance(noise.place_as_country)) {
      row.precision = row.kind = "country";
      row.geonames = 1 + incident.town_country;
      row.name = d.keep(fmt::format("Country{}", incident.town_country));
    } else {
      row.precision = "point";
      row.kind = "city";
      row.geonames = 1000 + incident.town_country * 100 + town;
      row.name = d.keep(fmt::format("Town{}x{}", incident.town_country, town));
      row.latitude += town % 8;
      row.longitude += town / 8;
    }
    d.places.push_back(row);
    return static_cast<std::uint32_t>(d.places.size() - 1);
  };
  const auto day = [&](std::int32_t told) {
    if (random.chance(noise.day_off_by_one)) told += random.chance(0.5) ? 1 : -1;
    TimeRef row;
    row.begin = d.keep(date_of(told));
    row.end = d.keep(date_of(told + 1));
    row.value = row.begin;
    d.times.push_back(row);
    return static_cast<std::uint32_t>(d.times.size() - 1);
  };
  const auto tell = [&](const Incident& incident, std::uint32_t sentence) {
    Event event;
    event.type = kTypes[random.chance(noise.type_wrong) ? random.below(kTypes.size()) : incident.type];
    event.sentence = sentence;
    event.confidence = 0.8f;
    event.quad = 1 + static_cast<int>(incident.type / 4);
    if (!random.chance(noise.actor_missing))
      event.actors.push_back({entity(incident.who, random.chance(noise.party_as_country)), {}});
    if (!random.chance(noise.recipient_missing))
      event.recipients.push_back({entity(incident.whom, random.chance(noise.party_as_country)), {}});
    if (!random.chance(noise.place_missing)) event.place = place(incident);
    if (!random.chance(noise.day_missing)) event.time = day(incident.day);
    d.events.push_back(std::move(event));
    article.incidents.push_back(incident.number);
  };
  for (const Party& party : {stories[plan.story].cast[0], stories[plan.story].cast[1]}) entity(party, true);
  for (const Line& line : lines) {
    const auto begin = static_cast<std::uint32_t>(d.text.size());
    for (const std::string& word : line.words) d.text += word + ' ';
    d.text.back() = '.';
    d.sentences.push_back({{begin, static_cast<std::uint32_t>(d.text.size())}});
    d.text += ' ';
    const auto sentence = static_cast<std::uint32_t>(d.sentences.size() - 1);
    if (line.incident && !random.chance(noise.event_missed)) tell(*line.incident, sentence);
    if (!line.incident && random.chance(noise.event_made_up)) {
      Incident made_up =
          stories[plan.story].incidents[random.below(static_cast<std::uint32_t>(stories[plan.story].incidents.size()))];
      made_up.number = 0x80000000u + static_cast<std::uint32_t>(random.next() >> 33);
      made_up.type = random.below(kTypes.size());
      made_up.whom = {random.below(kCountries), random.below(kActorsOfCountry)};
      made_up.town = random.below(kTownsOfCountry);
      made_up.day = plan.original_day;
      tell(made_up, sentence);
    }
  }
  return article;
}

Archive::Archive(const ArchiveOptions& options) : world_(std::make_unique<World>()) {
  World& world = *world_;
  world.options = options;
  Random random(options.seed);
  const auto days = static_cast<std::int32_t>(1 + options.articles / options.articles_a_day);
  std::uint32_t copies = 0;
  while (world.plans.size() < options.articles) {
    const auto length = static_cast<std::int32_t>(random.heavy(1.0, 20));
    const std::int32_t first = options.first_day + static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(days)));
    const auto story = static_cast<std::uint32_t>(world.stories.size());
    world.make_story(random, first, length);
    const std::uint32_t busy = random.heavy(1.3, 20);  // originals a day
    for (std::int32_t day = first; day < first + length; ++day) {
      for (std::uint32_t original = 0; original < busy; ++original) {
        Plan plan{day, story, copies++, day, random.next(), 0};
        world.plans.push_back(plan);
        for (std::uint32_t more = random.heavy(1.2, 30); more > 1; --more) {
          plan.day = day + static_cast<std::int32_t>(random.below(3));
          plan.change = random.next() | 1;
          world.plans.push_back(plan);
        }
      }
    }
  }
  std::stable_sort(world.plans.begin(), world.plans.end(), [](const Plan& a, const Plan& b) { return a.day < b.day; });
  world.plans.resize(options.articles);
}

Archive::~Archive() = default;
std::uint32_t Archive::size() const { return static_cast<std::uint32_t>(world_->plans.size()); }

Article Archive::article(std::uint32_t i) const {
  const Plan& plan = world_->plans[i];
  std::vector<Line> lines = world_->write(plan);
  if (plan.change != 0) world_->change(plan, lines);
  return world_->annotate(plan, lines);
}

}  // namespace dateline::bench
