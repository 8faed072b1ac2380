#include <fmt/format.h>
#include <simdjson.h>

#include "base/iso_date.h"
#include "base/json.h"
#include "cli/common.h"
#include "cli/output.h"
#include "input/unpack.h"

namespace dateline::cli {

namespace {

std::string to_line(const ActorCode& code, std::string_view id) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.field_if_known("id", id);
  json.field_if_known("name", code.name);
  json.field_if_known("code", code.code);
  json.field_if_known("country", code.country);
  if (!code.sectors.empty()) {
    json.key("sectors");
    json.begin_array();
    for (const std::string& sector : code.sectors) json.value(std::string_view(sector));
    json.end_array();
  }
  json.field_if_known("kb", code.kb);
  json.field_if_known("role", code.role);
  json.end_object();
  return out + "\n";
}

// A field of a line as text; numbers as their digits. Empty when it is not there.
std::string text_of(const simdjson::dom::element& line, const char* name) {
  simdjson::dom::element value;
  if (line[name].get(value) != simdjson::SUCCESS) return {};
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  std::int64_t number = 0;
  return value.get(number) == simdjson::SUCCESS ? fmt::format("{}", number) : std::string();
}

// Nothing reads the clock: today is the latest that the tables know, as without a date.
bool is_today(std::string_view date) { return date == "today" || date == "Today"; }

// Codes every line; false when a line was bad.
bool code_lines(const Engine& engine, const ActorCommand& command, std::string_view lines, Output& output) {
  simdjson::dom::parser parser;
  bool all_good = true;
  for (std::uint64_t number = 1; !lines.empty(); ++number) {
    const std::size_t end = lines.find('\n');
    const std::string line(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    simdjson::dom::element element;
    const auto bad = [&](std::string_view what) {
      complain(fmt::format("{}:{}: {}", command.actor, number, what));
      all_good = false;
    };
    if (const auto error = parser.parse(line).get(element); error != simdjson::SUCCESS) {
      bad(fmt::format("not JSON ({}); give one object a line", simdjson::error_message(error)));
      continue;
    }
    if (!element.is_object()) {
      bad("not a JSON object; give one object a line");
      continue;
    }
    std::string date = text_of(element, "date");
    if (date.empty()) date = command.date;
    if (is_today(date)) date.clear();
    if (!date.empty() && !base::parse_iso_date(date)) {
      bad(fmt::format("date '{}' is not ISO 8601; give it as 2023-09-15", date));
      continue;
    }
    if (!output.write(
            to_line(engine.actor(text_of(element, "actor"), date, text_of(element, "context")), text_of(element, "id")))) {
      return all_good;
    }
  }
  return all_good;
}

}  // namespace

int actor(const ActorCommand& command) {
  const std::string date = is_today(command.date) ? std::string() : command.date;
  if (!is_good_date(date)) return kCannotStart;
  const std::optional<Engine> engine = open_engine(command.files);
  if (!engine) return kCannotStart;
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message);
    return kCannotStart;
  }
  bool all_good = true;
  if (command.input_format == "string") {
    output->write(to_line(engine->actor(command.actor, date, command.context), {}));
  } else {
    auto lines = input::read_unpacked(command.actor);
    if (!lines) {
      complain(lines.error().message);
      return kSomeFailed;
    }
    all_good = code_lines(*engine, command, *lines, *output);
  }
  if (auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    return kSomeFailed;
  }
  return all_good ? kDone : kSomeFailed;
}

}  // namespace dateline::cli
