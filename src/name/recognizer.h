// Who is who: finds mentions (names, role nouns, pronouns), links them to entities of the knowledge tables by the article's
// date, and joins mentions of one entity. Fills Document::mentions and Document::entities. Immutable: any number of threads.
#pragma once

#include <memory>
#include <string_view>

#include "dateline/document.h"
#include "dateline/engine.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::name {

class Tables;

class Recognizer {
 public:
  static Result<Recognizer> create(const knowledge::Knowledge& knowledge);
  Recognizer(Recognizer&&) noexcept;
  Recognizer& operator=(Recognizer&&) noexcept;
  ~Recognizer();
  void run(Document& document) const;
  // One actor string by itself (dateline actor). `date` as in Engine::actor.
  ActorCode code(std::string_view actor, std::string_view date, std::string_view context) const;

 private:
  explicit Recognizer(std::unique_ptr<Tables> tables);
  std::unique_ptr<Tables> tables_;
};

}  // namespace dateline::name
