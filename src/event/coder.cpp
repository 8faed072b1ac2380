// Sentence by sentence: every word that may trigger an event is tried from the top of the tree down (matcher.h), so that what a
// verb is about can be taken up by it: "refused to release" is one event, REJECT, and no release. Then the events get their
// status, claim, time and place from the stages before, and those that say nothing of their own are left out (selection.h).
// Linear in the tokens but for the candidates of a word.
#include "event/coder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "claim/agency.h"
#include "claim/attributor.h"
#include "claim/perspectives.h"
#include "event/arguments.h"
#include "event/circumstances.h"
#include "event/confidence.h"
#include "event/grammar.h"
#include "event/matcher.h"
#include "event/nesting.h"
#include "event/origins.h"
#include "event/pattern_set.h"
#include "event/scene.h"
#include "event/selection.h"

namespace dateline::event {

namespace {

constexpr std::size_t kMostContexts = 4;
constexpr std::size_t kMostEventsInSentence = 64;
constexpr std::uint32_t kSentencesBack = 3;
constexpr float kLeastConfidence = 0.3f;  // what is likely wrong is not coded

}  // namespace

// What the coder keeps for the engine's life, and the work on one document.
class CoderParts {
 public:
  PatternSet patterns;
  claim::StatusReader status;
  Confidence confidence;
};

namespace {

class DocumentCoder {
 public:
  DocumentCoder(Document& document, const CoderParts& parts, Trace* trace)
      : document_(document),
        parts_(parts),
        trace_(trace),
        grammar_(document, parts.patterns),
        arguments_(document, grammar_, parts.patterns),
        matcher_(grammar_, arguments_, parts.patterns),
        circumstances_(document, grammar_, parts.patterns),
        scene_(document, grammar_, parts.patterns) {}

  void run() {
    find_origins(document_, grammar_, parts_.patterns);
    absorbed_.assign(document_.tokens.size(), 0);
    for (std::uint32_t s = 0; s < document_.sentences.size(); ++s) code(s);
  }

