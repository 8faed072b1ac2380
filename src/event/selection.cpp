#include "event/selection.h"

#include <algorithm>

namespace dateline::event {

namespace {

// Of two events of one type with the same actors, the one that says no more than the other goes.
void drop_repeated(std::vector<Coded>& coded) {
  for (std::size_t i = 0; i < coded.size(); ++i)
    for (std::size_t j = 0; j < coded.size(); ++j) {
      if (i == j || !coded[i].dropped.empty() || !coded[j].dropped.empty() || coded[i].type != coded[j].type) continue;
      const Event &less = coded[j].event, &more = coded[i].event;
      if (!is_within(less.actors, more.actors) || !is_within(less.recipients, more.recipients)) continue;
      const bool equal = less.actors.size() == more.actors.size() && less.recipients.size() == more.recipients.size();
      if (equal && (less.confidence > more.confidence || (less.confidence == more.confidence && j < i))) continue;
      coded[j].dropped = "said already";
    }
}

void drop_background(std::vector<Coded>& coded) {
  const auto is_told = [](const Coded& one) { return one.dropped.empty() && one.telling == Telling::Clause; };
  if (std::none_of(coded.begin(), coded.end(), is_told)) return;
  for (Coded& one : coded)
    if (one.dropped.empty() && one.telling == Telling::Noun && (one.event.actors.empty() || one.event.recipients.empty()))
      one.dropped = "only recalled";
}

void drop_intended(std::vector<Coded>& coded) {
  for (Coded& one : coded)
    if (one.dropped.empty() && one.nested && (one.event.status == Status::Planned || one.event.status == Status::Possible))
      one.dropped = "only what another event is for";
}

}  // namespace

bool is_within(const std::vector<Argument>& a, const std::vector<Argument>& b) {
  return std::all_of(a.begin(), a.end(), [&](const Argument& x) {
    return std::any_of(b.begin(), b.end(), [&](const Argument& y) { return x.entity == y.entity; });
  });
}

void select(std::vector<Coded>& coded) {
  drop_repeated(coded);
  drop_background(coded);
  drop_intended(coded);
}

}  // namespace dateline::event
