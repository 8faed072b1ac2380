// The record of docs/record.md. Spans go out as code points; ids are 1-based positions with a letter.
#include <fmt/format.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "dateline/formats.h"

namespace dateline {

namespace {

using base::JsonWriter;

class RecordWriter {
 public:
  RecordWriter(const Document& document, std::string& out) : d_(document), points_(document.text), json_(out) {}

  void write(const Engine& engine, const RecordOptions& options) {
    const auto has = [&](Stage stage) { return (options.stages & bit(stage)) != 0; };
    json_.begin_object();
    json_.field("schema", "dateline/1");
    json_.key("engine");
    json_.begin_object();
    json_.field("version", version());
    json_.field("pack", engine.pack_sha256());
    json_.field("model", engine.model_sha256());
    json_.end_object();
    json_.field("id", base::sha256_hex(d_.text));
    write_metadata();
    json_.field("text", d_.text);
    if (has(Stage::Page)) write_page();
    if (has(Stage::Syntax)) write_sentences();
    if (options.tokens == TokensInRecord::Write) write_tokens();
    if (has(Stage::Names)) write_names();
    if (has(Stage::Times)) write_times();
    if (has(Stage::Places)) write_places();
    if (has(Stage::Claims)) write_claims();
    if (has(Stage::Events)) write_events();
    write_issues();
    json_.end_object();
  }

 private:
  static std::string id(char letter, std::uint32_t index) { return fmt::format("{}{}", letter, index + 1); }

  void reference(std::string_view name, char letter, std::uint32_t index) {
    if (index != kNone) json_.field(name, id(letter, index));
  }

  void span(Span span) {
    json_.begin_array();
    json_.value(points_(span.begin));
    json_.value(points_(span.end));
    json_.end_array();
  }

  void span(std::string_view name, Span value) {
    if (value.empty()) return;
    json_.key(name);
    span(value);
  }

  void strings(std::string_view name, const auto& values) {
    if (values.empty()) return;
    json_.key(name);
    json_.begin_array();
    for (const auto& value : values) json_.value(std::string_view(value));
    json_.end_array();
  }

  template <typename Row>
  void rows(std::string_view name, const std::vector<Row>& values, auto write_row) {
    if (values.empty()) return;
    json_.key(name);
    json_.begin_array();
    for (std::uint32_t i = 0; i < values.size(); ++i) write_row(i, values[i]);
    json_.end_array();
  }

  void write_metadata() {
    json_.field_if_known("source_id", d_.source_id);
    json_.field_if_known("url", d_.url);
    json_.field_if_known("title", d_.title);
    strings("authors", d_.authors);
    json_.field_if_known("publisher", d_.publisher);
    json_.field_if_known("language", d_.language);
    json_.field_if_known("published", d_.published);
    json_.field_if_known("published_from", d_.published_from);
    json_.field_if_known("modified", d_.modified);
    json_.field_if_known("fetched", d_.fetched);
    if (d_.is_paywalled) json_.field("paywalled", true);
  }

  void write_page() {
    if (!d_.dateline.span.empty()) {
      json_.key("dateline");
      json_.begin_object();
      span("span", d_.dateline.span);
      reference("place", 'p', d_.dateline.place);
      json_.field_if_known("agency", d_.dateline.agency);
      json_.end_object();
    }
    rows("paragraphs", d_.paragraphs, [&](std::uint32_t, Span paragraph) { span(paragraph); });
    rows("boilerplate", d_.boilerplate, [&](std::uint32_t, const Boilerplate& part) { span(part.span); });
  }

  void write_sentences() {
    rows("sentences", d_.sentences, [&](std::uint32_t i, const Sentence& sentence) {
      json_.begin_object();
      json_.field("id", id('s', i));
      span("span", sentence.span);
      json_.end_object();
    });
  }

  void write_tokens() {
    const Tokens& t = d_.tokens;
    rows("tokens", t.span, [&](std::uint32_t i, Span at) {
      json_.begin_object();
      span("span", at);
      json_.field_if_known("lemma", t.lemma[i]);
      json_.field("upos", name_of(t.upos[i]));
      json_.field_if_known("xpos", t.xpos[i]);
      json_.field_if_known("feats", t.feats[i]);
      const std::uint32_t first = d_.sentences[t.sentence[i]].first_token;
      json_.field("head", t.head[i] == kNone ? 0u : t.head[i] - first + 1);
      json_.field("deprel", name_of(t.relation[i]));
      json_.end_object();
    });
  }

  void write_names() {
    rows("mentions", d_.mentions, [&](std::uint32_t i, const Mention& mention) {
      json_.begin_object();
      json_.field("id", id('m', i));
      span("span", mention.span);
      json_.field("kind", name_of(mention.kind));
      reference("entity", 'e', mention.entity);
      json_.end_object();
    });
    rows("entities", d_.entities, [&](std::uint32_t i, const Entity& entity) {
      json_.begin_object();
      json_.field("id", id('e', i));
      json_.field_if_known("name", entity.name);
      json_.field("type", name_of(entity.type));
      json_.field_if_known("kb", entity.kb);
      json_.field_if_known("code", entity.code);
      json_.field_if_known("country", entity.country);
      strings("sectors", entity.sectors);
      json_.field_if_known("role", entity.role);
      json_.end_object();
    });
  }

