#include "name/recognizer.h"

#include <algorithm>
#include <tuple>

#include "name/actor.h"
#include "name/coreference.h"
#include "name/entities.h"
#include "name/names.h"
#include "name/nominals.h"
#include "name/reading.h"
#include "name/tables.h"

namespace dateline::name {

namespace {

std::string_view producer_of(const Candidate& candidate) {
  switch (candidate.kind) {
    case MentionKind::Name:
      return candidate.source == NameSource::None ? "name.shape" : "name.tables";
    case MentionKind::Nominal:
      return "name.agents";
    case MentionKind::Pronoun:
      return "name.pronouns";
  }
  return {};
}

// Rows in text order; entities are numbered by their first mention, and those that nobody mentions are left out.
void write_rows(Reading& reading) {
  Document& document = reading.document;
  std::vector<Mention> mentions;
  for (const Candidate& candidate : reading.candidates) {
    if (candidate.entity == kNone) continue;
    Mention mention;
    mention.first_token = candidate.first;
    mention.end_token = candidate.end;
    mention.span = {document.tokens.span[candidate.first].begin, document.tokens.span[candidate.end - 1].end};
    mention.sentence = document.tokens.sentence[candidate.first];
    mention.head = candidate.head;
    mention.kind = candidate.kind;
    mention.entity = candidate.entity;
    mention.producer = producer_of(candidate);
    mention.score = candidate.guessed ? 0.5f : 1.0f;
    mentions.push_back(mention);
  }
  std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) {
    return std::tie(a.span.begin, a.span.end) < std::tie(b.span.begin, b.span.end);
  });
  std::vector<std::uint32_t> number(document.entities.size(), kNone);
  std::vector<Entity> entities;
  for (Mention& mention : mentions) {
    if (number[mention.entity] == kNone) {
      number[mention.entity] = static_cast<std::uint32_t>(entities.size());
      entities.push_back(std::move(document.entities[mention.entity]));
    }
    mention.entity = number[mention.entity];
  }
  document.mentions = std::move(mentions);
  document.entities = std::move(entities);
}

}  // namespace

Recognizer::Recognizer(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
Recognizer::Recognizer(Recognizer&&) noexcept = default;
Recognizer& Recognizer::operator=(Recognizer&&) noexcept = default;
Recognizer::~Recognizer() = default;

Result<Recognizer> Recognizer::create(const knowledge::Knowledge& knowledge) {
  return Recognizer(std::make_unique<Tables>(knowledge));
}

void Recognizer::run(Document& document) const {
  document.mentions.clear();
  document.entities.clear();
  if (document.tokens.size() == 0) return;
  Reading reading(document, *tables_);
  find_names(reading);
  find_nominals(reading);
  find_pronouns(reading);
  Entities entities(reading);
  entities.link_names();
  resolve_references(reading, entities);
  entities.settle();
  write_rows(reading);
}

ActorCode Recognizer::code(std::string_view actor, std::string_view date, std::string_view context) const {
  return code_actor(*tables_, actor, date, context);
}

}  // namespace dateline::name
