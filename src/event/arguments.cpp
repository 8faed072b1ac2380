#include "event/arguments.h"

#include <algorithm>

namespace dateline::event {

namespace {

constexpr int kMostDepth = 4;
constexpr std::size_t kMostVisited = 64;
constexpr std::uint32_t kLongestName = 24;

bool holds(const Arguments& arguments, std::uint32_t entity) {
  return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& argument) { return argument.entity == entity; });
}

bool is_modifier(Relation relation) {
  return relation == Relation::amod || relation == Relation::compound || relation == Relation::nmod_poss ||
         relation == Relation::nmod_desc;
}

}  // namespace

ArgumentReader::ArgumentReader(const Document& document, const Grammar& grammar, const PatternSet& patterns)
    : document_(document), grammar_(grammar), patterns_(patterns) {
  const std::uint32_t tokens = document.tokens.size();
  first_mention_.assign(tokens + 1, 0);
  name_over_.assign(tokens, kNone);
  in_body_.assign(tokens, false);
  const auto width = [&](std::uint32_t m) { return document.mentions[m].end_token - document.mentions[m].first_token; };
  for (std::uint32_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (mention.entity == kNone || mention.entity >= document.entities.size()) continue;
    if (mention.head < tokens) ++first_mention_[mention.head + 1];
    const bool body = mention.kind == MentionKind::Nominal && document.entities[mention.entity].type == EntityType::ORG;
    for (std::uint32_t t = mention.first_token + 1; body && t < mention.end_token && t < tokens; ++t) {
      const char first = document.text[document.tokens.span[t].begin];
      if (t != mention.head && first >= 'A' && first <= 'Z') in_body_[t] = true;
    }
    if (mention.kind != MentionKind::Name || mention.end_token > tokens || mention.first_token >= mention.end_token ||
        width(m) > kLongestName)
      continue;
    for (std::uint32_t t = mention.first_token; t < mention.end_token; ++t)
      if (name_over_[t] == kNone || width(m) < width(name_over_[t])) name_over_[t] = m;
  }
  for (std::uint32_t t = 0; t < tokens; ++t) first_mention_[t + 1] += first_mention_[t];
  mentions_.resize(first_mention_[tokens]);
  std::vector<std::uint32_t> next(first_mention_.begin(), first_mention_.end() - 1);
  for (std::uint32_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (mention.entity != kNone && mention.entity < document.entities.size() && mention.head < tokens)
      mentions_[next[mention.head]++] = m;
  }
}

std::span<const std::uint32_t> ArgumentReader::mentions_at(std::uint32_t token) const {
  const std::uint32_t* first = mentions_.data() + first_mention_[token];
  const std::uint32_t* last = mentions_.data() + first_mention_[token + 1];
  if (first == last && name_over_[token] != kNone) return {&name_over_[token], 1};
  return {first, last};
}

// "In Sokoto".
bool ArgumentReader::is_where(std::uint32_t token) const {
  if (!grammar_.is_marked_by(token, patterns_.place_prepositions())) return false;
  const auto mentions = mentions_at(token);
  return std::any_of(mentions.begin(), mentions.end(), [&](std::uint32_t m) {
    const EntityType type = document_.entities[document_.mentions[m].entity].type;
    return type == EntityType::GPE || type == EntityType::LOC || type == EntityType::FAC;
  });
}

bool ArgumentReader::is_in_name(std::uint32_t token) const {
  if (in_body_[token]) return true;
  if (name_over_[token] == kNone) return false;
  const Mention& mention = document_.mentions[name_over_[token]];
  return mention.end_token - mention.first_token > 1 && document_.entities[mention.entity].type != EntityType::EVENT;
}

bool ArgumentReader::has_country(std::uint32_t entity) const {
  const Entity& e = document_.entities[entity];
  return !e.country.empty() || !e.code.empty();
}

