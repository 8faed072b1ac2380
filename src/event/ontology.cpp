#include "event/ontology.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/tsv.h"

namespace dateline::event {

namespace {

double number_of(std::string_view cell) {
  double value = 0;
  std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return value;
}

template <typename Entry>
bool by_first(const Entry& entry, std::string_view key) {
  return entry.first < key;
}

}  // namespace

Result<Ontology> Ontology::load(const knowledge::Knowledge& knowledge) {
  Ontology ontology;
  const knowledge::Table types = knowledge.table("event_types");
  const knowledge::Table modes = knowledge.table("event_modes");
  const knowledge::Table contexts = knowledge.table("event_contexts");
  const knowledge::Table cameo = knowledge.table("cameo");
  if (!types.exists() || !modes.exists() || !contexts.exists() || !cameo.exists())
    return failure(ErrorCode::WrongVersion, "the knowledge pack has no event tables; build it again with `dateline pack`");
  if (types.rows() > 32) return failure(ErrorCode::TooLarge, "events/ontology.tsv: at most 32 event types");

  const std::uint32_t name = types.column("type"), quad = types.column("quad"), score = types.column("score");
  const std::uint32_t recipient = types.column("recipient"), theme = types.column("theme"), mishap = types.column("mishap");
  const std::uint32_t announced = types.column("announced"), announced_cameo = types.column("announced_cameo");
  const std::uint32_t declined = types.column("declined"), declined_cameo = types.column("declined_cameo");
  const std::uint32_t unless = types.column("unless"), unless_cameo = types.column("unless_cameo");
  for (std::uint32_t row = 0; row < types.rows(); ++row) {
    EventType type;
    type.name = types.cell(row, name);
    type.quad = static_cast<int>(number_of(types.cell(row, quad)));
    type.score = number_of(types.cell(row, score));
    type.recipient = types.cell(row, recipient) == "required" ? RecipientNeed::Required : RecipientNeed::Optional;
    type.theme = types.cell(row, theme) == "absorb" ? ThemeUse::Absorb : ThemeUse::Leave;
    type.mishap = types.cell(row, mishap) == "possible" ? Mishap::Possible : Mishap::No;
    type.announced_cameo = types.cell(row, announced_cameo);
    type.declined_cameo = types.cell(row, declined_cameo);
    type.unless_cameo = types.cell(row, unless_cameo);
    if (type.mishap == Mishap::Possible) ontology.mishaps_ |= bit_of(static_cast<TypeIndex>(row));
    ontology.types_.push_back(type);
  }
  for (std::uint32_t row = 0; row < types.rows(); ++row) {
    ontology.types_[row].announced = ontology.find(types.cell(row, announced));
    ontology.types_[row].declined = ontology.find(types.cell(row, declined));
    ontology.types_[row].unless = ontology.find(types.cell(row, unless));
  }

  const std::uint32_t mode_type = modes.column("type"), mode = modes.column("mode");
  for (std::uint32_t row = 0; row < modes.rows(); ++row)
    ontology.modes_.emplace_back(ontology.find(modes.cell(row, mode_type)), modes.cell(row, mode));

  const std::uint32_t context = contexts.column("context"), cues = contexts.column("cues");
  for (std::uint32_t row = 0; row < contexts.rows(); ++row) {
    ontology.contexts_.push_back(contexts.cell(row, context));
    for (std::string_view cue : base::split_list(contexts.cell(row, cues)))
      ontology.cues_.emplace_back(cue, contexts.cell(row, context));
  }
  std::sort(ontology.contexts_.begin(), ontology.contexts_.end());
  std::sort(ontology.cues_.begin(), ontology.cues_.end());

  const std::uint32_t code = cameo.column("code"), goldstein = cameo.column("goldstein");
  for (std::uint32_t row = 0; row < cameo.rows(); ++row)
    ontology.cameo_.emplace_back(cameo.cell(row, code), number_of(cameo.cell(row, goldstein)));
  std::sort(ontology.cameo_.begin(), ontology.cameo_.end());
  return ontology;
}

TypeIndex Ontology::find(std::string_view name) const {
  for (std::size_t i = 0; i < types_.size(); ++i)
    if (types_[i].name == name) return static_cast<TypeIndex>(i);
  return kNoType;
}

bool Ontology::has_mode(TypeIndex type, std::string_view mode) const {
  return std::find(modes_.begin(), modes_.end(), std::pair(type, mode)) != modes_.end();
}

const double* Ontology::goldstein(std::string_view cameo) const {
  const auto found = std::lower_bound(cameo_.begin(), cameo_.end(), cameo, by_first<std::pair<std::string_view, double>>);
  return found != cameo_.end() && found->first == cameo ? &found->second : nullptr;
}

std::string_view Ontology::context_of(std::string_view lemma) const {
  const auto found = std::lower_bound(cues_.begin(), cues_.end(), lemma, by_first<std::pair<std::string_view, std::string_view>>);
  return found != cues_.end() && found->first == lemma ? found->second : std::string_view();
}

bool Ontology::has_context(std::string_view name) const { return std::binary_search(contexts_.begin(), contexts_.end(), name); }

}  // namespace dateline::event
