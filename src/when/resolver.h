// Finds time expressions over the tokens and resolves them against the publication date; fills Document::times. Without a
// publication date relative times keep X placeholders. Immutable: any number of threads.
#pragma once

#include <memory>

#include "dateline/document.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::when {

class Grammar;

class Resolver {
 public:
  static Result<Resolver> create(const knowledge::Knowledge& knowledge);
  Resolver(Resolver&&) noexcept;
  Resolver& operator=(Resolver&&) noexcept;
  ~Resolver();
  void run(Document& document) const;

 private:
  explicit Resolver(std::unique_ptr<Grammar> grammar);
  std::unique_ptr<Grammar> grammar_;
};

}  // namespace dateline::when
