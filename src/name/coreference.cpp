// One pass over all candidates in text order. Pronouns look back over the mentions of their own and the two sentences before, at
// most kMostMentions of them, and the best score wins: subjects before objects, near before far, often named before rarely named.
// What it cannot do: cataphora, plural pronouns for people who are not named together.
#include "name/coreference.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace dateline::name {

namespace {

constexpr std::size_t kMostMentions = 60;
constexpr std::size_t kMostLookedAt = 400;  // of history, where order or count matters more than nearness
constexpr std::uint32_t kMostDeterminers = 4;
constexpr std::uint32_t kFarthestSentence = 2;
constexpr std::uint32_t kMostClausesUp = 4;
constexpr std::uint32_t kFarthestSubject = 64;

class Resolver {
 public:
  Resolver(Reading& reading, Entities& entities) : r_(reading), entities_(entities) {}

  void run() {
    std::vector<std::uint32_t> order(r_.candidates.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const Candidate& x = r_.candidates[a];
      const Candidate& y = r_.candidates[b];
      return x.first != y.first ? x.first < y.first : x.end < y.end;
    });
    for (const std::uint32_t index : order) settle_head(r_.candidates[index]);
    find_nested(order);
    for (const std::uint32_t index : order) {
      switch (r_.candidates[index].kind) {
        case MentionKind::Name:
          break;
        case MentionKind::Nominal:
          resolve_nominal(index);
          break;
        case MentionKind::Pronoun:
          resolve_pronoun(index);
          break;
      }
      if (r_.candidates[index].entity != kNone) history_.push_back(index);
    }
  }

 private:
  // The last mentions: no list is looked through from its beginning, so that the work stays linear in the text.
  static std::span<const std::uint32_t> recent(const std::vector<std::uint32_t>& all) {
    return std::span(all).last(std::min(all.size(), kMostLookedAt));
  }

  const Tokens& tokens() const { return r_.document.tokens; }
  std::uint32_t sentence_of(const Candidate& c) const { return tokens().sentence[c.first]; }
  const Entity& entity(std::uint32_t e) const { return r_.document.entities[e]; }

  void settle_head(Candidate& c) const {
    if (c.kind == MentionKind::Pronoun) return;
    if (c.head != kNone && r_.parsed) {
      const std::uint32_t governor = tokens().head[c.head];
      if (governor == kNone || governor < c.first || governor >= c.end) return;
    }
    c.head = r_.head_of(c.outer_first, c.end);
  }

  // Names inside a longer noun phrase ("the advisers of A and B") are no subjects, whatever the tree says.
  void find_nested(const std::vector<std::uint32_t>& order) {
    nested_.assign(r_.candidates.size(), false);
    std::uint32_t end = 0;
    for (const std::uint32_t index : order) {
      const Candidate& c = r_.candidates[index];
      if (c.end <= end && c.kind == MentionKind::Name) nested_[index] = true;
      if (c.kind == MentionKind::Nominal) end = std::max(end, c.end);
    }
  }

  bool is_nested(std::uint32_t index) const { return index < nested_.size() && nested_[index]; }

  // A preposition stands right before the noun phrase.
  bool after_preposition(const Candidate& c) const {
    std::uint32_t first = c.outer_first;
    for (std::uint32_t i = 0;
         i < kMostDeterminers && first > 0 &&
         (r_.words[first - 1].word_class == WordClass::Definite || r_.words[first - 1].word_class == WordClass::Indefinite);
         ++i)
      --first;
    if (first == 0 || tokens().sentence[first - 1] != tokens().sentence[c.first]) return false;
    switch (r_.words[first - 1].word_class) {
      case WordClass::Of:
      case WordClass::For:
      case WordClass::Preposition:
      case WordClass::Direction:
        return r_.upos(first - 1) == Upos::ADP;
      default:
        return false;
    }
  }

  // The relation of a mention to its governor, corrected where its words speak against the tree.
  Relation relation_of(std::uint32_t index) const {
    const Candidate& c = r_.candidates[index];
    if (c.head == kNone) return Relation::dep;
    const Relation relation = tokens().relation[c.head];
    const bool subject = relation == Relation::nsubj || relation == Relation::nsubj_pass || relation == Relation::nsubj_outer;
    return subject && (is_nested(index) || after_preposition(c)) ? Relation::nmod : relation;
  }

