// How the events of a sentence stand to each other in its tree: which are inside what another is about, which only tell what a
// noun is for, and which event another is of ("condemned the attack").
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "event/grammar.h"
#include "event/selection.h"

namespace dateline::event {

// Sets purpose, describes, of_noun and nested.
void mark_nested(const Grammar& grammar, std::vector<Coded>& coded);

// "Thirteen were killed when a drone struck the market on Friday": who is not told of one event of a type is who does the other
// that stands below it as its cause; so are its time and place.
void share_causes(const Grammar& grammar, WordSet cause_markers, std::vector<Coded>& coded);

// Sets Event::of of the events of one sentence. `clauses`: Coded::clause of each; `first`: the document's index of the first.
void link_contents(const Grammar& grammar, std::span<const std::uint32_t> clauses, std::span<Event> events, std::uint32_t first);

}  // namespace dateline::event
