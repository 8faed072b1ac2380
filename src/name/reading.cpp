// Words are looked at once, phrases are looked up once at each token (knowledge::Phrases bounds how far each looks ahead), so
// that the work is linear in the text.
#include "name/reading.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"

namespace dateline::name {

namespace {

Shape shape_of(std::string_view text) {
  std::uint32_t letters = 0, upper = 0, digits = 0;
  bool first_upper = false, first_seen = false;
  for (std::size_t i = 0; i < text.size();) {
    const base::Decoded decoded = base::decode_utf8(text, i);
    i += decoded.length;
    if (base::is_digit(decoded.code_point)) ++digits;
    if (!base::is_letter(decoded.code_point)) continue;
    const bool is_upper = base::is_upper(decoded.code_point);
    if (!first_seen) first_upper = is_upper;
    first_seen = true;
    ++letters;
    upper += is_upper;
  }
  if (letters == 0) return digits > 0 ? Shape::Number : Shape::Other;
  if (upper == 0) return Shape::Lower;
  if (upper == letters) return letters == 1 ? Shape::Initial : Shape::Upper;
  if (first_upper && upper == 1) return Shape::Initial;
  return first_upper ? Shape::Mixed : Shape::Lower;
}

struct Letters {
  std::uint32_t lower = 0;
  std::uint32_t upper = 0;
};

Letters letters_of(std::string_view text) {
  Letters out;
  for (std::size_t i = 0; i < text.size();) {
    const base::Decoded decoded = base::decode_utf8(text, i);
    i += decoded.length;
    if (!base::is_letter(decoded.code_point)) continue;
    ++(base::is_upper(decoded.code_point) ? out.upper : out.lower);
  }
  return out;
}

bool begins_upper(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const base::Decoded decoded = base::decode_utf8(text, i);
    i += decoded.length;
    if (base::is_letter(decoded.code_point)) return base::is_upper(decoded.code_point);
    if (base::is_digit(decoded.code_point)) return true;
  }
  return false;
}

std::string_view last_word(std::string_view text) {
  const std::size_t at = text.find_last_of(" -");
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

// Whether `text` may be the name that the table writes as `spelling`: "us" is not the US, "turkey" is not Turkey.
bool case_agrees(std::string_view spelling, std::string_view text, Capitals capitals) {
  const Letters wanted = letters_of(spelling), given = letters_of(text);
  if (wanted.upper == 0) return true;
  if (given.upper == 0) return wanted.upper + wanted.lower == 0;
  const bool acronym = wanted.lower == 0 && wanted.upper >= 2;
  if (acronym) {
    if (given.lower == 0) return capitals == Capitals::Usual || given.upper >= 4 || text.find('.') != std::string_view::npos;
    return wanted.upper >= 4 && begins_upper(text);  // "Nato"
  }
  if (given.lower == 0 && given.upper >= 2 && given.upper <= 3 && wanted.lower > 0) return false;  // "MALI" but not "NIC" for Nic
  if (begins_upper(spelling) && !begins_upper(text)) return false;
  return !begins_upper(last_word(spelling)) || begins_upper(last_word(text));
}

bool may_be_verb_or_function_word(Upos upos) {
  switch (upos) {
    case Upos::VERB:
    case Upos::AUX:
    case Upos::ADP:
    case Upos::DET:
    case Upos::PRON:
    case Upos::ADV:
    case Upos::PART:
    case Upos::CCONJ:
    case Upos::SCONJ:
    case Upos::INTJ:
      return true;
    default:
      return false;
  }
}

}  // namespace

Sectors Facts::settled() const {
  Sectors out = sectors;
  if (out.empty()) out = modifiers;
  if (out.empty()) out = others;
  if (out.empty()) out = fallback;
  if (std::find(modifiers.begin(), modifiers.end(), "OPP") != modifiers.end()) add_sectors(out, {"OPP"});
  if (former) {
    if (out.empty() || is_official(out)) out = {"ELI"};
  }
  return out;
}

Reading::Reading(Document& document_, const Tables& tables_) : document(document_), tables(tables_) {
  find_words();
  find_hits();
  name_ending.assign(words.size(), kNone);
  name_covering.assign(words.size(), kNone);
}

std::string_view Reading::text(std::uint32_t first, std::uint32_t end) const {
  return document.text_of({document.tokens.span[first].begin, document.tokens.span[end - 1].end});
}

void Reading::find_words() {
  const Tokens& tokens = document.tokens;
  words.resize(tokens.size());
  for (std::uint32_t t = 0; t < tokens.size(); ++t) {
    Word& word = words[t];
    word.text = document.text_of_token(t);
    word.folded = arena.copy(base::folded(word.text));
    word.shape = shape_of(word.text);
    word.word_class = tables.word_class(word.folded);
    if (word.word_class == WordClass::Rank) word.word_class = WordClass::None;
    word.space_before = t == 0 || tokens.span[t - 1].end < tokens.span[t].begin;
    tagged = tagged || tokens.upos[t] != Upos::X;
    parsed = parsed || tokens.head[t] != kNone;
    labelled = labelled || tokens.name[t] != NameLabel::Outside;
  }
  capitals.assign(document.sentences.size(), Capitals::Usual);
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    std::uint32_t capitalised = 0, long_words = 0, upper = 0;
    bool opens = true;
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      Word& word = words[t];
      word.opens = opens;
      if (word.shape == Shape::Other || word.shape == Shape::Number) {
        // A quotation, a bracket, a colon or a dash before a word.
        opens = opens || word.text == "\"" || word.text == "“" || word.text == "(" || word.text == ":" || word.text == "``" ||
                word.text == "‘" || word.text == "—" || word.text == "–" || word.text == "--";
        continue;
      }
      opens = false;
      if (word.text.size() > 3) {
        ++long_words;
        capitalised += word.is_capitalised();
        upper += word.shape == Shape::Upper;
      }
    }
    if (long_words >= 4 && (capitalised * 10 >= long_words * 9 || upper * 10 >= long_words * 8)) capitals[s] = Capitals::Headline;
  }
}

