#include "cli/storing.h"

#include <fmt/format.h>

#include "cli/common.h"

namespace dateline::cli {

std::optional<Storing> Storing::open(const std::string& where, const story::Tables& tables) {
  auto writer = StoreWriter::open(where, tables);
  if (writer) return Storing(std::move(*writer), where);
  complain(writer.error().message);
  return std::nullopt;
}

bool Storing::add(Prepared&& article) {
  if (failed_) return false;
  const auto outcome = writer_.add(std::move(article));
  if (!outcome) {
    complain(outcome.error().message + "; articles that were committed before are kept, run again to go on");
    failed_ = true;
    return false;
  }
  ++(*outcome == StoreWriter::Outcome::Added ? added_ : *outcome == StoreWriter::Outcome::Known ? known_ : superseded_);
  return true;
}

bool Storing::finish() {
  if (failed_) return false;
  if (const auto committed = writer_.commit(); !committed) {
    complain(committed.error().message);
    return false;
  }
  std::string message = fmt::format("{}: {} stored", where_, added_);
  if (superseded_ > 0) message += fmt::format(", {} superseded an older record", superseded_);
  if (known_ > 0) message += fmt::format(", {} known already", known_);
  complain(message);
  return true;
}

std::optional<std::vector<Mark>> Storing::marks() {
  auto marks = writer_.marks();
  if (marks) return std::move(*marks);
  complain(marks.error().message);
  return std::nullopt;
}

}  // namespace dateline::cli