bool ArgumentReader::is_actor(std::uint32_t entity) const {
  const EntityType type = document_.entities[entity].type;
  if (type == EntityType::EVENT || type == EntityType::WEA || type == EntityType::OTHER)
    return has_country(entity) && type != EntityType::EVENT;
  return has_country(entity) || type == EntityType::PER || type == EntityType::ORG || type == EntityType::GPE ||
         type == EntityType::NORP;
}

void ArgumentReader::add(std::uint32_t mention, Arguments& out) const {
  const Mention& m = document_.mentions[mention];
  if (!holds(out, m.entity)) out.push_back({m.entity, m.span});
}

bool ArgumentReader::read_mentions(std::uint32_t token, Arguments& out) const {
  bool found = false;
  for (std::uint32_t mention : mentions_at(token))
    if (is_actor(document_.mentions[mention].entity)) {
      add(mention, out);
      found = true;
    }
  return found;
}

bool ArgumentReader::read_countries(std::uint32_t token, Arguments& out) const {
  bool found = false;
  for (std::uint32_t each : grammar_.coordinated(token)) {
    bool country = false;
    for (std::uint32_t mention : mentions_at(each))
      country = country || !document_.entities[document_.mentions[mention].entity].country.empty();
    found = (country && read_mentions(each, out)) || found;
  }
  return found;
}

bool ArgumentReader::is_named_person(std::uint32_t token) const {
  const auto names = mentions_at(token);
  return std::any_of(names.begin(), names.end(), [&](std::uint32_t m) {
    const Mention& mention = document_.mentions[m];
    return mention.kind == MentionKind::Name && mention.head == token &&
           document_.entities[mention.entity].type == EntityType::PER;
  });
}

bool ArgumentReader::is_doer(std::uint32_t token) const {
  const Relation r = grammar_.relation(token);
  return r == Relation::obl_agent || ((r == Relation::nmod || r == Relation::obl) && grammar_.is_marked_by(token, "by"));
}

bool ArgumentReader::is_somebody(std::uint32_t token) const {
  const auto mentions = mentions_at(token);
  return std::any_of(mentions.begin(), mentions.end(), [&](std::uint32_t m) { return is_actor(document_.mentions[m].entity); });
}

bool ArgumentReader::read_one(std::uint32_t token, int depth, Arguments& out) const {
  if (depth > kMostDepth) return false;
  // A mention with a country, or its code, is the answer; one without may still be told by what stands around it.
  bool known = false;
  for (std::uint32_t mention : mentions_at(token)) {
    const std::uint32_t entity = document_.mentions[mention].entity;
    known = known || (is_actor(entity) && !document_.entities[entity].country.empty());
  }
  if (known || is_named_person(token)) return read_mentions(token, out);
  const std::uint32_t inner = grammar_.content_of(token);
  if (inner != token && read_one(inner, depth + 1, out)) return true;
  // "An Iraqi suicide bomber": a modifier, or a modifier of one.
  for (std::uint32_t child : grammar_.children(token)) {
    if (!is_modifier(grammar_.relation(child)) && !(grammar_.relation(child) == Relation::nmod && child < token)) continue;
    known = read_countries(child, out);
    if (known) return true;
    for (std::uint32_t inner_child : grammar_.children(child))
      if (is_modifier(grammar_.relation(inner_child)) && read_countries(inner_child, out)) return true;
  }
  // "The tanks of Israel"; whose somebody is, his entity says (origins.h).
  if (!is_somebody(token) &&
      (grammar_.upos(token) == Upos::NOUN || grammar_.upos(token) == Upos::NUM || grammar_.upos(token) == Upos::ADJ))
    for (std::uint32_t child : grammar_.children(token))
      if ((grammar_.relation(child) == Relation::nmod || grammar_.relation(child) == Relation::obl) && child > token &&
          grammar_.is_marked_by(child, patterns_.ownership_prepositions()))
        known = read_countries(child, out) || known;
  if (known) return true;
  for (std::uint32_t child : grammar_.children(token))
    if (grammar_.relation(child) == Relation::appos && read_one(child, depth + 1, out)) return true;
  return read_mentions(token, out);
}