  // Several entities for one mention: the candidate itself takes the first, copies the others.
  void give(std::uint32_t index, const std::vector<std::uint32_t>& to) {
    if (to.empty()) return;
    r_.candidates[index].entity = to.front();
    for (std::size_t i = 1; i < to.size(); ++i) {
      Candidate copy = r_.candidates[index];
      copy.entity = to[i];
      r_.candidates.push_back(std::move(copy));
      history_.push_back(static_cast<std::uint32_t>(r_.candidates.size() - 1));
    }
  }

  void resolve_nominal(std::uint32_t index) {
    Candidate& c = r_.candidates[index];
    if (c.entity != kNone) return;  // a weapon from the tables
    if (c.same_as != kNone) {
      c.entity = r_.candidates[c.same_as].entity;
      if (c.entity != kNone) return entities_.add_facts(c.entity, c);
    }
    if (c.agent == kNone) return;
    const Agent& agent = r_.tables.agent(c.agent);
    if (agent.kind == AgentKind::Group) return resolve_group(index, agent);
    if (c.pronoun_owner != kNone && c.facts.countries.empty()) {
      const auto history = recent(history_);
      for (auto at = history.rbegin(); at != history.rend(); ++at) {
        if (r_.candidates[*at].first != c.pronoun_owner) continue;
        if (const std::string_view country = entities_.country_of(r_.candidates[*at].entity); !country.empty())
          c.facts.countries.push_back(country);
        break;
      }
    }
    if (const std::vector<std::uint32_t> same = earlier_group(c); !same.empty()) {
      give(index, same);
      return;
    }
    settle_sector(c, agent);
    c.entity = earlier_nominal(c, agent);
    if (c.entity == kNone) {
      const bool bare_title = agent.kind == AgentKind::Title && r_.words[c.agent_first].is_capitalised();
      if (c.facts.countries.empty() && (c.definite || bare_title || agent.kind == AgentKind::Body) &&
          is_official(c.facts.settled()) && !entities_.main_country().empty() && c.facts.others.empty()) {
        c.facts.countries.push_back(entities_.main_country());
      }
      c.entity = entities_.add_nominal(c);
    }
    entities_.add_facts(c.entity, c);
    nominals_.push_back(index);
  }

  bool country_agrees(const Candidate& c, std::uint32_t e) const {
    return c.facts.countries.empty() || c.facts.countries.front() == entities_.country_of(e);
  }

  // "the three advisers" after "the advisers of A, B and C", "the ministers" after "the foreign ministers of A and B".
  std::vector<std::uint32_t> earlier_group(const Candidate& c) const {
    std::vector<std::uint32_t> out;
    if (!c.plural || !c.definite || c.pronoun_owner != kNone || !c.facts.countries.empty() || !c.facts.others.empty()) return out;
    const auto nominals = recent(nominals_);
    const auto last = std::find_if(nominals.rbegin(), nominals.rend(), [&](std::uint32_t before) {
      return r_.candidates[before].plural && is_shorter_for(c.agent, r_.candidates[before].agent);
    });
    if (last == nominals.rend()) return out;
    for (const std::uint32_t before : recent(nominals_)) {
      const Candidate& other = r_.candidates[before];
      if (other.first == r_.candidates[*last].first && other.end == r_.candidates[*last].end) out.push_back(other.entity);
    }
    return out.size() > 1 ? out : std::vector<std::uint32_t>{};
  }

  bool is_shorter_for(std::uint32_t agent, std::uint32_t longer) const {
    const std::vector<std::string_view>& names = r_.tables.agent(agent).names;
    return agent == longer || std::any_of(names.begin(), names.end(),
                                          [&](std::string_view name) { return r_.tables.may_be_shortened(longer, name); });
  }

  // "Officers" of the police when the text spoke of police last, else of the army.
  void settle_sector(Candidate& c, const Agent& agent) const {
    if (agent.stands_for.empty() || agent.fallback.empty() || c.facts.settled() != agent.fallback) return;
    const auto history = recent(history_);
    for (auto at = history.rbegin(); at != history.rend(); ++at)
      for (const std::string_view sector : entities_.sectors_so_far(r_.candidates[*at].entity))
        if (std::find(agent.stands_for.begin(), agent.stands_for.end(), sector) != agent.stands_for.end()) {
          c.facts.fallback = {sector};
          return;
        }
  }

