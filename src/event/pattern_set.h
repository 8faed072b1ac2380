// All patterns, light verbs and exclusions of data/events/, compiled once: sorted by trigger lemma, so that a token finds its
// candidates in one look-up whatever their number. Immutable after load; any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/result.h"
#include "event/frame.h"
#include "event/lemmas.h"
#include "event/ontology.h"
#include "knowledge/knowledge.h"

namespace dateline::event {

enum class TriggerKind : std::uint8_t { Verb, Noun, Adjective };

struct Pattern {
  TriggerKind kind = TriggerKind::Verb;
  Frame frame;
  TypeIndex type = kNoType;  // kNoType: an exclusion
  std::string_view mode;
  std::string_view cameo;
  std::vector<std::string_view> contexts;
  int specificity = 0;  // how much the frame asks for
  std::string rule;     // "events/patterns/consult.tsv:17 meet-obj"
};

// What a verb with little meaning of its own does with an event noun.
enum class LightUse : std::uint8_t {
  Agent,    // "held talks": its subject acts
  Occur,    // "talks took place": the noun is its subject
  Undergo,  // "came under attack": its subject is acted upon
};

struct LightVerb {
  LightUse use = LightUse::Agent;
  std::string_view preposition;  // between verb and noun; empty: the noun is its object (Agent, Undergo) or subject (Occur)
  TypeMask types = ~TypeMask(0);
};

class PatternSet {
 public:
  static Result<PatternSet> load(const knowledge::Knowledge& knowledge);

  struct Trigger {
    std::string_view lemma;
    std::string_view particle;  // "down" of "crack down"; empty when none
    std::uint32_t pattern;
  };
  // Patterns that a lemma may trigger, in table order.
  std::span<const Trigger> triggers(std::string_view lemma) const;
  const Pattern& operator[](std::uint32_t pattern) const { return patterns_[pattern]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(patterns_.size()); }
  // The types of the events that a lemma of this kind may trigger.
  TypeMask types_of(std::string_view lemma, TriggerKind kind) const;

  struct LightTrigger {
    std::string_view lemma;
    LightVerb verb;
  };
  std::span<const LightTrigger> light_verbs(std::string_view lemma) const;

  // Every lemma that triggers, sets and light verbs name.
  const KnownLemmas& known_lemmas() const { return known_; }
  const Ontology& ontology() const { return ontology_; }
  const WordSets& word_sets() const { return sets_; }
  // Sets that the matcher itself needs.
  bool is_transparent(std::string_view noun) const { return sets_.contains(own_.transparent, noun); }  // "a series of talks"
  bool controls_by_subject(std::string_view verb) const {
    return sets_.contains(own_.subject_control, verb);
  }                                                                                                  // "promised X to go"
  bool is_reporting(std::string_view verb) const { return sets_.contains(own_.reporting, verb); }    // "said"
  WordSet intention() const { return own_.intention; }                                               // "will"
  WordSet reported_intention() const { return own_.reported_intention; }                             // "would" after "said"
  bool is_speech_act(std::string_view noun) const { return sets_.contains(own_.speech_act, noun); }  // "the invitation"
  bool is_utterance(std::string_view noun) const { return sets_.contains(own_.utterance, noun); }    // "a statement saying"
  bool is_sport(std::string_view lemma) const { return sets_.contains(own_.sport, lemma); }
  bool is_aspect(std::string_view verb) const { return sets_.contains(own_.aspect, verb); }     // "began shelling"
  bool is_carrier(std::string_view noun) const { return sets_.contains(own_.carriers, noun); }  // "aid efforts"
  bool is_mishap(std::string_view lemma) const { return sets_.contains(own_.mishap, lemma); }
  bool is_violence(std::string_view lemma) const { return sets_.contains(own_.violence, lemma); }
  WordSet place_prepositions() const { return own_.place; }               // "in", "at"
  WordSet origin_prepositions() const { return own_.origin; }             // "troops from Kenya"
  WordSet ownership_prepositions() const { return own_.ownership; }       // "the tanks of Israel"
  WordSet outside_prepositions() const { return own_.outside; }           // "after", "amid": what follows is no part of it
  WordSet cause_markers() const { return own_.cause; }                    // "killed when", "wounded in": what did it follows
  WordSet object_control_markers() const { return own_.object_control; }  // "accused X of doing"
  WordSet addressee_prepositions() const { return own_.addressee; }       // "called on X to do"
  WordSet gerund_markers() const { return own_.gerund; }                  // "insisted on doing"
  WordSet purpose_prepositions() const { return own_.purpose; }           // "called for a strike"
  WordSet partner_prepositions() const { return own_.partner; }           // "talks with"
  WordSet threat_markers() const { return own_.threat; }                  // "unless"
  bool is_negative(std::string_view adverb) const { return sets_.contains(own_.negative, adverb); }  // "no longer"
  bool is_residence(std::string_view verb) const { return sets_.contains(own_.residence, verb); }    // "based in Trinidad"
  bool is_reciprocal(std::string_view word) const { return sets_.contains(own_.reciprocal, word); }  // "each other"

 private:
  Result<void> load_patterns(const knowledge::Table& table, bool exclusions);
  Result<void> load_light_verbs(const knowledge::Table& table);
  void collect_lemmas(const knowledge::Table& irregulars);

  Ontology ontology_;
  WordSets sets_;
  std::vector<Pattern> patterns_;
  std::vector<Trigger> triggers_;    // sorted by lemma, then pattern
  std::vector<LightTrigger> light_;  // sorted by lemma, table order inside
  KnownLemmas known_;
  struct OwnSets {
    WordSet transparent, subject_control, reporting, place, intention, origin, sport, mishap, violence, ownership, outside,
        reported_intention, carriers, aspect, speech_act, utterance, object_control, addressee, gerund, purpose, reciprocal,
        threat, residence, negative, partner, cause;
  };
  OwnSets own_{};
};

}  // namespace dateline::event
