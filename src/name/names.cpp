// The model has labelled the words of names (Tokens::name). Where it has, its stretches are taken, and the tables say who is
// meant; names of the tables are found outside of them too, and longer ones of the tables win over shorter stretches of the
// model. Other words are read by rule: name_words.h finds runs of words that look like names, name_cutter.h cuts them. Every
// token is looked at a bounded number of times for each cut.
#include "name/names.h"

#include <algorithm>

#include "name/name_cutter.h"
#include "name/name_type.h"
#include "name/name_words.h"
#include "name/noun_phrase.h"

namespace dateline::name {

namespace {

constexpr std::uint32_t kFarthestLabel = 24;

class NameFinder {
 public:
  explicit NameFinder(Reading& reading) : r_(reading), words_(reading), cutter_(reading, words_) {}

  void run() {
    for (std::uint32_t s = 0; s < r_.document.sentences.size(); ++s) {
      words_.enter(s);
      begin_ = words_.begin();
      limit_ = words_.limit();
      find_defined_acronyms();
      for (std::uint32_t t = begin_; t < limit_;) {
        if (const auto defined = std::find_if(defined_.begin(), defined_.end(), [&](const Stretch& d) { return d.first == t; });
            defined != defined_.end()) {
          if (r_.names[t].end == defined->end)
            cutter_.add_hit(r_.names[t]);
          else
            cutter_.add_name(t, defined->end, EntityType::ORG, false);
          t = defined->end;
          continue;
        }
        if (is_region_in_address(t)) {
          ++t;
          continue;
        }
        const std::uint32_t labelled = with_known_end(t, label_end(t));
        if (labelled > t && !(r_.names[t].proper && r_.names[t].end > labelled)) {
          take_labelled(t, labelled);
          t = labelled;
          continue;
        }
        if (!words_.begins_name(t)) {
          t = add_lower_case_hit(t);
          continue;
        }
        const std::uint32_t end = std::max(words_.step(t), std::min(words_.run_end(t), next_label(t)));
        cutter_.cut(t, end);
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
    // "Ed Wong of the Times": persons have no owners behind their names.
    if (inside == NameLabel::InsidePerson) {
      for (std::uint32_t at = t + 1; at < end; ++at) {
        if (word(at).word_class == WordClass::Of || word(at).text.find('@') != std::string_view::npos) end = at;
      }
    }
    // Shops are called "Kenneally's"; the model says which.
    const bool may_be_shop = inside == NameLabel::InsideOrganisation || inside == NameLabel::InsidePlace;
    while (end > t + 1 && cannot_end_name(end - 1) && !(may_be_shop && word(end - 1).word_class == WordClass::Possessive)) --end;
    return end;
  }

  // "U.S. Department of Housing [and Urban Development]": the tables know where it ends.
  std::uint32_t with_known_end(std::uint32_t first, std::uint32_t end) const {
    for (std::uint32_t t = first + 1; t < end; ++t) {
      if (r_.names[t].end > end && r_.names[t].source == NameSource::Organisation && r_.names[t].proper) return r_.names[t].end;
    }
    return end;
  }

  bool cannot_end_name(std::uint32_t t) const {
    const WordClass kind = word(t).word_class;
    return kind == WordClass::Possessive || kind == WordClass::Of || kind == WordClass::Definite;
  }

  std::uint32_t next_label(std::uint32_t t) const {
    std::uint32_t at = t + 1;
    while (at < limit_ && at < t + kFarthestLabel && !begins(label(at))) ++at;
    return at;
  }

  void take_labelled(std::uint32_t first, std::uint32_t end) {
    const NameLabel kind = label(first);
    if (kind == NameLabel::BeginPerson && end - first > 1 && is_time_before_name(first)) ++first;
    const NameHit* hit = &r_.names[first];
    if (const bool article = word(first).word_class == WordClass::Definite && first + 1 < end; article && hit->end != end)
      hit = &r_.names[first + 1];
    if (hit->end == end && agrees(*hit, kind)) return cutter_.add_hit(*hit);
    // "Ecuador's Central Bank": the owner is a name of its own.
    if (hit->end != 0 && hit->end + 1 < end && word(hit->end).word_class == WordClass::Possessive && is_owner(hit->source)) {
      cutter_.add_hit(*hit);
      first = hit->end + 1;
    }
    if ((kind == NameLabel::BeginPerson || kind == NameLabel::BeginOther) && is_office(first, end)) {
      for (std::uint32_t t = first; t < end; t = words_.step(t)) {
        if (r_.names[t].end != 0 && r_.names[t].end <= end) cutter_.add_hit(r_.names[t]);
      }
      return;
    }
    if (kind == NameLabel::BeginPlace) {
      const std::uint32_t region = region_behind_town(first, end);
      if (region != end) {
        take_labelled_place(first, region);
        take_labelled_place(region, end);
        return;
      }
    }
    const bool single = end - first == 1;
    const bool toponym = r_.tables.is_toponym(r_.text(first, end));
    const NameKey key = key_of_name(r_, first, end);
    // "at Trinity College": its own words say more than what stands before it.
    const bool own_type = kind == NameLabel::BeginOrganisation && key.found && key.type == EntityType::ORG;
    if (toponym && !own_type && kind != NameLabel::BeginPlace && follows_place_preposition(r_, first))
      return cutter_.add_name(first, end, EntityType::GPE, single);
    // "Laurel County"
    if (end - first > 1 && key.found && (key.type == EntityType::GPE || key.type == EntityType::LOC))
      return cutter_.add_name(first, end, key.type, false);
    if (kind == NameLabel::BeginPerson) {
      const AgentHit* title = words_.title_in(first, end);
      if (title && title->end < end) {
        cutter_.cut_title(first, end, *title);
        return;
      }
      if (single && may_be_no_name(first)) return;
      return cutter_.add_name(first, end, EntityType::PER, single);
    }
    if (kind == NameLabel::BeginOrganisation) return cutter_.add_name(first, end, EntityType::ORG, single, key.sectors);
    if (kind == NameLabel::BeginPlace) {
      if (!single && key.found && key.type == EntityType::ORG)
        return cutter_.add_name(first, end, EntityType::ORG, false, key.sectors);
      const bool place = key.found && (key.type == EntityType::FAC || key.type == EntityType::LOC || key.type == EntityType::GPE);
      // A lone word that no table has may be the last name of somebody.
      return cutter_.add_name(first, end, place ? key.type : EntityType::GPE, single && !toponym);
    }
    cutter_.add_name(first, end, key.found ? key.type : type_of_other_name(r_, first, end), true);
  }

  // "San Rafael California": two names of places without a comma. Where the second begins; `end` when there is one name.
  std::uint32_t region_behind_town(std::uint32_t first, std::uint32_t end) const {
    if (end - first < 2 || r_.names[first].end == end || r_.tables.is_toponym(r_.text(first, end))) return end;
    if (r_.tables.is_given_name(word(first).folded)) return end;  // "Jordan Henderson"
    for (std::uint32_t t = first + 1; t < end; ++t) {
      if (r_.names[t].end == end && is_place(r_.names[t].source) && !r_.is_hyphen(t - 1) &&
          (r_.names[first].end == t || r_.tables.is_toponym(r_.text(first, t))))
        return t;
    }
    return end;
  }

  void take_labelled_place(std::uint32_t first, std::uint32_t end) {
    if (r_.names[first].end == end) return cutter_.add_hit(r_.names[first]);
    cutter_.add_name(first, end, EntityType::GPE, false);
  }

  // "Royersford, PA": two letters behind a town are no organisation's.
  bool is_region_in_address(std::uint32_t t) const {
    return t > begin_ + 1 && word(t).shape == Shape::Upper && word(t).text.size() == 2 && word(t - 1).text == "," &&
           word(t - 2).is_capitalised() && r_.names[t].end == t + 1 && r_.names[t].source == NameSource::Organisation;
  }

  // "On Wednesday Ruto said".
  bool is_time_before_name(std::uint32_t t) const {
    return t > begin_ && r_.upos(t - 1) == Upos::ADP && r_.tables.is_not_a_name(word(t).folded);
  }

  // "Bake for an hour": a word that has its capital from the sentence and goes on like a verb, that no table has, and that stands
  // nowhere else.
  bool may_be_no_name(std::uint32_t t) const {
    if (!word(t).opens || t + 1 >= limit_ || word(t + 1).word_class == WordClass::None || r_.names[t].end != 0 ||
        r_.tables.is_given_name(word(t).folded))
      return false;
    return std::none_of(r_.words.begin(), r_.words.end(),
                        [&](const Word& other) { return !other.opens && other.text == word(t).text; });
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

  // A nationality, a weapon or a short name in lower case ("mainland China", "cruise missile").
  std::uint32_t add_lower_case_hit(std::uint32_t t) {
    const NameHit& hit = r_.names[t];
    if (hit.end == 0 || hit.proper) return t + 1;
    // Vehicles that act for their crews are read with the agent nouns.
    if (r_.agents[t].end >= hit.end && r_.agents[t].row != kNone) return t + 1;
    cutter_.add_hit(hit);
    return hit.end;
  }

  Reading& r_;
  NameWords words_;
  NameCutter cutter_;
  std::vector<Stretch> defined_;
  std::uint32_t begin_ = 0;
  std::uint32_t limit_ = 0;
};

}  // namespace

void find_names(Reading& reading) { NameFinder(reading).run(); }

}  // namespace dateline::name
