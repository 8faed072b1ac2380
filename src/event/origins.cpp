// The names stage reads what stands right behind a noun; here the tree shows what belongs to it, and the places are known.
#include "event/origins.h"

#include <string>
#include <vector>

namespace dateline::event {

namespace {

bool is_phrase(Relation relation) { return relation == Relation::nmod || relation == Relation::obl; }

class Origins {
 public:
  Origins(Document& document, const Grammar& grammar, const PatternSet& patterns)
      : document_(document),
        grammar_(grammar),
        patterns_(patterns),
        country_(document.tokens.size()),
        owner_(document.tokens.size()) {
    for (const Mention& mention : document.mentions) {
      if (mention.kind == MentionKind::Pronoun || mention.entity == kNone || mention.head >= country_.size()) continue;
      const Entity& entity = document.entities[mention.entity];
      const bool place = entity.type == EntityType::GPE || entity.type == EntityType::LOC;
      if (entity.type == EntityType::ORG && owner_[mention.head].empty()) owner_[mention.head] = entity.country;
      if ((place || entity.type == EntityType::PER) && country_[mention.head].empty()) country_[mention.head] = entity.country;
    }
  }

  // Twice: "workers of the bus company of Tehran" are of whose company it is.
  void run() {
    for (int pass = 0; pass < 2; ++pass)
      for (const Mention& mention : document_.mentions) settle(mention);
  }

 private:
  void settle(const Mention& mention) {
    if (mention.kind == MentionKind::Pronoun || mention.entity == kNone || mention.head >= country_.size()) return;
    Entity& entity = document_.entities[mention.entity];
    const bool people = entity.type == EntityType::PER && mention.kind == MentionKind::Nominal;
    if (!entity.country.empty() || !entity.kb.empty() || !(people || entity.type == EntityType::ORG)) return;
    const std::string_view country = country_behind(mention.head);
    if (country.empty()) return;
    std::string code(country);
    for (const std::string_view sector : entity.sectors) code += sector;
    entity.country = country;
    entity.code = document_.keep(code);
    if (entity.type == EntityType::ORG) owner_[mention.head] = country;
  }

  std::string_view country_behind(std::uint32_t noun) const {
    for (const std::uint32_t child : grammar_.children(noun)) {
      if (child < noun) continue;
      const Relation relation = grammar_.relation(child);
      if (is_phrase(relation) && grammar_.is_marked_by(child, patterns_.origin_prepositions()) && !country_[child].empty())
        return country_[child];
      if (is_phrase(relation) && grammar_.is_marked_by(child, patterns_.ownership_prepositions()) && !owner_[child].empty())
        return owner_[child];
      if (relation != Relation::acl || !patterns_.is_residence(grammar_.lemma(child))) continue;
      for (const std::uint32_t inner : grammar_.children(child))
        if (is_phrase(grammar_.relation(inner)) && grammar_.is_marked_by(inner, patterns_.origin_prepositions()) &&
            !country_[inner].empty())
          return country_[inner];
    }
    return {};
  }

  Document& document_;
  const Grammar& grammar_;
  const PatternSet& patterns_;
  std::vector<std::string_view> country_;  // by head token of a place or person
  std::vector<std::string_view> owner_;    // by head token of an organisation
};

}  // namespace

void find_origins(Document& document, const Grammar& grammar, const PatternSet& patterns) {
  Origins(document, grammar, patterns).run();
}

}  // namespace dateline::event
