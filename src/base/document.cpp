#include "dateline/document.h"

#include <algorithm>

#include "base/arena.h"

namespace dateline {

class StringStore {
 public:
  base::Arena arena{4 * 1024};
};

Document::Document() : strings_(std::make_unique<StringStore>()) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

std::string_view Document::keep(std::string_view value) { return strings_->arena.copy(value); }

bool Document::is_boilerplate(Span span) const {
  const auto after = std::upper_bound(boilerplate.begin(), boilerplate.end(), span.begin,
                                      [](std::uint32_t begin, const Boilerplate& b) { return begin < b.span.begin; });
  return (after != boilerplate.begin() && std::prev(after)->span.overlaps(span)) ||
         (after != boilerplate.end() && after->span.overlaps(span));
}

Span Document::source_of(Span span) const {
  const auto by_begin = [](std::uint32_t begin, const SourceRun& run) { return begin < run.text_begin; };
  const auto run_at = [&](std::uint32_t offset) { return std::upper_bound(sources.begin(), sources.end(), offset, by_begin); };
  const auto first = run_at(span.begin);
  const auto last = run_at(span.empty() ? span.begin : span.end - 1);
  if (first == sources.begin() || last == sources.begin()) return {};
  // Inside a run letters are taken to lie as in the page, and never behind its end.
  const auto offset_in = [](const SourceRun& run, std::uint32_t offset) {
    return std::min(run.page.begin + (offset - run.text_begin), run.page.end);
  };
  return {offset_in(*std::prev(first), span.begin), offset_in(*std::prev(last), span.end)};
}

void Document::settle_boilerplate() {
  std::stable_sort(boilerplate.begin(), boilerplate.end(),
                   [](const Boilerplate& a, const Boilerplate& b) { return a.span < b.span; });
  std::vector<Boilerplate> merged;
  for (const Boilerplate& part : boilerplate) {
    if (!merged.empty() && part.span.begin <= merged.back().span.end) {
      merged.back().span.end = std::max(merged.back().span.end, part.span.end);
    } else {
      merged.push_back(part);
    }
  }
  boilerplate = std::move(merged);
}

std::vector<std::uint32_t> Document::mentions_at(std::uint32_t token) const {
  std::vector<std::uint32_t> headed;
  std::uint32_t smallest = kNone;
  const Span at = tokens.span[token];
  // Mentions are in order of begin; those that begin after the token cannot hold it.
  const auto end = std::upper_bound(mentions.begin(), mentions.end(), at.begin,
                                    [](std::uint32_t begin, const Mention& m) { return begin < m.span.begin; });
  const std::uint32_t sentence = tokens.sentence[token];
  for (auto m = end; m != mentions.begin();) {
    --m;
    if (m->sentence != sentence) break;
    const auto index = static_cast<std::uint32_t>(m - mentions.begin());
    if (m->head == token) {
      headed.push_back(index);
    } else if (m->kind == MentionKind::Name && m->span.contains(at) &&
               (smallest == kNone || m->span.size() < mentions[smallest].span.size())) {
      smallest = index;
    }
  }
  // A mention may begin after its head ("officials" of "officials of the US"): look ahead in the sentence.
  for (auto m = end; m != mentions.end() && m->sentence == sentence; ++m) {
    if (m->head == token) headed.push_back(static_cast<std::uint32_t>(m - mentions.begin()));
  }
  if (headed.empty() && smallest != kNone) headed.push_back(smallest);
  std::sort(headed.begin(), headed.end());
  return headed;
}

void Tokens::resize(std::uint32_t count) {
  span.resize(count);
  lemma.resize(count);
  upos.resize(count, Upos::X);
  xpos.resize(count);
  feats.resize(count);
  head.resize(count, kNone);
  relation.resize(count, Relation::dep);
  sentence.resize(count, kNone);
  name.resize(count, NameLabel::Outside);
  multiword.resize(count, 0);
}

}  // namespace dateline
