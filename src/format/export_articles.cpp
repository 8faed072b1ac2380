// GDELT's Global Knowledge Graph 2.1 (27 columns, tab-separated, no header) and W3C Web Annotations (JSON lines, one for each
// event): what is written of articles rather than of incidents. docs/formats.md tells what stays empty.
#include <fmt/format.h>

#include "base/json.h"
#include "base/utf8.h"
#include "format/columns.h"
#include "format/exporters.h"

namespace dateline::format {

namespace {

using base::CodePointMap;

// The separators of GKG's lists inside a value would break it.
std::string gkg_value(std::string_view text) {
  std::string value = base::one_line(text);
  for (char& c : value) {
    if (c == ';' || c == ',' || c == '#' || c == '|') c = ' ';
  }
  return value;
}

void append(std::string& list, const std::string& value, char separator = ';') {
  if (!list.empty()) list += separator;
  list += value;
}

struct Names {
  std::string simple, enhanced;  // each name once; each mention with its place
};

Names names_of(const Document& d, const CodePointMap& points, auto wanted) {
  Names names;
  std::vector<bool> seen(d.entities.size());
  for (const Mention& mention : d.mentions) {
    if (mention.kind != MentionKind::Name || mention.entity == kNone) continue;
    const Entity& entity = d.entities[mention.entity];
    if (!wanted(entity.type)) continue;
    const std::string name = gkg_value(entity.name);
    if (!seen[mention.entity]) append(names.simple, name);
    seen[mention.entity] = true;
    append(names.enhanced, fmt::format("{},{}", name, points(mention.span.begin)));
  }
  return names;
}

Names locations_of(const Document& d, const CodePointMap& points, const CountryCodes& codes) {
  Names names;
  for (const PlaceRef& place : d.places) {
    const bool in_usa = place.country == "USA";
    const char* type = place.precision == "point"    ? (in_usa ? "3" : "4")
                       : place.precision == "admin1" ? (in_usa ? "2" : "5")
                                                     : "1";
    const std::string latitude = place.located ? degrees(place.latitude) : "",
                      longitude = place.located ? degrees(place.longitude) : "";
    const std::string head = fmt::format("{}#{}#{}", type, gkg_value(place.name), codes[place.country].fips);
    append(names.simple, fmt::format("{}##{}#{}#", head, latitude, longitude));
    append(names.enhanced, fmt::format("{}###{}#{}##{}", head, latitude, longitude, points(place.span.begin)));
  }
  return names;
}

// resolution (1 year, 2 month, 3 day), month, day, year, offset
std::string dates_of(const Document& d, const CodePointMap& points) {
  std::string list;
  for (const TimeRef& time : d.times) {
    const std::string digits = digits_of(time.value);
    const std::string_view value = time.value;
    if (value.size() < 4 || value.substr(0, 4).find_first_not_of("0123456789") != value.npos) continue;
    const bool day = value.size() >= 10 && digits.size() == 8, month = value.size() == 7 && digits.size() == 6;
    if (!day && !month && value.size() != 4) continue;
    append(list, fmt::format("{},{},{},{},{}",
                             day     ? 3
                             : month ? 2
                                     : 1,
                             day || month ? digits.substr(4, 2) : "0", day ? digits.substr(6, 2) : "0", digits.substr(0, 4),
                             points(time.span.begin)));
  }
  return list;
}

std::string quotations_of(const Document& d, const CodePointMap& points) {
  std::string list;
  for (const Claim& claim : d.claims) {
    if (claim.kind != ClaimKind::Direct || claim.content.empty()) continue;
    const std::uint32_t begin = points(claim.content.begin);
    append(list,
           fmt::format("{}|{}|{}|{}", begin, points(claim.content.end) - begin, gkg_value(d.text_of(claim.cue)),
                       gkg_value(d.text_of(claim.content))),
           '#');
  }
  return list;
}

}  // namespace

std::string gkg_row(const Document& d, std::uint64_t number, const CountryCodes& codes) {
  const CodePointMap points(d.text);
  std::string date = digits_of(d.published);
  if (date.size() == 8) date += "000000";
  const Names people = names_of(d, points, [](EntityType type) { return type == EntityType::PER; });
  const Names bodies = names_of(d, points, [](EntityType type) { return type == EntityType::ORG; });
  const Names all = names_of(d, points, [](EntityType) { return true; });
  const Names places = locations_of(d, points, codes);
  return tab_row({fmt::format("{}-{}", date, number),
                  date,
                  "1",
                  d.publisher,
                  d.url,
                  "",
                  "",
                  "",
                  "",
                  places.simple,
                  places.enhanced,
                  people.simple,
                  people.enhanced,
                  bodies.simple,
                  bodies.enhanced,
                  "",
                  dates_of(d, points),
                  "",
                  "",
                  "",
                  "",
                  "",
                  quotations_of(d, points),
                  all.enhanced,
                  "",
                  "",
                  ""});
}

std::string web_annotations(const Document& d, std::uint64_t number) {
  const CodePointMap points(d.text);
  constexpr std::uint32_t kContext = 32;  // bytes of prefix and suffix
  std::string lines;
  for (std::size_t i = 0; i < d.events.size(); ++i) {
    const Event& event = d.events[i];
    const Span span = event.sentence == kNone ? event.trigger : d.sentences[event.sentence].span;
    const auto at_letter = [&](std::uint32_t at) {
      while (at < d.text.size() && (static_cast<unsigned char>(d.text[at]) & 0xC0) == 0x80) ++at;
      return at;
    };
    const std::uint32_t before = at_letter(span.begin > kContext ? span.begin - kContext : 0);
    const std::uint32_t behind =
        at_letter(std::min<std::uint32_t>(span.end + kContext, static_cast<std::uint32_t>(d.text.size())));
    base::JsonWriter json(lines);
    json.begin_object();
    json.field("@context", "http://www.w3.org/ns/anno.jsonld");
    json.field("id", std::string_view(fmt::format("urn:dateline:article:{}:v{}", number, i + 1)));
    json.field("type", "Annotation");
    json.field("motivation", "classifying");
    json.key("body");
    json.begin_array();
    for (const std::string_view value : {event.type, event.mode, event.cameo, name_of(event.status)}) {
      if (value.empty()) continue;
      json.begin_object();
      json.field("type", "TextualBody");
      json.field("purpose", "classifying");
      json.field("value", value);
      json.end_object();
    }
    json.end_array();
    json.key("target");
    json.begin_object();
    json.field("source", d.url.empty() ? std::string_view(d.source_id) : std::string_view(d.url));
    json.key("selector");
    json.begin_array();
    json.begin_object();
    json.field("type", "TextPositionSelector");
    json.field("start", points(span.begin));
    json.field("end", points(span.end));
    json.end_object();
    json.begin_object();
    json.field("type", "TextQuoteSelector");
    json.field("exact", d.text_of(span));
    json.field("prefix", d.text_of({before, span.begin}));
    json.field("suffix", d.text_of({span.end, behind}));
    json.end_object();
    json.end_array();
    json.end_object();
    json.end_object();
    lines += '\n';
  }
  return lines;
}

}  // namespace dateline::format
