// dateline gazetteer import, import actors, import verbs: other people's files as tables in a folder for --data.
#include <fmt/format.h>

#include <cstdio>
#include <set>

#include "cli/common.h"
#include "convert/actors.h"
#include "convert/gazetteer.h"
#include "convert/verbs.h"
#include "flow/installed.h"
#include "input/buffered.h"
#include "input/source.h"
#include "input/unpack.h"
#include "knowledge/knowledge.h"

namespace dateline::cli {

namespace {

constexpr std::size_t kMostShown = 100;           // faults, and remarks, of one run
constexpr std::uint64_t kLongestLine = 1u << 20;  // of a GeoNames table

std::optional<knowledge::Knowledge> open_knowledge(const std::string& pack) {
  auto knowledge = knowledge::Knowledge::open(pack.empty() ? flow::installed_file("dateline.pack") : pack);
  if (knowledge) return std::move(*knowledge);
  complain(knowledge.error().message);
  return std::nullopt;
}

void complain_of(const std::vector<std::string>& lines, std::string_view what) {
  for (std::size_t i = 0; i < lines.size() && i < kMostShown; ++i) complain(lines[i]);
  if (lines.size() > kMostShown) complain(fmt::format("and {} more {}", lines.size() - kMostShown, what));
}

// Writes what came of it and says how much that is.
int finish(const convert::Conversion& conversion, const std::string& folder, bool failed) {
  complain_of(conversion.faults, "lines that could not be read");
  complain_of(conversion.remarks, "remarks");
  std::size_t rows = 0;
  for (const convert::NewTable& table : conversion.tables) rows += table.rows();
  if (rows == 0) {
    complain("nothing was imported; see docs/knowledge.md for what can be");
    return kSomeFailed;
  }
  if (auto written = convert::write_tables(conversion, folder); !written) {
    complain(written.error().message);
    return kSomeFailed;
  }
  for (const convert::NewTable& table : conversion.tables) {
    if (table.rows() > 0) fmt::print("{}/{}: {} {}\n", folder, table.path(), table.rows(), table.rows() == 1 ? "row" : "rows");
  }
  std::fflush(stdout);
  return failed || !conversion.faults.empty() ? kSomeFailed : kDone;
}

// False, after a message, when a file cannot be read. Faults of lines go into the conversion.
bool read_dump(const std::string& path, bool names, convert::GazetteerReader& reader, convert::Conversion& conversion) {
  using Kind = convert::GazetteerReader::Kind;
  auto stream = input::ByteStream::open(path);
  if (!stream) {
    complain(stream.error().message);
    return false;
  }
  input::Buffered lines(std::move(*stream));
  Kind kind = Kind::Unknown;
  while (true) {
    auto line = lines.next_line(kLongestLine);
    if (!line) {
      complain(line.error().message);
      return false;
    }
    if (!line->has_value()) return true;
    if ((*line)->text.empty() && !(*line)->too_long) continue;
    if (kind == Kind::Unknown) kind = convert::GazetteerReader::kind_of((*line)->text);
    // Alternate names are for places, so their files are read after those of places.
    if (kind != Kind::Unknown && (kind == Kind::AlternateNames) != names) return true;
    if (kind == Kind::Unknown && names) return true;
    const std::string fault = (*line)->too_long ? "is over 1 MiB long" : reader.read(kind, (*line)->text);
    if (!fault.empty()) conversion.faults.push_back(fmt::format("{}:{}: {}", input::name_of_input(path), (*line)->number, fault));
    if (kind == Kind::Unknown) return true;  // one complaint for a file that is something else
  }
}

template <typename Convert>
int import_dictionaries(const ImportCommand& command, Convert converted) {
  const auto knowledge = open_knowledge(command.pack);
  if (!knowledge) return kCannotStart;
  std::vector<convert::Text> texts;
  bool failed = false;
  for (const std::string& path : command.inputs) {
    auto bytes = input::read_unpacked(path);
    if (bytes) {
      texts.push_back({input::name_of_input(path), std::move(*bytes)});
    } else {
      complain(bytes.error().message);
      failed = true;
    }
  }
  return finish(converted(texts, *knowledge), command.folder, failed);
}

}  // namespace

int import_gazetteer(const ImportCommand& command) {
  const auto knowledge = open_knowledge(command.pack);
  if (!knowledge) return kCannotStart;
  convert::GazetteerReader reader(*knowledge, command.least_population);
  convert::Conversion conversion;
  std::set<std::string> failed;
  for (const bool names : {false, true}) {
    for (const std::string& path : command.inputs) {
      if (path == "-" && names) continue;  // it is read once: alternate names need a file
      if (!failed.contains(path) && !read_dump(path, names, reader, conversion)) failed.insert(path);
    }
  }
  conversion.tables.push_back(reader.table());
  return finish(conversion, command.folder, !failed.empty());
}

int import_actors(const ImportCommand& command) { return import_dictionaries(command, convert::convert_actors); }

int import_verbs(const ImportCommand& command) { return import_dictionaries(command, convert::convert_verbs); }

}  // namespace dateline::cli
