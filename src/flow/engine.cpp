#include "dateline/engine.h"

#include <fmt/format.h>

#include <mutex>
#include <optional>

#include "claim/attributor.h"
#include "claim/factuality.h"
#include "claim/perspectives.h"
#include "claim/status.h"
#include "event/coder.h"
#include "flow/installed.h"
#include "knowledge/knowledge.h"
#include "name/recognizer.h"
#include "page/page.h"
#include "story/tables.h"
#include "syntax/annotator.h"
#include "syntax/conllu.h"
#include "when/resolver.h"
#include "where/locator.h"

namespace dateline {

namespace {

Error about(Error error, const char* option) {
  if (error.code == ErrorCode::NotFound) error.message += fmt::format("; check what {} names", option);
  return error;
}

}  // namespace

std::string_view version() { return DATELINE_VERSION; }

StageSet with_needs(StageSet stages) {
  const auto has = [&](Stage stage) { return (stages & bit(stage)) != 0; };
  const auto add = [&](Stage stage) { stages = static_cast<StageSet>(stages | bit(stage)); };
  if (has(Stage::Events)) {
    add(Stage::Claims);
    add(Stage::Places);
    add(Stage::Times);
  }
  if (has(Stage::Claims) || has(Stage::Places)) add(Stage::Names);
  if (has(Stage::Names) || has(Stage::Times)) add(Stage::Syntax);
  add(Stage::Page);
  return stages;
}

struct Engine::Parts {
  knowledge::Knowledge knowledge;
  page::Reader reader;
  syntax::Annotator annotator;
  name::Recognizer recognizer;
  when::Resolver resolver;
  where::Locator locator;
  claim::Attributor attributor;
  claim::StatusReader status;
  event::Coder coder;
  // Counts of words and names in news at large, which only stores and what reads them need: made when they are first asked for.
  std::once_flag story_asked;
  std::optional<story::Tables> story;
  // Seven thousand weights that only predicates() needs: made when it is first asked.
  std::once_flag factuality_asked;
  std::optional<claim::FactualityReader> factuality;
};

Engine::Engine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Result<Engine> Engine::open(const EngineOptions& options) {
  const std::string pack = options.pack.empty() ? flow::installed_file("dateline.pack") : options.pack;
  const std::string model = options.model.empty() ? flow::installed_file("english.model") : options.model;
  auto knowledge = knowledge::Knowledge::open(pack);
  if (!knowledge) return Failure(about(knowledge.error(), "--pack"));
  if (!options.data.empty()) knowledge = knowledge::Knowledge::open_with(pack, options.data);
  if (!knowledge) return Failure(about(knowledge.error(), "--data"));
  auto annotator = syntax::Annotator::open(model, *knowledge);
  if (!annotator) return Failure(about(annotator.error(), "--model"));
  auto reader = page::Reader::create(*knowledge);
  if (!reader) return Failure(reader.error());
  auto recognizer = name::Recognizer::create(*knowledge);
  if (!recognizer) return Failure(recognizer.error());
  auto resolver = when::Resolver::create(*knowledge);
  if (!resolver) return Failure(resolver.error());
  auto locator = where::Locator::create(*knowledge);
  if (!locator) return Failure(locator.error());
  auto attributor = claim::Attributor::create(*knowledge);
  if (!attributor) return Failure(attributor.error());
  auto status = claim::StatusReader::create(*knowledge);
  if (!status) return Failure(status.error());
  auto coder = event::Coder::create(*knowledge);
  if (!coder) return Failure(coder.error());
  if (const auto story = story::Tables::check(*knowledge); !story) return Failure(story.error());
  return Engine(std::unique_ptr<Parts>(new Parts{std::move(*knowledge),
                                                 std::move(*reader),
                                                 std::move(*annotator),
                                                 std::move(*recognizer),
                                                 std::move(*resolver),
                                                 std::move(*locator),
                                                 std::move(*attributor),
                                                 std::move(*status),
                                                 std::move(*coder),
                                                 {},
                                                 {},
                                                 {},
                                                 {}}));
}

Result<Document> Engine::read(const Page& page, StageSet stages, Trace* trace, const AfterStage& after) const {
  auto document = parts_->reader.read(page);
  if (after) after(Stage::Page);
  if (!document) return document;
  stages = with_needs(stages);
  if (stages & bit(Stage::Syntax)) {
    parts_->annotator.annotate(*document);
    if (after) after(Stage::Syntax);
  }
  annotate(*document, stages, trace, after);
  return document;
}

void Engine::annotate(Document& document, StageSet stages, Trace* trace, const AfterStage& after) const {
  stages = with_needs(stages);
  const auto run = [&](Stage stage, auto& room, auto... more) {
    if ((stages & bit(stage)) == 0) return;
    room.run(document, more...);
    if (after) after(stage);
  };
  run(Stage::Names, parts_->recognizer);
  run(Stage::Times, parts_->resolver);
  run(Stage::Places, parts_->locator);
  run(Stage::Claims, parts_->attributor);
  run(Stage::Events, parts_->coder, trace);
}

std::vector<Predicate> Engine::predicates(const Document& document) const {
  std::vector<Predicate> result;
  std::call_once(parts_->factuality_asked, [this] {
    // Cannot fail: the attributor and the status reader have read the same tables.
    parts_->factuality.emplace(std::move(*claim::FactualityReader::create(parts_->knowledge)));
  });
  for (const std::uint32_t token : claim::FactualityReader::predicates(document)) {
    Predicate predicate;
    predicate.token = token;
    predicate.factuality = parts_->factuality->factuality_of(document, token);
    predicate.status = parts_->status.status_of(document, token);
    predicate.claim = claim::Attributor::claim_of(document, token);
    predicate.perspectives = claim::perspectives_of(document, predicate.status, predicate.claim);
    result.push_back(std::move(predicate));
  }
  return result;
}

Result<Document> Engine::parse_conllu(std::string_view conllu, std::string_view name) const {
  auto document = syntax::read_conllu(conllu, name, syntax::ConlluColumns::TokensOnly);
  if (document) parts_->annotator.tag_and_parse(*document);
  return document;
}

ActorCode Engine::actor(std::string_view actor, std::string_view date, std::string_view context) const {
  return parts_->recognizer.code(actor, date, context);
}

const story::Tables& Engine::story_tables() const {
  Parts& parts = *parts_;
  // Cannot fail: open() has looked for the tables.
  std::call_once(parts.story_asked, [&] { parts.story.emplace(story::Tables::create(parts.knowledge).value()); });
  return *parts.story;
}

std::string_view Engine::pack_sha256() const { return parts_->knowledge.sha256(); }
std::string_view Engine::model_sha256() const { return parts_->annotator.model_sha256(); }

}  // namespace dateline
