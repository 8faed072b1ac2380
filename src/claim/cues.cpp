#include "claim/cues.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/tsv.h"
#include "claim/named.h"

namespace dateline::claim {
namespace {

constexpr std::array<Named<CuePos>, 10> kPositions{{{"verb", CuePos::Verb},
                                                    {"noun", CuePos::Noun},
                                                    {"adjective", CuePos::Adjective},
                                                    {"adverb", CuePos::Adverb},
                                                    {"phrase", CuePos::Phrase},
                                                    {"light", CuePos::Light},
                                                    {"document", CuePos::Document},
                                                    {"mark", CuePos::Mark},
                                                    {"outlet", CuePos::Outlet},
                                                    {"voice", CuePos::Voice}}};
constexpr std::array<Named<Frame>, 11> kFrames{{{"clause", Frame::Clause},
                                                {"quote", Frame::Quote},
                                                {"infinitive", Frame::Infinitive},
                                                {"raising", Frame::Raising},
                                                {"object", Frame::Object},
                                                {"object-infinitive", Frame::ObjectInfinitive},
                                                {"object-preposition", Frame::ObjectPreposition},
                                                {"object-complement", Frame::ObjectComplement},
                                                {"preposition", Frame::Preposition},
                                                {"cites", Frame::Cites},
                                                {"addressee", Frame::Addressee}}};
constexpr std::array<Named<Stance>, 7> kStances{{{"says", Stance::Says},
                                                 {"alleges", Stance::Alleges},
                                                 {"denies", Stance::Denies},
                                                 {"believes", Stance::Believes},
                                                 {"warns", Stance::Warns},
                                                 {"asks", Stance::Asks},
                                                 {"promises", Stance::Promises}}};
constexpr std::array<Named<ClaimAct>, 3> kActs{
    {{"speech", ClaimAct::Speech}, {"thought", ClaimAct::Thought}, {"attitude", ClaimAct::Attitude}}};
constexpr std::array<Named<Factive>, 2> kFactive{{{"no", Factive::No}, {"yes", Factive::Yes}}};

}  // namespace

std::pair<std::string_view, std::string_view> split_word(std::string_view phrase) {
  const std::size_t space = phrase.find(' ');
  if (space == std::string_view::npos) return {phrase, {}};
  return {phrase.substr(0, space), phrase.substr(space + 1)};
}

bool Cue::takes_preposition(std::string_view lemma) const { return lists(prepositions, lemma); }

Result<CueTable> CueTable::read(const knowledge::Knowledge& knowledge) {
  CueTable result;
  const knowledge::Table table = knowledge.table("cues");
  const std::uint32_t id = table.column("id"), words = table.column("cue"), pos = table.column("pos"),
                      frames = table.column("frames"), prepositions = table.column("prepositions"),
                      stance = table.column("stance"), act = table.column("act"), factive = table.column("factive");
  std::vector<std::pair<std::string_view, Cue>> entries;
  entries.reserve(table.rows());
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    Cue cue;
    cue.id = table.cell(row, id);
    cue.prepositions = table.cell(row, prepositions);
    bool good = read_name(kPositions, table.cell(row, pos), cue.pos) &&
                read_name(kStances, table.cell(row, stance), cue.stance) && read_name(kActs, table.cell(row, act), cue.act) &&
                read_name(kFactive, table.cell(row, factive), cue.factive);
    for (std::string_view name : base::split_list(table.cell(row, frames))) {
      Frame frame = Frame::Clause;
      good = good && read_name(kFrames, name, frame);
      cue.frames = static_cast<std::uint16_t>(cue.frames | static_cast<std::uint16_t>(frame));
    }
    if (!good) {
      return failure(ErrorCode::BadInput,
                     fmt::format("{}: a value that claims do not know; see data/schema.toml", table.origin(row)));
    }
    // One row may list spellings of one cue: "criticise|criticize".
    for (std::string_view spelling : base::split_list(table.cell(row, words))) {
      const auto [head, rest] = split_word(spelling);
      cue.words = rest;
      entries.emplace_back(head, cue);
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.words.size() > b.second.words.size();
  });
  for (const auto& [lemma, cue] : entries) {
    const std::uint32_t at = static_cast<std::uint32_t>(result.cues_.size());
    if (result.keys_.empty() || result.keys_.back().lemma != lemma) result.keys_.push_back({lemma, at, at});
    result.cues_.push_back(cue);
    result.keys_.back().end = at + 1;
  }
  return result;
}

std::span<const Cue> CueTable::find(std::string_view lemma) const {
  const auto key =
      std::lower_bound(keys_.begin(), keys_.end(), lemma, [](const Key& k, std::string_view l) { return k.lemma < l; });
  if (key == keys_.end() || key->lemma != lemma) return {};
  return {cues_.data() + key->begin, key->end - key->begin};
}

}  // namespace dateline::claim
