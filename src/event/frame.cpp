#include "event/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/tsv.h"

namespace dateline::event {

namespace {

constexpr std::size_t kMostItems = 12;
constexpr std::size_t kMostSlots = 12;
constexpr std::size_t kLongestShown = 60;

constexpr std::array<std::pair<std::string_view, Role>, 6> kRoles{{{"actor", Role::Actor},
                                                                   {"recipient", Role::Recipient},
                                                                   {"both", Role::Both},
                                                                   {"instrument", Role::Instrument},
                                                                   {"theme", Role::Theme},
                                                                   {"not", Role::Not}}};

constexpr std::array<std::pair<std::string_view, SlotKind>, 10> kSlots{{{"subj", SlotKind::Subject},
                                                                        {"obj", SlotKind::Object},
                                                                        {"iobj", SlotKind::IndirectObject},
                                                                        {"surface", SlotKind::Surface},
                                                                        {"poss", SlotKind::Possessor},
                                                                        {"mod", SlotKind::Modifier},
                                                                        {"xcomp", SlotKind::OpenComplement},
                                                                        {"ccomp", SlotKind::Complement},
                                                                        {"advcl", SlotKind::AdverbialClause},
                                                                        {"gov", SlotKind::Governor}}};

constexpr std::array<std::pair<std::string_view, EntityType>, 10> kEntityTypes{{{"PER", EntityType::PER},
                                                                                {"ORG", EntityType::ORG},
                                                                                {"GPE", EntityType::GPE},
                                                                                {"LOC", EntityType::LOC},
                                                                                {"FAC", EntityType::FAC},
                                                                                {"WEA", EntityType::WEA},
                                                                                {"VEH", EntityType::VEH},
                                                                                {"NORP", EntityType::NORP},
                                                                                {"EVENT", EntityType::EVENT},
                                                                                {"OTHER", EntityType::OTHER}}};

template <typename Table, typename Value>
bool look_up(const Table& table, std::string_view name, Value& value) {
  for (const auto& [key, entry] : table)
    if (key == name) {
      value = entry;
      return true;
    }
  return false;
}

// As much of a cell as a message can hold.
std::string shown(std::string_view text) {
  if (text.size() <= kLongestShown) return std::string(text);
  std::size_t end = kLongestShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

Failure wrong(std::string message) { return failure(ErrorCode::BadInput, std::move(message)); }

Result<Condition> parse_condition(std::string_view text, const WordSets& sets, const Ontology& ontology) {
  Condition condition;
  if (!text.empty() && text.front() == '!') {
    condition.polarity = Polarity::NoneOf;
    text.remove_prefix(1);
  }
  for (std::string_view part : base::split_list(text)) {
    const std::string_view rest = part.substr(1);
    switch (part.front()) {
      case '@': {
        const WordSet set = sets.find(rest);
        if (set == kNoWordSet) return wrong(fmt::format("there is no set '{}' in events/word_sets.tsv", shown(rest)));
        condition.sets.push_back(set);
        break;
      }
      case '#': {
        EntityType type{};
        if (!look_up(kEntityTypes, rest, type)) return wrong(fmt::format("'{}' is no entity type", shown(rest)));
        condition.entity_types = static_cast<std::uint16_t>(condition.entity_types | (1u << static_cast<unsigned>(type)));
        break;
      }
      case ':': {
        const TypeIndex type = ontology.find(rest);
        if (type == kNoType) return wrong(fmt::format("'{}' is no event type of events/ontology.tsv", shown(rest)));
        condition.event_types |= bit_of(type);
        break;
      }
      case '$':
        condition.sectors.push_back(rest);
        break;
      case '^':
        condition.auxiliaries.push_back(rest);
        break;
      case '+':
        condition.country = true;
        break;
      default:
        condition.lemmas.push_back(part);
    }
  }
  std::sort(condition.lemmas.begin(), condition.lemmas.end());
  if (condition.any()) return wrong("a condition {} without words");
  return condition;
}

Result<FrameItem> parse_item(std::string_view text, const WordSets& sets, const Ontology& ontology) {
  FrameItem item;
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return wrong(fmt::format("'{}' should read role=slot", shown(text)));
  if (!look_up(kRoles, text.substr(0, equals), item.role))
    return wrong(fmt::format("'{}' is no role", shown(text.substr(0, equals))));
  std::string_view slots = text.substr(equals + 1);
  item.presence = item.role == Role::Recipient || item.role == Role::Instrument ? Presence::Optional : Presence::Required;
  if (!slots.empty() && (slots.back() == '?' || slots.back() == '!')) {
    item.presence = slots.back() == '?' ? Presence::Optional : Presence::Required;
    slots.remove_suffix(1);
  }
  if (const std::size_t brace = slots.find('{'); brace != std::string_view::npos) {
    if (slots.back() != '}') return wrong(fmt::format("'{}' lacks a closing brace", shown(text)));
    Result<Condition> condition = parse_condition(slots.substr(brace + 1, slots.size() - brace - 2), sets, ontology);
    if (!condition) return Failure(condition.error());
    item.condition = std::move(*condition);
    slots = slots.substr(0, brace);
  }
  for (std::string_view name : base::split_list(slots, '/')) {
    Slot slot;
    if (name.size() > 1 && name.back() == '*') {
      slot.depth = Depth::Inside;
      name.remove_suffix(1);
    }
    if (name == "agent") {
      for (SlotKind kind : {SlotKind::Subject, SlotKind::Preposition, SlotKind::Possessor, SlotKind::Modifier})
        item.slots.push_back({kind, slot.depth, kind == SlotKind::Preposition ? std::string_view("by") : std::string_view()});
      continue;
    }
    if (!look_up(kSlots, name, slot.kind)) {
      slot.kind = SlotKind::Preposition;
      slot.preposition = name;
    }
    item.slots.push_back(slot);
  }
  if (item.slots.empty()) return wrong(fmt::format("'{}' names no slot", shown(text)));
  if (item.slots.size() > kMostSlots) return wrong(fmt::format("'{}' names more than {} slots", shown(text), kMostSlots));
  return item;
}

}  // namespace

WordSets WordSets::load(const knowledge::Knowledge& knowledge) {
  WordSets sets;
  const knowledge::Table table = knowledge.table("event_word_sets");
  const std::uint32_t name = table.exists() ? table.column("name") : kNone,
                      words = table.exists() ? table.column("words") : kNone;
  for (std::uint32_t row = 0; table.exists() && row < table.rows(); ++row) {
    sets.names_.push_back(table.cell(row, name));
    sets.words_.push_back(base::split_list(table.cell(row, words)));
    std::sort(sets.words_.back().begin(), sets.words_.back().end());
  }
  return sets;
}

WordSet WordSets::find(std::string_view name) const {
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (names_[i] == name) return static_cast<WordSet>(i);
  return kNoWordSet;
}

void WordSets::add_words(LemmaSet& to) const {
  for (const auto& words : words_) to.insert(words.begin(), words.end());
}

bool WordSets::contains(WordSet set, std::string_view lemma) const {
  const auto at = static_cast<std::size_t>(set);
  return at < words_.size() && std::binary_search(words_[at].begin(), words_[at].end(), lemma);
}

Result<Frame> parse_frame(std::string_view text, const WordSets& sets, const Ontology& ontology) {
  Frame frame;
  for (std::string_view part : base::split_list(text, ' ')) {
    if (part == "active" || part == "passive") {
      frame.voice = part == "active" ? Voice::Active : Voice::Passive;
      continue;
    }
    if (part == "leave") {
      frame.leaves_themes = true;
      continue;
    }
    Result<FrameItem> item = parse_item(part, sets, ontology);
    if (!item) return Failure(item.error());
    frame.items.push_back(std::move(*item));
  }
  const auto has_role = [&](Role role) {
    return std::any_of(frame.items.begin(), frame.items.end(), [&](const FrameItem& item) { return item.role == role; });
  };
  frame.takes_partner_only = has_role(Role::Both) && !has_role(Role::Actor) && !has_role(Role::Recipient);
  if (frame.items.size() > kMostItems) return wrong(fmt::format("a frame of more than {} items", kMostItems));
  return frame;
}

}  // namespace dateline::event
