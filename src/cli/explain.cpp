// dateline explain: each sentence, what was considered in it and why it coded or not; for an event its rule and its roles, drawn
// under the words; then what of the page was left out of the text, and why.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "base/utf8.h"
#include "cli/common.h"
#include "cli/output.h"
#include "dateline/formats.h"
#include "html/tree.h"
#include "input/source.h"
#include "page/charset.h"

namespace dateline::cli {

namespace {

constexpr std::size_t kWidth = 100;  // columns of a wrapped sentence
// Of a part that was left out: the letters shown, and the bytes of the page in which they are looked for.
constexpr std::size_t kFirstWords = 80;
constexpr std::size_t kLookedAt = 4096;

struct Role {
  Span span;
  char letter;
};

std::vector<Role> roles_of(const Document& d, const Event& event) {
  std::vector<Role> roles;
  // Later roles are drawn over earlier ones: the trigger and the actors last.
  if (event.claim != kNone) {
    roles.push_back({d.claims[event.claim].source_span, 's'});
    roles.push_back({d.claims[event.claim].cue, 'c'});
  }
  if (event.place != kNone) roles.push_back({d.places[event.place].span, 'P'});
  if (event.time != kNone) roles.push_back({d.times[event.time].span, 'T'});
  for (const Argument& a : event.instruments) roles.push_back({a.span, 'I'});
  for (const Argument& a : event.recipients) roles.push_back({a.span, 'R'});
  for (const Argument& a : event.actors) roles.push_back({a.span, 'A'});
  roles.push_back({event.trigger, 'E'});
  return roles;
}

// The sentence in lines of at most kWidth columns, each with a line of role letters under it.
std::string drawn(const Document& d, Span sentence, const std::vector<Role>& roles) {
  struct Column {
    std::uint32_t offset;
    std::uint32_t length;
    char letter;
  };
  std::vector<Column> columns;
  for (std::uint32_t i = sentence.begin; i < sentence.end;) {
    const std::uint32_t length = base::decode_utf8(d.text, i).length;
    char letter = ' ';
    for (const Role& role : roles) {
      if (role.span.contains(i)) letter = role.letter;
    }
    columns.push_back({i, length, letter});
    i += length;
  }
  std::string out;
  for (std::size_t from = 0; from < columns.size();) {
    std::size_t to = std::min(from + kWidth, columns.size());
    if (to < columns.size()) {
      std::size_t space = to;
      while (space > from && d.text[columns[space].offset] != ' ') --space;
      if (space > from) to = space;
    }
    std::string words, letters;
    for (std::size_t i = from; i < to; ++i) {
      if (base::is_control(base::decode_utf8(d.text, columns[i].offset).code_point)) {
        words += ' ';
      } else {
        words += d.text.substr(columns[i].offset, columns[i].length);
      }
      letters += columns[i].letter;
    }
    letters.erase(letters.find_last_not_of(' ') + 1);
    out += fmt::format("    {}\n", words);
    if (!letters.empty()) out += fmt::format("    {}\n", letters);
    from = to;
    while (from < columns.size() && d.text[columns[from].offset] == ' ') ++from;
  }
  return out;
}

std::string named(const Document& d, const std::vector<Argument>& arguments) {
  std::string out;
  for (const Argument& argument : arguments) {
    const Entity* entity = argument.entity == kNone ? nullptr : &d.entities[argument.entity];
    if (!out.empty()) out += ", ";
    out += base::one_line(entity ? entity->name : d.text_of(argument.span));
    if (entity && !entity->code.empty()) out += fmt::format(" [{}]", entity->code);
  }
  return out;
}

void explain_event(const Document& d, std::uint32_t number, std::string& out) {
  auto to = std::back_inserter(out);
  const Event& event = d.events[number];
  fmt::format_to(to, "  v{}  {}{}{}  CAMEO {}  {}  confidence {:.2f}\n", number + 1, event.type, event.mode.empty() ? "" : "/",
                 event.mode, event.cameo, name_of(event.status), event.confidence);
  out += drawn(d, d.sentences[event.sentence].span, roles_of(d, event));
  fmt::format_to(to, "    rule        {}\n    E trigger   {}\n", event.producer, base::one_line(d.text_of(event.trigger)));
  if (const Span page = d.source_of(d.sentences[event.sentence].span); !page.empty())
    fmt::format_to(to, "    page bytes  {} to {}\n", page.begin, page.end);
  if (!event.actors.empty()) fmt::format_to(to, "    A actor     {}\n", named(d, event.actors));
  if (!event.recipients.empty()) fmt::format_to(to, "    R recipient {}\n", named(d, event.recipients));
  if (!event.instruments.empty()) fmt::format_to(to, "    I with      {}\n", named(d, event.instruments));
  if (event.time != kNone)
    fmt::format_to(to, "    T time      {} ({})\n", d.times[event.time].value,
                   base::one_line(d.text_of(d.times[event.time].span)));
  if (event.place != kNone) fmt::format_to(to, "    P place     {}\n", base::one_line(d.places[event.place].name));
  std::size_t left = d.claims.size();
  for (std::uint32_t c = event.claim; c != kNone && left > 0; c = d.claims[c].via, --left) {
    fmt::format_to(to, "    s c says    {} {} ({})\n", base::one_line(d.text_of(d.claims[c].source_span)),
                   name_of(d.claims[c].stance), d.claims[c].producer);
  }
}

std::string explained(const Document& d, const Trace& trace) {
  std::string out;
  auto to = std::back_inserter(out);
  for (std::uint32_t s = 0; s < d.sentences.size(); ++s) {
    fmt::format_to(to, "s{}\n", s + 1);
    if (d.is_boilerplate(d.sentences[s].span)) {
      out += drawn(d, d.sentences[s].span, {});
      for (const Boilerplate& part : d.boilerplate) {
        if (part.span.overlaps(d.sentences[s].span)) fmt::format_to(to, "  not the article: {}\n", part.reason);
      }
      continue;
    }
    const bool coded = std::any_of(d.events.begin(), d.events.end(), [&](const Event& e) { return e.sentence == s; });
    if (!coded) out += drawn(d, d.sentences[s].span, {});
    for (std::uint32_t v = 0; v < d.events.size(); ++v) {
      if (d.events[v].sentence == s) explain_event(d, v, out);
    }
    for (const TraceLine& line : trace) {
      if (line.sentence != s || line.event != kNone) continue;
      if (line.trigger_token == kNone) {
        fmt::format_to(to, "  {}\n", line.outcome);
      } else {
        fmt::format_to(to, "  “{}”: {}{}{}\n", base::one_line(d.text_of_token(line.trigger_token)), line.outcome,
                       line.rule.empty() ? "" : "  ", line.rule);
      }
    }
  }
  return out;
}

// At most `most` letters of a line.
std::string shortened(const std::string& line, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t letters = 0; letters < most && end < line.size(); ++letters) end += base::decode_utf8(line, end).length;
  return end == line.size() ? line : line.substr(0, end) + "…";
}

// The first words of each part of the page that is not in the text. What has none, as a menu of pictures, is not shown.
std::string left_out(const Document& d, const Page& page) {
  std::string out;
  page::Utf8 utf8;
  if (d.left_out.empty() || !page::to_utf8(page.bytes, page.charset, page::CharsetHints::Markup, utf8)) return out;
  // The spans count from the page's first byte, or, where it had to be made UTF-8, from that of the new text.
  const std::string_view letters = utf8.storage.empty() ? std::string_view(page.bytes) : utf8.text;
  std::uint32_t shown_to = 0;
  for (const Boilerplate& part : d.left_out) {
    // A part may hold others, for which its reason counts, too.
    if (part.span.begin < shown_to || part.span.end > letters.size()) continue;
    shown_to = part.span.end;
    const html::Tree tree = html::Tree::parse(part.span.in(letters).substr(0, kLookedAt));
    const std::string words = tree.size() == 0 ? std::string() : base::one_line(tree.text_below(0));
    if (!words.empty()) fmt::format_to(std::back_inserter(out), "  {}: {}\n", part.reason, shortened(words, kFirstWords));
  }
  return out.empty() ? out : "left out of the page\n" + out;
}

}  // namespace

