#include "serve/lines.h"

namespace dateline::serve {

void write(base::JsonWriter& json, const ArticleLine& line, const std::vector<Piece>& snippet) {
  json.begin_object();
  json.field("id", static_cast<std::int64_t>(line.id));
  json.field_if_known("title", line.title);
  json.field_if_known("url", line.url);
  json.field_if_known("publisher", line.publisher);
  json.field_if_known("published", line.published);
  json.field("copy_of", static_cast<std::int64_t>(line.copy_of));
  if (line.copy_of != line.id) {
    json.key("overlap");
    json.value(line.overlap, 2);
  }
  json.field("story", static_cast<std::int64_t>(line.story));
  if (!snippet.empty()) {
    json.key("snippet");
    json.begin_array();
    for (const Piece& piece : snippet) {
      json.begin_object();
      json.field("text", std::string_view(piece.text));
      json.field("hit", piece.hit);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

std::string with_title(const ReportLine& line, std::uint64_t incident, const Sentence& sentence) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.field("incident", static_cast<std::int64_t>(incident));
  json.field_if_known("title", line.title);
  if (!sentence.text.empty()) {
    json.key("words");
    json.begin_object();
    json.field("text", std::string_view(sentence.text));
    json.key("trigger");
    json.begin_array();
    json.value(sentence.trigger.begin);
    json.value(sentence.trigger.end);
    json.end_array();
    json.end_object();
  }
  // What the store holds is one object of our own making, with at least one member.
  if (line.report.size() <= 2) return out + '}';
  return out + ',' + line.report.substr(1);
}

}  // namespace dateline::serve
