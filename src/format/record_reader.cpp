// The way back from docs/record.md: code points to bytes, ids to indices. Everything is checked, since a record may come from
// anywhere: spans lie in the text, references name rows that are there. The test reads back what the writer wrote and compares.
#include "dateline/record_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace dateline {

namespace {

namespace dom = simdjson::dom;

// What is wrong with a record; caught in read(), where it becomes an error value.
struct Fault {
  std::string message;
};

template <typename Enum>
Enum enum_from(std::string_view name, Enum last) {
  for (unsigned i = 0; i <= static_cast<unsigned>(last); ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  throw Fault{fmt::format("\"{}\" is no value that this field can have", base::printable(name.substr(0, 40)))};
}

class Builder {
 public:
  explicit Builder(dom::object record) : record_(record) {}

  Document build() {
    if (text(record_, "schema") != "dateline/1")
      throw Fault{"has no \"schema\": \"dateline/1\"; give records that dateline wrote"};
    d_.text = text(record_, "text");
    map_code_points();
    metadata();
    page();
    names();
    times();
    places();
    claims();
    events();
    dateline();
    rows("issues", [&](dom::object row) {
      d_.issues.push_back({std::string(text(row, "code")), std::string(text(row, "message"))});
    });
    check_references();
    return std::move(d_);
  }

 private:
  static std::string_view text(dom::object object, const char* name) {
    std::string_view value;
    if (object.at_key(name).get(value) != simdjson::SUCCESS) return {};
    return value;
  }
  std::string_view kept(dom::object object, const char* name) { return d_.keep(text(object, name)); }
  static double number(dom::object object, const char* name, double otherwise = 0) {
    double value = otherwise;
    return object.at_key(name).get(value) == simdjson::SUCCESS ? value : otherwise;
  }
  static bool object_at(dom::object object, const char* name, dom::object& value) {
    return object.at_key(name).get(value) == simdjson::SUCCESS;
  }
  static bool has(dom::object object, const char* name) { return object.at_key(name).error() == simdjson::SUCCESS; }

  void rows(const char* name, auto read_row) { rows_of(record_, name, read_row); }
  static void rows_of(dom::object object, const char* name, auto read_row) {
    dom::array array;
    if (object.at_key(name).get(array) != simdjson::SUCCESS) return;
    for (const dom::element element : array) {
      dom::object row;
      if (element.get(row) != simdjson::SUCCESS) throw Fault{fmt::format("\"{}\" holds something that is no object", name)};
      read_row(row);
    }
  }

  void strings(dom::object object, const char* name, auto add) {
    dom::array array;
    if (object.at_key(name).get(array) != simdjson::SUCCESS) return;
    for (const dom::element element : array) {
      std::string_view value;
      if (element.get(value) == simdjson::SUCCESS) add(value);
    }
  }

  // Byte offset of each code point, and of the end.
  void map_code_points() {
    if (d_.text.size() > (16u << 20)) throw Fault{"has more than 16 MiB of text"};
    offsets_.reserve(d_.text.size() + 1);
    for (std::uint32_t i = 0; i < d_.text.size(); ++i) {
      if ((static_cast<unsigned char>(d_.text[i]) & 0xC0) != 0x80) offsets_.push_back(i);
    }
    offsets_.push_back(static_cast<std::uint32_t>(d_.text.size()));
  }

  std::uint32_t offset(dom::element element) const {
    std::uint64_t at = 0;
    if (element.get(at) != simdjson::SUCCESS || at >= offsets_.size()) throw Fault{"a span lies outside of the text"};
    return offsets_[at];
  }
  Span span_from(dom::array pair) const {
    std::uint32_t ends[2] = {0, 0};
    std::size_t count = 0;
    for (const dom::element element : pair) {
      if (count < 2) ends[count] = offset(element);
      ++count;
    }
    if (count != 2 || ends[0] > ends[1]) throw Fault{"a span is not [begin, end]"};
    return {ends[0], ends[1]};
  }
  Span span(dom::object object, const char* name) const {
    dom::array pair;
    if (object.at_key(name).get(pair) != simdjson::SUCCESS) return {};
    return span_from(pair);
  }
  void spans(const char* name, auto add) const {
    dom::array array;
    if (record_.at_key(name).get(array) != simdjson::SUCCESS) return;
    for (const dom::element element : array) {
      dom::array pair;
      if (element.get(pair) != simdjson::SUCCESS) throw Fault{fmt::format("\"{}\" holds something that is no span", name)};
      add(span_from(pair));
    }
  }

  // "e12" -> 11. Whether the row is there is checked when all rows are.
  std::uint32_t reference_from(std::string_view id, char letter) {
    std::uint64_t number = 0;
    const bool good = id.size() > 1 && id.size() <= 9 && id[0] == letter && id.find_first_not_of("0123456789", 1) == id.npos;
    for (std::size_t i = 1; good && i < id.size(); ++i) number = number * 10 + static_cast<std::uint64_t>(id[i] - '0');
    if (!good || number == 0)
      throw Fault{fmt::format("\"{}\" is no id of the form {}1", base::printable(id.substr(0, 40)), letter)};
    const auto row = static_cast<std::uint32_t>(number - 1);
    references_.push_back({letter, row});
    return row;
  }
  std::uint32_t reference(dom::object object, const char* name, char letter) {
    const std::string_view id = text(object, name);
    return id.empty() ? kNone : reference_from(id, letter);
  }

  void check_references() const {
    for (const auto& [letter, row] : references_) {
      std::size_t count = 0;
      if (letter == 's') count = d_.sentences.size();
      if (letter == 'e') count = d_.entities.size();
      if (letter == 't') count = d_.times.size();
      if (letter == 'p') count = d_.places.size();
      if (letter == 'c') count = d_.claims.size();
      if (letter == 'v') count = d_.events.size();
      if (row >= count) throw Fault{fmt::format("refers to {}{}, which is not there", letter, row + 1)};
    }
  }

  void metadata() {
    d_.source_id = text(record_, "source_id");
    d_.url = text(record_, "url");
    d_.title = text(record_, "title");
    strings(record_, "authors", [&](std::string_view author) { d_.authors.emplace_back(author); });
    d_.publisher = text(record_, "publisher");
    d_.language = text(record_, "language");
    d_.published = text(record_, "published");
    d_.published_from = text(record_, "published_from");
    d_.modified = text(record_, "modified");
    d_.fetched = text(record_, "fetched");
    bool paywalled = false;
    d_.is_paywalled = record_.at_key("paywalled").get(paywalled) == simdjson::SUCCESS && paywalled;
  }

  void page() {
    spans("paragraphs", [&](Span paragraph) { d_.paragraphs.push_back(paragraph); });
    spans("boilerplate", [&](Span part) { d_.boilerplate.push_back({part, {}}); });
    std::uint32_t paragraph = 0;
    rows("sentences", [&](dom::object row) {
      Sentence sentence;
      sentence.span = span(row, "span");
      while (paragraph + 1 < d_.paragraphs.size() && d_.paragraphs[paragraph].end <= sentence.span.begin) ++paragraph;
      sentence.paragraph = paragraph;
      d_.sentences.push_back(sentence);
    });
  }

  void dateline() {
    dom::object row;
    if (!object_at(record_, "dateline", row)) return;
    d_.dateline.span = span(row, "span");
    d_.dateline.place = reference(row, "place", 'p');
    d_.dateline.agency = kept(row, "agency");
  }

  void names() {
    rows("mentions", [&](dom::object row) {
      Mention mention;
      mention.span = span(row, "span");
      mention.kind = enum_from(text(row, "kind"), MentionKind::Pronoun);
      mention.entity = reference(row, "entity", 'e');
      d_.mentions.push_back(mention);
    });
    rows("entities", [&](dom::object row) {
      Entity entity;
      entity.name = kept(row, "name");
      entity.type = enum_from(text(row, "type"), EntityType::OTHER);
      entity.kb = kept(row, "kb");
      entity.code = kept(row, "code");
      entity.country = kept(row, "country");
      strings(row, "sectors", [&](std::string_view sector) { entity.sectors.push_back(d_.keep(sector)); });
      entity.role = kept(row, "role");
      d_.entities.push_back(std::move(entity));
    });
  }

  void times() {
    rows("times", [&](dom::object row) {
      TimeRef time;
      time.span = span(row, "span");
      time.type = enum_from(text(row, "type"), TimeType::SET);
      time.value = kept(row, "value");
      time.begin = kept(row, "begin");
      time.end = kept(row, "end");
      const std::string_view anchor = text(row, "anchor");
      if (anchor == "published") {
        time.anchor = AnchorKind::Published;
      } else if (!anchor.empty() && anchor != "none") {
        time.anchor = AnchorKind::Time;
        time.anchor_time = reference_from(anchor, 't');
      }
      d_.times.push_back(time);
    });
  }

  void places() {
    rows("places", [&](dom::object row) {
      PlaceRef place;
      place.span = span(row, "span");
      place.entity = reference(row, "entity", 'e');
      place.name = kept(row, "name");
      place.kind = kept(row, "kind");
      place.located = has(row, "lat") && has(row, "lon");
      place.latitude = number(row, "lat");
      place.longitude = number(row, "lon");
      if (!(place.latitude >= -90 && place.latitude <= 90 && place.longitude >= -180 && place.longitude <= 180)) {
        throw Fault{fmt::format("there is no place at {}, {}", place.latitude, place.longitude)};
      }
      place.country = kept(row, "country");
      place.admin1 = kept(row, "admin1");
      const double geonames = number(row, "geonames");
      place.geonames = geonames > 0 && geonames < 4e9 ? static_cast<std::uint32_t>(geonames) : 0;
      place.precision = kept(row, "precision");
      place.area = std::max(number(row, "area_km2"), 0.0);
      d_.places.push_back(place);
    });
  }

  void claims() {
    rows("claims", [&](dom::object row) {
      Claim claim;
      claim.source = reference(row, "source", 'e');
      claim.source_span = span(row, "source_span");
      claim.cue = span(row, "cue");
      claim_content(row, claim);
      if (has(row, "source_kind")) claim.source_kind = enum_from(text(row, "source_kind"), SourceKind::Document);
      claim.kind = enum_from(text(row, "kind"), ClaimKind::Mixed);
      claim.stance = enum_from(text(row, "stance"), Stance::Promises);
      claim.via = reference(row, "via", 'c');
      d_.claims.push_back(claim);
    });
  }

  // A span, or two around what the author says in between.
  void claim_content(dom::object row, Claim& claim) const {
    dom::array content;
    if (row.at_key("content").get(content) != simdjson::SUCCESS) return;
    std::vector<Span> parts;
    for (const dom::element element : content) {
      dom::array pair;
      if (element.get(pair) == simdjson::SUCCESS) parts.push_back(span_from(pair));
    }
    if (parts.empty()) {
      claim.content = span_from(content);
    } else {
      claim.content = {parts.front().begin, parts.back().end};
      if (parts.size() == 2) claim.aside = {parts[0].end, parts[1].begin};
    }
  }

  void arguments(dom::object event, const char* name, std::vector<Argument>& arguments) {
    rows_of(event, name, [&](dom::object row) { arguments.push_back({reference(row, "entity", 'e'), span(row, "span")}); });
  }

  void events() {
    rows("events", [&](dom::object row) {
      Event event;
      event.type = kept(row, "type");
      event.mode = kept(row, "mode");
      strings(row, "contexts", [&](std::string_view context) { event.contexts.push_back(d_.keep(context)); });
      event.cameo = kept(row, "cameo");
      const double quad = number(row, "quad");
      event.quad = quad >= 1 && quad <= 4 ? static_cast<int>(quad) : 0;
      event.goldstein = number(row, "goldstein");
      event.trigger = span(row, "trigger");
      arguments(row, "actors", event.actors);
      arguments(row, "recipients", event.recipients);
      arguments(row, "instruments", event.instruments);
      dom::object part;
      if (object_at(row, "time", part)) {
        event.time = reference(part, "ref", 't');
        event.time_from = enum_from(text(part, "from"), TimeFrom::Paragraph);
      }
      if (object_at(row, "place", part)) {
        event.place = reference(part, "ref", 'p');
        event.place_from = enum_from(text(part, "from"), PlaceFrom::Dateline);
      }
      event.status = enum_from(text(row, "status"), Status::Denied);
      event.of = reference(row, "of", 'v');
      claim_chain(row, event);
      rows_of(row, "perspectives", [&](dom::object item) {
        Perspective perspective;
        perspective.claim = reference(item, "claim", 'c');
        perspective.certainty = enum_from(text(item, "certainty"), Certainty::Certain);
        if (has(item, "polarity")) perspective.polarity = enum_from(text(item, "polarity"), Polarity::Negative);
        event.perspectives.push_back(perspective);
      });
      event.sentence = reference(row, "sentence", 's');
      event.confidence = static_cast<float>(number(row, "confidence"));
      event.producer = kept(row, "because");
      d_.events.push_back(std::move(event));
    });
  }

  // The innermost claim; the chain goes on by Claim::via.
  void claim_chain(dom::object row, Event& event) {
    dom::array chain;
    if (row.at_key("claims").get(chain) != simdjson::SUCCESS) return;
    for (const dom::element element : chain) {
      std::string_view id;
      if (element.get(id) != simdjson::SUCCESS) throw Fault{"\"claims\" of an event holds something that is no id"};
      event.claim = reference_from(id, 'c');
      return;
    }
  }

  struct Reference {
    char letter;
    std::uint32_t row;
  };
  dom::object record_;
  Document d_;
  std::vector<std::uint32_t> offsets_;
  std::vector<Reference> references_;
};

}  // namespace

struct RecordReader::Parser {
  dom::parser parser;
  std::string padded;  // the line with the room behind it that the parser asks for
};

RecordReader::RecordReader() : parser_(std::make_unique<Parser>()) {}
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;

Result<Document> RecordReader::read(std::string_view record) {
  std::string& padded = parser_->padded;
  padded.assign(record);
  padded.resize(record.size() + simdjson::SIMDJSON_PADDING, '\0');
  dom::element root;
  dom::object object;
  if (parser_->parser.parse(padded.data(), record.size(), false).get(root) != simdjson::SUCCESS ||
      root.get(object) != simdjson::SUCCESS) {
    return failure(ErrorCode::BadInput, "is no JSON object; give records that dateline wrote, one on each line");
  }
  try {
    return Builder(object).build();
  } catch (const Fault& fault) {
    return failure(ErrorCode::BadInput, fault.message);
  }
}

}  // namespace dateline
