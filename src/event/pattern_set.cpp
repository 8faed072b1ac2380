#include "event/pattern_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/tsv.h"

namespace dateline::event {

namespace {

// Roles and conditions that a sentence has to offer make a pattern more telling than one that asks for less.
int specificity_of(const Pattern& pattern) {
  int points = 0;
  for (const FrameItem& item : pattern.frame.items) {
    const bool conditioned = !item.condition.any();
    switch (item.role) {
      case Role::Theme:
        points += item.presence == Presence::Optional ? 0 : conditioned ? 5 : 2;
        break;
      case Role::Not:
        break;
      default:
        points += (item.presence == Presence::Required ? 1 : 0) + (conditioned ? 2 : 0);
    }
  }
  return points + (pattern.frame.voice == Voice::Any ? 0 : 1);
}

struct ByLemma {
  template <typename Entry>
  bool operator()(const Entry& a, std::string_view b) const {
    return a.lemma < b;
  }
  template <typename Entry>
  bool operator()(std::string_view a, const Entry& b) const {
    return a < b.lemma;
  }
};

template <typename Entry>
std::span<const Entry> equal_lemmas(const std::vector<Entry>& entries, std::string_view lemma) {
  const auto [first, last] = std::equal_range(entries.begin(), entries.end(), lemma, ByLemma());
  return {first, last};
}

}  // namespace

Result<PatternSet> PatternSet::load(const knowledge::Knowledge& knowledge) {
  PatternSet set;
  Result<Ontology> ontology = Ontology::load(knowledge);
  if (!ontology) return Failure(ontology.error());
  set.ontology_ = std::move(*ontology);
  set.sets_ = WordSets::load(knowledge);
  OwnSets& own = set.own_;
  const std::array<std::pair<std::string_view, WordSet*>, 26> needed{{{"transparent", &own.transparent},
                                                                      {"subject-control", &own.subject_control},
                                                                      {"reporting", &own.reporting},
                                                                      {"place-prepositions", &own.place},
                                                                      {"intention", &own.intention},
                                                                      {"reported-intention", &own.reported_intention},
                                                                      {"origin-prepositions", &own.origin},
                                                                      {"sport", &own.sport},
                                                                      {"mishap", &own.mishap},
                                                                      {"aspect", &own.aspect},
                                                                      {"carriers", &own.carriers},
                                                                      {"ownership-prepositions", &own.ownership},
                                                                      {"outside-prepositions", &own.outside},
                                                                      {"cause-markers", &own.cause},
                                                                      {"violence", &own.violence},
                                                                      {"speech-acts", &own.speech_act},
                                                                      {"utterances", &own.utterance},
                                                                      {"object-control-markers", &own.object_control},
                                                                      {"addressee-prepositions", &own.addressee},
                                                                      {"gerund-markers", &own.gerund},
                                                                      {"purpose-prepositions", &own.purpose},
                                                                      {"reciprocals", &own.reciprocal},
                                                                      {"threat-markers", &own.threat},
                                                                      {"residence", &own.residence},
                                                                      {"negative-adverbs", &own.negative},
                                                                      {"partner-prepositions", &own.partner}}};
  for (const auto& [name, position] : needed) {
    *position = set.sets_.find(name);
    if (*position == kNoWordSet)
      return failure(ErrorCode::BadInput, fmt::format("events/word_sets.tsv: the set '{}' is missing", name));
  }
  if (Result<void> loaded = set.load_patterns(knowledge.table("event_exclusions"), true); !loaded) return Failure(loaded.error());
  if (Result<void> loaded = set.load_patterns(knowledge.table("event_patterns"), false); !loaded) return Failure(loaded.error());
  if (Result<void> loaded = set.load_light_verbs(knowledge.table("light_verbs")); !loaded) return Failure(loaded.error());
  std::stable_sort(set.triggers_.begin(), set.triggers_.end(),
                   [](const Trigger& a, const Trigger& b) { return a.lemma < b.lemma; });
  std::stable_sort(set.light_.begin(), set.light_.end(),
                   [](const LightTrigger& a, const LightTrigger& b) { return a.lemma < b.lemma; });
  set.collect_lemmas(knowledge.table("irregulars"));
  return set;
}

void PatternSet::collect_lemmas(const knowledge::Table& irregulars) {
  for (const Trigger& trigger : triggers_)
    (patterns_[trigger.pattern].kind == TriggerKind::Verb ? known_.verbs : known_.others).insert(trigger.lemma);
  for (const LightTrigger& light : light_) known_.verbs.insert(light.lemma);
  sets_.add_words(known_.others);
  for (const Pattern& pattern : patterns_)
    for (const FrameItem& item : pattern.frame.items)
      known_.others.insert(item.condition.lemmas.begin(), item.condition.lemmas.end());
  if (!irregulars.exists()) return;
  const std::uint32_t form = irregulars.column("form"), tags = irregulars.column("tags"), lemma = irregulars.column("lemma");
  for (std::uint32_t row = 0; row < irregulars.rows(); ++row)
    if (irregulars.cell(row, tags).find("VB") != std::string_view::npos &&
        known_.verbs.find(irregulars.cell(row, lemma)) != known_.verbs.end())
      known_.irregular.emplace(irregulars.cell(row, form), irregulars.cell(row, lemma));
}

Result<void> PatternSet::load_patterns(const knowledge::Table& table, bool exclusions) {
  if (!table.exists())
    return failure(ErrorCode::WrongVersion, "the knowledge pack has no event patterns; build it again with `dateline pack`");
  const std::uint32_t id = table.column("id"), trigger = table.column("trigger"), pos = table.column("pos"),
                      frame = table.column("frame");
  const std::uint32_t type = table.column("type"), mode = table.column("mode"), cameo = table.column("cameo"),
                      contexts = table.column("contexts");
  patterns_.reserve(patterns_.size() + table.rows());
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto wrong = [&](std::string_view what) {
      return failure(ErrorCode::BadInput, fmt::format("{}: {}", table.origin(row), what));
    };
    Pattern pattern;
    pattern.rule = fmt::format("{} {}", table.origin(row), table.cell(row, id));
    const std::string_view kind = table.cell(row, pos);
    pattern.kind = kind == "verb" ? TriggerKind::Verb : kind == "noun" ? TriggerKind::Noun : TriggerKind::Adjective;
    Result<Frame> parsed = parse_frame(table.cell(row, frame), sets_, ontology_);
    if (!parsed) return wrong(parsed.error().message);
    pattern.frame = std::move(*parsed);
    if (!exclusions) {
      pattern.type = ontology_.find(table.cell(row, type));
      if (pattern.type == kNoType) return wrong(fmt::format("'{}' is no event type", table.cell(row, type)));
      pattern.mode = table.cell(row, mode);
      if (!pattern.mode.empty() && !ontology_.has_mode(pattern.type, pattern.mode))
        return wrong(fmt::format("{} has no mode '{}'", table.cell(row, type), pattern.mode));
      pattern.cameo = table.cell(row, cameo);
      if (!ontology_.goldstein(pattern.cameo)) return wrong(fmt::format("'{}' is no code of events/cameo.tsv", pattern.cameo));
      pattern.contexts = base::split_list(table.cell(row, contexts));
      for (std::string_view context : pattern.contexts)
        if (!ontology_.has_context(context)) return wrong(fmt::format("'{}' is no context of events/contexts.tsv", context));
    }
    const std::vector<std::string_view> lemmas = base::split_list(table.cell(row, trigger));
    if (lemmas.empty()) return wrong("a pattern without a trigger");
    for (std::string_view lemma : lemmas) {
      const std::size_t space = lemma.find(' ');
      const std::string_view particle = space == std::string_view::npos ? std::string_view() : lemma.substr(space + 1);
      triggers_.push_back({lemma.substr(0, space), particle, static_cast<std::uint32_t>(patterns_.size())});
    }
    pattern.specificity = specificity_of(pattern);
    patterns_.push_back(std::move(pattern));
  }
  return {};
}

