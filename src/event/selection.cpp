#include "event/selection.h"

#include <algorithm>

namespace dateline::event {

namespace {

// Every actor of `a` is in `b`, or is somebody of the same country.
bool is_alike(const Document& document, const std::vector<Argument>& a, const std::vector<Argument>& b) {
  const auto country = [&](const Argument& x) { return document.entities[x.entity].country; };
  return std::all_of(a.begin(), a.end(), [&](const Argument& x) {
    return std::any_of(b.begin(), b.end(), [&](const Argument& y) {
      return x.entity == y.entity || (!country(x).empty() && country(x) == country(y));
    });
  });
}

// "Kidnapped ... murdered": deeds of one type that CAMEO tells apart at its root.
bool are_two_deeds(const Event& a, const Event& b) {
  return a.cameo.size() > 1 && b.cameo.size() > 1 && a.cameo.substr(0, 2) != b.cameo.substr(0, 2);
}

// Of two events of one type with the same actors, the one that says no more than the other goes; what a noun tells ("drone
// attacks killed") may name its actors in other words.
void drop_repeated(const Document& document, std::vector<Coded>& coded) {
  for (std::size_t i = 0; i < coded.size(); ++i)
    for (std::size_t j = 0; j < coded.size(); ++j) {
      if (i == j || !coded[i].dropped.empty() || !coded[j].dropped.empty() || coded[i].type != coded[j].type) continue;
      const Event &less = coded[j].event, &more = coded[i].event;
      if (coded[j].telling != Telling::Verb && coded[i].telling == Telling::Verb &&
          is_alike(document, less.actors, more.actors) && is_alike(document, less.recipients, more.recipients)) {
        coded[j].dropped = "said already";
        continue;
      }
      if (!is_within(less.actors, more.actors) || !is_within(less.recipients, more.recipients)) continue;
      const bool verbs = coded[i].telling == Telling::Verb && coded[j].telling == Telling::Verb;
      if (verbs && !less.recipients.empty() && are_two_deeds(less, more)) continue;
      const bool equal = less.actors.size() == more.actors.size() && less.recipients.size() == more.recipients.size();
      if (equal && (less.confidence > more.confidence || (less.confidence == more.confidence && j < i))) continue;
      coded[j].dropped = "said already";
    }
}

void drop_background(std::vector<Coded>& coded) {
  const bool told = std::any_of(coded.begin(), coded.end(),
                                [](const Coded& one) { return one.dropped.empty() && one.telling != Telling::Noun; });
  for (Coded& one : coded) {
    if (!one.dropped.empty()) continue;
    const bool recalled = one.telling == Telling::Noun && (one.event.recipients.empty() || (told && one.event.actors.empty()));
    if (recalled || (told && one.describes && one.event.recipients.empty())) one.dropped = "only recalled";
  }
}

// "Shunned work to protest at the settlement": whom the deed is for is whom it is against.
void drop_intended(std::vector<Coded>& coded) {
  for (Coded& one : coded) {
    const bool unreal = one.event.status == Status::Planned || one.event.status == Status::Possible;
    if (!(one.nested && (one.purpose || unreal)) && !(one.of_noun && unreal)) continue;
    one.dropped = "only what another event is for";
    for (Coded& other : coded)
      if (other.dropped.empty() && other.type == one.type && other.event.recipients.empty() &&
          is_within(one.event.actors, other.event.actors))
        other.event.recipients = one.event.recipients;
  }
}

}  // namespace

bool is_within(const std::vector<Argument>& a, const std::vector<Argument>& b) {
  return std::all_of(a.begin(), a.end(), [&](const Argument& x) {
    return std::any_of(b.begin(), b.end(), [&](const Argument& y) { return x.entity == y.entity; });
  });
}

void select(const Document& document, std::vector<Coded>& coded) {
  drop_intended(coded);
  drop_repeated(document, coded);
  drop_background(coded);
}

}  // namespace dateline::event
