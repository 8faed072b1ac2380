// An archive of news that never was: articles with known copies, stories and incidents, as annotated documents. For measuring
// story work alone: what the stages before it get wrong is imitated by the rates in `Noise`. The same seed gives the same
// archive.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dateline/document.h"

namespace dateline::bench {

// Shares of what is told that a report leaves out, blurs or gets wrong.
struct Noise {
  double words_changed = 0.30;  // of a copy
  double copy_cut = 0.5;        // copies that lose their last fifth to half
  double actor_missing = 0.10, recipient_missing = 0.20, party_as_country = 0.25;
  double place_missing = 0.30, place_as_country = 0.15, place_wrong = 0.04;
  double day_missing = 0.35, day_off_by_one = 0.04;
  double type_wrong = 0.04, event_missed = 0.10, event_made_up = 0.05;
};

struct ArchiveOptions {
  std::uint32_t articles = 200'000;
  std::uint32_t articles_a_day = 1'000;
  std::int32_t first_day = 19'000;  // since 1970-01-01
  std::uint64_t seed = 1;
  Noise noise = {};
};

struct Article {
  Document document;
  std::uint32_t copies = 0;              // the group of copies it belongs to
  std::uint32_t story = 0;               // its story
  std::vector<std::uint32_t> incidents;  // of its events, in order
};

class Archive {
 public:
  explicit Archive(const ArchiveOptions& options);
  ~Archive();
  std::uint32_t size() const;
  // Article `i` in order of publication. Makes it anew each time.
  Article article(std::uint32_t i) const;

 private:
  struct World;
  std::unique_ptr<World> world_;
};

}  // namespace dateline::bench
