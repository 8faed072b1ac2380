// The model has labelled the words of names (Tokens::name). Where it has, its stretches are taken, and the tables say who is
// meant; names of the tables are found outside of them too, and longer ones of the tables win over shorter stretches of the
// model. Other words are read by rule: a run is a stretch of words that look like a name ("Russian Foreign Minister Sergei
// Lavrov"). It is cut from the left: a known name that fills the rest, a title (the rest is a person), a nationality, else a name
// of its own whose type its own words tell
// ("... University"), then its neighbours, then a default. Every token is looked at a bounded number of times for each cut.
#include "name/names.h"

#include <algorithm>

#include "base/tsv.h"
#include "name/name_type.h"
#include "name/noun_phrase.h"

namespace dateline::name {

namespace {

constexpr std::uint32_t kLongestRun = 24;

class NameFinder {
 public:
  explicit NameFinder(Reading& reading) : r_(reading) {}

  void run() {
    for (std::size_t s = 0; s < r_.document.sentences.size(); ++s) {
      const Sentence& sentence = r_.document.sentences[s];
      capitals_ = r_.capitals[s];
      begin_ = sentence.first_token;
      limit_ = sentence.end_token;
      find_defined_acronyms();
      for (std::uint32_t t = begin_; t < limit_;) {
        if (const auto defined = std::find_if(defined_.begin(), defined_.end(), [&](const Stretch& d) { return d.first == t; });
            defined != defined_.end()) {
          if (r_.names[t].end == defined->end)
            add_hit(r_.names[t]);
          else
            add_name(t, defined->end, EntityType::ORG, false);
          t = defined->end;
          continue;
        }
        const std::uint32_t labelled = label_end(t);
        if (labelled > t && !(r_.names[t].proper && r_.names[t].end > labelled)) {
          take_labelled(t, labelled);
          t = labelled;
          continue;
        }
        if (!begins_name(t)) {
          t = add_lower_case_hit(t);
          continue;
        }
        const std::uint32_t end = std::max(step(t), std::min(run_end(t), next_label(t)));
        cut(t, end);
        t = end;
      }
    }
  }

 private:
  struct Stretch {
    std::uint32_t first;
    std::uint32_t end;
  };

  const Word& word(std::uint32_t t) const { return r_.words[t]; }

  // "International Panel on Harbour Safety (IPHS)": the acronym says where the name before it begins, whatever small words it
  // has.
  void find_defined_acronyms() {
    defined_.clear();
    for (std::uint32_t open = begin_ + 2; open + 2 < limit_; ++open) {
      if (word(open).text != "(" || word(open + 2).text != ")") continue;
      const Word& acronym = word(open + 1);
      if (acronym.shape != Shape::Upper || acronym.text.size() < 3 || acronym.text.size() > 10) continue;
      const std::uint32_t farthest = open > begin_ + 16 ? open - 16 : begin_;
      for (std::uint32_t first = open - 1; first > farthest || first == begin_; --first) {
        const Word& w = word(first);
        if (w.shape == Shape::Other && !r_.joins(first) && w.word_class == WordClass::None) break;
        if (w.shape == Shape::Lower && w.word_class == WordClass::None && w.text.size() > 4) break;
        if (w.is_capitalised() && has_initials(r_.text(first, open), acronym.text)) {
          if (open - first >= 2) defined_.push_back({first, open});
          break;
        }
        if (first == begin_) break;
      }
    }
  }

  NameLabel label(std::uint32_t t) const { return r_.document.tokens.name[t]; }

  static bool begins(NameLabel label) {
    return label == NameLabel::BeginPerson || label == NameLabel::BeginOrganisation || label == NameLabel::BeginPlace ||
           label == NameLabel::BeginOther;
  }

  // Where the model's name that begins at the word ends; the word itself when none begins there.
  std::uint32_t label_end(std::uint32_t t) const {
    if (!begins(label(t))) return t;
    const auto inside = static_cast<NameLabel>(static_cast<std::uint8_t>(label(t)) + 1);
    std::uint32_t end = t + 1;
    while (end < limit_ && label(end) == inside) ++end;
    while (end > t + 1 && word(end - 1).word_class == WordClass::Possessive) --end;
    return end;
  }

