// A run ("Russian Foreign Minister Sergei Lavrov") is cut from the left: a known name that fills the rest, a title (the rest is a
// person), a nationality, else a name of its own whose type its own words tell ("... University"), then its neighbours, then a
// default.
#include "name/name_cutter.h"

#include <algorithm>
#include <utility>

#include "base/tsv.h"
#include "name/name_type.h"
#include "name/noun_phrase.h"

namespace dateline::name {

void NameCutter::add_hit(const NameHit& hit) {
  Candidate candidate;
  candidate.first = candidate.outer_first = hit.first;
  candidate.end = hit.end;
  candidate.head = hit.head;
  candidate.source = hit.source;
  candidate.row = hit.row;
  candidate.type = r_.tables.type_of(hit.source, hit.row);
  if (!hit.proper && hit.source == NameSource::Weapon) candidate.kind = MentionKind::Nominal;
  // Ethnic Albanians are of whatever country they live in.
  const bool nationality = hit.source == NameSource::CountryAdjective || hit.source == NameSource::CountryDemonym;
  if (nationality && hit.first > 0 && word(hit.first - 1).word_class == WordClass::Descent) {
    candidate.source = NameSource::None;
    candidate.row = kNone;
  }
  // The article before a name is no part of it.
  while (candidate.first + 1 < candidate.end && word(candidate.first).word_class == WordClass::Definite) ++candidate.first;
  r_.add_name(std::move(candidate));
}

void NameCutter::add_name(std::uint32_t first, std::uint32_t end, EntityType type, bool guessed, std::string_view sectors) {
  while (first < end && word(first).word_class != WordClass::None) ++first;
  if (first == end) return;
  Candidate candidate;
  candidate.first = candidate.outer_first = first;
  candidate.end = end;
  candidate.type = type;
  candidate.guessed = guessed;
  if (type == EntityType::ORG) {
    read_own_facts(candidate);
    // What belongs to an organisation of states has no sector of its own.
    const bool of_states =
        !candidate.facts.countries.empty() && r_.tables.country_row(candidate.facts.countries.front()) == kNone;
    if (candidate.facts.sectors.empty() && !of_states) candidate.facts.fallback = base::split_list(sectors);
  }
  r_.add_name(std::move(candidate));
}

// "Ukrainian Defense Ministry", "Bank of Ghana": the name's own words say country and sector.
void NameCutter::read_own_facts(Candidate& candidate) const {
  for (std::uint32_t t = candidate.first; t < candidate.end; ++t) {
    const NameHit& hit = r_.names[t];
    if (hit.end == 0 || hit.end > candidate.end || (hit.first == candidate.first && hit.end == candidate.end)) continue;
    if (hit.source == NameSource::Country || hit.source == NameSource::CountryAdjective || hit.source == NameSource::Capital ||
        hit.source == NameSource::Breakaway || hit.source == NameSource::Place) {
      const std::string_view country = r_.tables.country_of(hit.source, hit.row);
      if (!country.empty() && candidate.facts.countries.empty()) candidate.facts.countries.push_back(country);
    } else if (hit.source == NameSource::Organisation && candidate.facts.countries.empty()) {
      candidate.facts.countries.push_back(r_.tables.country_of(hit.source, hit.row));
      candidate.facts.others = r_.tables.sectors_of(hit.source, hit.row);
    }
  }
  for (std::uint32_t t = candidate.first; t < candidate.end; ++t) {
    const AgentHit& hit = r_.agents[t];
    if (hit.end == 0 || hit.row == kNone || hit.end > candidate.end || !is_body(r_, t)) continue;
    candidate.facts.sectors = r_.tables.agent(hit.row).sectors;
    candidate.agent = hit.row;
    candidate.agent_first = t;
    break;
  }
}

// Cuts [pos, end) into names.
void NameCutter::cut(std::uint32_t pos, std::uint32_t end) {
  while (pos < end) {
    if (word(pos).word_class != WordClass::None || r_.is_hyphen(pos)) {
      if (!(r_.names[pos].end != 0 && r_.names[pos].source == NameSource::ShortName)) {
        ++pos;
        continue;
      }
    }
    pos = cut_one(pos, end);
  }
}

bool NameCutter::is_nationality(const NameHit& hit) {
  return hit.end != 0 && (hit.source == NameSource::CountryAdjective || hit.source == NameSource::CountryDemonym ||
                          hit.source == NameSource::BreakawayAdjective || hit.source == NameSource::People);
}

std::uint32_t NameCutter::cut_one(std::uint32_t pos, std::uint32_t end) {
  const NameHit& hit = r_.names[pos];
  if (hit.end > end) end = hit.end;
  // "Immigration inspectors", "Two Russians": the capital belongs to the sentence or to a noun that goes on in small letters.
  if (hit.end == 0 && r_.agents[pos].end > end && r_.agents[pos].row != kNone) return end;
  if (hit.end == 0 && word(pos).opens && pos + 1 < end && r_.names[pos + 1].end == end &&
      !r_.tables.is_given_name(word(pos).folded) && r_.names[pos + 1].source != NameSource::Person &&
      r_.names[pos + 1].source != NameSource::Place) {
    return pos + 1;
  }
  if (hit.end == 0 && pos + 1 == end && words_.only_modifies(pos)) return end;
  if (hit.end == end && hit.end != 0) {
    add_hit(hit);
    return end;
  }
  const bool nationality = is_nationality(hit);
  const std::uint32_t rest = hit.end != 0 ? hit.end : pos;
  const AgentHit* title = words_.title_in(pos, end);
  const NameKey key = key_of_name(r_, pos, end);
  // A direction before a place's name makes another place of it.
  if (hit.end == 0 && pos + 1 < end && r_.tables.is_direction(word(pos).folded) && r_.names[pos + 1].end == end &&
      is_place(r_.names[pos + 1].source)) {
    add_name(pos, end, EntityType::GPE, false);
    return end;
  }
  if (title && title->end < end && !(key.found && end - title->end >= 2 && !r_.tables.is_given_name(word(title->end).folded))) {
    return cut_title(pos, end, *title);
  }
  if (title && title->end == end && !key.found) return cut_before_title(pos, end, *title);
  // "Jordan Henderson": a place's name that is a first name too, before one or two words that are no other kind of name.
  if (hit.end == pos + 1 && !nationality && hit.source != NameSource::Person && !key.found && end - pos >= 2 && end - pos <= 3 &&
      r_.tables.is_given_name(word(pos).folded) && !r_.is_hyphen(pos + 1)) {
    add_name(pos, end, EntityType::PER, false);
    return end;
  }
  // A known name with more words after it.
  if (hit.end != 0 && hit.end < end) {
    const bool more_is_known = r_.names[rest].end != 0 && !nationality;
    if (hit.source == NameSource::Person || hit.source == NameSource::Weapon ||
        (more_is_known && hit.source != NameSource::Place && !key.found)) {
      add_hit(hit);
      return hit.end;
    }
    if (key.found) {
      add_name(pos, end, key.type, false, key.sectors);
      return end;
    }
    if (hit.source == NameSource::Organisation || hit.source == NameSource::Seat || nationality || more_is_known ||
        r_.is_hyphen(hit.end)) {
      add_hit(hit);
      return hit.end;
    }
    add_name(pos, end, EntityType::ORG, true);
    return end;
  }
  // The name ends where a name that the tables know begins, unless its words say that they belong together.
  std::uint32_t stop = end;
  if (!key.found) {
    for (std::uint32_t t = pos + 1; t < end; ++t) {
      if (r_.names[t].end == 0 || !r_.names[t].proper || r_.names[t].source == NameSource::Place) continue;
      const bool several = r_.names[t].end - t >= 2;
      if (several || (r_.names[t].source != NameSource::Person && r_.is_hyphen(t - 1))) {
        stop = t;
        break;
      }
    }
  }
  add_typed(pos, stop, stop == end ? key : key_of_name(r_, pos, stop));
  return stop;
}

std::uint32_t NameCutter::cut_title(std::uint32_t pos, std::uint32_t end, const AgentHit& title) {
  if (title.first > pos) cut_modifiers(pos, title.first);
  const NameHit& hit = r_.names[title.end];
  // "Prime Minister Theresa May": a name that the tables have may go on behind the words that look like one.
  const bool goes_on = hit.source == NameSource::Person && hit.end - hit.first > 1;
  if (hit.end != 0 && (hit.end <= end || goes_on) &&
      (hit.source == NameSource::Person || hit.source == NameSource::Organisation || hit.source == NameSource::Country)) {
    add_hit(hit);
    return hit.end;
  }
  // Two titles in a row ("Defense Minister General X").
  if (const AgentHit& next = r_.agents[title.end];
      next.end != 0 && next.end < end && next.row != kNone && r_.tables.agent(next.row).kind != AgentKind::Body) {
    return title.end;
  }
  std::uint32_t stop = end;
  for (std::uint32_t t = title.end + 1; t < end; ++t) {
    if (word(t).word_class != WordClass::None) {
      stop = t;
      break;
    }
  }
  const bool person = r_.tables.agent(title.row).kind != AgentKind::Body;
  // "Analyst Team Participants": one word that the model knows for no name needs more than a title.
  if (r_.labelled && stop - title.end == 1 && r_.document.tokens.name[title.end] == NameLabel::Outside &&
      !r_.tables.is_given_name(word(title.end).folded)) {
    return stop;
  }
  add_name(title.end, stop, person ? EntityType::PER : EntityType::ORG, false);
  return stop;
}

// The words before a title: nationalities and organisations become names, the rest belongs to the title.
void NameCutter::cut_modifiers(std::uint32_t pos, std::uint32_t end) {
  while (pos < end) {
    const NameHit& hit = r_.names[pos];
    if (hit.end != 0 && hit.end <= end) {
      add_hit(hit);
      pos = hit.end;
    } else {
      ++pos;
    }
  }
}

std::uint32_t NameCutter::cut_before_title(std::uint32_t pos, std::uint32_t end, const AgentHit& title) {
  cut_modifiers(pos, title.first);
  return end;
}

void NameCutter::add_typed(std::uint32_t first, std::uint32_t end, const NameKey& key) {
  const NameType type = type_of_name(r_, first, end, key);
  // Words that the model knows for no name need evidence.
  if (r_.labelled && type.guessed) return;
  if (type.is_name) add_name(first, end, type.type, type.guessed, type.sectors);
}

}  // namespace dateline::name
