// What a sentence and those shortly before it are about, told by single words: a game, an accident, violence. Decides whether
// words such as "beat" and "killed" speak of an event at all.
#pragma once

#include <cstdint>
#include <vector>

#include "event/grammar.h"
#include "event/pattern_set.h"

namespace dateline::event {

class Scene {
 public:
  Scene(const Document& document, const Grammar& grammar, const PatternSet& patterns);
  bool is_sport(std::uint32_t sentence) const;
  // An accident or a storm, and no violence.
  bool is_mishap(std::uint32_t sentence) const;

 private:
  struct Words {
    std::uint8_t sport = 0;
    bool mishap = false;
    bool violence = false;
  };
  std::vector<Words> sentences_;
};

}  // namespace dateline::event
