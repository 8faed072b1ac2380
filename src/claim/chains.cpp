// From candidates to Document::claims: the source's entity, direct or indirect, the order, and `via`, the claim in which a claim
// is itself reported: the smallest content that holds its cue. Claims are walked in text order with a stack of the contents that
// are still open, so the work is n log n.
#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "claim/reading.h"

namespace dateline::claim {
namespace {

class ChainWriter {
 public:
  explicit ChainWriter(Reading& reading) : r_(reading), document_(reading.document) {}

  void write() {
    share_contents();
    cut_at_closing_attributions();
    drop_doubles();
    auto& found = r_.candidates;
    found.erase(std::remove_if(found.begin(), found.end(), [](const Candidate& c) { return c.content.empty(); }), found.end());
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
      if (a.content.begin != b.content.begin) return a.content.begin < b.content.begin;
      if (a.content.end != b.content.end) return a.content.end > b.content.end;
      return a.same_content_as == kNone && b.same_content_as != kNone;
    });
    document_.claims.clear();
    document_.claims.reserve(found.size());
    for (const Candidate& c : found) document_.claims.push_back(claim_from(c));
    link(found);
    drop_what_adds_nothing(found);
  }

 private:
  // "TASS, citing the Kremlin, reported that ...": the Kremlin's claim has the content of TASS's.
  void share_contents() {
    std::vector<std::pair<std::uint32_t, std::size_t>> by_cue;
    for (std::size_t i = 0; i < r_.candidates.size(); ++i) by_cue.emplace_back(r_.candidates[i].cue_token, i);
    std::sort(by_cue.begin(), by_cue.end());
    for (Candidate& c : r_.candidates) {
      if (c.same_content_as == kNone) continue;
      const auto at = std::lower_bound(by_cue.begin(), by_cue.end(), std::pair<std::uint32_t, std::size_t>{c.same_content_as, 0});
      if (at == by_cue.end() || at->first != c.same_content_as) {
        continue;  // the verb reports nothing here
      }
      Candidate& reported = r_.candidates[at->second];
      // "... had been hit, citing an officer": the words that cite are not content.
      if (reported.content.contains(c.cue_span) && reported.content.end <= c.source_span.end + 1) {
        const TokenRange kept = r_.trimmed({r_.token_from(reported.content.begin), c.cue_token});
        if (!kept.empty()) reported.content = r_.span_of(kept);
      }
      c.content = reported.content;
      c.aside = reported.aside;
      c.content_token = reported.content_token;
    }
  }

  // "They warned that it would fall, according to the palace": who closes a sentence speaks for all of it, and is no content of
  // the claims inside.
  void cut_at_closing_attributions() {
    auto& found = r_.candidates;
    std::vector<std::uint32_t> closing(document_.sentences.size(), kNone);  // per sentence, the last candidate of that kind
    for (std::uint32_t i = 0; i < found.size(); ++i) {
      const Candidate& c = found[i];
      if (c.content.empty() || c.source_span.empty() || c.content.end > c.cue_span.begin || c.content.end > c.source_span.begin)
        continue;
      std::uint32_t& last = closing[document_.tokens.sentence[c.cue_token]];
      if (last == kNone || found[last].cue_span.begin < c.cue_span.begin) last = i;
    }
    for (std::uint32_t i = 0; i < found.size(); ++i) {
      Candidate& c = found[i];
      const std::uint32_t last = closing[document_.tokens.sentence[c.cue_token]];
      if (last == kNone || last == i) continue;
      const Candidate& whole = found[last];
      const bool inside = whole.content.contains(c.cue_span) && c.content.begin >= whole.content.begin;
      if (inside && c.content.begin < whole.content.end && c.content.contains(whole.cue_span)) c.content.end = whole.content.end;
    }
  }

