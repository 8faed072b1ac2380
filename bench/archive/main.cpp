// archive [ARTICLES [A_DAY [records|warc [PART]]]]: writes the articles to standard output instead: as records, for stores, or as
// web pages in a packed WARC archive. Parts 1, 2 ... have other articles each, of the days that follow. archive [ARTICLES
// [A_DAY]]: places the articles of a generated archive and prints how well and how fast. Time is the processor's, of traits and
// placing alone, on one core; memory is what the process takes at the end beyond what the plan of the archive takes.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <ctime>
#include <string_view>

#include "archive/generator.h"
#include "archive/pages.h"
#include "archive/scoring.h"
#include "dateline/formats.h"
#include "story/reports.h"
#include "story/tables.h"
#include "story/tracker.h"

namespace {

using namespace dateline;

void print(const char* what, const char* measure, const bench::Figures& figures) {
  fmt::print("{:<10} {:<9} P {:.3f}  R {:.3f}  F1 {:.3f}\n", what, measure, figures.precision, figures.recall, figures.f1());
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

long resident_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  bench::ArchiveOptions options;
  if (argc > 1) options.articles = static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10));
  if (argc > 2) options.articles_a_day = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
  if (argc > 4) {
    options.seed = std::strtoul(argv[4], nullptr, 10);
    options.first_day += static_cast<std::int32_t>((options.seed - 1) * (1 + options.articles / options.articles_a_day));
  }
  const bench::Archive archive(options);
  if (argc > 3 && std::string_view(argv[3]) == "records") {
    const auto engine = Engine::open({DATELINE_PACK, DATELINE_MODEL, ""});
    if (!engine) return 1;
    for (std::uint32_t i = 0; i < archive.size(); ++i) fmt::print("{}\n", to_json(*engine, archive.article(i).document));
    return 0;
  }
  if (argc > 3 && std::string_view(argv[3]) == "warc") {
    const bench::PageWriter pages(DATELINE_ENGLISH);
    if (!pages.is_ready()) {
      fmt::print(stderr, "{}: is not there\n", DATELINE_ENGLISH);
      return 1;
    }
    for (std::uint32_t i = 0; i < archive.size(); ++i) {
      const std::string record = pages.warc_record(archive.article(i));
      if (std::fwrite(record.data(), 1, record.size(), stdout) != record.size()) return 1;
    }
    return 0;
  }
  const long before = resident_mebibytes();

  const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  const auto tables = knowledge ? story::Tables::create(*knowledge) : tl::unexpected(knowledge.error());
  if (!tables) {
    fmt::print(stderr, "{}\n", tables.error().message);
    return 1;
  }
  story::Tracker tracker(tables->background);
  bench::Agreement copies, stories, incidents;
  double of_traits = 0, of_placing = 0;
  std::size_t most = 0;
  for (std::uint32_t i = 0; i < archive.size(); ++i) {
    const bench::Article article = archive.article(i);
    const double begin = processor_seconds();
    story::Traits traits = story::traits_of(article.document, story::reports_of(article.document, tables->quantities));
    const double middle = processor_seconds();
    const story::Placement placement = tracker.place(i + 1, std::move(traits));
    of_placing += processor_seconds() - middle;
    of_traits += middle - begin;
    most = std::max(most, tracker.size());
    copies.add(placement.copy_of, article.copies);
    stories.add(placement.story, article.story);
    for (std::size_t e = 0; e < placement.incidents.size(); ++e) incidents.add(placement.incidents[e], article.incidents[e]);
    if ((i + 1) % 50'000 == 0)
      fmt::print(stderr, "{} articles, {} MiB, window {}\n", i + 1, resident_mebibytes() - before, tracker.size());
  }
  print("copies", "pairwise", copies.pairwise());
  print("stories", "pairwise", stories.pairwise());
  print("stories", "B-cubed", stories.b_cubed());
  print("incidents", "pairwise", incidents.pairwise());
  print("incidents", "B-cubed", incidents.b_cubed());
  fmt::print("{:.0f} articles/s ({:.1f} s of traits, {:.1f} s of placing); at most {} articles in the window\n",
             archive.size() / (of_traits + of_placing), of_traits, of_placing, most);
}