int explain(const ExplainCommand& command) {
  if (!is_good_date(command.date)) return kCannotStart;
  auto format = input::format_from(command.input_format);
  if (!format) {
    complain(format.error().message);
    return kCannotStart;
  }
  input::InputOptions options;
  options.format = *format;
  options.date = command.date;
  auto source = input::Source::open({command.input}, options);
  if (!source) {
    complain(source.error().message);
    return kCannotStart;
  }
  const std::optional<Engine> engine = open_engine(command.files);
  if (!engine) return kCannotStart;
  auto output = Output::open("");
  bool failed = false;
  while (std::optional<input::Item> item = source->next()) {
    Trace trace;
    auto document = item->page ? engine->read(*item->page, kAllStages, &trace) : Result<Document>(Failure(item->page.error()));
    if (!document) {
      complain(item->page ? fmt::format("{}: {}", item->where(), document.error().message) : document.error().message);
      failed = true;
      continue;
    }
    std::string text;
    if (command.event.empty()) {
      text = explained(*document, trace) + left_out(*document, *item->page);
    } else {
      std::uint32_t number = 0;
      while (number < document->events.size() && fmt::format("v{}", number + 1) != command.event) ++number;
      if (number == document->events.size()) {
        const std::string there = number == 0 ? "no events" : number == 1 ? "v1 only" : fmt::format("v1 to v{}", number);
        complain(fmt::format("{}: no event {}; it has {}", item->where(), command.event, there));
        failed = true;
        continue;
      }
      explain_event(*document, number, text);
    }
    if (!output->write(text)) break;
  }
  if (auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    failed = true;
  }
  return failed ? kSomeFailed : kDone;
}

}  // namespace dateline::cli
