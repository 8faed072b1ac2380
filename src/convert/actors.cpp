// What the dictionaries look like (`;` and `#` begin comments):
//
//   KIM_IL_SUNG [PRKGOV <19940708][PRKELI >19940708]   TABARI: codes with days up to, from, or between which they hold
//   KIM_IL_SUNG                                        PETRARCH: names that mean the same behind +, codes on lines of their own
//   +GREAT_LEADER_
//       [PRKGOV 480909-940708]
//   POLICEMAN {POLICEMEN} [~COP]                       agents: a noun, its plural, the sectors that it adds
//
// What becomes of them. A code is a country (its first three letters, when there is such a country) and sectors, three letters
// each; letters that are neither are left out with a remark. An entry with dates is a person who held an office from one day to
// another; one without is a person when its first word is a given name, else an organisation, of the kind that its code tells.
// Agents are nouns. Names are written as words with capitals; of a name with an underscore at its end the underscore goes, since
// ours are always whole words.
#include "convert/actors.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/iso_date.h"
#include "base/tsv.h"
#include "base/utf8.h"

namespace dateline::convert {

namespace {

constexpr std::string_view kSpaces = " \t\r";

struct Term {
  std::string code;
  std::string begin;  // ISO 8601; empty: always
  std::string end;
};

struct Entry {
  std::string place;  // "FILE:LINE"
  std::string stem;   // of the file
  std::vector<std::string> names;
  std::vector<std::string> plurals;
  bool has_plurals = false;  // braces were there
  std::vector<Term> terms;
  bool is_agent() const { return !terms.empty() && terms[0].code.find('~') != std::string::npos; }
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// "UNITED_NATIONS_" -> "UNITED NATIONS".
std::string words_of(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return base::one_line(out);
}

// "KIM IL SUNG" -> "Kim Il Sung"; a single short word is taken for an abbreviation.
std::string with_capitals(std::string_view words) {
  if (words.find(' ') == std::string_view::npos && words.size() <= 4) return std::string(words);
  std::string out = lowered(words);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool begins = i == 0 || out[i - 1] == ' ' || out[i - 1] == '-';
    if (begins && out[i] >= 'a' && out[i] <= 'z') out[i] = static_cast<char>(out[i] - 'a' + 'A');
  }
  return out;
}

// "940708" or "19940708" as "1994-07-08". Two digits of a year mean 1950 to 2049.
std::optional<std::string> day_of(std::string_view digits) {
  if (digits.size() != 6 && digits.size() != 8) return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  std::string text(digits);
  if (text.size() == 6) text.insert(0, text[0] < '5' ? "20" : "19");
  const std::string day = fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  if (!base::parse_iso_date(day)) return std::nullopt;
  return day;
}

// "PRKGOV", "PRKGOV <19940708", "PRKGOV 480909-940708". Empty fault when it was read.
std::string parse_term(std::string_view text, Term& term) {
  text = trimmed(text);
  const std::size_t end = text.find_first_of(" \t<>");
  term.code = text.substr(0, end);
  if (term.code.empty()) return "has a pair of brackets without a code";
  std::string when;
  if (end != std::string_view::npos) {
    for (const char c : text.substr(end)) when += kSpaces.find(c) == std::string_view::npos ? std::string(1, c) : "";
  }
  if (when.empty()) return {};
  const std::size_t dash = when.find('-');
  std::optional<std::string> first, second;
  if (when[0] == '<') {
    first = "0001-01-01";
    second = day_of(when.substr(1));
  } else if (when[0] == '>') {
    first = day_of(when.substr(1));
    second = "";
  } else if (dash != std::string::npos) {
    first = day_of(when.substr(0, dash));
    second = day_of(when.substr(dash + 1));
  }
  if (!first || !second)
    return fmt::format("'{}' is no time; it should be <DAY, >DAY or DAY-DAY, a day as 940708 or 19940708", when);
  term.begin = *first;
  term.end = *second;
  return {};
}

class Reader {
 public:
  explicit Reader(Conversion& conversion) : conversion_(conversion) {}

  std::vector<Entry> entries;

  void read(const Text& text) {
    stem_ = text.name.substr(text.name.rfind('/') + 1);
    stem_ = lowered(stem_.substr(0, stem_.find('.')));
    std::uint32_t number = 0;
    is_open_ = false;
    for (std::string_view rest = text.bytes; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      place_ = fmt::format("{}:{}", text.name, ++number);
      read_line(trimmed(line.substr(0, line.find_first_of(";#"))));
    }
  }

 private:
  void fault(std::string_view what) { conversion_.faults.push_back(fmt::format("{}: {}", place_, what)); }

