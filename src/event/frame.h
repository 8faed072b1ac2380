// The frame of a pattern: which grammatical function fills which role, and what the fillers must be. Written in patterns as
// items separated by spaces:
//
//   role=slot[/slot...][{condition}][?|!]    the first slot that gives something fills the role
//                                            ? may be missing (recipients, instruments), ! must be there (all others)
//   active, passive                          the verb's voice
//   leave                                    what the theme tells stays an event of its own, whatever the type says ("denied
//   that")
//
// roles   actor, recipient, both (all of them act on each other), instrument, theme (must be there), not (must not be there)
// slots   subj obj iobj surface    logical subject and object, indirect object, subject as written
//         poss mod agent           possessor; adjective or compound; for nouns: light verb's subject, by, poss, mod, of
//         xcomp ccomp advcl        "agreed to go", "said that ...", also gerunds after a preposition
//         gov                      the verb of which the trigger is the complement ("wants to receive")
//         any other word           what that preposition governs
//         slot*                    when the filler is nobody: the nearest actor inside it ("rejected a plan by France")
// conditions, one of them must hold: a lemma, @set, #ENTITYTYPE, $SECTOR (of an actor), :EVENTTYPE (the filler triggers such an
//         event), ^lemma (the filler has this auxiliary), + (an actor with a country). A ! before the list turns it round.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "event/lemmas.h"
#include "event/ontology.h"

namespace dateline::event {

enum class Role : std::uint8_t { Actor, Recipient, Both, Instrument, Theme, Not };

enum class SlotKind : std::uint8_t {
  Subject,
  Object,
  IndirectObject,
  Surface,
  Possessor,
  Modifier,
  OpenComplement,
  Complement,
  AdverbialClause,
  Governor,
  Preposition,
};

enum class Depth : std::uint8_t { Near, Inside };
enum class Presence : std::uint8_t { Required, Optional };
enum class Polarity : std::uint8_t { AnyOf, NoneOf };
enum class Voice : std::uint8_t { Any, Active, Passive };

// A named set of lemmas that conditions use: its position in data/events/word_sets.tsv.
enum class WordSet : std::uint16_t {};
inline constexpr WordSet kNoWordSet{0xffff};

struct Slot {
  SlotKind kind = SlotKind::Subject;
  Depth depth = Depth::Near;
  std::string_view preposition;
};

struct Condition {
  std::vector<std::string_view> lemmas;
  std::vector<std::string_view> auxiliaries;
  std::vector<std::string_view> sectors;
  std::vector<WordSet> sets;
  std::uint16_t entity_types = 0;  // bit per EntityType
  TypeMask event_types = 0;
  bool country = false;
  Polarity polarity = Polarity::AnyOf;
  bool any() const {
    return lemmas.empty() && auxiliaries.empty() && sectors.empty() && sets.empty() && entity_types == 0 && event_types == 0 &&
           !country;
  }
};

struct FrameItem {
  Role role = Role::Theme;
  Presence presence = Presence::Required;
  std::vector<Slot> slots;
  Condition condition;
};

struct Frame {
  Voice voice = Voice::Any;
  bool leaves_themes = false;
  bool takes_partner_only = false;  // roles are `both` and no other: it takes two
  std::vector<FrameItem> items;
};

class WordSets {
 public:
  static WordSets load(const knowledge::Knowledge& knowledge);
  // kNoWordSet when there is none of that name.
  WordSet find(std::string_view name) const;
  void add_words(LemmaSet& to) const;
  bool contains(WordSet set, std::string_view lemma) const;

 private:
  std::vector<std::string_view> names_;
  std::vector<std::vector<std::string_view>> words_;  // sorted
};

// The error says what is wrong in the text, without its origin.
Result<Frame> parse_frame(std::string_view text, const WordSets& sets, const Ontology& ontology);

}  // namespace dateline::event