  // "Sudan's army", whose name the tables know, may be called "the army".
  std::uint32_t earlier_body(const Candidate& c, const Agent& agent) const {
    const bool bare = c.definite && !c.complemented && c.pronoun_owner == kNone && c.facts.countries.empty() &&
                      c.facts.modifiers.empty() && c.facts.others.empty() && c.end - c.agent_first == 1 &&
                      c.agent_first <= c.first + 1;
    if (agent.kind != AgentKind::Body || !bare) return kNone;
    const auto history = recent(history_);
    const std::string_view noun = r_.words[c.agent_first].folded;
    for (auto at = history.rbegin(); at != history.rend(); ++at) {
      const Candidate& before = r_.candidates[*at];
      if (before.kind == MentionKind::Name && before.end - before.first > 1 && r_.words[before.end - 1].folded == noun &&
          entities_.sectors_so_far(before.entity) == c.facts.settled())
        return before.entity;
    }
    return kNone;
  }

  std::uint32_t earlier_nominal(const Candidate& c, const Agent& agent) const {
    const bool bare_title = agent.kind == AgentKind::Title && r_.words[c.agent_first].is_capitalised();
    const bool refers_back = c.definite || bare_title;
    const bool person = c.type == EntityType::PER && !c.plural;
    if (person && refers_back && c.pronoun_owner == kNone) {
      std::size_t seen = 0;
      for (auto at = history_.rbegin(); at != history_.rend() && seen < 4 * kMostMentions; ++at, ++seen) {
        const std::uint32_t e = r_.candidates[*at].entity;
        if (entity(e).type != EntityType::PER || !entities_.info(e).person || c.facts.former) continue;
        if (r_.candidates[*at].kind == MentionKind::Pronoun) continue;
        if (country_agrees(c, e) && entities_.may_be_called(e, c.agent)) return e;
      }
    }
    const auto nominals = recent(nominals_);
    for (auto at = nominals.rbegin(); at != nominals.rend(); ++at) {
      const Candidate& before = r_.candidates[*at];
      if (before.agent != c.agent || before.plural != c.plural || before.facts.former != c.facts.former) continue;
      const std::string_view country = entities_.country_of(before.entity);
      const bool same_country = !c.facts.countries.empty() && c.facts.countries.front() == country;
      const bool institution =
          agent.kind == AgentKind::Body && refers_back && !c.complemented && c.facts.countries.empty() && c.facts.others.empty();
      if (!(same_country || institution)) continue;
      if (!institution && c.facts.settled() != entities_.sectors_told(before.entity)) continue;
      if (person && !refers_back) continue;
      return before.entity;
    }
    if (const std::uint32_t body = earlier_body(c, agent); body != kNone) return body;
    return earlier_organisation(c, agent);
  }

  // "The group" after "the National Liberation Army": an organisation named before, of a sector that the noun may stand for.
  // Sectors are listed from the likeliest on.
  std::uint32_t earlier_organisation(const Candidate& c, const Agent& agent) const {
    const std::vector<std::string_view>& roles = agent.stands_for;
    if (roles.empty() || roles.front() != "ORG" || c.plural || !c.definite || c.complemented || c.pronoun_owner != kNone ||
        !c.facts.countries.empty() || !c.facts.others.empty() || c.agent_first > c.first + 1)
      return kNone;
    std::uint32_t best = kNone;
    double best_score = -100;
    std::size_t seen = 0;
    for (auto at = history_.rbegin(); at != history_.rend() && seen < kMostMentions; ++at, ++seen) {
      const std::uint32_t e = r_.candidates[*at].entity;
      if (entity(e).type != EntityType::ORG || entities_.info(e).names == 0 || is_in_dateline(r_.candidates[*at])) continue;
      // "Reuters reported that the company ...": in its own sentence it would be "it".
      if (sentence_of(r_.candidates[*at]) == sentence_of(c)) continue;
      const Sectors sectors = entities_.sectors_so_far(e);
      const auto role = std::find_first_of(roles.begin(), roles.end(), sectors.begin(), sectors.end());
      if (role == roles.end()) continue;
      const Relation relation = relation_of(*at);
      const bool subject = relation == Relation::nsubj || relation == Relation::nsubj_pass;
      const double score = 2.0 * std::min(entities_.info(e).names, 4u) + (subject ? 3.0 : 0.0) -
                           static_cast<double>(sentence_of(c) - sentence_of(r_.candidates[*at])) -
                           0.5 * static_cast<double>(role - roles.begin());
      if (score > best_score) {
        best_score = score;
        best = e;
      }
    }
    return best;
  }

