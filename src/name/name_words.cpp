// Capitals, tags and tables say which words can belong to a name; a run goes over the small words inside names ("of", "al-", "&")
// when what stands around them says so. Every word is looked at a bounded number of times.
#include "name/name_words.h"

#include <algorithm>

namespace dateline::name {

namespace {

constexpr std::uint32_t kLongestRun = 24;

}  // namespace

void NameWords::enter(std::uint32_t sentence) {
  capitals_ = r_.capitals[sentence];
  begin_ = r_.document.sentences[sentence].first_token;
  limit_ = r_.document.sentences[sentence].end_token;
}

bool NameWords::title_before_name(std::uint32_t t) const {
  const AgentHit& hit = r_.agents[t];
  if (hit.end == 0 || hit.row == kNone || hit.end >= limit_) return false;
  const AgentKind kind = r_.tables.agent(hit.row).kind;
  return (kind == AgentKind::Title || kind == AgentKind::Honorific) && word(hit.end).is_capitalised();
}

bool NameWords::begins_name(std::uint32_t t) const {
  const Word& w = word(t);
  if (r_.names[t].end != 0 && r_.names[t].source == NameSource::ShortName) return stands_alone(r_.names[t].end);
  const bool several = r_.names[t].end > t + 1;  // "al-Qaeda"
  if (r_.names[t].end != 0 && r_.names[t].proper && (w.is_capitalised() || w.shape == Shape::Number || several)) {
    return !(w.opens && r_.names[t].end == t + 1 && r_.names[t].source == NameSource::Place && !looks_proper(t));
  }
  if (!w.is_capitalised() || w.word_class != WordClass::None) return false;
  if (r_.tables.is_not_a_name(w.folded) && !title_before_name(t) && !direction_of_name(t)) return false;
  // "He Zhihua"
  if (r_.tables.pronoun(w.folded))
    return r_.tables.is_family_name_first(w.folded) && next_is_capitalised(t) && (!r_.tagged || r_.upos(t) == Upos::PROPN);
  if (const AgentHit& hit = r_.agents[t]; hit.end > t + 1 && hit.end <= limit_ && word(hit.end - 1).is_capitalised()) return true;
  if (only_modifies(t)) return false;
  return looks_proper(t);
}

// "West Columbia", "East Bank".
bool NameWords::direction_of_name(std::uint32_t t) const {
  if (!r_.tables.is_direction(word(t).folded) || !next_is_capitalised(t) || capitals_ == Capitals::Headline) return false;
  if (r_.tables.is_not_a_name(word(t + 1).folded) || r_.agents[t + 1].row != kNone) return false;
  return !r_.tagged || (r_.upos(t) == Upos::PROPN && r_.upos(t + 1) == Upos::PROPN);
}

// "Jewish", "Orthodox": a word that says more of the next noun, by itself no name.
bool NameWords::only_modifies(std::uint32_t t) const {
  const AgentHit& hit = r_.agents[t];
  return hit.end == t + 1 && hit.row == kNone && hit.modifier != kNone && !next_is_capitalised(t);
}

// "the North", but not "the North Sea" or "the South of France".
bool NameWords::stands_alone(std::uint32_t end) const {
  if (end >= limit_) return true;
  const Word& next = word(end);
  return !next.is_capitalised() && next.word_class != WordClass::Of && !r_.is_hyphen(end);
}

bool NameWords::looks_proper(std::uint32_t t) const {
  const Word& w = word(t);
  // Addresses of the net.
  if (w.text.find_first_of("@/_") != std::string_view::npos) return false;
  if (!r_.tagged)
    return !w.opens || limit_ - begin_ == 1 || r_.tables.is_given_name(w.folded) || next_is_capitalised(t) ||
           w.shape != Shape::Initial;
  const Upos upos = r_.upos(t);
  if (upos == Upos::PROPN)
    return capitals_ == Capitals::Usual || w.shape == Shape::Upper || r_.names[t].end != 0 || known_word(t);
  if (capitals_ == Capitals::Headline) return false;
  if (w.opens) return title_before_name(t) || (r_.tables.is_given_name(w.folded) && next_is_capitalised(t));
  if (w.shape == Shape::Upper && w.text.size() >= 2) return upos == Upos::X;
  return upos == Upos::NOUN || upos == Upos::ADJ || upos == Upos::X || upos == Upos::VERB;
}

// In a headline capitals say nothing; given names and titles still do.
bool NameWords::known_word(std::uint32_t t) const {
  return r_.tables.is_given_name(word(t).folded) || (t > begin_ && r_.tables.is_given_name(word(t - 1).folded)) ||
         r_.agents[t].end != 0 || r_.upos(t) == Upos::PROPN;
}

bool NameWords::next_is_capitalised(std::uint32_t t) const {
  return t + 1 < limit_ && word(t + 1).is_capitalised() && word(t + 1).word_class == WordClass::None;
}

bool NameWords::continues_name(std::uint32_t t) const {
  const Word& w = word(t);
  if (!w.is_capitalised()) return false;
  if (r_.names[t].end != 0 && r_.names[t].proper) return true;
  if (w.word_class != WordClass::None || r_.tables.is_not_a_name(w.folded)) return false;
  return looks_proper(t);
}

// A proper hit or a capitalised title of several words is one step.
std::uint32_t NameWords::step(std::uint32_t t) const {
  std::uint32_t end = t + 1;
  if (r_.names[t].end != 0 && r_.names[t].proper) end = std::max(end, r_.names[t].end);
  const AgentHit& agent = r_.agents[t];
  if (agent.end > end && word(agent.end - 1).is_capitalised()) end = agent.end;
  return end;
}

bool NameWords::is_institution_word(std::uint32_t t) const {
  const NameKey key = r_.tables.key(word(t).folded, KeyPosition::First);
  if (key.found && (key.type == EntityType::ORG || key.type == EntityType::LOC || key.type == EntityType::GPE)) return true;
  const std::uint32_t agent = r_.agent_ending[t];
  return agent != kNone && r_.agents[agent].row != kNone && r_.tables.agent(r_.agents[agent].row).kind == AgentKind::Body;
}

std::uint32_t NameWords::run_end(std::uint32_t t) const {
  std::uint32_t end = step(t);
  bool institution = is_institution_word(end - 1);
  bool in_of_phrase = false;
  while (end < limit_ && end - t < kLongestRun) {
    if (continues_name(end)) {
      end = step(end);
      institution = institution || is_institution_word(end - 1);
      continue;
    }
    const Word& w = word(end);
    std::uint32_t next = end + 1;
    if (next >= limit_) break;
    if (r_.joins(end) && (word(next).is_capitalised() || word(next).shape == Shape::Number ||
                          (word(next).shape == Shape::Lower && hyphenated_name(t, next)))) {
      end = next + 1;
      continue;
    }
    if (w.text == "&" && continues_name(next)) {
      end = step(next);
      continue;
    }
    if (w.shape == Shape::Lower && w.word_class == WordClass::None && r_.tables.is_particle(w.folded)) {
      while (next < limit_ && next < end + 3 && r_.tables.is_particle(word(next).folded)) ++next;
      if (next < limit_ && r_.joins(next)) ++next;  // "al-Masri"
      if (next < limit_ && continues_name(next)) {
        end = step(next);
        continue;
      }
    }
    if (institution && (w.word_class == WordClass::Of || (in_of_phrase && w.word_class == WordClass::And))) {
      if (word(next).word_class == WordClass::Definite && next + 1 < limit_) ++next;
      const bool person = r_.names[next].end != 0 && r_.names[next].source == NameSource::Person;
      if (continues_name(next) && !person && !(w.word_class == WordClass::And && r_.names[next].end != 0)) {
        end = step(next);
        in_of_phrase = true;
        continue;
      }
    }
    // "Center for Disease Control", "Council on Foreign Relations".
    if ((w.word_class == WordClass::For || w.word_class == WordClass::Preposition) && is_institution_word(end - 1) &&
        word(end - 1).is_capitalised() && r_.names[next].end == 0 && continues_name(next)) {
      end = step(next);
      in_of_phrase = true;
      continue;
    }
    // "Example, Inc."
    if (w.text == "," && word(next).is_capitalised() && word(next).text.size() <= 5 &&
        (next + 1 >= limit_ || !word(next + 1).is_capitalised())) {
      const NameKey key = r_.tables.key(word(next).folded, KeyPosition::Last);
      if (key.found && key.sectors == "BUS" && r_.names[next].end == 0) {
        end = next + 1;
        continue;
      }
    }
    break;
  }
  return end;
}

// "Kim Yung-ho", "Komsomolsk-on-Amur": the part after the hyphen may be small when more of the name says that it is one.
bool NameWords::hyphenated_name(std::uint32_t first, std::uint32_t next) const {
  if (next + 2 < limit_ && r_.joins(next + 1) && word(next + 2).is_capitalised()) return true;
  const bool east_asian = r_.tables.is_family_name_first(word(first).folded);
  return east_asian && next - first <= 4;
}

const AgentHit* NameWords::title_in(std::uint32_t from, std::uint32_t end) const {
  for (std::uint32_t t = from; t < end; ++t) {
    const AgentHit& hit = r_.agents[t];
    if (hit.end == 0 || hit.row == kNone || hit.end > end) continue;
    const AgentKind kind = r_.tables.agent(hit.row).kind;
    if (kind == AgentKind::Title || kind == AgentKind::Honorific || kind == AgentKind::Agent) return &hit;
  }
  return nullptr;
}

}  // namespace dateline::name
