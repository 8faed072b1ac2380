#include <fmt/format.h>

#include "cli/common.h"
#include "cli/filter_options.h"
#include "cli/output.h"
#include "query/rows.h"

namespace dateline::cli {

int query(const QueryCommand& command) {
  const auto knowledge = open_knowledge(command.files);
  if (!knowledge) return kCannotStart;
  const auto filter = filter_from(command.which, *knowledge);
  if (!filter) return kCannotStart;
  const CountryCodes codes = query::country_codes(*knowledge);
  const query::Rows rows{query::what_from(command.what).value_or(query::What::Incidents), command.format};
  if (const auto good = query::check(rows, codes); !good) {
    complain("--format " + good.error().message);
    return kCannotStart;
  }
  std::optional<story::Tables> tables;
  if (rows.what == query::What::Changes) {
    auto created = story::Tables::create(*knowledge);
    if (!created) {
      complain(created.error().message);
      return kCannotStart;
    }
    tables.emplace(std::move(*created));
  }
  // Before the output, which must not be there when there is no store.
  if (const auto store = StoreReader::open(command.store); !store) {
    complain(store.error().message);
    return kCannotStart;
  }
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message);
    return kCannotStart;
  }
  const auto done = query::write(command.store, *filter, rows, codes, tables ? &*tables : nullptr,
                                 [&](std::string_view text) { return output->write(text); });
  bool failed = false;
  for (const Result<void>& result : {done, output->finish()}) {
    if (result) continue;
    complain(result.error().message);
    failed = true;
  }
  return failed ? kSomeFailed : kDone;
}

}  // namespace dateline::cli
