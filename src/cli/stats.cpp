#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "cli/common.h"
#include "cli/filter_options.h"
#include "cli/output.h"
#include "query/counts.h"

namespace dateline::cli {

namespace {

bool is_time(const std::string& name) { return name == "day" || name == "month" || name == "year"; }

std::size_t width_of(const std::string& text) { return base::CodePointMap(text)(static_cast<std::uint32_t>(text.size())); }

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t own = width_of(text);
  return text + std::string(width > own ? width - own : 0, ' ');
}

std::string table(const std::vector<std::string>& by, const std::vector<Count>& counts) {
  std::vector<std::size_t> widths;
  widths.reserve(by.size());
  for (const std::string& name : by) widths.push_back(name.size());
  for (const Count& count : counts) {
    for (std::size_t i = 0; i < by.size(); ++i) widths[i] = std::max(widths[i], width_of(base::printable(count.group[i])));
  }
  std::string out;
  for (std::size_t i = 0; i < by.size(); ++i) out += padded(by[i], widths[i]) + "  ";
  out += "incidents\n";
  for (const Count& count : counts) {
    for (std::size_t i = 0; i < by.size(); ++i) out += padded(base::printable(count.group[i]), widths[i]) + "  ";
    out += fmt::format("{:>9}\n", count.incidents);
  }
  return out;
}

// The month or so after one: as long as the counts go, times without incidents are gaps in the line.
std::string after(const std::string& time) {
  int parts[3] = {0, 1, 1};
  std::sscanf(time.c_str(), "%d-%d-%d", &parts[0], &parts[1], &parts[2]);
  if (time.size() == 4) return fmt::format("{:04}", parts[0] + 1);
  if (time.size() == 7)
    return parts[1] == 12 ? fmt::format("{:04}-01", parts[0] + 1) : fmt::format("{:04}-{:02}", parts[0], parts[1] + 1);
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (parts[0] % 4 == 0 && parts[0] % 100 != 0) || parts[0] % 400 == 0;
  if (parts[2] < kDays[parts[1] - 1] + (leap && parts[1] == 2))
    return fmt::format("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2] + 1);
  return after(time.substr(0, 7)) + "-01";
}

// A line for each group: its counts over time, from the first to the last of all. Incidents without a date have no place in it.
std::string sparkline(const std::vector<std::string>& by, const std::vector<Count>& counts) {
  const std::size_t time = static_cast<std::size_t>(std::find_if(by.begin(), by.end(), is_time) - by.begin());
  std::map<std::string, std::map<std::string, std::int64_t>> lines;
  std::string first, last;
  std::int64_t most = 1;
  for (const Count& count : counts) {
    if (count.group[time] == kUndated) continue;
    std::string group;
    for (std::size_t i = 0; i < by.size(); ++i) {
      if (i != time) group += (group.empty() ? "" : " ") + base::printable(count.group[i]);
    }
    lines[group][count.group[time]] += count.incidents;
    most = std::max(most, lines[group][count.group[time]]);
    if (first.empty() || count.group[time] < first) first = count.group[time];
    last = std::max(last, count.group[time]);
  }
  std::size_t width = 0;
  for (const auto& [group, line] : lines) width = std::max(width, width_of(group));
  constexpr std::string_view kBars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::size_t kLongest = 4000;
  std::string out;
  if (!first.empty()) out += fmt::format("{} to {}, highest bar {}\n", first, last, most);
  for (const auto& [group, line] : lines) {
    out += padded(group, width) + "  ";
    std::int64_t sum = 0;
    std::size_t bars = 0;
    for (std::string at = first; at <= last && bars < kLongest; at = after(at), ++bars) {
      const auto found = line.find(at);
      const std::int64_t here = found == line.end() ? 0 : found->second;
      out += kBars[here == 0 ? 0 : 1 + (here * 7) / most];
      sum += here;
    }
    out += fmt::format("  {}\n", sum);
  }
  return out;
}

}  // namespace

int stats(StatsCommand command) {
  const auto knowledge = open_knowledge(command.files);
  if (!knowledge) return kCannotStart;
  const auto filter = filter_from(command.which, *knowledge);
  if (!filter) return kCannotStart;
  const auto times = std::count_if(command.by.begin(), command.by.end(), is_time);
  if (command.format == "sparkline" && times != 1) {
    complain("--format sparkline: a line over time needs one of day, month and year in --by");
    return kCannotStart;
  }
  auto store = StoreReader::open(command.store);
  if (!store) {
    complain(store.error().message);
    return kCannotStart;
  }
  const auto counts = store->counts(*filter, command.by);
  if (!counts) {
    complain((counts.error().code == ErrorCode::BadArgument ? "--by " : "") + counts.error().message);
    return counts.error().code == ErrorCode::BadArgument ? kCannotStart : kSomeFailed;
  }
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message);
    return kCannotStart;
  }
  output->write(command.format == "csv"     ? query::csv_of(command.by, *counts)
                : command.format == "table" ? table(command.by, *counts)
                                            : sparkline(command.by, *counts));
  if (const auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    return kSomeFailed;
  }
  return kDone;
}

}  // namespace dateline::cli
