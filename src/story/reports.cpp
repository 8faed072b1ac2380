#include "story/reports.h"

#include "base/utf8.h"

namespace dateline::story {

namespace {

std::vector<Party> parties_of(const Document& document, const std::vector<Argument>& arguments) {
  std::vector<Party> parties;
  for (const Argument& argument : arguments) {
    if (argument.entity == kNone) continue;
    const Entity& entity = document.entities[argument.entity];
    Party party;
    party.name = entity.name;
    party.kb = entity.kb;
    party.code = entity.code;
    party.country = entity.country;
    party.role = entity.role;
    bool known = false;
    for (const Party& other : parties) known = known || (is_same(other, party) && other.code == party.code);
    if (!known) parties.push_back(std::move(party));
  }
  return parties;
}

// Who says so by the article: the innermost source that is somebody.
std::string said_by(const Document& document, const Event& event) {
  std::size_t left = document.claims.size();
  for (std::uint32_t c = event.claim; c != kNone && left > 0; c = document.claims[c].via, --left) {
    const Claim& claim = document.claims[c];
    if (claim.source != kNone && !document.entities[claim.source].name.empty())
      return std::string(document.entities[claim.source].name);
    if (!claim.source_span.empty()) return base::one_line(document.text_of(claim.source_span));
  }
  return {};
}

}  // namespace

std::vector<Report> reports_of(const Document& document, const QuantityReader& quantities) {
  const base::CodePointMap points(document.text);
  std::vector<Report> reports;
  reports.reserve(document.events.size());
  for (const Event& event : document.events) {
    Report report;
    report.url = document.url;
    report.publisher = document.publisher;
    report.published = document.published;
    report.type = event.type;
    report.mode = event.mode;
    report.cameo = event.cameo;
    report.contexts.assign(event.contexts.begin(), event.contexts.end());
    report.quad = event.quad;
    report.goldstein = event.goldstein;
    report.actors = parties_of(document, event.actors);
    report.recipients = parties_of(document, event.recipients);
    if (event.time != kNone) {
      report.begin = document.times[event.time].begin;
      report.end = document.times[event.time].end;
    }
    if (event.place != kNone) report.site = Site(document.places[event.place]);
    report.status = event.status;
    report.said_by = said_by(document, event);
    report.trigger = {points(event.trigger.begin), points(event.trigger.end)};
    if (event.sentence != kNone) {
      const Span sentence = document.sentences[event.sentence].span;
      report.sentence = {points(sentence.begin), points(sentence.end)};
      report.sentence_number = event.sentence + 1;
      report.quantities = quantities.read(document.text_of(sentence));
    }
    report.confidence = event.confidence;
    report.because = event.producer;
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace dateline::story
