// The card: what a person wants to see of one article, on a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "dateline/formats.h"

namespace dateline {

namespace {

struct Paint {
  Colour colour;
  std::string operator()(const char* code, std::string_view text) const {
    return colour == Colour::Plain ? std::string(text) : fmt::format("\x1b[{}m{}\x1b[0m", code, text);
  }
};
constexpr const char* kBold = "1";
constexpr const char* kDim = "2";
constexpr const char* kUnderlined = "4";
constexpr const char* kCyan = "36";
constexpr const char* kYellow = "33";
constexpr const char* kGreen = "32";

using base::one_line;

// The text before and after the trigger, with the one space that parts them where there is white space.
std::string line_before(std::string_view text) {
  std::string out = one_line(std::string(text) + "|");
  out.pop_back();
  return out;
}
std::string line_after(std::string_view text) { return one_line("|" + std::string(text)).substr(1); }

// "ministers of Greece and Turkey [GRCGOV, TURGOV]": actors that share their words stand behind them once.
std::string names(const Document& d, const std::vector<Argument>& arguments) {
  struct Group {
    std::string name;
    std::string codes;
  };
  std::vector<Group> groups;
  for (const Argument& argument : arguments) {
    const Entity* entity = argument.entity == kNone ? nullptr : &d.entities[argument.entity];
    std::string name = one_line(entity && !entity->name.empty() ? std::string_view(entity->name) : d.text_of(argument.span));
    const std::string_view code = entity ? std::string_view(entity->code) : std::string_view();
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) { return group.name == name; });
    if (same == groups.end()) {
      groups.push_back({std::move(name), std::string(code)});
    } else if (!code.empty()) {
      same->codes += (same->codes.empty() ? "" : ", ") + std::string(code);
    }
  }
  std::string out;
  for (const Group& group : groups) {
    if (!out.empty()) out += ", ";
    out += group.name;
    if (!group.codes.empty()) out += fmt::format(" [{}]", group.codes);
  }
  return out;
}

// Before the source, so that one person and several can stand behind it.
std::string_view words_for(Stance stance) {
  switch (stance) {
    case Stance::Says:
      return "according to";
    case Stance::Alleges:
      return "alleged by";
    case Stance::Denies:
      return "denied by";
    case Stance::Believes:
      return "believed by";
    case Stance::Warns:
      return "warned of by";
    case Stance::Asks:
      return "asked for by";
    case Stance::Promises:
      return "promised by";
  }
  return {};
}

bool starts_sentence(const Document& d, std::uint32_t at) {
  return std::any_of(d.sentences.begin(), d.sentences.end(), [&](const Sentence& sentence) { return sentence.span.begin == at; });
}

// As the text calls the source, but a person where it has a pronoun, and no capital that only begins a sentence. `inner` is the
// source that this one cites; "the agency, citing the ministry" is the agency.
std::string source_name(const Document& d, const Claim& claim, const Claim* inner) {
  Span span = claim.source_span;
  if (span.empty()) return "somebody";
  if (inner && inner->source_span.begin > span.begin && inner->source_span.begin < span.end) {
    const std::size_t comma = d.text_of({span.begin, inner->source_span.begin}).rfind(',');
    if (comma != std::string_view::npos) span.end = span.begin + static_cast<std::uint32_t>(comma);
  }
  std::string who = one_line(d.text_of(span));
  const auto mention =
      std::find_if(d.mentions.begin(), d.mentions.end(), [&](const Mention& m) { return m.span.begin == span.begin; });
  const bool named = mention != d.mentions.end() && mention->kind == MentionKind::Name;
  if (mention != d.mentions.end() && mention->kind == MentionKind::Pronoun && mention->span == span) {
    const Entity& entity = d.entities[mention->entity];
    if (!entity.name.empty()) who = one_line(entity.name);
  } else if (!named && starts_sentence(d, span.begin) && who.size() > 1 && who[1] >= 'a' && who[1] <= 'z') {
    who[0] = static_cast<char>(who[0] >= 'A' && who[0] <= 'Z' ? who[0] - 'A' + 'a' : who[0]);
  }
  return who;
}