  std::uint32_t next_label(std::uint32_t t) const {
    std::uint32_t at = t + 1;
    while (at < limit_ && at < t + kLongestRun && !begins(label(at))) ++at;
    return at;
  }

  void take_labelled(std::uint32_t first, std::uint32_t end) {
    const NameLabel kind = label(first);
    const NameHit* hit = &r_.names[first];
    if (const bool article = word(first).word_class == WordClass::Definite && first + 1 < end; article && hit->end != end)
      hit = &r_.names[first + 1];
    if (hit->end == end && agrees(*hit, kind)) return add_hit(*hit);
    // "Ecuador's Central Bank": the owner is a name of its own.
    if (hit->end != 0 && hit->end + 1 < end && word(hit->end).word_class == WordClass::Possessive && is_owner(hit->source)) {
      add_hit(*hit);
      first = hit->end + 1;
    }
    if ((kind == NameLabel::BeginPerson || kind == NameLabel::BeginOther) && is_office(first, end)) {
      for (std::uint32_t t = first; t < end; t = step(t)) {
        if (r_.names[t].end != 0 && r_.names[t].end <= end) add_hit(r_.names[t]);
      }
      return;
    }
    const bool single = end - first == 1;
    const bool toponym = r_.tables.is_toponym(r_.text(first, end));
    const NameKey key = key_of_name(r_, first, end);
    // "at Trinity College": its own words say more than what stands before it.
    const bool own_type = kind == NameLabel::BeginOrganisation && key.found && key.type == EntityType::ORG;
    if (toponym && !own_type && kind != NameLabel::BeginPlace && follows_place_preposition(r_, first))
      return add_name(first, end, EntityType::GPE, single);
    // "Laurel County"
    if (end - first > 1 && key.found && (key.type == EntityType::GPE || key.type == EntityType::LOC))
      return add_name(first, end, key.type, false);
    if (kind == NameLabel::BeginPerson) {
      const AgentHit* title = title_in(first, end);
      if (title && title->end < end) {
        cut_title(first, end, *title);
        return;
      }
      return add_name(first, end, EntityType::PER, single);
    }
    if (kind == NameLabel::BeginOrganisation) return add_name(first, end, EntityType::ORG, single, key.sectors);
    if (kind == NameLabel::BeginPlace) {
      const bool place = key.found && (key.type == EntityType::FAC || key.type == EntityType::LOC || key.type == EntityType::GPE);
      // A lone word that no table has may be the last name of somebody.
      return add_name(first, end, place ? key.type : EntityType::GPE, single && !toponym);
    }
    add_name(first, end, key.found ? key.type : type_of_other_name(r_, first, end), true);
  }

  // "French Foreign Minister": who holds it is read with the other noun phrases.
  bool is_office(std::uint32_t first, std::uint32_t end) const {
    const std::uint32_t title = r_.agent_ending[end - 1];
    if (title == kNone || title < first || r_.agents[title].row == kNone) return false;
    if (r_.tables.agent(r_.agents[title].row).kind != AgentKind::Title) return false;
    std::uint32_t t = first;
    while (t < title && r_.names[t].end != 0 && r_.names[t].source != NameSource::Person) t = r_.names[t].end;
    return t == title;
  }

  static bool is_owner(NameSource source) {
    return is_place(source) || source == NameSource::Organisation || source == NameSource::ShortName;
  }

  // Whether a name of the tables is of the kind that the model takes the words for. A country or people is one whatever the model
  // says, and so is a name of several words.
  static bool agrees(const NameHit& hit, NameLabel kind) {
    if (hit.end - hit.first > 1) return true;
    switch (hit.source) {
      case NameSource::Person:
        return kind == NameLabel::BeginPerson;
      case NameSource::Place:  // whose government or team the model may take for an organisation
      case NameSource::Capital:
      case NameSource::Organisation:
      case NameSource::Seat:
      case NameSource::Weapon:
        return kind != NameLabel::BeginPerson;
      default:
        return true;
    }
  }