 private:
  void code(std::uint32_t sentence) {
    const Sentence& row = document_.sentences[sentence];
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t t = row.first_token; t < row.end_token; ++t)
      if (!parts_.patterns.triggers(grammar_.lemma(t)).empty() && !arguments_.is_in_name(t)) candidates.push_back(t);
    if (document_.is_boilerplate(row.span)) return tell(sentence, kNone, {}, "boilerplate");
    if (candidates.empty()) return tell(sentence, kNone, {}, "no trigger");
    if (scene_.is_sport(sentence)) return tell(sentence, candidates.front(), {}, "blocked: sport");

    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return grammar_.depth(a) < grammar_.depth(b); });
    const std::size_t lines_before = trace_ ? trace_->size() : 0;
    std::vector<Coded> coded;
    for (std::uint32_t token : candidates) {
      if (coded.size() >= kMostEventsInSentence) break;
      if (absorbed_[token]) {
        tell(sentence, token, {}, "part of another event");
        continue;
      }
      Match match = matcher_.match(token);
      if (!match.pattern) {
        if (match.nearest)
          tell(sentence, token, match.nearest->rule, match.lacking);
        else if (match.tried)
          tell(sentence, token, {}, "no pattern fits");
        continue;
      }
      if (match.pattern->type == kNoType) {
        absorb(token);
        tell(sentence, token, match.pattern->rule, "blocked");
        continue;
      }
      if (parts_.patterns.ontology()[match.pattern->type].mishap == Mishap::Possible && scene_.is_mishap(sentence)) {
        tell(sentence, token, match.pattern->rule, "blocked: accident or nature");
        continue;
      }
      Coded one;
      one.telling = match.site.kind != TriggerKind::Noun ? Telling::Verb
                    : match.site.light == kNone          ? Telling::Noun
                                                         : Telling::LightVerb;
      one.clause = match.site.clause();
      one.event.sentence = sentence;
      finish(match, one);
      if (one.event.confidence < kLeastConfidence) {
        tell(sentence, token, match.pattern->rule, "unlikely");
        continue;
      }
      absorb_themes(match, one.type);
      tell(sentence, token, match.pattern->rule, "coded");
      one.trace = trace_ ? trace_->size() : 0;
      coded.push_back(std::move(one));
    }
    if (trace_ && trace_->size() == lines_before) tell(sentence, kNone, {}, "no trigger");
    mark_nested(grammar_, coded);
    share_causes(grammar_, parts_.patterns.cause_markers(), coded);
    select(document_, coded);
    std::stable_sort(coded.begin(), coded.end(),
                     [](const Coded& a, const Coded& b) { return a.event.trigger.begin < b.event.trigger.begin; });
    const auto first = static_cast<std::uint32_t>(document_.events.size());
    std::vector<std::uint32_t> clauses;
    for (Coded& one : coded) {
      if (!one.dropped.empty()) {
        if (one.trace != 0) (*trace_)[one.trace - 1].outcome = one.dropped;
        continue;
      }
      if (one.trace != 0) (*trace_)[one.trace - 1].event = static_cast<std::uint32_t>(document_.events.size());
      one.event.perspectives = claim::perspectives_of(document_, one.event.status, one.event.claim);
      clauses.push_back(one.clause);
      document_.events.push_back(std::move(one.event));
    }
    link_contents(grammar_, clauses, std::span(document_.events).subspan(first), first);
  }

  void finish(Match& match, Coded& out) {
    const PatternSet& patterns = parts_.patterns;
    const Ontology& ontology = patterns.ontology();
    const Pattern& pattern = *match.pattern;
    Event& event = out.event;
    out.type = pattern.type;
    event.trigger_token = match.site.token;
    event.trigger = document_.tokens.span[match.site.token];
    event.actors = std::move(match.actors);
    event.recipients = std::move(match.recipients);
    event.instruments = std::move(match.instruments);
    event.claim = claim::Attributor::claim_of(document_, match.site.token);
    event.status = parts_.status.status_of(document_, match.site.clause());
    event.mode = pattern.mode;
    event.cameo = pattern.cameo;
    read_intention(match, out);
    if (event.recipients.empty()) find_addresser(match, out);

    const EventType& type = ontology[out.type];
    event.type = type.name;
    event.quad = type.quad;
    if (const double* goldstein = ontology.goldstein(event.cameo)) event.goldstein = *goldstein;
    event.contexts = pattern.contexts;
    read_contexts(event);
    const Circumstances::EventTime time =
        circumstances_.time_of(match.site, type.theme == ThemeUse::Absorb ? Extent::Own : Extent::Complements);
    // "Has called for a strike next week": what has happened is not of a day to come.
    if (!(event.status == Status::Happened && circumstances_.is_to_come(time.time))) {
      event.time = time.time;
      event.time_from = time.from;
    }
    const Circumstances::EventPlace place = circumstances_.place_of(match.site);
    event.place = place.place;
    event.place_from = place.from;
    event.confidence = parts_.confidence.of(document_, match, event);
    event.producer = pattern.rule;
  }

  // "France will send aid", said by France or by nobody else, is what France has agreed to do; "will not" that it refuses to.
  void read_intention(const Match& match, Coded& out) {
    const Event& event = out.event;
    const EventType& type = parts_.patterns.ontology()[out.type];
    if (match.site.kind == TriggerKind::Noun && match.site.light == kNone) return;
    // "Would" is what "will" becomes in reported speech: "he said he would go".
    const auto becomes = [&](TypeIndex other, std::string_view cameo) {
      out.type = other;
      out.event.cameo = cameo;
      out.event.mode = {};
    };
    if (refuses_theme(match) && type.declined != kNoType) return becomes(type.declined, type.declined_cameo);
    // "Would" is what "will" becomes in reported speech: "he said he would go".
    const bool announced = will(match.site.clause(), parts_.patterns.intention()) ||
                           (is_reported(event) && will(match.site.clause(), parts_.patterns.reported_intention()));
    if (!announced || !speaks_for_itself(event)) return;
    const bool refused = event.status == Status::Denied || grammar_.is_negated(match.site.clause());
    const bool threatened = !refused && type.unless != kNoType && is_threat(match.site.clause());
    const TypeIndex intended = threatened ? type.unless : refused ? type.declined : type.announced;
    if (intended == kNoType) return;
    becomes(intended, threatened ? type.unless_cameo : refused ? type.declined_cameo : type.announced_cameo);
    if (threatened || out.event.status != Status::Possible) out.event.status = Status::Happened;
  }

  // "Will withdraw unless the others cease fire".
  bool is_threat(std::uint32_t verb) const {
    const auto children = grammar_.children(verb);
    return std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
      return grammar_.relation(child) == Relation::advcl && grammar_.is_marked_by(child, parts_.patterns.threat_markers());
    });
  }

  // "Vowed not to return the land".
  bool refuses_theme(const Match& match) const {
    return std::any_of(match.themes.begin(), match.themes.end(), [&](std::uint32_t theme) {
      return grammar_.relation(theme) == Relation::xcomp && grammar_.is_infinitive(theme) && grammar_.is_negated(theme);
    });
  }

  // "Putin accepted the invitation" answers who invited him before: the last event nearby that was directed at this actor and is
  // answered by this one.
  void find_addresser(const Match& match, Coded& out) const {
    const PatternSet& patterns = parts_.patterns;
    if (patterns.ontology()[out.type].theme != ThemeUse::Absorb) return;
    const bool answers = std::any_of(match.themes.begin(), match.themes.end(), [&](std::uint32_t theme) {
      return patterns.is_speech_act(grammar_.lemma(grammar_.content_of(theme)));
    });
    if (!answers || out.event.actors.empty()) return;
    for (std::size_t i = document_.events.size(); i-- > 0;) {
      const Event& before = document_.events[i];
      if (before.sentence + kSentencesBack < out.event.sentence) return;
      if (patterns.ontology()[patterns.ontology().find(before.type)].theme != ThemeUse::Absorb) continue;
      if (before.actors.empty() || !is_within(out.event.actors, before.recipients) || is_within(before.actors, out.event.actors))
        continue;
      out.event.recipients = before.actors;
      return;
    }
  }

  bool will(std::uint32_t verb, WordSet auxiliaries) const {
    std::uint32_t at = verb;
    for (int step = 0; step < 3 && at != kNone; ++step) {
      for (std::uint32_t child : grammar_.children(at))
        if (grammar_.relation(child) == Relation::aux && parts_.patterns.word_sets().contains(auxiliaries, grammar_.lemma(child)))
          return true;
      if (grammar_.relation(at) != Relation::xcomp && grammar_.relation(at) != Relation::conj) return false;
      at = grammar_.head(at);
    }
    return false;
  }

  // By somebody whom the text names, not by the agency of its dateline alone.
  bool is_reported(const Event& event) const { return event.claim != kNone && !claim::is_agency(document_.claims[event.claim]); }

  // One of the actors says so, or nobody else.
  bool speaks_for_itself(const Event& event) const {
    if (!is_reported(event)) return true;
    const std::uint32_t source = document_.claims[event.claim].source;
    return source != kNone &&
           std::any_of(event.actors.begin(), event.actors.end(), [&](const Argument& actor) { return actor.entity == source; });
  }

  void read_contexts(Event& event) const {
    const Sentence& row = document_.sentences[event.sentence];
    for (std::uint32_t t = row.first_token; t < row.end_token && event.contexts.size() < kMostContexts; ++t) {
      const std::string_view context = parts_.patterns.ontology().context_of(grammar_.lemma(t));
      if (!context.empty() && std::find(event.contexts.begin(), event.contexts.end(), context) == event.contexts.end())
        event.contexts.push_back(context);
    }
  }

  void absorb(std::uint32_t token) { absorbed_[token] = 1; }

  void absorb_themes(const Match& match, TypeIndex type) {
    absorb(match.site.token);
    if (match.pattern->frame.leaves_themes) return;
    for (std::uint32_t theme : match.themes)
      for (std::uint32_t each : grammar_.coordinated(theme)) {
        const std::uint32_t content = grammar_.content_of(each);
        if (grammar_.upos(content) == Upos::NOUN) absorb(content);
      }
    if (parts_.patterns.ontology()[type].theme != ThemeUse::Absorb) return;
    TokenList queue;
    for (std::uint32_t child : grammar_.children(match.site.token)) {
      switch (grammar_.relation(child)) {
        case Relation::obj:
        case Relation::iobj:
        case Relation::xcomp:
        case Relation::ccomp:
        case Relation::obl:
        case Relation::nmod:
        case Relation::nsubj_pass:
          queue.push_back(child);
          break;
        case Relation::acl:
          if (match.site.kind == TriggerKind::Noun) queue.push_back(child);
          break;
        default:
          break;
      }
    }
    for (std::uint32_t theme : match.themes)
      if (grammar_.depth(theme) > grammar_.depth(match.site.token)) queue.push_back(theme);
    for (std::size_t at = 0; at < queue.size() && at < document_.tokens.size(); ++at) {
      if (absorbed_[queue[at]] == 2) continue;
      absorbed_[queue[at]] = 2;
      for (std::uint32_t child : grammar_.children(queue[at])) {
        const Relation r = grammar_.relation(child);
        const bool aside = r == Relation::advcl || r == Relation::parataxis || r == Relation::appos ||
                           ((r == Relation::acl || r == Relation::acl_relcl) && !grammar_.completes_noun(child));
        if (!aside) queue.push_back(child);
      }
    }
  }

  void tell(std::uint32_t sentence, std::uint32_t token, std::string_view rule, std::string_view outcome) {
    if (trace_) trace_->push_back({sentence, token, kNone, std::string(rule), std::string(outcome)});
  }

  Document& document_;
  const CoderParts& parts_;
  Trace* trace_;
  Grammar grammar_;
  ArgumentReader arguments_;
  Matcher matcher_;
  Circumstances circumstances_;
  Scene scene_;
  std::vector<std::uint8_t> absorbed_;  // 1: a trigger that was used; 2: inside what another event is about
};

}  // namespace

Result<Coder> Coder::create(const knowledge::Knowledge& knowledge) {
  Result<PatternSet> patterns = PatternSet::load(knowledge);
  if (!patterns) return Failure(patterns.error());
  Result<claim::StatusReader> status = claim::StatusReader::create(knowledge);
  if (!status) return Failure(status.error());
  Result<Confidence> confidence = Confidence::load(knowledge);
  if (!confidence) return Failure(confidence.error());
  return Coder(std::make_unique<CoderParts>(CoderParts{std::move(*patterns), std::move(*status), *confidence}));
}

Coder::Coder(std::unique_ptr<CoderParts> parts) : parts_(std::move(parts)) {}
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

void Coder::run(Document& document, Trace* trace) const { DocumentCoder(document, *parts_, trace).run(); }

}  // namespace dateline::event