std::string sources(const Document& d, const Event& event) {
  std::string out;
  std::size_t left = d.claims.size();
  const Claim* inner = nullptr;
  for (std::uint32_t c = event.claim; c != kNone && left > 0; c = d.claims[c].via, --left) {
    const Claim& claim = d.claims[c];
    if (!d.dateline.span.empty() && claim.cue.end == d.dateline.span.end) break;  // the agency stands at the head of the card
    out += fmt::format("{} {}", out.empty() ? words_for(claim.stance) : ", via", source_name(d, claim, inner));
    inner = &claim;
  }
  return out;
}

// The day as far as it is known; else the text's own words for it.
std::string when(const Document& d, const Event& event) {
  if (event.time == kNone) return "date not said";
  const TimeRef& time = d.times[event.time];
  return time.begin.empty() ? fmt::format("“{}”", one_line(d.text_of(time.span))) : std::string(time.begin);
}

// Whether the actors do it with each other: who met whom is said once.
bool is_among_themselves(const Event& event) {
  return event.actors.size() > 1 &&
         std::equal(event.actors.begin(), event.actors.end(), event.recipients.begin(), event.recipients.end(),
                    [](const Argument& actor, const Argument& recipient) { return actor.entity == recipient.entity; });
}

void write_event(const Document& d, const Event& event, const Paint& paint, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "  {}", paint(kDim, when(d, event)));
  if (event.place != kNone) fmt::format_to(to, " · {}", one_line(d.places[event.place].name));
  std::string what(event.type);
  if (!event.mode.empty()) what += fmt::format("/{}", event.mode);
  const bool among_themselves = is_among_themselves(event);
  fmt::format_to(to, " · {} {} {}", paint(kCyan, names(d, event.actors)), among_themselves ? "↔" : "→", paint(kBold, what));
  if (!event.recipients.empty() && !among_themselves) fmt::format_to(to, " → {}", paint(kCyan, names(d, event.recipients)));
  if (!event.instruments.empty()) fmt::format_to(to, " ({})", names(d, event.instruments));
  fmt::format_to(to, " · {}", paint(event.status == Status::Happened ? kGreen : kYellow, name_of(event.status)));
  const std::string who = sources(d, event);
  if (!who.empty()) fmt::format_to(to, " · {}", who);
  out += '\n';

  const Span sentence = d.sentences[event.sentence].span;
  fmt::format_to(to, "      {}{}{}{}{}\n", paint(kDim, "“"), line_before(d.text_of({sentence.begin, event.trigger.begin})),
                 paint(kUnderlined, one_line(d.text_of(event.trigger))), line_after(d.text_of({event.trigger.end, sentence.end})),
                 paint(kDim, "”"));
}

}  // namespace

std::string to_card(const Document& d, Colour colour) {
  const Paint paint{colour};
  std::string out;
  auto to = std::back_inserter(out);
  std::string headline = one_line(d.title);
  if (headline.empty() && !d.paragraphs.empty()) {
    // No headline: the first words of the text stand for it.
    headline = one_line(d.text_of(d.paragraphs.front()));
    constexpr std::size_t kMost = 90;
    if (headline.size() > kMost) {
      std::size_t cut = headline.rfind(' ', kMost);
      if (cut == std::string::npos) {
        for (cut = kMost; (static_cast<unsigned char>(headline[cut]) & 0xC0) == 0x80;) --cut;
      }
      headline.resize(cut);
      headline += " …";
    }
  }
  fmt::format_to(to, "{}\n", paint(kBold, headline));
  if (d.published.empty()) {
    out += "publication date not known";
  } else {
    fmt::format_to(to, "{} (date from: {})", one_line(d.published), d.published_from.empty() ? "unknown" : d.published_from);
  }
  if (!d.publisher.empty()) fmt::format_to(to, " · {}", one_line(d.publisher));
  if (!d.dateline.agency.empty()) fmt::format_to(to, " · agency {}", one_line(d.dateline.agency));
  if (!d.url.empty()) fmt::format_to(to, " · {}", one_line(d.url));
  out += '\n';
  if (d.events.empty()) out += "  no events\n";
  for (const Event& event : d.events) write_event(d, event, paint, out);
  for (const Issue& issue : d.issues) fmt::format_to(to, "  {} {}\n", paint(kYellow, "note:"), one_line(issue.message));
  return out;
}

}  // namespace dateline
