#include "story/background.h"

#include <charconv>
#include <string>

#include "base/hash.h"
#include "story/words.h"

namespace dateline::story {

namespace {

constexpr double kArticles = 20'000;  // that the table's counts are scaled to

double number_in(std::string_view cell) {
  double value = 0;
  std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return value;
}

}  // namespace

Result<Background> Background::create(const knowledge::Knowledge& knowledge) {
  const knowledge::Table table = knowledge.table("story_frequencies");
  if (!table.exists()) {
    return failure(ErrorCode::WrongVersion,
                   "the knowledge pack has no table story_frequencies; make it again with `dateline pack`");
  }
  Background background;
  const std::uint32_t kind = table.column("kind"), name = table.column("name"), articles = table.column("articles");
  double all = 0;
  for (std::uint32_t row = 0; row < table.rows() && all == 0; ++row) {
    if (table.cell(row, kind) == "all") all = number_in(table.cell(row, articles));
  }
  if (all == 0) return failure(ErrorCode::BadInput, "story/frequencies.tsv has no row of kind `all`");
  background.articles_ = kArticles;
  background.having_ = FlatMap<float>(table.rows());
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string_view what = table.cell(row, kind), cell = table.cell(row, name);
    const auto having = static_cast<float>(number_in(table.cell(row, articles)) * kArticles / all);
    if (what == "word") {
      for (const Word& word : content_words(cell, 1)) background.having_[word.hash] = having;
    } else if (what != "all") {
      background.having_[key_of(what == "entity"      ? 'e'
                                : what == "country"   ? 'c'
                                : what == "countries" ? 'd'
                                                      : 'a',
                                cell)] = having;
    }
  }
  return background;
}

double Background::having(std::uint32_t feature) const {
  const float* found = having_.find(feature);
  return found ? static_cast<double>(*found) : 0;
}

}  // namespace dateline::story
