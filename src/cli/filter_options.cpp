#include "cli/filter_options.h"

#include <fmt/format.h>

#include "cli/common.h"
#include "dateline/exports.h"
#include "flow/installed.h"
#include "query/filter.h"

namespace dateline::cli {

void add_filter_options(CLI::App* command, FilterOptions& options) {
  for (const query::FilterName& name : query::filter_names()) {
    std::string& value = options.values[std::string(name.name)];
    CLI::Option* option = command->add_option("--" + std::string(name.name), value, std::string(name.help));
    option->type_name(std::string(name.value));
    if (name.is_list) option->join(',');
  }
}

std::optional<IncidentFilter> filter_from(const FilterOptions& options, const knowledge::Knowledge& knowledge) {
  const query::FilterReader reader(knowledge);
  IncidentFilter filter;
  for (const query::FilterName& name : query::filter_names()) {
    const auto found = options.values.find(std::string(name.name));
    if (found == options.values.end() || found->second.empty()) continue;
    if (const auto set = reader.set(filter, name.name, found->second); !set) {
      complain(fmt::format("--{} {}", name.name, set.error().message));
      return std::nullopt;
    }
  }
  filter.limit = options.limit;
  return filter;
}

std::optional<knowledge::Knowledge> open_knowledge(const EngineFiles& files) {
  const std::string pack = files.pack.empty() ? flow::installed_file("dateline.pack") : files.pack;
  auto knowledge = files.data.empty() ? knowledge::Knowledge::open(pack) : knowledge::Knowledge::open_with(pack, files.data);
  if (knowledge) return std::move(*knowledge);
  complain(knowledge.error().message);
  return std::nullopt;
}

std::string export_formats_listed() {
  return fmt::format("{}; of articles also {}", fmt::join(export_formats(), ", "), fmt::join(article_formats(), ", "));
}

}  // namespace dateline::cli