  void write_times() {
    rows("times", d_.times, [&](std::uint32_t i, const TimeRef& time) {
      json_.begin_object();
      json_.field("id", id('t', i));
      span("span", time.span);
      json_.field("type", name_of(time.type));
      json_.field_if_known("value", time.value);
      json_.field_if_known("begin", time.begin);
      json_.field_if_known("end", time.end);
      if (time.anchor == AnchorKind::Published) json_.field("anchor", "published");
      if (time.anchor == AnchorKind::Time) reference("anchor", 't', time.anchor_time);
      if (time.anchor == AnchorKind::None) json_.field("anchor", "none");
      json_.end_object();
    });
  }

  void write_places() {
    rows("places", d_.places, [&](std::uint32_t i, const PlaceRef& place) {
      json_.begin_object();
      json_.field("id", id('p', i));
      span("span", place.span);
      reference("entity", 'e', place.entity);
      json_.field_if_known("name", place.name);
      json_.field_if_known("kind", place.kind);
      if (place.located) {
        json_.key("lat");
        json_.value(place.latitude, 5);
        json_.key("lon");
        json_.value(place.longitude, 5);
      }
      json_.field_if_known("country", place.country);
      json_.field_if_known("admin1", place.admin1);
      if (place.geonames != 0) json_.field("geonames", place.geonames);
      json_.field_if_known("precision", place.precision);
      if (place.area > 0) {
        json_.key("area_km2");
        json_.value(place.area, 1);
      }
      json_.end_object();
    });
  }

  void write_claims() {
    rows("claims", d_.claims, [&](std::uint32_t i, const Claim& claim) {
      json_.begin_object();
      json_.field("id", id('c', i));
      reference("source", 'e', claim.source);
      span("source_span", claim.source_span);
      span("cue", claim.cue);
      if (claim.aside.empty()) {
        span("content", claim.content);
      } else {
        // What the author says in between is no content.
        json_.key("content");
        json_.begin_array();
        span(Span{claim.content.begin, claim.aside.begin});
        span(Span{claim.aside.end, claim.content.end});
        json_.end_array();
      }
      if (claim.source_kind != SourceKind::Unknown) json_.field("source_kind", name_of(claim.source_kind));
      json_.field("kind", name_of(claim.kind));
      json_.field("stance", name_of(claim.stance));
      reference("via", 'c', claim.via);
      json_.end_object();
    });
  }

  void arguments(std::string_view name, const std::vector<Argument>& values) {
    rows(name, values, [&](std::uint32_t, const Argument& argument) {
      json_.begin_object();
      reference("entity", 'e', argument.entity);
      span("span", argument.span);
      json_.end_object();
    });
  }

  void write_events() {
    rows("events", d_.events, [&](std::uint32_t i, const Event& event) {
      json_.begin_object();
      json_.field("id", id('v', i));
      json_.field("type", event.type);
      json_.field_if_known("mode", event.mode);
      strings("contexts", event.contexts);
      json_.field_if_known("cameo", event.cameo);
      json_.field("quad", static_cast<std::uint32_t>(event.quad));
      json_.key("goldstein");
      json_.value(event.goldstein, 2);
      span("trigger", event.trigger);
      arguments("actors", event.actors);
      arguments("recipients", event.recipients);
      arguments("instruments", event.instruments);
      if (event.time != kNone) {
        const TimeRef& time = d_.times[event.time];
        json_.key("time");
        json_.begin_object();
        reference("ref", 't', event.time);
        json_.field_if_known("begin", time.begin);
        json_.field_if_known("end", time.end);
        span("span", time.span);
        json_.field("from", name_of(event.time_from));
        json_.end_object();
      }
      if (event.place != kNone) {
        json_.key("place");
        json_.begin_object();
        reference("ref", 'p', event.place);
        span("span", d_.places[event.place].span);
        json_.field("from", name_of(event.place_from));
        json_.end_object();
      }
      json_.field("status", name_of(event.status));
      reference("of", 'v', event.of);
      if (event.claim != kNone) {
        json_.key("claims");
        json_.begin_array();
        // A chain is no longer than there are claims; a fault in a stage must not hang the writer.
        std::size_t left = d_.claims.size();
        for (std::uint32_t c = event.claim; c != kNone && left > 0; c = d_.claims[c].via, --left) json_.value(id('c', c));
        json_.end_array();
      }
      rows("perspectives", event.perspectives, [&](std::uint32_t, const Perspective& perspective) {
        json_.begin_object();
        reference("claim", 'c', perspective.claim);
        json_.field("certainty", name_of(perspective.certainty));
        if (perspective.certainty != Certainty::Unknown) json_.field("polarity", name_of(perspective.polarity));
        json_.end_object();
      });
      reference("sentence", 's', event.sentence);
      json_.key("confidence");
      json_.value(static_cast<double>(event.confidence), 2);
      json_.field_if_known("because", event.producer);
      json_.end_object();
    });
  }

  void write_issues() {
    rows("issues", d_.issues, [&](std::uint32_t, const Issue& issue) {
      json_.begin_object();
      json_.field("code", issue.code);
      json_.field("message", issue.message);
      json_.end_object();
    });
  }

  const Document& d_;
  base::CodePointMap points_;
  JsonWriter json_;
};

}  // namespace

std::string to_json(const Engine& engine, const Document& document, const RecordOptions& options) {
  std::string out;
  out.reserve(document.text.size() * 4 + 1024);
  RecordWriter(document, out).write(engine, options);
  return out;
}

}  // namespace dateline