  // The entities of a subject and of what is coordinated with it.
  std::vector<std::uint32_t> together_with(std::uint32_t head) const {
    std::vector<std::uint32_t> out;
    const std::uint32_t sentence = tokens().sentence[head];
    const auto history = recent(history_);
    for (auto at = history.rbegin(); at != history.rend(); ++at) {
      const Candidate& c = r_.candidates[*at];
      if (sentence_of(c) != sentence) {
        if (sentence_of(c) < sentence) break;
        continue;
      }
      if ((c.kind == MentionKind::Pronoun && c.head != head) || is_nested(*at)) continue;
      const bool same = c.head == head;
      const bool coordinated = c.head != kNone && tokens().relation[c.head] == Relation::conj && tokens().head[c.head] == head;
      if ((same || coordinated) && std::find(out.begin(), out.end(), c.entity) == out.end()) out.push_back(c.entity);
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  bool is_state(std::uint32_t e) const {
    const NameSource source = entities_.info(e).source;
    return entity(e).type == EntityType::GPE && (source == NameSource::Country || source == NameSource::ShortName);
  }

  // "both countries", "the two leaders", "its neighbor".
  void resolve_group(std::uint32_t index, const Agent& agent) {
    Candidate& c = r_.candidates[index];
    const auto stands_for = [&](std::string_view what) {
      return std::find(agent.stands_for.begin(), agent.stands_for.end(), what) != agent.stands_for.end();
    };
    if (!c.plural) {
      if (c.pronoun_owner != kNone && stands_for("GPE")) resolve_neighbour(c);
      return;
    }
    if (!c.definite || !c.facts.countries.empty()) return;
    const bool people = stands_for("PER"), states = stands_for("GPE");
    for (std::uint32_t back = 0; back <= 1 && back <= sentence_of(c); ++back) {
      std::vector<std::uint32_t> members;
      std::vector<std::string_view> countries;
      for (const std::uint32_t before : recent(history_)) {
        const Candidate& other = r_.candidates[before];
        if (sentence_of(other) + back != sentence_of(c)) continue;
        if (states) add_country_of(other.entity, countries);
        if (people && is_person(other.entity) && std::find(members.begin(), members.end(), other.entity) == members.end()) {
          members.push_back(other.entity);
        }
      }
      if (states && countries.size() == 2) return give_states(index, countries);
      if (people && members.size() == 2) return give(index, members);
      if (countries.size() > 2 || members.size() > 2) break;
    }
    if (!states) return;
    // Two states that the text speaks of, and a third at most in passing.
    std::vector<std::string_view> countries;
    std::vector<std::uint32_t> counts;
    for (const std::uint32_t before : recent(history_)) {
      std::vector<std::string_view> one;
      add_country_of(r_.candidates[before].entity, one);
      if (one.empty()) continue;
      const auto at = static_cast<std::size_t>(std::find(countries.begin(), countries.end(), one.front()) - countries.begin());
      if (at == countries.size()) {
        countries.push_back(one.front());
        counts.push_back(0);
      }
      ++counts[at];
    }
    std::vector<std::size_t> order(countries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
    if (order.size() == 2 || (order.size() > 2 && counts[order[1]] >= 2 * counts[order[2]])) {
      give_states(index, {countries[order[0]], countries[order[1]]});
    }
  }

  bool is_person(std::uint32_t e) const { return entities_.info(e).person && entity(e).type == EntityType::PER; }

  // The state that an entity is, belongs to by its name, or holds an office of.
  void add_country_of(std::uint32_t e, std::vector<std::string_view>& countries) const {
    const bool official = is_person(e) && entities_.info(e).source == NameSource::Person;
    if (!is_state(e) && !entities_.info(e).nationality && !official) return;
    const std::string_view country = entities_.country_of(e);
    if (!country.empty() && std::find(countries.begin(), countries.end(), country) == countries.end())
      countries.push_back(country);
  }

  void give_states(std::uint32_t index, const std::vector<std::string_view>& countries) {
    std::vector<std::uint32_t> states;
    for (const std::string_view country : countries) {
      if (const std::uint32_t state = entities_.country_entity(country); state != kNone) states.push_back(state);
    }
    give(index, states);
  }

  void resolve_neighbour(Candidate& c) {
    std::string_view own;
    std::vector<std::uint32_t> others;
    for (const std::uint32_t before : recent(history_)) {
      const Candidate& other = r_.candidates[before];
      if (other.first == c.pronoun_owner) own = entities_.country_of(other.entity);
    }
    if (own.empty()) return;
    for (const std::uint32_t before : recent(history_)) {
      const Candidate& other = r_.candidates[before];
      if (sentence_of(other) != sentence_of(c) || !is_state(other.entity) || entities_.country_of(other.entity) == own) continue;
      if (std::find(others.begin(), others.end(), other.entity) == others.end()) others.push_back(other.entity);
    }
    if (others.size() == 1) c.entity = others.front();
  }

  void resolve_pronoun(std::uint32_t index) {
    const Candidate c = r_.candidates[index];
    const Pronoun* pronoun = r_.tables.pronoun(r_.words[c.first].folded);
    if (!pronoun) return;
    if (pronoun->grammatical_case == Pronoun::Case::Relative) return resolve_relative(index);
    if (!r_.parsed || tokens().relation[c.first] == Relation::expl || is_empty_subject(c.first, *pronoun)) return;
    if (pronoun->number == GrammaticalNumber::Many && means_nearer_noun(c)) return;
    double best_score = -100;
    std::vector<std::uint32_t> best;
    std::size_t seen = 0;
    for (auto at = history_.rbegin(); at != history_.rend() && seen < kMostMentions; ++at, ++seen) {
      const Candidate& before = r_.candidates[*at];
      const std::uint32_t distance = sentence_of(c) - sentence_of(before);
      if (distance > kFarthestSentence) break;
      if (before.end > c.first || is_in_dateline(before)) continue;
      std::vector<std::uint32_t> group;
      if (pronoun->number == GrammaticalNumber::Many) {
        group = together_with(before.head);
        if (group.size() < 2 && !may_be_many(before)) continue;
        if (group.empty()) group.push_back(before.entity);
      } else {
        if (!may_be_one(before, *pronoun)) continue;
        group.push_back(before.entity);
      }
      if (distance == 0 && is_co_argument(c, before, *pronoun)) continue;
      const double score = score_of(c, *at, distance, *pronoun) + (group.size() > 1 ? 1.0 : 0.0);
      if (score > best_score) {
        best_score = score;
        best = group;
      }
    }
    give(index, best);
  }

  // "Villagers said they ...": the subject of a clause above is several, and nobody that is known.
  bool means_nearer_noun(const Candidate& c) const {
    const std::uint32_t sentence = sentence_of(c);
    const std::uint32_t own = tokens().head[c.first];
    std::uint32_t verb = own == kNone ? kNone : tokens().head[own];
    for (std::uint32_t step = 0; step < kMostClausesUp && verb != kNone; ++step, verb = tokens().head[verb]) {
      const std::uint32_t first = r_.sentence_first(verb);
      for (std::uint32_t t = verb; t > first && verb - t < kFarthestSubject;) {
        --t;
        const Relation relation = tokens().relation[t];
        if (tokens().head[t] != verb || t >= c.first || (relation != Relation::nsubj && relation != Relation::nsubj_pass))
          continue;
        if (r_.upos(t) != Upos::NOUN || tokens().feats[t].find("Number=Plur") == std::string_view::npos) break;
        return std::none_of(history_.rbegin(), history_.rend(), [&](std::uint32_t before) {
          const Candidate& other = r_.candidates[before];
          return other.head == t && sentence_of(other) == sentence;
        });
      }
    }
    return false;
  }

  void resolve_relative(std::uint32_t index) {
    if (!r_.parsed) return;
    // who -> the verb of its clause -> the noun that the clause describes
    std::uint32_t t = r_.candidates[index].first;
    for (int i = 0; i < 4 && t != kNone; ++i) {
      const Relation relation = tokens().relation[t];
      t = tokens().head[t];
      if (relation == Relation::acl_relcl) break;
      if (t == kNone) return;
      if (tokens().relation[t] == Relation::acl_relcl) {
        t = tokens().head[t];
        break;
      }
    }
    if (t == kNone || t >= r_.candidates[index].first) return;
    std::vector<std::uint32_t> who;
    for (const std::uint32_t before : recent(history_)) {
      const Candidate& c = r_.candidates[before];
      if (c.head == t && std::find(who.begin(), who.end(), c.entity) == who.end()) who.push_back(c.entity);
    }
    give(index, who);
  }

  // "it is likely that", "it emerged that".
  bool is_empty_subject(std::uint32_t token, const Pronoun& pronoun) const {
    if (pronoun.gender != Gender::Neuter || pronoun.grammatical_case != Pronoun::Case::Subject) return false;
    const std::uint32_t governor = tokens().head[token];
    if (governor == kNone) return false;
    const std::uint32_t limit = std::min(r_.sentence_end(token), governor + 12);
    for (std::uint32_t t = governor + 1; t < limit; ++t) {
      if (tokens().head[t] != governor) continue;
      const Relation relation = tokens().relation[t];
      if (relation == Relation::csubj || relation == Relation::csubj_pass) return true;
      if ((relation == Relation::ccomp || relation == Relation::xcomp || relation == Relation::advcl) &&
          r_.upos(governor) == Upos::ADJ)
        return true;
    }
    return false;
  }

  // Where the report was written is nobody that "they" could be.
  bool is_in_dateline(const Candidate& c) const { return r_.document.dateline.span.contains(tokens().span[c.first]); }

  bool may_be_one(const Candidate& before, const Pronoun& pronoun) const {
    const EntityInfo& info = entities_.info(before.entity);
    const EntityType type = entity(before.entity).type;
    if (info.plural || (before.kind == MentionKind::Pronoun && before.plural)) return false;
    if (pronoun.gender == Gender::Neuter) {
      return type == EntityType::ORG || (type == EntityType::GPE && !info.nationality);
    }
    if (type != EntityType::PER || !info.person) return false;
    return info.gender == Gender::Unknown || pronoun.gender == Gender::Unknown || info.gender == pronoun.gender;
  }

  bool may_be_many(const Candidate& before) const {
    const EntityInfo& info = entities_.info(before.entity);
    const EntityType type = entity(before.entity).type;
    if (info.plural) return type == EntityType::PER || type == EntityType::ORG || type == EntityType::NORP;
    if (before.kind == MentionKind::Pronoun) return before.plural;
    return type == EntityType::ORG && before.kind == MentionKind::Nominal;
  }

  // Two arguments of one verb are two people, unless the pronoun is reflexive or possessive.
  bool is_co_argument(const Candidate& c, const Candidate& before, const Pronoun& pronoun) const {
    const std::uint32_t governor = tokens().head[c.first];
    if (pronoun.grammatical_case == Pronoun::Case::Possessive) return governor != kNone && before.head == governor;
    if (pronoun.grammatical_case == Pronoun::Case::Reflexive) return false;
    return governor != kNone && before.head != kNone && tokens().head[before.head] == governor;
  }

  double score_of(const Candidate& c, std::uint32_t index, std::uint32_t distance, const Pronoun& pronoun) const {
    const Candidate& before = r_.candidates[index];
    double score = -6.0 * distance;
    const Relation relation = relation_of(index);
    const bool subject = relation == Relation::nsubj || relation == Relation::nsubj_pass || relation == Relation::nsubj_outer;
    if (subject) score += 6;
    if (relation == Relation::obj || relation == Relation::iobj) score += 2;
    if (relation == Relation::nmod || relation == Relation::compound) score -= 1;
    if (relation == Relation::nmod_poss && before.head != kNone && tokens().head[before.head] != kNone &&
        (tokens().relation[tokens().head[before.head]] == Relation::nsubj ||
         tokens().relation[tokens().head[before.head]] == Relation::nsubj_pass)) {
      score += 3;  // "X's visit led to hopes that he ...": the clause is about X
    }
    if (subject && tokens().relation[c.first] == Relation::nsubj) score += 1;
    if (before.kind == MentionKind::Name) score += 1;
    if (before.kind == MentionKind::Pronoun && r_.words[before.first].folded == r_.words[c.first].folded) score += 3;
    score += 0.5 * std::min(entities_.info(before.entity).names, 5u);
    if (pronoun.grammatical_case == Pronoun::Case::Possessive && distance == 0) score += 1;
    return score;
  }

  Reading& r_;
  Entities& entities_;
  std::vector<std::uint32_t> history_;  // candidates with entities, in text order
  std::vector<std::uint32_t> nominals_;
  std::vector<bool> nested_;
};

}  // namespace

void resolve_references(Reading& reading, Entities& entities) { Resolver(reading, entities).run(); }

}  // namespace dateline::name