void ArgumentReader::read(std::uint32_t token, Arguments& out) const {
  for (std::uint32_t each : grammar_.coordinated(token)) read_one(each, 0, out);
}

void ArgumentReader::read_things(std::uint32_t token, Arguments& out) const {
  for (std::uint32_t each : grammar_.coordinated(token))
    for (std::uint32_t mention : mentions_at(grammar_.content_of(each))) add(mention, out);
}

void ArgumentReader::read_inside(std::uint32_t token, const Arguments& besides, Arguments& out) const {
  // Breadth first, so that what stands nearest to the filler wins; the subject of a clause, or who did the deed ("crimes by
  // guerrillas against villagers"), before all else.
  TokenList queue;
  // A town stands for its country only against somebody of one: "bandits burned a bus in Sokoto" did nothing to Sokoto.
  const bool at_home = std::none_of(besides.begin(), besides.end(),
                                    [&](const Argument& a) { return !document_.entities[a.entity].country.empty(); });
  const auto enqueue = [&](std::uint32_t parent) {
    for (int subjects = 1; subjects >= 0; --subjects)
      for (std::uint32_t child : grammar_.children(parent)) {
        const Relation r = grammar_.relation(child);
        const bool subject = r == Relation::nsubj || r == Relation::nsubj_pass || is_doer(child);
        if (subject == (subjects == 1) && r != Relation::parataxis && r != Relation::punct && r != Relation::acl_relcl &&
            queue.size() < kMostVisited && !grammar_.is_marked_by(child, patterns_.outside_prepositions()) &&
            !(at_home && is_where(child)))
          queue.push_back(child);
      }
  };
  const auto country_of_besides = [&](std::uint32_t entity) {
    const std::string_view country = document_.entities[entity].country;
    return std::any_of(besides.begin(), besides.end(),
                       [&](const Argument& a) { return document_.entities[a.entity].country == country; });
  };
  // "Warned that Russia would respond": what somebody says of his own state or body is not said to it.
  const auto is_own = [&](std::uint32_t entity) {
    const Entity& e = document_.entities[entity];
    return e.type != EntityType::PER && std::any_of(besides.begin(), besides.end(), [&](const Argument& a) {
             return !e.code.empty() && std::string_view(document_.entities[a.entity].code).starts_with(e.code);
           });
  };
  Arguments second;  // of the same country as `besides`, or of none that is known
  enqueue(token);
  for (std::size_t at = 0; at < queue.size(); ++at) {
    Arguments found;
    for (std::uint32_t mention : mentions_at(queue[at])) {
      const std::uint32_t entity = document_.mentions[mention].entity;
      if (is_actor(entity) && has_country(entity) && !holds(besides, entity)) add(mention, found);
    }
    if (!found.empty()) {
      for (std::uint32_t each : grammar_.coordinated(queue[at]))
        for (std::uint32_t mention : mentions_at(each)) {
          const std::uint32_t entity = document_.mentions[mention].entity;
          if (is_actor(entity) && has_country(entity) && !holds(besides, entity)) add(mention, found);
        }
      const bool abroad = std::any_of(found.begin(), found.end(), [&](const Argument& a) {
        return !document_.entities[a.entity].country.empty() && !country_of_besides(a.entity);
      });
      if (abroad || is_doer(queue[at])) {
        for (const Argument& argument : found)
          if (!holds(out, argument.entity)) out.push_back(argument);
        return;
      }
      const bool acts = grammar_.relation(queue[at]) == Relation::nsubj;
      if (second.empty() && !(acts && is_own(found.front().entity))) second = found;
    }
    enqueue(queue[at]);
  }
  for (const Argument& argument : second)
    if (!holds(out, argument.entity)) out.push_back(argument);
}

}  // namespace dateline::event