void Reading::find_hits() {
  const Tokens& tokens = document.tokens;
  names.assign(tokens.size(), {});
  agents.assign(tokens.size(), {});
  agent_ending.assign(tokens.size(), kNone);
  std::vector<std::uint32_t> ends(tokens.size());
  for (std::uint32_t t = 0; t < tokens.size(); ++t) ends[t] = tokens.span[t].end;
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      if (words[t].shape == Shape::Other) continue;
      const std::uint32_t begin = tokens.span[t].begin;
      const auto token_after = [&](std::uint32_t end) {
        return static_cast<std::uint32_t>(std::lower_bound(ends.begin() + t, ends.begin() + sentence.end_token, end) -
                                          ends.begin()) +
               1;
      };
      // A longer phrase whose case does not agree must not hide a shorter one that does.
      std::uint32_t limit = sentence.end_token;
      while (limit > t) {
        const auto match = tables.names().longest(document.text, begin, std::span(ends).subspan(t, limit - t));
        if (match.entries.empty()) break;
        // Full stops count for nothing in the dictionary; one that ends the sentence is no part of the name.
        std::uint32_t end = token_after(match.span.end);
        while (end > t + 1 && words[end - 1].shape == Shape::Other) --end;
        for (const knowledge::PhraseEntry& entry : match.entries) {
          const std::string_view spelling = tables.names().spelling(entry);
          if (!case_agrees(spelling, text(t, end), capitals[s])) continue;
          // "I'll" is not "Ill.": a word that begins with an apostrophe belongs to names that have one.
          if (spelling.find('\'') == std::string_view::npos && spelling.find("’") == std::string_view::npos &&
              std::any_of(words.begin() + t + 1, words.begin() + end,
                          [](const Word& word) { return !word.folded.empty() && word.folded.front() == '\''; })) {
            continue;
          }
          const auto source = static_cast<NameSource>(entry.table);
          if (end == t + 1 && words[t].opens && may_be_verb_or_function_word(tokens.upos[t]) &&
              (source == NameSource::Place || source == NameSource::Person || source == NameSource::Organisation)) {
            continue;
          }
          if (source == NameSource::Organisation && shares_head_with_nationality(t, end)) continue;
          names[t] = {t, end, source, entry.row, letters_of(spelling).upper > 0 || words[t].shape == Shape::Number};
          if (source == NameSource::Country) find_country_of_same_head(t, end);
          break;
        }
        if (names[t].end != 0) break;
        limit = end - 1;
      }
      const auto match = tables.agent_phrases().longest(document.text, begin, std::span(ends).subspan(t, sentence.end_token - t));
      if (match.entries.empty()) continue;
      AgentHit& hit = agents[t];
      hit.first = t;
      hit.end = token_after(match.span.end);
      while (hit.end > t + 1 && words[hit.end - 1].shape == Shape::Other) --hit.end;
      for (const knowledge::PhraseEntry& entry : match.entries) {
        const AgentKind kind = tables.agent(entry.row).kind;
        if (kind == AgentKind::Modifier || kind == AgentKind::Former) {
          if (hit.modifier == kNone) hit.modifier = entry.row;
        } else if (hit.row == kNone) {
          hit.row = entry.row;
          hit.plural = entry.table == 1;
        }
      }
      std::uint32_t& start = agent_ending[hit.end - 1];
      if (start == kNone) start = t;  // the first to begin is the longest
    }
  }
}

