#include "store/journal.h"

namespace dateline::store {

Journal::Journal(Database& database) {
  set_ = database.prepare(
      "INSERT INTO journal (source, name, at, within, ended) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (source) DO UPDATE SET "
      "name = excluded.name, at = excluded.at, within = excluded.within, ended = excluded.ended");
  read_ = database.prepare("SELECT source, name, at, within, ended FROM journal ORDER BY source");
}

void Journal::mark(Mark mark) {
  Mark& there = waiting_[mark.source];
  there = std::move(mark);
}

void Journal::write(const std::map<std::string, Mark>& marks) {
  for (const auto& [source, mark] : marks) {
    set_->bind(1, mark.source);
    set_->bind(2, mark.name);
    set_->bind(3, static_cast<std::int64_t>(mark.offset));
    set_->bind(4, static_cast<std::int64_t>(mark.within));
    set_->bind(5, std::int64_t{mark.ended});
    set_->run();
  }
}

std::vector<Mark> Journal::all() {
  std::vector<Mark> marks;
  while (read_->step()) {
    marks.push_back({std::string(read_->text(0)), std::string(read_->text(1)), static_cast<std::uint64_t>(read_->number(2)),
                     static_cast<std::uint64_t>(read_->number(3)), read_->number(4) != 0});
  }
  read_->reset();
  return marks;
}

}  // namespace dateline::store