  bool title_before_name(std::uint32_t t) const {
    const AgentHit& hit = r_.agents[t];
    if (hit.end == 0 || hit.row == kNone || hit.end >= limit_) return false;
    const AgentKind kind = r_.tables.agent(hit.row).kind;
    return (kind == AgentKind::Title || kind == AgentKind::Honorific) && word(hit.end).is_capitalised();
  }

  bool begins_name(std::uint32_t t) const {
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
    if (const AgentHit& hit = r_.agents[t]; hit.end > t + 1 && hit.end <= limit_ && word(hit.end - 1).is_capitalised())
      return true;
    if (only_modifies(t)) return false;
    return looks_proper(t);
  }

  // "West Columbia", "East Bank".
  bool direction_of_name(std::uint32_t t) const {
    if (!r_.tables.is_direction(word(t).folded) || !next_is_capitalised(t) || capitals_ == Capitals::Headline) return false;
    if (r_.tables.is_not_a_name(word(t + 1).folded) || r_.agents[t + 1].row != kNone) return false;
    return !r_.tagged || (r_.upos(t) == Upos::PROPN && r_.upos(t + 1) == Upos::PROPN);
  }

  // "Jewish", "Orthodox": a word that says more of the next noun, by itself no name.
  bool only_modifies(std::uint32_t t) const {
    const AgentHit& hit = r_.agents[t];
    return hit.end == t + 1 && hit.row == kNone && hit.modifier != kNone && !next_is_capitalised(t);
  }

  // "the North", but not "the North Sea" or "the South of France".
  bool stands_alone(std::uint32_t end) const {
    if (end >= limit_) return true;
    const Word& next = word(end);
    return !next.is_capitalised() && next.word_class != WordClass::Of && !r_.is_hyphen(end);
  }

