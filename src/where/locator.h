// Where: gives place mentions a place of the gazetteer tables. Fills Document::places and Dateline::place. People and
// organisations are no places; a country stays a country. Immutable: any number of threads.
#pragma once

#include <memory>

#include "dateline/document.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::where {

class Gazetteer;

class Locator {
 public:
  static Result<Locator> create(const knowledge::Knowledge& knowledge);
  Locator(Locator&&) noexcept;
  Locator& operator=(Locator&&) noexcept;
  ~Locator();
  void run(Document& document) const;

 private:
  explicit Locator(std::unique_ptr<Gazetteer> gazetteer);
  std::unique_ptr<Gazetteer> gazetteer_;
};

}  // namespace dateline::where
