#include "claim/signatures.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/tsv.h"
#include "claim/cues.h"
#include "claim/named.h"

namespace dateline::claim {
namespace {

constexpr std::array<Named<Government>, 12> kGovernments{{{"clause", Government::Clause},
                                                          {"subjunctive", Government::Subjunctive},
                                                          {"interrogative", Government::Interrogative},
                                                          {"infinitive", Government::Infinitive},
                                                          {"prospective", Government::Prospective},
                                                          {"gerund", Government::Gerund},
                                                          {"object", Government::Object},
                                                          {"subject", Government::Subject},
                                                          {"preposition", Government::Preposition},
                                                          {"modifier", Government::Modifier},
                                                          {"marker", Government::Marker},
                                                          {"auxiliary", Government::Auxiliary}}};
constexpr std::array<Named<GovernorPos>, 7> kPositions{{{"verb", GovernorPos::Verb},
                                                        {"noun", GovernorPos::Noun},
                                                        {"adjective", GovernorPos::Adjective},
                                                        {"adverb", GovernorPos::Adverb},
                                                        {"determiner", GovernorPos::Determiner},
                                                        {"auxiliary", GovernorPos::Auxiliary},
                                                        {"marker", GovernorPos::Marker}}};
constexpr std::array<Named<Effect>, 8> kEffects{{{"same", Effect::Same},
                                                 {"happened", Effect::Happened},
                                                 {"ongoing", Effect::Ongoing},
                                                 {"planned", Effect::Planned},
                                                 {"possible", Effect::Possible},
                                                 {"denied", Effect::Denied},
                                                 {"past", Effect::Past},
                                                 {"would", Effect::Would}}};

}  // namespace

bool Signature::takes_preposition(std::string_view lemma) const { return lists(prepositions, lemma); }

Result<SignatureTable> SignatureTable::read(const knowledge::Knowledge& knowledge) {
  SignatureTable result;
  const knowledge::Table table = knowledge.table("signatures");
  const std::uint32_t governor = table.column("governor"), pos = table.column("pos"), government = table.column("government"),
                      prepositions = table.column("prepositions"), positive = table.column("positive"),
                      negative = table.column("negative");
  std::vector<std::pair<std::string_view, Signature>> entries;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    Signature signature;
    signature.prepositions = table.cell(row, prepositions);
    if (!read_name(kPositions, table.cell(row, pos), signature.pos) ||
        !read_name(kGovernments, table.cell(row, government), signature.government) ||
        !read_name(kEffects, table.cell(row, positive), signature.positive) ||
        !read_name(kEffects, table.cell(row, negative), signature.negative)) {
      return failure(ErrorCode::BadInput,
                     fmt::format("{}: a value that status does not know; see data/schema.toml", table.origin(row)));
    }
    for (std::string_view spelling : base::split_list(table.cell(row, governor))) {
      const auto [head, rest] = split_word(spelling);
      signature.words = rest;
      entries.emplace_back(head, signature);
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.words.size() > b.second.words.size();
  });
  for (const auto& [lemma, signature] : entries) {
    const std::uint32_t at = static_cast<std::uint32_t>(result.signatures_.size());
    if (result.keys_.empty() || result.keys_.back().lemma != lemma) result.keys_.push_back({lemma, at, at});
    result.signatures_.push_back(signature);
    result.keys_.back().end = at + 1;
  }
  return result;
}

std::span<const Signature> SignatureTable::find(std::string_view lemma) const {
  const auto key =
      std::lower_bound(keys_.begin(), keys_.end(), lemma, [](const Key& k, std::string_view l) { return k.lemma < l; });
  if (key == keys_.end() || key->lemma != lemma) return {};
  return {signatures_.data() + key->begin, key->end - key->begin};
}

}  // namespace dateline::claim
