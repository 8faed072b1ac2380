// How sure a text makes its reader that what a predicate tells took place: from -3 (certainly not) to +3 (certainly), the scale
// of UDS-IH2 (White et al. 2016, Rudinger et al. 2018). A linear model over the predicate's clause and what governs it; its
// weights are the table data/claims/factuality.tsv (models/README.md). Immutable: any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::claim {

class CueTable;
class SignatureTable;

// What the model looks at, as it is named in the table. Private to the room and to the trainer.
class FactualityFeatures {
 public:
  static Result<FactualityFeatures> create(const knowledge::Knowledge& knowledge);
  FactualityFeatures(FactualityFeatures&&) noexcept;
  FactualityFeatures& operator=(FactualityFeatures&&) noexcept;
  ~FactualityFeatures();
  std::vector<std::string> of(const Document& document, std::uint32_t token) const;

 private:
  FactualityFeatures(std::unique_ptr<SignatureTable> signatures, std::unique_ptr<CueTable> cues);
  std::unique_ptr<SignatureTable> signatures_;
  std::unique_ptr<CueTable> cues_;
};

class FactualityReader {
 public:
  static Result<FactualityReader> create(const knowledge::Knowledge& knowledge);
  // `token` heads a predicate. The document has tokens, tags and trees.
  double factuality_of(const Document& document, std::uint32_t token) const;
  // Tokens that can tell something: verbs but auxiliaries, nouns, adjectives, and words that head a clause or have a subject.
  static std::vector<std::uint32_t> predicates(const Document& document);

 private:
  explicit FactualityReader(FactualityFeatures features) : features_(std::move(features)) {}
  FactualityFeatures features_;
  std::unordered_map<std::string_view, double> weights_;  // keys live in the Knowledge
};

}  // namespace dateline::claim
