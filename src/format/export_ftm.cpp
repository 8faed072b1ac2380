// FollowTheMoney (JSON lines): incidents as Events with the LegalEntities involved, and articles as Articles with Mentions that
// resolve to the same entities. docs/formats.md tells what becomes of what.
#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "format/columns.h"
#include "format/exporters.h"

namespace dateline::format {

namespace {

using base::JsonWriter;

std::string id_of(std::string_view what) { return base::sha256_hex(what).substr(0, 40); }

std::string id_of_party(std::string_view kb, std::string_view country, std::string_view name) {
  return id_of(kb.empty() ? fmt::format("party {}{}", country, name) : fmt::format("party {}", kb));
}

// A line: id, schema, properties that are lists.
class Record {
 public:
  Record(std::string& out, const std::string& id, std::string_view schema) : out_(out), json_(out) {
    json_.begin_object();
    json_.field("id", std::string_view(id));
    json_.field("schema", schema);
    json_.key("properties");
    json_.begin_object();
  }
  ~Record() {
    json_.end_object();
    json_.end_object();
    out_ += '\n';
  }
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;
  void property(std::string_view name, const std::vector<std::string>& values) {
    bool any = false;
    for (const std::string& value : values) any = any || !value.empty();
    if (!any) return;
    json_.key(name);
    json_.begin_array();
    for (const std::string& value : values) {
      if (!value.empty()) json_.value(std::string_view(value));
    }
    json_.end_array();
  }

 private:
  std::string& out_;
  JsonWriter json_;
};

class FollowTheMoney final : public Exporter {
 public:
  bool needs_reports() const override { return true; }
  std::string row(const Incident& i, const std::vector<Report>& reports) override {
    std::string out;
    std::vector<std::string> sources, involved;
    for (const Report& report : reports) {
      if (report.url.empty() || std::find(sources.begin(), sources.end(), report.url) != sources.end()) continue;
      sources.push_back(report.url);
    }
    for (const std::vector<Party>* side : {&i.actors, &i.recipients}) {
      for (const Party& party : *side) {
        const std::string id = id_of_party(party.kb, party.country, party.name);
        if (std::find(involved.begin(), involved.end(), id) != involved.end()) continue;  // on both sides
        involved.push_back(id);
        Record entity(out, id, "LegalEntity");
        entity.property("name", {party.name});
        entity.property("country", {party.country});
        entity.property("summary", {party.role});
      }
    }
    Record event(out, id_of(fmt::format("incident {}", i.id)), "Event");
    event.property("name", {headline(i)});
    event.property("date", {day_of(i)});
    event.property("summary", {fmt::format("{}, told by {} independent sources", name_of(i.status), i.sources)});
    event.property("location", {i.site.name});
    event.property("country", {i.site.country});
    event.property("involved", involved);
    event.property("sourceUrl", sources);
    return out;
  }
};

// What a mentioned entity is in FollowTheMoney; empty for what is nobody.
std::string_view schema_of(EntityType type) {
  switch (type) {
    case EntityType::PER:
      return "Person";
    case EntityType::ORG:
      return "Organization";
    case EntityType::GPE:
    case EntityType::NORP:
      return "LegalEntity";
    default:
      return {};
  }
}

// Entities that the text names, each once, in order.
std::vector<std::uint32_t> named_entities(const Document& document) {
  std::vector<std::uint32_t> named;
  std::vector<bool> seen(document.entities.size());
  for (const Mention& mention : document.mentions) {
    if (mention.kind != MentionKind::Name || mention.entity == kNone || seen[mention.entity]) continue;
    seen[mention.entity] = true;
    if (!schema_of(document.entities[mention.entity].type).empty()) named.push_back(mention.entity);
  }
  return named;
}

}  // namespace

std::string followthemoney_article(const Document& document) {
  std::string out;
  const std::string hash = base::sha256_hex(document.text);
  const std::string id = id_of("article " + (document.url.empty() ? hash : document.url));
  const std::vector<std::uint32_t> named = named_entities(document);
  std::vector<std::string> people, companies, names, locations, countries;
  for (const std::uint32_t e : named) {
    const Entity& entity = document.entities[e];
    names.emplace_back(entity.name);
    if (entity.type == EntityType::PER) people.emplace_back(entity.name);
    if (entity.type == EntityType::ORG) companies.emplace_back(entity.name);
    if (!entity.country.empty()) countries.emplace_back(entity.country);
  }
  for (const PlaceRef& place : document.places) locations.emplace_back(place.name);
  for (std::vector<std::string>* list : {&locations, &countries}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  {
    Record article(out, id, "Article");
    article.property("title", {document.title});
    article.property("author", document.authors);
    article.property("publishedAt", {document.published});
    article.property("publisher", {document.publisher});
    article.property("bodyText", {document.text});
    article.property("language", {document.language});
    article.property("contentHash", {hash});
    article.property("fileName", {document.source_id});
    article.property("sourceUrl", {document.url});
    article.property("namesMentioned", names);
    article.property("peopleMentioned", people);
    article.property("companiesMentioned", companies);
    article.property("locationMentioned", locations);
    article.property("detectedCountry", countries);
  }
  for (const std::uint32_t e : named) {
    const Entity& entity = document.entities[e];
    const std::string party = id_of_party(entity.kb, entity.country, entity.name);
    {
      Record somebody(out, party, schema_of(entity.type));
      somebody.property("name", {std::string(entity.name)});
      somebody.property("country", {std::string(entity.country)});
      somebody.property("summary", {std::string(entity.role)});
    }
    Record mention(out, id_of("mention " + id + party), "Mention");
    mention.property("document", {id});
    mention.property("resolved", {party});
    mention.property("name", {std::string(entity.name)});
    mention.property("detectedSchema", {std::string(schema_of(entity.type))});
    mention.property("contextCountry", {std::string(entity.country)});
  }
  return out;
}

std::unique_ptr<Exporter> followthemoney_exporter() { return std::make_unique<FollowTheMoney>(); }

}  // namespace dateline::format
