// The string is read as a document of one sentence without tags or tree, with the same name and noun phrase readers as an
// article; of what they find, the widest is the actor.
#include "name/actor.h"

#include <algorithm>

#include "base/iso_date.h"
#include "base/utf8.h"
#include "name/coreference.h"
#include "name/entities.h"
#include "name/names.h"
#include "name/nominals.h"
#include "name/reading.h"

namespace dateline::name {

namespace {

constexpr std::size_t kLongestActor = 4096;

// Words, numbers, "'s" and single other characters; "U.S." and initials keep their full stops.
void split(Document& document) {
  const std::string_view text = document.text;
  const auto is_word = [&](std::size_t at) {
    const base::Decoded decoded = base::decode_utf8(text, at);
    return base::is_letter(decoded.code_point) || base::is_digit(decoded.code_point);
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const base::Decoded decoded = base::decode_utf8(text, at);
    if (base::is_space(decoded.code_point)) {
      at += decoded.length;
      continue;
    }
    std::size_t end = at + decoded.length;
    const bool apostrophe = decoded.code_point == '\'' || decoded.code_point == 0x2019;
    if (is_word(at) || (apostrophe && end < text.size() && is_word(end))) {
      while (end < text.size()) {
        const base::Decoded next = base::decode_utf8(text, end);
        const bool stop = next.code_point == '.' && end + 1 < text.size()
                              ? !base::is_space(base::decode_utf8(text, end + 1).code_point) || end - at <= 4
                              : next.code_point == '.' && end - at <= 4;
        if (!is_word(end) && !stop) break;
        end += next.length;
      }
    }
    document.tokens.span.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }
  const std::uint32_t count = static_cast<std::uint32_t>(document.tokens.span.size());
  document.tokens.resize(count);
  std::fill(document.tokens.head.begin(), document.tokens.head.end(), kNone);
  std::fill(document.tokens.upos.begin(), document.tokens.upos.end(), Upos::X);
  std::fill(document.tokens.sentence.begin(), document.tokens.sentence.end(), 0u);
  const Span whole{0, static_cast<std::uint32_t>(text.size())};
  document.paragraphs.push_back(whole);
  Sentence sentence;
  sentence.span = whole;
  sentence.end_token = count;
  document.sentences.push_back(sentence);
}

// A country, city or nationality anywhere in the words, whatever their case.
std::string_view country_in(const Tables& tables, const Document& document, const std::vector<bool>& skipped) {
  std::vector<std::uint32_t> ends;
  for (const Span span : document.tokens.span) ends.push_back(span.end);
  for (std::uint32_t t = 0; t < ends.size(); ++t) {
    if (t < skipped.size() && skipped[t]) continue;
    const auto match = tables.names().longest(document.text, document.tokens.span[t].begin, std::span(ends).subspan(t));
    if (match.entries.empty() || match.span.size() < 4) continue;
    const auto source = static_cast<NameSource>(match.entries.front().table);
    const bool place = source == NameSource::Country || source == NameSource::CountryAdjective ||
                       source == NameSource::CountryDemonym || source == NameSource::Capital || source == NameSource::Place;
    // An acronym in other letters is another word ("car").
    const std::string_view spelling = tables.names().spelling(match.entries.front());
    const bool acronym = std::none_of(spelling.begin(), spelling.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!place || acronym) continue;
    const std::string_view country = tables.country_of(source, match.entries.front().row);
    if (!country.empty()) return country;
  }
  return {};
}

Document one_sentence(std::string_view text, std::string_view date) {
  Document document;
  document.text = std::string(text.substr(0, kLongestActor));
  if (const std::size_t invalid = base::find_invalid_utf8(document.text); invalid != std::string_view::npos)
    document.text.resize(invalid);
  if (base::parse_iso_date(date)) document.published = std::string(date);
  split(document);
  return document;
}

}  // namespace

ActorCode code_actor(const Tables& tables, std::string_view actor, std::string_view date, std::string_view context) {
  ActorCode out;
  Document document = one_sentence(actor, date);
  if (document.tokens.size() == 0) return out;
  Reading reading(document, tables);
  find_names(reading);
  find_nominals(reading);
  find_pronouns(reading);
  Entities entities(reading);
  entities.link_names();
  resolve_references(reading, entities);
  entities.settle();

  const Candidate* widest = nullptr;
  for (const Candidate& candidate : reading.candidates) {
    if (candidate.entity == kNone) continue;
    const auto width = [](const Candidate& c) { return c.end - c.outer_first; };
    if (!widest || width(candidate) > width(*widest) ||
        (width(candidate) == width(*widest) && candidate.kind == MentionKind::Nominal && widest->kind == MentionKind::Name &&
         candidate.first < widest->first)) {
      widest = &candidate;
    }
  }
  std::string_view country;
  Sectors sectors;
  if (widest) {
    const Entity& entity = document.entities[widest->entity];
    out.name = std::string(entity.name);
    out.kb = std::string(entity.kb);
    out.role = std::string(entity.role);
    country = entity.country;
    sectors = entity.sectors;
    // A capital that stands alone is the government in it.
    const bool alone = widest->first == 0 && widest->end == document.tokens.size();
    if (widest->source == NameSource::Capital && alone) sectors = {"GOV"};
  } else {
    out.name = std::string(reading.text(0, document.tokens.size()));
    // Somebody, no more is known.
    if (document.tokens.size() == 1 && tables.pronoun(reading.words[0].folded)) sectors = {"UNK"};
  }
  if (country.empty()) {
    // A person's name is no place ("Valencia").
    std::vector<bool> in_person(document.tokens.size());
    for (const Candidate& candidate : reading.candidates) {
      if (candidate.kind != MentionKind::Name || candidate.type != EntityType::PER) continue;
      for (std::uint32_t t = candidate.first; t < candidate.end; ++t) in_person[t] = true;
    }
    country = country_in(tables, document, in_person);
    if (country.empty() && sectors.empty() && widest && widest->kind == MentionKind::Name && widest->type != EntityType::PER)
      country = tables.country_of_town(reading.text(widest->first, widest->end));
  }
  if (country.empty() && !context.empty()) country = country_in(tables, one_sentence(context, date), {});
  out.country = std::string(country);
  out.code = out.country;
  for (const std::string_view sector : sectors) {
    out.sectors.emplace_back(sector);
    out.code += sector;
  }
  return out;
}

}  // namespace dateline::name
