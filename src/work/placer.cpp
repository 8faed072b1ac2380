#include "work/placer.h"

#include "dateline/record_reader.h"
#include "flow/work_through.h"

namespace dateline::work {

namespace {

constexpr std::uint32_t kAtOnce = 16;  // messages

struct Line {
  std::uint64_t number;
  std::string record;  // empty: the message has none
};
struct Made {
  std::uint64_t number;
  std::optional<Prepared> article;
  std::optional<Error> error;
};

}  // namespace

Result<std::vector<store::Arrivals::Message>> Placer::next(const std::string& stream, std::uint64_t after,
                                                           const std::function<Result<std::uint64_t>()>& first) {
  auto messages = arrivals_->waiting(stream, after, kAtOnce);
  if (!messages || messages->empty()) return messages;
  const auto goes_on = [&](std::uint64_t known_first) {
    std::size_t good = 0;
    std::uint64_t expected = after + 1;
    for (const store::Arrivals::Message& message : *messages) {
      if (message.number != expected && message.number > known_first) break;
      expected = message.number + 1;
      ++good;
    }
    return good;
  };
  std::size_t good = goes_on(0);
  if (good < messages->size()) {
    // In this order: what is below `first` was stored before it was acknowledged, so it is seen by a look after the question.
    const auto known_first = first();
    if (!known_first) return Failure(known_first.error());
    messages = arrivals_->waiting(stream, after, kAtOnce);
    if (!messages) return messages;
    good = goes_on(*known_first);
  }
  messages->resize(good);
  return messages;
}

Result<void> Placer::store(const std::string& stream, std::vector<store::Arrivals::Message>&& messages, Progress& progress) {
  std::vector<Line> lines;
  for (const store::Arrivals::Message& message : messages) {
    auto records = store::RecordPack::unpack(message.records);
    if (!records) return Failure(records.error());
    if (records->empty()) lines.push_back({message.number, {}});
    for (std::string& record : *records) lines.push_back({message.number, std::move(record)});
  }
  std::size_t given = 0;
  const auto next_line = [&]() -> std::optional<Line> {
    return given < lines.size() ? std::optional<Line>(std::move(lines[given++])) : std::nullopt;
  };
  const auto prepare = [&](Line&& line) {
    Made made{line.number, {}, {}};
    if (line.record.empty()) return made;
    thread_local RecordReader reader;
    const auto document = reader.read(line.record);
    if (document) {
      made.article.emplace(*document, line.record, tables_);
    } else {
      made.error = document.error();
    }
    return made;
  };
  std::optional<Error> fault;
  std::uint64_t whole = 0;  // messages up to this one have been added
  const auto add = [&](Made&& made) {
    // The mark of a message is committed with the article that comes after its last one, or at the end. Killed before that, some
    // articles of the message come again and change nothing.
    if (made.number != whole && whole != 0) writer_->mark({stream, stream, whole, 0, false});
    whole = made.number;
    if (made.error) {
      fault = std::move(made.error);
      return false;
    }
    if (!made.article) return true;
    const auto outcome = writer_->add(std::move(*made.article));
    if (!outcome) {
      fault = outcome.error();
      return false;
    }
    progress.articles += *outcome != StoreWriter::Outcome::Known;
    return true;
  };
  flow::work_through(threads_, next_line, prepare, add);
  if (fault) return Failure(std::move(*fault));
  const std::uint64_t last = messages.back().number;
  writer_->mark({stream, stream, last, 0, false});
  if (auto committed = writer_->commit(); !committed) return committed;
  if (auto removed = arrivals_->remove(stream, last); !removed) return removed;
  progress.messages += messages.size();
  return {};
}

Result<Placer::Progress> Placer::place_some(const std::string& stream, const std::function<Result<std::uint64_t>()>& first) {
  Progress progress;
  if (!arrivals_) {
    auto opened = store::Arrivals::open(where_);
    if (!opened) return Failure(opened.error());
    arrivals_.emplace(std::move(*opened));
  }
  const auto mine = arrivals_->is_placer();
  if (!mine) return Failure(mine.error());
  if (!*mine) {
    progress.is_elsewhere = true;
    return progress;
  }
  if (!writer_) {
    auto opened = StoreWriter::open(where_, tables_);
    if (!opened) return Failure(opened.error());
    writer_.emplace(std::move(*opened));
  }
  auto placed = arrivals_->placed(stream);
  if (!placed) return Failure(placed.error());
  std::uint64_t after = *placed;
  while (true) {
    auto messages = next(stream, after, first);
    if (!messages) return Failure(messages.error());
    if (messages->empty()) return progress;
    after = messages->back().number;
    if (auto stored = store(stream, std::move(*messages), progress); !stored) return Failure(stored.error());
  }
}

Result<Placer::Progress> Placer::place(const std::string& stream, const std::function<Result<std::uint64_t>()>& first) {
  auto progress = place_some(stream, first);
  if (!progress) {
    writer_.reset();
    arrivals_.reset();
  }
  return progress;
}

}  // namespace dateline::work
