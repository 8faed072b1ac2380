// A dateline is the paragraph's first words up to a dash (a colon, after an agency), of this shape:
//
//   place [, region] [, date] [(AGENCY)] dash          SEOUL, South Korea (AP) —      WASHINGTON, Sept 15 (Reuters) -
//   (AGENCY) dash                                      (Reuters) -
//   PLACE [, region] dash                              LONDON —
//
// With a known agency in brackets nothing more is asked of the place than capital letters at its front. Without one the place
// must be in capitals and in the tables, so that "EXCLUSIVE — " or a sentence's first clause is none. Only the first 160 bytes
// are read.
#include "page/wire_dateline.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::page {

namespace {

constexpr std::size_t kLongestDateline = 160;
constexpr std::size_t kMostPlaceWords = 5;

struct Dash {
  std::size_t begin;
  std::size_t end;  // behind it and the space that follows
};

// The dash that begins at `at`: a long one, two hyphens, or a hyphen or underscore between spaces.
std::size_t dash_length(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  for (const std::string_view dash : {"\u2014", "\u2013", "\u2015", "--"}) {
    if (rest.starts_with(dash)) return dash.size();
  }
  const bool spaced = at > 0 && (text[at - 1] == ' ' || text[at - 1] == ')') && at + 1 < text.size() && text[at + 1] == ' ';
  return spaced && (rest.front() == '-' || rest.front() == '_') ? 1 : 0;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == ',' || text.back() == '.'))
    text.remove_suffix(1);
  return text;
}

bool begins_with_capital(std::string_view text) { return !text.empty() && base::is_upper(base::decode_utf8(text, 0).code_point); }

// No small letter, and two capitals at least.
bool is_in_capitals(std::string_view text) {
  int capitals = 0;
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded letter = base::decode_utf8(text, at);
    at += letter.length;
    if (!base::is_letter(letter.code_point)) continue;
    if (!base::is_upper(letter.code_point)) return false;
    ++capitals;
  }
  return capitals >= 2;
}

}  // namespace

WireDatelines::WireDatelines(const knowledge::Knowledge& knowledge)
    : agencies_(knowledge.phrases("agencies")),
      table_(knowledge.table("agencies")),
      toponyms_(knowledge.phrases("toponyms")),
      code_(table_.column("code")) {}

std::string_view WireDatelines::agency(std::string_view name) const {
  for (const knowledge::PhraseEntry& entry : agencies_.find(trimmed(name))) return table_.cell(entry.row, code_);
  return {};
}

bool WireDatelines::is_place(std::string_view name) const { return !name.empty() && !toponyms_.find(name).empty(); }

bool WireDatelines::read(Document& document, Span paragraph, std::string_view place) const {
  const std::string_view text = paragraph.in(document.text);
  const std::string_view head = text.substr(0, std::min(text.size(), kLongestDateline));
  std::size_t dash = std::string_view::npos;
  std::size_t dash_size = 0;
  std::string_view agency_code;
  std::size_t place_end = std::string_view::npos;
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (head[at] == '(' && place_end == std::string_view::npos) {
      const std::size_t close = head.find(')', at);
      if (close == std::string_view::npos) return false;
      agency_code = agency(head.substr(at + 1, close - at - 1));
      place_end = at;
      if (!agency_code.empty() && close + 1 < head.size() && head[close + 1] == ':') {
        dash = close + 1;
        dash_size = 1;
        break;
      }
      at = close;
      continue;
    }
    dash_size = dash_length(head, at);
    if (dash_size == 0) continue;
    dash = at;
    break;
  }
  if (dash == std::string_view::npos) return false;
  // Something must follow that a sentence can begin with.
  std::size_t end = dash + dash_size;
  while (end < text.size() && text[end] == ' ') ++end;
  if (end >= text.size()) return false;

  const std::string_view where = trimmed(head.substr(0, std::min(place_end, dash)));
  const std::string_view town = trimmed(where.substr(0, where.find(',')));
  if (agency_code.empty()) {
    const std::size_t last_comma = where.rfind(',');
    const bool known =
        is_place(town) || (last_comma != std::string_view::npos && is_place(trimmed(where.substr(last_comma + 1))));
    const bool is_told = !place.empty() && base::folded(town) == base::folded(trimmed(place.substr(0, place.find(','))));
    if (!is_told && (!is_in_capitals(town) || !known)) return false;
  } else if (!where.empty()) {
    const auto words = static_cast<std::size_t>(std::count(town.begin(), town.end(), ' ')) + 1;
    if (!begins_with_capital(town) || words > kMostPlaceWords) return false;
  }
  const auto offset = [&](const char* at) { return static_cast<std::uint32_t>(at - document.text.data()); };
  document.dateline.span = {paragraph.begin, paragraph.begin + static_cast<std::uint32_t>(dash + dash_size)};
  if (!town.empty()) document.dateline.place_span = {offset(town.data()), offset(town.data() + town.size())};
  document.dateline.agency = agency_code;
  return true;
}

}  // namespace dateline::page
