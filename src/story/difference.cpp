// The texts are aligned word by word (alignment.h). Between two places where they agree lies what one has and the other has not;
// what kind of change that is, is told by the annotations that it touches: a name of another entity, a time of another value, a
// number, a negation, words inside a quotation. A word that was changed for a like one touches none of these and is passed over,
// so that of a paraphrase only the facts remain. Gaps of more than a sentence are cuts.
#include "story/difference.h"

#include <algorithm>

#include "base/tsv.h"
#include "base/utf8.h"
#include "story/alignment.h"
#include "story/words.h"

namespace dateline::story {

namespace {

constexpr std::size_t kLongestGap = 12;  // words of one text against none of the other: more is a cut or an addition

// A stretch of words of both texts between two places where they agree.
struct Gap {
  Span original, copy;
  std::size_t original_words = 0, copy_words = 0;
};

std::vector<std::uint32_t> hashes(const std::vector<Word>& words) {
  std::vector<std::uint32_t> result;
  result.reserve(words.size());
  for (const Word& word : words) result.push_back(word.hash);
  return result;
}

Span span_of(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  if (begin < end) return {words[begin].span.begin, words[end - 1].span.end};
  const std::uint32_t at = begin < words.size() ? words[begin].span.begin : words.empty() ? 0 : words.back().span.end;
  return {at, at};
}

std::vector<Gap> gaps_between(const std::vector<Word>& a, const std::vector<Word>& b) {
  std::vector<Aligned> pairs = align(hashes(a), hashes(b));
  pairs.push_back({static_cast<std::uint32_t>(std::min(a.size(), kMostAligned)),
                   static_cast<std::uint32_t>(std::min(b.size(), kMostAligned))});
  std::vector<Gap> gaps;
  std::size_t i = 0, j = 0;
  for (const Aligned pair : pairs) {
    if (pair.first > i || pair.second > j) {
      gaps.push_back({span_of(a, i, pair.first), span_of(b, j, pair.second), pair.first - i, pair.second - j});
    }
    i = pair.first + 1;
    j = pair.second + 1;
  }
  return gaps;
}

bool is_cut(const Gap& gap) {
  return (gap.original_words > kLongestGap || gap.copy_words > kLongestGap) &&
         (gap.original_words > 2 * gap.copy_words || gap.copy_words > 2 * gap.original_words);
}

// The entities that the names within a span stand for, by id or name.
std::vector<std::string> names_in(const Document& document, Span span) {
  std::vector<std::string> names;
  for (const Mention& mention : document.mentions) {
    if (mention.kind != MentionKind::Name || mention.entity == kNone || !mention.span.overlaps(span)) continue;
    const Entity& entity = document.entities[mention.entity];
    names.push_back(entity.kb.empty() ? base::folded(document.text_of(mention.span)) : std::string(entity.kb));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<std::string> times_in(const Document& document, Span span) {
  std::vector<std::string> times;
  for (const TimeRef& time : document.times) {
    if (time.span.overlaps(span)) times.emplace_back(time.value);
  }
  return times;
}

bool is_quoted(const Document& document, Span span) {
  return std::any_of(document.claims.begin(), document.claims.end(), [&](const Claim& claim) {
    return claim.kind == ClaimKind::Direct && claim.content.overlaps(span) && !claim.aside.overlaps(span);
  });
}

}  // namespace

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Name:
      return "name";
    case ChangeKind::Number:
      return "number";
    case ChangeKind::Date:
      return "date";
    case ChangeKind::Quotation:
      return "quotation";
    case ChangeKind::Polarity:
      break;
  }
  return "polarity";
}

Result<DifferenceReader> DifferenceReader::create(const knowledge::Knowledge& knowledge) {
  const knowledge::Table table = knowledge.table("story_negations");
  if (!table.exists()) {
    return failure(ErrorCode::WrongVersion,
                   "the knowledge pack has no table story_negations; make it again with `dateline pack`");
  }
  DifferenceReader reader;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    for (const std::string_view word : base::split_list(table.cell(row, table.column("words")))) reader.negations_.emplace(word);
  }
  reader.numbers_ = NumberWords(knowledge);
  return reader;
}

bool DifferenceReader::has_negation(std::string_view text) const {
  for (const std::string_view word : running_words(text)) {
    if (negations_.count(base::folded(word)) != 0) return true;
  }
  return false;
}

std::vector<std::int64_t> DifferenceReader::numbers_in(std::string_view text) const {
  std::vector<std::int64_t> numbers;
  for (const std::string_view word : running_words(text)) {
    if (const auto number = numbers_.number(base::folded(word))) numbers.push_back(*number);
  }
  return numbers;
}

std::vector<Change> DifferenceReader::read(const Document& original, const Document& copy) const {
  const auto words_of = [](const Document& document) {
    std::vector<Word> words;
    for (const std::string_view word : running_words(document.text)) {
      const auto begin = static_cast<std::uint32_t>(word.data() - document.text.data());
      words.push_back({key_of('w', base::folded(word)), {begin, begin + static_cast<std::uint32_t>(word.size())}});
    }
    return words;
  };
  std::vector<Change> changes;
  for (const Gap& gap : gaps_between(words_of(original), words_of(copy))) {
    if (is_cut(gap)) continue;
    const auto add = [&](ChangeKind kind) { changes.push_back({kind, gap.original, gap.copy}); };
    if (names_in(original, gap.original) != names_in(copy, gap.copy)) add(ChangeKind::Name);
    const bool other_time = times_in(original, gap.original) != times_in(copy, gap.copy);
    if (other_time) add(ChangeKind::Date);
    const std::string_view before = original.text_of(gap.original), after = copy.text_of(gap.copy);
    if (!other_time && numbers_in(before) != numbers_in(after)) add(ChangeKind::Number);
    if (has_negation(before) != has_negation(after)) add(ChangeKind::Polarity);
    if (is_quoted(original, gap.original) && is_quoted(copy, gap.copy)) add(ChangeKind::Quotation);
  }
  return changes;
}

}  // namespace dateline::story
