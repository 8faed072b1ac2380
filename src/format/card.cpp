// The card: what a person wants to see of one article, on a terminal.
#include <fmt/format.h>

#include <iterator>

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
constexpr const char* kCyan = "36";
constexpr const char* kYellow = "33";
constexpr const char* kGreen = "32";

// One line of text: white space runs become a space, control characters (which could drive a terminal) are left out.
std::string plain_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (byte >= 0x20 && byte != 0x7F) {
      out += c;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string names(const Document& d, const std::vector<Argument>& arguments) {
  std::string out;
  for (const Argument& argument : arguments) {
    if (!out.empty()) out += ", ";
    if (argument.entity == kNone) {
      out += plain_line(d.text_of(argument.span));
      continue;
    }
    const Entity& entity = d.entities[argument.entity];
    out += plain_line(entity.name.empty() ? d.text_of(argument.span) : entity.name);
    if (!entity.code.empty()) out += fmt::format(" [{}]", entity.code);
  }
  return out;
}

std::string sources(const Document& d, const Event& event) {
  std::string out;
  std::size_t left = d.claims.size();
  for (std::uint32_t c = event.claim; c != kNone && left > 0; c = d.claims[c].via, --left) {
    const Claim& claim = d.claims[c];
    std::string who = plain_line(d.text_of(claim.source_span));
    if (who.empty()) who = "somebody";
    out += fmt::format("{}{} {}", out.empty() ? "" : ", via ", who, name_of(claim.stance));
  }
  return out;
}

void write_event(const Document& d, const Event& event, const Paint& paint, std::string& out) {
  auto to = std::back_inserter(out);
  const std::string_view when =
      event.time == kNone || d.times[event.time].begin.empty() ? "date not said" : d.times[event.time].begin;
  fmt::format_to(to, "  {}", paint(kDim, when));
  if (event.place != kNone) fmt::format_to(to, " · {}", plain_line(d.places[event.place].name));
  std::string what(event.type);
  if (!event.mode.empty()) what += fmt::format("/{}", event.mode);
  fmt::format_to(to, " · {} → {}", paint(kCyan, names(d, event.actors)), paint(kBold, what));
  if (!event.recipients.empty()) fmt::format_to(to, " → {}", paint(kCyan, names(d, event.recipients)));
  if (!event.instruments.empty()) fmt::format_to(to, " ({})", names(d, event.instruments));
  fmt::format_to(to, " · {}", paint(event.status == Status::Happened ? kGreen : kYellow, name_of(event.status)));
  if (event.claim != kNone) fmt::format_to(to, " · {}", sources(d, event));
  out += '\n';

  const Span sentence = d.sentences[event.sentence].span;
  const std::string before = plain_line(d.text_of({sentence.begin, event.trigger.begin}));
  const std::string after = plain_line(d.text_of({event.trigger.end, sentence.end}));
  const bool space_after = event.trigger.end < sentence.end && d.text[event.trigger.end] == ' ';
  fmt::format_to(to, "      {}\n",
                 paint(kDim, "“") + (before.empty() ? "" : before + ' ') + paint("4", plain_line(d.text_of(event.trigger))) +
                     (space_after ? " " : "") + after + paint(kDim, "”"));
}

}  // namespace

std::string to_card(const Document& d, Colour colour) {
  const Paint paint{colour};
  std::string out;
  auto to = std::back_inserter(out);
  std::string headline = plain_line(d.title);
  if (headline.empty() && !d.paragraphs.empty()) {
    // No headline: the first words of the text stand for it.
    headline = plain_line(d.text_of(d.paragraphs.front()));
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
    fmt::format_to(to, "{} (date from: {})", d.published, d.published_from.empty() ? "unknown" : d.published_from);
  }
  if (!d.publisher.empty()) fmt::format_to(to, " · {}", plain_line(d.publisher));
  if (!d.dateline.agency.empty()) fmt::format_to(to, " · agency {}", plain_line(d.dateline.agency));
  if (!d.url.empty()) fmt::format_to(to, " · {}", plain_line(d.url));
  out += '\n';
  if (d.events.empty()) out += "  no events\n";
  for (const Event& event : d.events) write_event(d, event, paint, out);
  for (const Issue& issue : d.issues) fmt::format_to(to, "  {} {}\n", paint(kYellow, "note:"), issue.message);
  return out;
}

}  // namespace dateline
