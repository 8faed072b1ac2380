#include "syntax/tag_features.h"

#include "syntax/hashing.h"

namespace dateline::syntax {

void tag_features(std::span<const TagWord> words, std::size_t at, std::uint32_t previous, std::uint32_t before_previous,
                  CaseStyle style, std::array<std::uint64_t, kTagFeatures>& features) {
  static constexpr TagWord kOutside{};
  const auto word = [&](std::ptrdiff_t offset) -> const TagWord& {
    const auto i = static_cast<std::ptrdiff_t>(at) + offset;
    return i < 0 || i >= static_cast<std::ptrdiff_t>(words.size()) ? kOutside : words[static_cast<std::size_t>(i)];
  };
  const TagWord& w = word(0);
  const TagWord& left = word(-1);
  const TagWord& left2 = word(-2);
  const TagWord& right = word(1);
  const TagWord& right2 = word(2);
  const std::uint64_t tag1 = previous;
  const std::uint64_t tag2 = before_previous;
  const std::uint64_t tags = tag1 << 8 | tag2;
  const std::uint64_t look = mix(w.form.shape, static_cast<std::uint64_t>(style) << 1 | (at == 0));

  std::size_t count = 0;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
    features[count] = mix(mix(mix(mix(0x7a67, count + 1), a), b), c);
    ++count;
  };
  add(0);
  add(w.form.exact);
  add(w.form.lower);
  for (const std::uint32_t suffix : w.form.suffix) add(suffix);
  for (const std::uint32_t prefix : w.form.prefix) add(prefix);
  add(look);
  add(look, w.form.suffix[2]);
  add(look, tag1);
  add(w.known);
  add(w.known, tag1);
  add(w.known, right.known);
  add(w.known, left.known, right.known);
  add(left.form.lower);
  add(left.form.lower, w.form.lower);
  add(left2.form.lower);
  add(left2.form.lower, left.form.lower);
  add(right.form.lower);
  add(right.form.lower, w.form.lower);
  add(right2.form.lower);
  add(right.form.lower, right2.form.lower);
  add(tag1);
  add(tags);
  add(tag1, w.form.lower);
  add(tags, w.form.lower);
  add(tag1, right.form.lower);
  add(tag1, w.form.suffix[2]);
  add(tag1, right.known);
  add(right.form.suffix[2]);
  add(right.form.suffix[1], tag1);
  add(left.form.suffix[2]);
  add(right.form.shape, w.form.shape);
  add(left.form.shape, w.form.shape);
  add(w.known, tags);
}

}  // namespace dateline::syntax
