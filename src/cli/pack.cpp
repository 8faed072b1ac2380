#include <fmt/format.h>

#include "base/file.h"
#include "cli/common.h"
#include "knowledge/compiler.h"

namespace dateline::cli {

int pack(const PackCommand& command) {
  auto bytes = knowledge::compile(command.folder, command.on_top);
  if (!bytes) {
    complain(bytes.error().message);
    complain(fmt::format("{} was not written; mend the rows above and pack again", command.output));
    return kSomeFailed;
  }
  if (auto written = base::write_file(command.output, *bytes); !written) {
    complain(written.error().message);
    return kSomeFailed;
  }
  return kDone;
}

}  // namespace dateline::cli