  // "said in a statement that it was over", "voiced doubts about it", "made it clear that": two cues that tell one claim. The
  // verb stands for a noun that repeats it, the longer cue for the shorter.
  void drop_doubles() {
    auto& found = r_.candidates;
    std::stable_sort(found.begin(), found.end(),
                     [](const Candidate& a, const Candidate& b) { return a.cue_token < b.cue_token; });
    constexpr std::size_t kNear = 8;
    for (std::size_t i = 0; i < found.size(); ++i) {
      Candidate& a = found[i];
      for (std::size_t k = i + 1; k < found.size() && k <= i + kNear && !a.content.empty(); ++k) {
        Candidate& b = found[k];
        if (document_.tokens.sentence[b.cue_token] != document_.tokens.sentence[a.cue_token]) break;
        if (b.content.empty() || !a.content.overlaps(b.content) || a.same_content_as != kNone || b.same_content_as != kNone)
          continue;
        // "voiced “serious doubts” about it": the quoted noun is no cue of the author's.
        const bool one_cue = a.cue_token != b.cue_token && a.cue_span.overlaps(b.cue_span) &&
                             r_.quotation_at(a.cue_token) == r_.quotation_at(b.cue_token);
        if (one_cue)
          (a.cue_span.size() < b.cue_span.size() ? a : b).content = {};
        else if (repeats(b, a))
          b.content = {};
        else if (repeats(a, b))
          a.content = {};
      }
    }
  }

  // A noun or adjective of nobody else's with the content of a verb that does not reject it.
  static bool repeats(const Candidate& noun, const Candidate& verb) {
    const bool nominal = noun.cue->pos == CuePos::Noun || noun.cue->pos == CuePos::Adjective;
    const bool same_source = noun.source_span.empty() || noun.source_span == verb.source_span;
    return nominal && verb.cue->pos == CuePos::Verb && noun.content == verb.content && same_source &&
           verb.cue->stance != Stance::Denies;
  }

  Claim claim_from(const Candidate& c) {
    Claim claim;
    claim.source_span = c.source_span;
    claim.cue = c.cue_span;
    claim.content = c.content;
    // A content that was trimmed later may end where the words between its parts begin.
    const bool divides = c.content.begin < c.aside.begin && c.aside.end < c.content.end;
    if (divides) claim.aside = c.aside;
    claim.cue_token = c.cue_token;
    claim.content_token = c.content_token;
    claim.stance = c.cue->stance;
    claim.act = c.cue->act;
    claim.factive = c.cue->factive == Factive::Yes && !is_negated(c.cue_token);
    claim.producer = c.cue->id;
    claim.kind = kind_of(c);
    if (c.source_head != kNone) {
      claim.source = entity_of(c.source_head);
      claim.source_kind = kind_of_source(c.source_head, claim.source);
    }
    return claim;
  }

  bool is_negated(std::uint32_t token) const {
    for (std::uint32_t child : r_.tree.children(token)) {
      if (r_.tree.has_feature(child, "Polarity=Neg")) return true;
    }
    return false;
  }

  bool is_noun_of(std::uint32_t head, CuePos kind) const {
    const auto cues = r_.cues_at(head);
    return std::any_of(cues.begin(), cues.end(), [kind](const Cue& cue) { return cue.pos == kind; });
  }

