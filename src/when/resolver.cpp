// Two passes over the sentences: the first finds the expressions, from which it is seen how the text tells its times; the second
// places them in text order, since later ones may count from earlier ones.
#include "when/resolver.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "base/iso_date.h"
#include "when/direction.h"
#include "when/grammar.h"
#include "when/placement.h"
#include "when/scanner.h"

namespace dateline::when {

namespace {

struct InSentence {
  std::uint32_t sentence;
  Expression expression;
};

// A history names many years, most of them long before the day it was published, and hardly a day or week seen from that day.
Narration narration_of(const std::vector<Node>& nodes, const std::vector<InSentence>& found,
                       std::optional<base::IsoDate> publication) {
  constexpr int kFewestYears = 5;
  constexpr int kLongAgo = 2;
  int years = 0;
  int long_ago = 0;
  int seen_from_today = 0;
  const auto count = [&](const Node& node) {
    if (node.op != Op::Year && !(node.op == Op::Numeric && node.a >= 100)) return;
    ++years;
    long_ago += publication && publication->year - node.a >= kLongAgo;
  };
  for (const InSentence& one : found) {
    const Node& node = nodes[one.expression.node];
    count(node);
    seen_from_today +=
        node.op == Op::Weekday || node.op == Op::Relative || (node.op == Op::Shift && node.base == Base::Publication);
    if (node.container != kNone) count(nodes[node.container]);
    if (node.child != kNone) count(nodes[node.child]);
  }
  if (years < kFewestYears) return Narration::News;
  if (!publication) return Narration::History;
  const bool mostly_old = long_ago * 5 >= years * 3;
  return mostly_old && seen_from_today * 2 <= years ? Narration::History : Narration::News;
}

date::sys_days day_of(const base::IsoDate& date) {
  return make_day(date.year, static_cast<unsigned>(date.month), static_cast<unsigned>(date.day));
}

}  // namespace

Resolver::Resolver(std::unique_ptr<Grammar> grammar) : grammar_(std::move(grammar)) {}
Resolver::Resolver(Resolver&&) noexcept = default;
Resolver& Resolver::operator=(Resolver&&) noexcept = default;
Resolver::~Resolver() = default;

Result<Resolver> Resolver::create(const knowledge::Knowledge& knowledge) {
  auto lexicon = Lexicon::create(knowledge);
  if (!lexicon) return Failure(lexicon.error());
  auto grammar = std::make_unique<Grammar>();
  grammar->lexicon = std::move(*lexicon);
  auto patterns = Patterns::create(knowledge, grammar->lexicon);
  if (!patterns) return Failure(patterns.error());
  grammar->patterns = std::move(*patterns);
  auto holidays = Holidays::create(knowledge);
  if (!holidays) return Failure(holidays.error());
  grammar->holidays = std::move(*holidays);
  auto wars = Wars::create(knowledge);
  if (!wars) return Failure(wars.error());
  grammar->wars = std::move(*wars);
  return Resolver(std::move(grammar));
}

void Resolver::run(Document& document) const {
  std::vector<Node> nodes;
  std::vector<InSentence> found;
  std::vector<Expression> in_sentence;
  Scan scan;
  for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
    const Sentence& sentence = document.sentences[i];
    if (document.is_boilerplate(sentence.span)) continue;
    scan_sentence(grammar_->lexicon, document.text, sentence.span, scan);
    in_sentence.clear();
    grammar_->patterns.find(grammar_->lexicon, {&document, sentence.first_token, sentence.end_token}, scan, nodes, in_sentence);
    for (const Expression& expression : in_sentence) found.push_back({i, expression});
  }
  Placement::Circumstances circumstances;
  circumstances.publication = base::parse_iso_date(document.published);
  circumstances.narration = narration_of(nodes, found, circumstances.publication);
  const bool says_the_war =
      std::any_of(nodes.begin(), nodes.end(), [](const Node& node) { return node.op == Op::War && node.a == kTheWar; });
  if (says_the_war && circumstances.publication)
    circumstances.the_war = grammar_->wars.under_way(document, day_of(*circumstances.publication));
  Placement placement(*grammar_, nodes, circumstances);
  for (const InSentence& one : found) {
    const Outlook outlook = outlook_of(document, grammar_->lexicon, one.sentence, one.expression.span);
    const auto time = static_cast<std::uint32_t>(document.times.size());
    const auto placed = placement.place(one.expression.node, outlook, one.sentence, time);
    if (!placed) continue;
    TimeRef ref;
    ref.span = one.expression.span;
    ref.type = placed->type;
    ref.value = document.keep(placed->value);
    ref.begin = document.keep(placed->interval.begin);
    ref.end = document.keep(placed->interval.end);
    ref.anchor = placed->anchor;
    ref.anchor_time = placed->anchor_time;
    ref.producer = grammar_->patterns.id(one.expression.pattern);
    document.times.push_back(ref);
  }
}

}  // namespace dateline::when