  void read_line(std::string_view line) {
    if (line.empty() || line[0] == '<' || line[0] == '!')
      return;  // headers of files; sets of endings, which our plurals spell out
    if (base::find_invalid_utf8(line) != std::string_view::npos) return fault("is not UTF-8; convert the file");
    const bool is_synonym = line[0] == '+';
    if (is_synonym || line[0] == '[') {
      if (!is_open_) return fault("belongs to no name; a line with a name must stand before it");
    } else {
      entries.push_back({place_, stem_, {}, {}, false, {}});
      is_open_ = true;
    }
    Entry& entry = entries.back();
    const std::size_t marks = line.find_first_of("[{");
    const std::string name =
        words_of(line.substr(is_synonym ? 1 : 0, marks - (is_synonym && marks != std::string_view::npos ? 1 : 0)));
    if (line[0] != '[') {
      if (name.empty()) return fault("has no name before its code");
      if (name.find('!') != std::string::npos)
        return fault(fmt::format("'{}' uses a set of endings, which is not read; write the words out", name));
      entry.names.push_back(name);
    }
    line.remove_prefix(marks == std::string_view::npos ? line.size() : marks);
    while (!line.empty()) {
      const char close = line[0] == '[' ? ']' : '}';
      const std::size_t end = line.find(close);
      if (end == std::string_view::npos) return fault(fmt::format("has a {} that is not closed", line[0]));
      const std::string_view inside = line.substr(1, end - 1);
      if (close == '}') {
        entry.has_plurals = true;
        for (const std::string_view plural : base::split_list(inside, ',')) entry.plurals.push_back(lowered(words_of(plural)));
      } else {
        Term term;
        if (const std::string wrong = parse_term(inside, term); !wrong.empty()) return fault(wrong);
        entry.terms.push_back(std::move(term));
      }
      line = trimmed(line.substr(end + 1));
      if (!line.empty() && line[0] != '[' && line[0] != '{') return fault(fmt::format("has '{}' behind its code", line));
    }
  }

  Conversion& conversion_;
  std::string stem_;
  std::string place_;
  bool is_open_ = false;
};

struct Code {
  std::string country;
  std::vector<std::string> sectors;
  std::string kind;  // of an organisation
};

class Converter {
 public:
  Converter(Conversion& conversion, const knowledge::Knowledge& knowledge)
      : conversion_(conversion),
        countries_(knowledge.table("countries")),
        given_names_(knowledge.table("given_names")),
        people_("actors/people.tsv", "Made from actor dictionaries.", {"id", "name", "aliases", "country", "sectors", "source"}),
        offices_("actors/offices.tsv", "Made from actor dictionaries.",
                 {"person", "role", "country", "sectors", "begin", "end", "source"}),
        organisations_("actors/organisations/imported.tsv", "Made from actor dictionaries.",
                       {"id", "name", "aliases", "kind", "country", "sectors", "voice", "lat", "lon", "source"}),
        agents_("actors/agents.tsv", "Made from agent dictionaries.",
                {"names", "plurals", "kind", "gender", "sectors", "fallback", "stands_for", "example", "code"}) {
    for (const auto& [table, column] :
         {std::pair("agents", "sectors"), std::pair("agents", "fallback"), std::pair("organisations", "sectors")}) {
      const knowledge::Table from = knowledge.table(table);
      for (std::uint32_t row = 0; row < from.rows(); ++row) {
        for (const std::string_view sector : base::split_list(from.cell(row, from.column(column)))) sectors_.emplace(sector);
      }
    }
  }

  void convert(const Entry& entry) {
    if (entry.terms.empty()) {
      conversion_.faults.push_back(fmt::format("{}: '{}' has no code; give one in brackets", entry.place, entry.names[0]));
    } else if (entry.is_agent()) {
      add_agent(entry);
    } else if (is_person(entry)) {
      add_person(entry);
    } else {
      add_organisation(entry);
    }
  }

  void finish() {
    for (NewTable* table : {&people_, &offices_, &organisations_, &agents_}) conversion_.tables.push_back(std::move(*table));
  }

 private:
  Code parts_of(const Entry& entry, std::string_view letters) {
    Code code;
    std::string left_out;
    for (bool first = true; !letters.empty(); first = false) {
      const std::string part(letters.substr(0, 3));
      letters.remove_prefix(part.size());
      if (first && !countries_.find(countries_.column("id"), part).empty()) {
        code.country = part;
      } else if (sectors_.contains(part)) {
        code.sectors.push_back(part);
      } else if (part == "IGO" || part == "NGO" || part == "MNC") {
        code.kind = part == "IGO" ? "igo" : part == "NGO" ? "ngo" : "company";
      } else {
        left_out += (left_out.empty() ? "" : ", ") + part;
      }
    }
    if (!left_out.empty()) {
      conversion_.remarks.push_back(
          fmt::format("{}: {} of its code is neither a country nor a sector; left out", entry.place, left_out));
    }
    if (code.kind.empty()) code.kind = kind_of(code.sectors);
    return code;
  }

