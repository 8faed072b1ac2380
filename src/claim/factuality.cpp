#include "claim/factuality.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "claim/tree.h"

namespace dateline::claim {
namespace {

constexpr double kMost = 3;  // the scale ends at -3 and +3

bool heads_clause(Relation relation) {
  switch (relation) {
    case Relation::root:
    case Relation::acl:
    case Relation::acl_relcl:
    case Relation::advcl:
    case Relation::advcl_relcl:
    case Relation::ccomp:
    case Relation::csubj:
    case Relation::csubj_pass:
    case Relation::xcomp:
    case Relation::parataxis:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<FactualityReader> FactualityReader::create(const knowledge::Knowledge& knowledge) {
  auto features = FactualityFeatures::create(knowledge);
  if (!features) return tl::unexpected(features.error());
  FactualityReader reader(std::move(*features));
  const knowledge::Table table = knowledge.table("factuality");
  const std::uint32_t feature = table.column("feature"), weight = table.column("weight");
  reader.weights_.reserve(table.rows());
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    // The schema has it a number.
    reader.weights_.emplace(table.cell(row, feature), std::strtod(std::string(table.cell(row, weight)).c_str(), nullptr));
  }
  return reader;
}

double FactualityReader::factuality_of(const Document& document, std::uint32_t token) const {
  double sum = 0;
  for (const std::string& feature : features_.of(document, token)) {
    const auto at = weights_.find(feature);
    if (at != weights_.end()) sum += at->second;
  }
  return std::clamp(sum, -kMost, kMost);
}

std::vector<std::uint32_t> FactualityReader::predicates(const Document& document) {
  const Tokens& tokens = document.tokens;
  std::vector<std::uint8_t> is_predicate(tokens.size(), 0);
  for (std::uint32_t t = 0; t < tokens.size(); ++t) {
    const Relation relation = tokens.relation[t];
    const Upos upos = tokens.upos[t];
    if (upos == Upos::PUNCT) continue;
    const bool full_verb = upos == Upos::VERB || (upos == Upos::AUX && relation != Relation::aux &&
                                                  relation != Relation::aux_pass && relation != Relation::cop);
    const bool nominal = upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::ADJ;
    if (full_verb || nominal || heads_clause(relation)) is_predicate[t] = 1;
    const std::uint32_t head = tokens.head[t];
    const bool subject = relation == Relation::nsubj || relation == Relation::nsubj_pass || relation == Relation::cop;
    if (head != kNone && subject) is_predicate[head] = 1;
  }
  std::vector<std::uint32_t> result;
  for (std::uint32_t t = 0; t < tokens.size(); ++t) {
    if (is_predicate[t]) result.push_back(t);
  }
  return result;
}

}  // namespace dateline::claim
