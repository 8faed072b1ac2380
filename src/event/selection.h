// Of the events that a sentence codes, those that say something of their own: two words for one happening ("held talks", "met for
// talks") are one event, a noun that only recalls what is known ("since the invasion") is none, and
// neither is what an event is for ("met to prepare an agreement") or feared to become.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/document.h"
#include "event/ontology.h"

namespace dateline::event {

// How an event is told: by a verb, by a noun with its light verb, or by a noun alone.
enum class Telling : std::uint8_t { Verb, LightVerb, Noun };

struct Coded {
  Event event;
  TypeIndex type = kNoType;
  Telling telling = Telling::Verb;
  std::uint32_t clause = kNone;   // the token whose clause holds the event
  bool nested = false;            // inside what another event of the sentence is about
  bool purpose = false;           // an infinitive: "to demand his release"
  bool describes = false;         // a participle behind its noun: "inspectors probing the site"
  bool of_noun = false;           // what a noun is for: "a plan to attack"
  std::size_t trace = 0;          // its line, one past the position; 0 = none
  std::string_view dropped = {};  // why it is left out; empty: it stays
};

// Sets `dropped` of those that go.
void select(const Document& document, std::vector<Coded>& coded);

// Every entity of `a` is in `b`.
bool is_within(const std::vector<Argument>& a, const std::vector<Argument>& b);

}  // namespace dateline::event