Result<void> PatternSet::load_light_verbs(const knowledge::Table& table) {
  if (!table.exists()) return {};
  const std::uint32_t verb = table.column("verb"), preposition = table.column("preposition"), use = table.column("use"),
                      types = table.column("types");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    LightVerb light;
    const std::string_view name = table.cell(row, use);
    light.use = name == "agent" ? LightUse::Agent : name == "occur" ? LightUse::Occur : LightUse::Undergo;
    light.preposition = table.cell(row, preposition);
    if (!table.cell(row, types).empty()) {
      light.types = 0;
      for (std::string_view type : base::split_list(table.cell(row, types))) {
        const TypeIndex index = ontology_.find(type);
        if (index == kNoType)
          return failure(ErrorCode::BadInput, fmt::format("{}: '{}' is no event type", table.origin(row), type));
        light.types |= bit_of(index);
      }
    }
    for (std::string_view lemma : base::split_list(table.cell(row, verb))) light_.push_back({lemma, light});
  }
  return {};
}

std::span<const PatternSet::Trigger> PatternSet::triggers(std::string_view lemma) const { return equal_lemmas(triggers_, lemma); }

std::span<const PatternSet::LightTrigger> PatternSet::light_verbs(std::string_view lemma) const {
  return equal_lemmas(light_, lemma);
}

TypeMask PatternSet::types_of(std::string_view lemma, TriggerKind kind) const {
  TypeMask types = 0;
  for (const Trigger& trigger : triggers(lemma)) {
    const Pattern& pattern = patterns_[trigger.pattern];
    if (pattern.kind == kind) types |= bit_of(pattern.type);
  }
  return types;
}

}  // namespace dateline::event