  static std::string kind_of(const std::vector<std::string>& sectors) {
    constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
        {"GOV", "government"}, {"MIL", "military"}, {"COP", "police"},   {"SPY", "intelligence"}, {"LEG", "parliament"},
        {"JUD", "court"},      {"PTY", "party"},    {"OPP", "movement"}, {"REB", "rebel"},        {"UAF", "rebel"},
        {"MED", "media"},      {"JRN", "media"},    {"BUS", "company"},  {"EDU", "university"}};
    for (const auto& [sector, kind] : kKinds) {
      if (!sectors.empty() && sectors[0] == sector) return std::string(kind);
    }
    return "other";
  }

  bool is_person(const Entry& entry) const {
    if (std::any_of(entry.terms.begin(), entry.terms.end(), [](const Term& term) { return !term.begin.empty(); })) return true;
    const std::string& name = entry.names[0];
    const std::size_t space = name.find(' ');
    return space != std::string::npos && !given_names_.find(given_names_.column("word"), lowered(name.substr(0, space))).empty();
  }

  // Differs from all before it: names may stand in a dictionary twice.
  std::string id_of(const Entry& entry) {
    std::string id = entry.stem + ":" + lowered(entry.names[0]);
    std::replace(id.begin(), id.end(), ' ', '-');
    const int count = ++ids_[id];
    return count == 1 ? id : fmt::format("{}-{}", id, count);
  }

  static std::string aliases_of(const Entry& entry) {
    std::vector<std::string> aliases;
    for (std::size_t i = 1; i < entry.names.size(); ++i) aliases.push_back(with_capitals(entry.names[i]));
    return list_cell(aliases);
  }

  void add_person(const Entry& entry) {
    const std::string id = id_of(entry);
    Code always;
    for (const Term& term : entry.terms) {
      Code code = parts_of(entry, term.code);
      if (term.begin.empty()) {
        always = std::move(code);
        continue;
      }
      if (always.country.empty()) always.country = code.country;
      if (code.sectors.empty()) {
        conversion_.remarks.push_back(
            fmt::format("{}: {} names no sector, so there is no office to hold; left out", entry.place, term.code));
        continue;
      }
      offices_.add({id, "holder of an office", code.country, list_cell(code.sectors), term.begin, term.end, entry.place});
    }
    people_.add({id, with_capitals(entry.names[0]), aliases_of(entry), always.country, list_cell(always.sectors), entry.place});
  }

  void add_organisation(const Entry& entry) {
    const Code code = parts_of(entry, entry.terms[0].code);
    if (entry.terms.size() > 1) {
      conversion_.remarks.push_back(fmt::format("{}: has {} codes; the first one is kept", entry.place, entry.terms.size()));
    }
    organisations_.add({id_of(entry), with_capitals(entry.names[0]), aliases_of(entry), code.kind, code.country,
                        list_cell(code.sectors), "", "", "", entry.place});
  }

  void add_agent(const Entry& entry) {
    std::string letters = entry.terms[0].code;
    letters.erase(std::remove(letters.begin(), letters.end(), '~'), letters.end());
    const Code code = parts_of(entry, letters);
    if (code.sectors.empty()) {
      conversion_.remarks.push_back(fmt::format("{}: '{}' adds no sector; left out", entry.place, entry.names[0]));
      return;
    }
    std::vector<std::string> names, plurals = entry.plurals;
    for (const std::string& name : entry.names) {
      names.push_back(lowered(name));
      if (!entry.has_plurals) plurals.push_back(plural_of(names.back()));
    }
    agents_.add({list_cell(names), list_cell(plurals), "agent", "", list_cell(code.sectors), "", "", "", ""});
  }

  // What PETRARCH makes when the dictionary gives no plural.
  static std::string plural_of(const std::string& noun) {
    const char last = noun.back();
    if (last == 'y') return noun.substr(0, noun.size() - 1) + "ies";
    return noun + (last == 's' ? "es" : "s");
  }

  Conversion& conversion_;
  knowledge::Table countries_;
  knowledge::Table given_names_;
  std::set<std::string, std::less<>> sectors_;
  std::map<std::string, int> ids_;
  NewTable people_;
  NewTable offices_;
  NewTable organisations_;
  NewTable agents_;
};

}  // namespace

Conversion convert_actors(const std::vector<Text>& dictionaries, const knowledge::Knowledge& knowledge) {
  Conversion conversion;
  Reader reader(conversion);
  for (const Text& text : dictionaries) reader.read(text);
  Converter converter(conversion, knowledge);
  for (const Entry& entry : reader.entries) {
    if (!entry.names.empty()) converter.convert(entry);
  }
  converter.finish();
  return conversion;
}

}  // namespace dateline::convert