// "Armenian and Azerbaijani troops": an army called "Azerbaijani troops" would leave the Armenians without theirs.
bool Reading::shares_head_with_nationality(std::uint32_t first, std::uint32_t end) const {
  return first >= 2 && end == first + 2 && words[first - 1].word_class == WordClass::And &&
         names[first - 2].source == NameSource::CountryAdjective && names[first - 2].end == first - 1;
}

// "North and South Korea": the country is named with the other's second word.
void Reading::find_country_of_same_head(std::uint32_t first, std::uint32_t end) {
  if (first < 2 || end != first + 2 || words[first - 1].word_class != WordClass::And || names[first - 2].end != 0) return;
  const Word& other = words[first - 2];
  if (!other.is_capitalised() || !tables.is_direction(other.folded) || !tables.is_direction(words[first].folded)) return;
  std::string name(other.text);
  name += ' ';
  name += words[end - 1].text;
  for (const knowledge::PhraseEntry& entry : tables.names().find(name)) {
    if (static_cast<NameSource>(entry.table) != NameSource::Country) continue;
    names[first - 2] = {first - 2, first - 1, NameSource::Country, entry.row, true, end - 1};
    return;
  }
}

std::uint32_t Reading::head_of(std::uint32_t first, std::uint32_t end) const {
  if (!parsed) return end - 1;
  std::uint32_t found = kNone;
  for (std::uint32_t t = first; t < end; ++t) {
    const std::uint32_t head = document.tokens.head[t];
    if (head != kNone && head >= first && head < end) continue;
    const Relation relation = document.tokens.relation[t];
    const bool minor = relation == Relation::punct || relation == Relation::det || relation == Relation::case_ ||
                       relation == Relation::cc || relation == Relation::nmod_poss;
    if (found == kNone || !minor) {
      found = t;
      if (!minor) break;
    }
  }
  return found == kNone ? end - 1 : found;
}

bool Reading::is_hyphen(std::uint32_t token) const {
  const std::string_view text_ = words[token].text;
  return text_ == "-" || text_ == "‐" || text_ == "‑";
}

bool Reading::joins(std::uint32_t token) const {
  return is_hyphen(token) && !words[token].space_before && token + 1 < words.size() && !words[token + 1].space_before;
}

std::uint32_t Reading::add_name(Candidate candidate) {
  const auto index = static_cast<std::uint32_t>(candidates.size());
  name_ending[candidate.end - 1] = index;
  for (std::uint32_t t = candidate.first; t < candidate.end; ++t) name_covering[t] = index;
  candidates.push_back(std::move(candidate));
  return index;
}

bool has_initials(std::string_view name, std::string_view acronym) {
  std::size_t at = 0;
  bool begins = true;
  for (std::size_t i = 0; i < name.size() && at < acronym.size();) {
    const base::Decoded decoded = base::decode_utf8(name, i);
    if (begins && base::is_letter(decoded.code_point)) {
      std::string letter = base::folded(name.substr(i, decoded.length));
      if (letter == base::folded(acronym.substr(at, 1))) ++at;
    }
    begins = !base::is_letter(decoded.code_point) && decoded.code_point != '\'';
    i += decoded.length;
  }
  return at == acronym.size();
}

}  // namespace dateline::name
