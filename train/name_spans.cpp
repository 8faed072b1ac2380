#include "name_spans.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace dateline::train {
namespace {

using NameSpan = std::tuple<std::size_t, std::size_t, std::uint8_t>;  // begin, end, kind

std::vector<NameSpan> spans_of(std::span<const std::uint8_t> labels) {
  std::vector<NameSpan> spans;
  for (std::size_t i = 0; i < labels.size();) {
    if (labels[i] == 0) {
      ++i;
      continue;
    }
    const auto kind = static_cast<std::uint8_t>((labels[i] - 1) / 2);
    const std::size_t begin = i++;
    while (i < labels.size() && labels[i] == 2 * kind + 2) ++i;
    spans.emplace_back(begin, i, kind);
  }
  return spans;
}

}  // namespace

void NameCounts::add(const TreebankSentence& gold, std::span<const std::uint8_t> guess) {
  constexpr std::uint8_t kOtherKind = 3;
  const auto wanted = spans_of(gold.names);
  auto found = spans_of(guess);
  if (!gold.marks_other_names) std::erase_if(found, [](const NameSpan& span) { return std::get<2>(span) == kOtherKind; });
  gold_ += wanted.size();
  guessed_ += found.size();
  for (const NameSpan& span : found) right_ += static_cast<std::size_t>(std::count(wanted.begin(), wanted.end(), span));
}

double NameCounts::f1() const {
  return gold_ + guessed_ == 0 ? 0 : 200.0 * static_cast<double>(right_) / static_cast<double>(gold_ + guessed_);
}

}  // namespace dateline::train