  bool looks_proper(std::uint32_t t) const {
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
  bool known_word(std::uint32_t t) const {
    return r_.tables.is_given_name(word(t).folded) || (t > begin_ && r_.tables.is_given_name(word(t - 1).folded)) ||
           r_.agents[t].end != 0 || r_.upos(t) == Upos::PROPN;
  }

  bool next_is_capitalised(std::uint32_t t) const {
    return t + 1 < limit_ && word(t + 1).is_capitalised() && word(t + 1).word_class == WordClass::None;
  }

  // A nationality, a weapon or a short name in lower case ("mainland China", "cruise missile").
  std::uint32_t add_lower_case_hit(std::uint32_t t) {
    const NameHit& hit = r_.names[t];
    if (hit.end == 0 || hit.proper) return t + 1;
    // Vehicles that act for their crews are read with the agent nouns.
    if (r_.agents[t].end >= hit.end && r_.agents[t].row != kNone) return t + 1;
    add_hit(hit);
    return hit.end;
  }

  bool continues_name(std::uint32_t t) const {
    const Word& w = word(t);
    if (!w.is_capitalised()) return false;
    if (r_.names[t].end != 0 && r_.names[t].proper) return true;
    if (w.word_class != WordClass::None || r_.tables.is_not_a_name(w.folded)) return false;
    return looks_proper(t);
  }

  // A proper hit or a capitalised title of several words is one step.
  std::uint32_t step(std::uint32_t t) const {
    std::uint32_t end = t + 1;
    if (r_.names[t].end != 0 && r_.names[t].proper) end = std::max(end, r_.names[t].end);
    const AgentHit& agent = r_.agents[t];
    if (agent.end > end && word(agent.end - 1).is_capitalised()) end = agent.end;
    return end;
  }

  bool is_institution_word(std::uint32_t t) const {
    const NameKey key = r_.tables.key(word(t).folded, KeyPosition::First);
    if (key.found && (key.type == EntityType::ORG || key.type == EntityType::LOC || key.type == EntityType::GPE)) return true;
    const std::uint32_t agent = r_.agent_ending[t];
    return agent != kNone && r_.agents[agent].row != kNone && r_.tables.agent(r_.agents[agent].row).kind == AgentKind::Body;
  }

  std::uint32_t run_end(std::uint32_t t) const {
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
  bool hyphenated_name(std::uint32_t first, std::uint32_t next) const {
    if (next + 2 < limit_ && r_.joins(next + 1) && word(next + 2).is_capitalised()) return true;
    const bool east_asian = r_.tables.is_family_name_first(word(first).folded);
    return east_asian && next - first <= 4;
  }

  const AgentHit* title_in(std::uint32_t from, std::uint32_t end) const {
    for (std::uint32_t t = from; t < end; ++t) {
      const AgentHit& hit = r_.agents[t];
      if (hit.end == 0 || hit.row == kNone || hit.end > end) continue;
      const AgentKind kind = r_.tables.agent(hit.row).kind;
      if (kind == AgentKind::Title || kind == AgentKind::Honorific || kind == AgentKind::Agent) return &hit;
    }
    return nullptr;
  }

  void add_hit(const NameHit& hit) {
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

  void add_name(std::uint32_t first, std::uint32_t end, EntityType type, bool guessed, std::string_view sectors = {}) {
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
  void read_own_facts(Candidate& candidate) const {
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
  void cut(std::uint32_t pos, std::uint32_t end) {
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

  static bool is_nationality(const NameHit& hit) {
    return hit.end != 0 && (hit.source == NameSource::CountryAdjective || hit.source == NameSource::CountryDemonym ||
                            hit.source == NameSource::BreakawayAdjective || hit.source == NameSource::People);
  }

  std::uint32_t cut_one(std::uint32_t pos, std::uint32_t end) {
    const NameHit& hit = r_.names[pos];
    if (hit.end > end) end = hit.end;
    // "Immigration inspectors", "Two Russians": the capital belongs to the sentence or to a noun that goes on in small letters.
    if (hit.end == 0 && r_.agents[pos].end > end && r_.agents[pos].row != kNone) return end;
    if (hit.end == 0 && word(pos).opens && pos + 1 < end && r_.names[pos + 1].end == end &&
        !r_.tables.is_given_name(word(pos).folded) && r_.names[pos + 1].source != NameSource::Person &&
        r_.names[pos + 1].source != NameSource::Place) {
      return pos + 1;
    }
    if (hit.end == 0 && pos + 1 == end && only_modifies(pos)) return end;
    if (hit.end == end && hit.end != 0) {
      add_hit(hit);
      return end;
    }
    const bool nationality = is_nationality(hit);
    const std::uint32_t rest = hit.end != 0 ? hit.end : pos;
    const AgentHit* title = title_in(pos, end);
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
    if (hit.end == pos + 1 && !nationality && hit.source != NameSource::Person && !key.found && end - pos >= 2 &&
        end - pos <= 3 && r_.tables.is_given_name(word(pos).folded) && !r_.is_hyphen(pos + 1)) {
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

  std::uint32_t cut_title(std::uint32_t pos, std::uint32_t end, const AgentHit& title) {
    if (title.first > pos) cut_modifiers(pos, title.first);
    const NameHit& hit = r_.names[title.end];
    if (hit.end != 0 && hit.end <= end &&
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
    add_name(title.end, stop, person ? EntityType::PER : EntityType::ORG, false);
    return stop;
  }

  // The words before a title: nationalities and organisations become names, the rest belongs to the title.
  void cut_modifiers(std::uint32_t pos, std::uint32_t end) {
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

  std::uint32_t cut_before_title(std::uint32_t pos, std::uint32_t end, const AgentHit& title) {
    cut_modifiers(pos, title.first);
    return end;
  }

  void add_typed(std::uint32_t first, std::uint32_t end, const NameKey& key) {
    const NameType type = type_of_name(r_, first, end, key);
    // Words that the model knows for no name need evidence.
    if (r_.labelled && type.guessed) return;
    if (type.is_name) add_name(first, end, type.type, type.guessed, type.sectors);
  }

  Reading& r_;
  std::vector<Stretch> defined_;
  Capitals capitals_ = Capitals::Usual;
  std::uint32_t begin_ = 0;
  std::uint32_t limit_ = 0;
};

}  // namespace

void find_names(Reading& reading) { NameFinder(reading).run(); }

}  // namespace dateline::name
