// The engine: opens the knowledge pack and the model once, then reads any number of pages. An Engine is immutable after open
// and may be used by many threads at once; each Document belongs to one thread at a time and must not outlive the Engine.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"

namespace dateline {

namespace story {
struct Tables;
}

// The engine's version, "0.1.0".
std::string_view version();

enum class ContentKind : std::uint8_t { Auto, Html, Text };

// What a reader gives the engine: the bytes of one page or text and what is known about it beforehand.
struct Page {
  std::string bytes;
  ContentKind kind = ContentKind::Auto;
  // Text that came as data (a JSONL line) is kept to the letter; text from a file is cleaned of byte order marks and line ends.
  enum class Letters : std::uint8_t { Clean, Keep } letters = Letters::Clean;
  std::string source_id;
  std::string url;
  std::string title;
  std::string published;       // ISO 8601; empty: to be found in the page
  std::string published_from;  // "option", "feed" or "warc" when `published` is given; "meta" for a JSONL line's own date
  std::string fetched;
  std::string charset;  // from the HTTP header, when there was one
};

// Stages, in the order in which they run. A later stage implies the earlier ones that it needs.
enum class Stage : std::uint8_t { Page, Syntax, Names, Times, Places, Claims, Events };

using StageSet = std::uint8_t;  // bit i: Stage(i)
constexpr StageSet bit(Stage stage) { return static_cast<StageSet>(1u << static_cast<unsigned>(stage)); }
inline constexpr StageSet kAllStages = 0x7f;
// The set with everything that its members need.
StageSet with_needs(StageSet stages);
// Called when a stage has been run, on the thread that ran it: for those who measure.
using AfterStage = std::function<void(Stage)>;

struct EngineOptions {
  std::string pack;   // file; empty: where it is installed
  std::string model;  // file; empty: where it is installed
  std::string data;   // folder with tables on top of the pack's; empty: none
};

// Why a sentence coded, or did not: one line per trigger that was considered (dateline explain).
struct TraceLine {
  std::uint32_t sentence = kNone;
  std::uint32_t trigger_token = kNone;  // kNone: the sentence has no trigger
  std::uint32_t event = kNone;          // the event it led to, if it did
  std::string rule;
  std::string outcome;  // "coded", "no actor", "recipient required", ...
};
using Trace = std::vector<TraceLine>;

// An actor string and what it stands for (dateline actor).
struct ActorCode {
  std::string name;
  std::string country;
  std::vector<std::string> sectors;
  std::string kb;
  std::string role;
  std::string code;
};

class Engine {
 public:
  static Result<Engine> open(const EngineOptions& options = {});
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  // Reads one page. Fails when the bytes are no text at all, or over the limit of 64 MiB of page or 16 MiB of text.
  Result<Document> read(const Page& page, StageSet stages = kAllStages, Trace* trace = nullptr,
                        const AfterStage& after = {}) const;

  // Runs the stages after syntax on a document whose tokens and sentences are already there (gold or another parser's).
  void annotate(Document& document, StageSet stages, Trace* trace = nullptr, const AfterStage& after = {}) const;

  // Every word of an annotated document that can tell something (verbs, nouns, adjectives, heads of clauses), and whether it took
  // place. Needs the stage Claims.
  std::vector<Predicate> predicates(const Document& document) const;

  // Reads CoNLL-U: tokens and sentences as given; tags, lemmas and trees are the engine's own.
  Result<Document> parse_conllu(std::string_view conllu, std::string_view name) const;

  // `date`: ISO 8601, the day for which offices are looked up; empty: the latest known.
  ActorCode actor(std::string_view actor, std::string_view date = {}, std::string_view context = {}) const;

  // What placing articles needs of the pack (src/story/). Valid while the engine lives.
  const story::Tables& story_tables() const;

  // Identities to cite and to reproduce with: lower-case hex.
  std::string_view pack_sha256() const;
  std::string_view model_sha256() const;

 private:
  struct Parts;
  explicit Engine(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace dateline