  SourceKind kind_of_source(std::uint32_t head, std::uint32_t entity) const {
    if (is_noun_of(head, CuePos::Document)) return SourceKind::Document;
    if (is_noun_of(head, CuePos::Outlet)) return SourceKind::Media;
    const Entity* known = entity == kNone ? nullptr : &document_.entities[entity];
    const auto has_sector = [known](std::initializer_list<std::string_view> sectors) {
      return known != nullptr && std::any_of(sectors.begin(), sectors.end(), [known](std::string_view sector) {
               return std::find(known->sectors.begin(), known->sectors.end(), sector) != known->sectors.end();
             });
    };
    if (has_sector({"MED", "JRN"})) return SourceKind::Media;
    const bool authority = has_sector({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"});
    const Upos upos = r_.tree.upos(head);
    if (upos == Upos::NOUN && !is_noun_of(head, CuePos::Voice)) {
      // A plural, or somebody who is introduced and not named: "officials", "a diplomat".
      const std::uint32_t determiner = r_.tree.child(head, Relation::det);
      const bool indefinite = determiner == kNone || !r_.tree.has_feature(determiner, "Definite=Def");
      const bool owned = r_.tree.child(head, Relation::nmod_poss) != kNone || r_.tree.child(head, Relation::appos) != kNone;
      if (indefinite && !owned) return SourceKind::Anonymous;
    }
    if (authority || is_noun_of(head, CuePos::Voice)) return SourceKind::Official;
    const bool named = known != nullptr && (upos == Upos::PROPN || !known->kb.empty() || upos == Upos::PRON);
    return named ? SourceKind::Named : SourceKind::Unknown;
  }

  ClaimKind kind_of(const Candidate& c) const {
    const auto first = std::lower_bound(r_.quotations.begin(), r_.quotations.end(), c.content.begin,
                                        [](const Quotation& q, std::uint32_t b) { return q.span.end <= b; });
    std::uint32_t quoted = 0;
    for (auto q = first; q != r_.quotations.end() && q->span.begin < c.content.end; ++q) {
      if (c.content.contains(q->span))
        quoted += q->span.size();
      else if (q->span.contains(c.content))
        return ClaimKind::Indirect;  // reported within somebody's speech
    }
    if (quoted == 0) return ClaimKind::Indirect;
    const std::uint32_t rest = c.content.size() - quoted - c.aside.size();
    return rest <= 4 ? ClaimKind::Direct : ClaimKind::Mixed;
  }

  std::uint32_t mention_entity(std::uint32_t token) const {
    for (std::uint32_t m : document_.mentions_at(token)) {
      if (document_.mentions[m].entity != kNone) return document_.mentions[m].entity;
    }
    return kNone;
  }

  std::uint32_t entity_of(std::uint32_t head) const {
    const Tree& tree = r_.tree;
    // A relative pronoun stands for the noun that its clause modifies.
    if (tree.xpos(head) == "WP" || tree.xpos(head) == "WDT") {
      std::uint32_t t = head;
      for (int steps = 0; steps < 8 && tree.head(t) != kNone; ++steps) {
        const bool relative = tree.relation(t) == Relation::acl_relcl;
        t = tree.head(t);
        if (relative) return mention_entity(t);
      }
      return kNone;
    }
    const std::uint32_t own = mention_entity(head);
    // What speaks is a document ("a statement from the palace"): its author is the source.
    for (const Cue& cue : r_.cues_at(head)) {
      if (cue.pos != CuePos::Document) continue;
      for (std::uint32_t c : tree.children(head)) {
        const bool author =
            tree.relation(c) == Relation::nmod_poss ||
            (tree.relation(c) == Relation::nmod && (tree.marker(c, "from") != kNone || tree.marker(c, "by") != kNone)) ||
            (tree.relation(c) == Relation::compound && tree.upos(c) == Upos::PROPN);
        const std::uint32_t entity = author ? mention_entity(c) : kNone;
        if (entity != kNone) return entity;
      }
    }
    if (own != kNone) return own;
    // "the head of the agency, John Smith"
    const std::uint32_t apposition = tree.child(head, Relation::appos);
    if (apposition != kNone) return mention_entity(apposition);
    return kNone;
  }

  static bool holds(const Claim& outer, Span cue) {
    return outer.content.contains(cue) && !(outer.aside.contains(cue) && !outer.aside.empty()) && !(outer.cue == cue);
  }

  void link(const std::vector<Candidate>& found) {
    auto& claims = document_.claims;
    const std::uint32_t count = static_cast<std::uint32_t>(claims.size());
    // Claims by the place of their cues, against a stack of contents in text order.
    std::vector<std::uint32_t> by_cue(count);
    for (std::uint32_t i = 0; i < count; ++i) by_cue[i] = i;
    std::stable_sort(by_cue.begin(), by_cue.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return claims[a].cue.begin < claims[b].cue.begin; });
    std::vector<std::uint32_t> open;
    std::uint32_t next = 0;
    for (std::uint32_t i : by_cue) {
      const std::uint32_t at = claims[i].cue.begin;
      while (next < count && claims[next].content.begin <= at) {
        while (!open.empty() && claims[open.back()].content.end <= claims[next].content.begin) open.pop_back();
        open.push_back(next++);
      }
      while (!open.empty() && claims[open.back()].content.end <= at) open.pop_back();
      constexpr std::size_t kDeepest = 16;
      std::size_t looked = 0;
      std::uint32_t best = kNone;
      for (std::size_t k = open.size(); k-- > 0 && looked < kDeepest; ++looked) {
        const Claim& outer = claims[open[k]];
        if (open[k] == i || !holds(outer, claims[i].cue)) continue;
        if (best == kNone || outer.content.size() < claims[best].content.size()) best = open[k];
      }
      claims[i].via = best;
    }
    // A cited source is reported in the claim whose content it shares.
    for (std::uint32_t i = 0; i < count; ++i) {
      if (found[i].same_content_as == kNone) continue;
      for (std::uint32_t j = i; j-- > 0 && claims[j].content == claims[i].content;) {
        if (claims[j].cue_token == found[i].same_content_as) claims[i].via = j;
      }
    }
    break_cycles();
  }

  // What a source says of others' wishes, views and offers is content of its claim. Inside it only a report is a claim of its
  // own: a verb whose source is told and whose content is a clause, or what the source's own report cites. Nor does a speaker
  // report himself ("I said that", "we think").
  bool adds_nothing(const Claim& claim, const Candidate& c) const {
    const bool quoted = r_.quotation_at(claim.cue_token) != nullptr;
    if (claim.via == kNone && !quoted) return false;
    if (claim.act == ClaimAct::Attitude) return true;
    const bool himself = claim.via != kNone && claim.source_span == document_.claims[claim.via].source_span;
    // "praised both before adding: “…”" is no report of the praise.
    const bool goes_on = !c.by_structure && himself && document_.claims[claim.via].act == ClaimAct::Attitude;
    if (himself && c.same_content_as == kNone && !goes_on) return true;
    if (c.cue->pos == CuePos::Phrase || c.cue->pos == CuePos::Mark || c.same_content_as != kNone || !c.by_structure) return false;
    if (claim.source_span.empty() || is_first_or_second_person(claim)) return true;
    // "The firm said it could not rule out that ...": nobody reports himself.
    if (claim.via != kNone) {
      const Claim& above = document_.claims[claim.via];
      if (claim.source != kNone && claim.source == above.source) return true;
    }
    const bool clause =
        claim.content_token == kNone || r_.tree.is_verb(claim.content_token) || r_.own_subject(claim.content_token) != kNone;
    if (!clause) return true;
    if (claim.act == ClaimAct::Thought) return quoted || c.cue->pos != CuePos::Verb || is_pronoun(claim);
    return c.cue->pos != CuePos::Verb && quoted;
  }

  // The one word of the source; kNone when it has more.
  std::uint32_t only_word(const Claim& claim) const {
    const std::uint32_t word = r_.token_from(claim.source_span.begin);
    return word < document_.tokens.size() && document_.tokens.span[word] == claim.source_span ? word : kNone;
  }
  bool is_pronoun(const Claim& claim) const {
    const std::uint32_t word = only_word(claim);
    return word != kNone && r_.tree.upos(word) == Upos::PRON;
  }
  bool is_first_or_second_person(const Claim& claim) const {
    const std::uint32_t word = only_word(claim);
    return word != kNone && (r_.tree.has_feature(word, "Person=1") || r_.tree.has_feature(word, "Person=2"));
  }

  void drop_what_adds_nothing(const std::vector<Candidate>& found) {
    auto& claims = document_.claims;
    std::vector<std::uint32_t> above(claims.size()), place(claims.size(), kNone);
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < claims.size(); ++i) {
      above[i] = claims[i].via;
      if (!adds_nothing(claims[i], found[i])) place[i] = kept++;
    }
    std::vector<Claim> left;
    left.reserve(kept);
    for (std::uint32_t i = 0; i < claims.size(); ++i) {
      if (place[i] == kNone) continue;
      // The chain passes over one that goes; at most all of a chain's few links do.
      std::uint32_t via = above[i];
      while (via != kNone && place[via] == kNone) via = above[via];
      left.push_back(claims[i]);
      left.back().via = via == kNone ? kNone : place[via];
    }
    claims = std::move(left);
  }

  // A chain never returns to itself, whatever the trees say.
  void break_cycles() {
    auto& claims = document_.claims;
    std::vector<std::uint8_t> state(claims.size(), 0);  // 1: on this walk, 2: done
    std::vector<std::uint32_t> path;
    for (std::uint32_t i = 0; i < claims.size(); ++i) {
      std::uint32_t at = i;
      path.clear();
      while (at != kNone && state[at] == 0) {
        state[at] = 1;
        path.push_back(at);
        const std::uint32_t above = claims[at].via;
        if (above != kNone && state[above] == 1) claims[at].via = kNone;
        at = claims[at].via;
      }
      for (std::uint32_t done : path) state[done] = 2;
    }
  }

  Reading& r_;
  Document& document_;
};

}  // namespace

void write_claims(Reading& reading) { ChainWriter(reading).write(); }

}  // namespace dateline::claim
