// What the dictionaries look like (`;` and `#` begin comments, `---` is the code of nothing):
//
//   &WEAPONS                       a set of words, its members behind +
//   +TANKS
//   --- SEND [070] ---             PETRARCH: a block of verbs that mean the same, with the code of the verb alone
//   SEND {SENDS SENT SENDING}
//   DISPATCH
//   - * &WEAPONS TO + [072]        patterns of the block: * the verb, $ source, + target, % both; {A | B} either; a word that
//   - * PEACE_TALKS WITH + [---]   ends in _ goes on with the next one
//   SEND [070]                     TABARI: a verb with its code, its patterns below it
//
// What becomes of them: a row for each verb or block with a code and one for each pattern, all its verbs as triggers.
// Dictionaries match strings from left to right, our frames read grammar, so a pattern says which function each of its parts has:
// before the verb the subject, behind it the object, behind a preposition what that governs, behind "to" and a word an
// infinitive. Of several words in a row the last one counts, which in English is the head of the phrase. Sources before the verb
// and targets behind it need no mention. Patterns that mean nothing ([---]) become exclusions. What has a code that codes no
// PLOVER event (statements, CAMEO 01) is left out with a remark.
//
// Cannot do: words that must not be there (^), and orders of words that grammar does not tell.
#include "convert/verbs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/tsv.h"
#include "base/utf8.h"

namespace dateline::convert {

namespace {

// Where the target of a verb is looked for when its dictionary does not say: it may be missing.
constexpr std::string_view kAnyTarget = "obj*/with*/against*/to*?";
constexpr int kMostThemes = 8;  // words that a pattern may ask for

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string words_of(std::string_view name) {
  std::string out = lowered(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return base::one_line(out);
}

// The last word of "peace_talks".
std::string head_of(std::string_view words) {
  const std::string all = words_of(words);
  return all.substr(all.rfind(' ') + 1);
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '-' || c == '\'' || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
  });
}

struct Code {
  std::string cameo;
  std::string type;
};

class Converter {
 public:
  Converter(Conversion& conversion, const knowledge::Knowledge& knowledge)
      : conversion_(conversion),
        patterns_("events/patterns/imported.tsv", "Made from verb dictionaries; the examples name the lines.",
                  {"id", "trigger", "pos", "frame", "type", "mode", "cameo", "contexts", "example", "expected"}),
        exclusions_("events/exclusions.tsv", "Made from verb dictionaries; the examples name the lines.",
                    {"id", "trigger", "pos", "frame", "type", "mode", "cameo", "contexts", "reason", "example"}) {
    const knowledge::Table cameo = knowledge.table("cameo");
    const std::uint32_t code = cameo.column("code"), type = cameo.column("type");
    for (std::uint32_t row = 0; row < cameo.rows(); ++row) types_.emplace(cameo.cell(row, code), cameo.cell(row, type));
    const knowledge::Table words = knowledge.table("function_words");
    const std::uint32_t word = words.column("word"), kind = words.column("class");
    for (std::uint32_t row = 0; row < words.rows(); ++row) {
      const std::string_view named = words.cell(row, kind);
      if (named == "of" || named == "for" || named == "preposition" || named == "direction")
        prepositions_.emplace(words.cell(row, word));
    }
  }

  void read(const Text& text) {
    stem_ = text.name.substr(text.name.rfind('/') + 1);
    stem_ = lowered(stem_.substr(0, stem_.find('.')));
    begin_block({});
    set_ = nullptr;
    line_ = 0;
    for (std::string_view rest = text.bytes; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      place_ = fmt::format("{}:{}", text.name, ++line_);
      read_line(trimmed(line.substr(0, line.find_first_of(";#"))));
    }
    end_block();
  }

  void finish() {
    conversion_.tables.push_back(std::move(patterns_));
    conversion_.tables.push_back(std::move(exclusions_));
  }

 private:
  struct Pattern {
    std::string place;
    std::uint32_t line;
    std::string frame;
    std::string code;
  };
  struct Verb {
    std::string place;
    std::uint32_t line;
    std::string word;
    std::string code;
  };

  void fault(std::string_view what) { conversion_.faults.push_back(fmt::format("{}: {}", place_, what)); }

  // The code in the last brackets, which are taken away. Of a pair for active and passive ("042:043") the first one.
  std::optional<std::string> take_code(std::string_view& line) {
    const std::size_t open = line.rfind('[');
    if (open == std::string_view::npos) return std::string();
    const std::size_t close = line.find(']', open);
    if (close == std::string_view::npos) {
      fault("has a [ that is not closed");
      return std::nullopt;
    }
    std::string code(trimmed(line.substr(open + 1, close - open - 1)));
    code = code.substr(0, code.find(':'));
    line = trimmed(line.substr(0, open));
    const bool is_code = code == "---" || (code.size() >= 2 && code.size() <= 4 &&
                                           std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }));
    if (is_code) return code;
    fault(fmt::format("'{}' is no CAMEO code; it has two to four digits, or is ---", code));
    return std::nullopt;
  }

  void read_line(std::string_view line) {
    if (line.empty() || line[0] == '<') return;
    if (base::find_invalid_utf8(line) != std::string_view::npos) return fault("is not UTF-8; convert the file");
    if (line.substr(0, 3) == "---") return read_header(line);
    if (line[0] == '&') {
      end_block();
      begin_block({});
      set_ = &sets_[lowered(trimmed(line.substr(1)))];
      return;
    }
    if (line[0] == '+') {
      if (set_ == nullptr) return fault("belongs to no set; a line with & must stand before it");
      set_->push_back(head_of(line.substr(1)));
      return;
    }
    set_ = nullptr;
    if (line[0] == '-' || line[0] == '~') return line[0] == '-' ? read_pattern(trimmed(line.substr(1))) : void();
    read_verb(line);
  }

  void read_header(std::string_view line) {
    set_ = nullptr;
    end_block();
    line = trimmed(line.substr(3));
    if (line.size() >= 3 && line.substr(line.size() - 3) == "---") line = trimmed(line.substr(0, line.size() - 3));
    const auto code = take_code(line);
    begin_block(code ? *code : "");
    has_header_ = true;
  }

  void read_verb(std::string_view line) {
    if (!patterns_of_block_.empty() || (!has_header_ && !verbs_.empty())) {
      end_block();
      begin_block(has_header_ ? block_code_ : "");
    }
    const std::size_t forms = line.find('{');
    std::string rest(line);
    if (forms != std::string_view::npos) {
      const std::size_t close = line.find('}', forms);
      if (close == std::string_view::npos) return fault("has a { that is not closed");
      rest = std::string(line.substr(0, forms)) + std::string(line.substr(close + 1));  // the forms are English grammar's
    }
    std::string_view left = trimmed(rest);
    const auto code = take_code(left);
    if (!code) return;
    const std::string word = words_of(left);
    if (!is_word(word)) return fault(fmt::format("'{}' is no verb", left));
    verbs_.push_back({place_, line_, word, *code});
  }

  void read_pattern(std::string_view line) {
    if (verbs_.empty()) return fault("is a pattern without a verb; a line with a verb must stand before it");
    const auto code = take_code(line);
    if (!code) return;
    if (code->empty()) return fault("is a pattern without a code; give one in brackets at its end");
    const auto frame = frame_of(line);
    if (frame) patterns_of_block_.push_back({place_, line_, *frame, *code});
  }

  // The parts of a pattern, alternatives in braces as one part, words joined by _ as one.
  std::optional<std::vector<std::string>> parts_of(std::string_view line) {
    std::vector<std::string> parts;
    while (!(line = trimmed(line)).empty()) {
      if (line[0] == '{') {
        const std::size_t close = line.find('}');
        if (close == std::string_view::npos) {
          fault("has a { that is not closed");
          return std::nullopt;
        }
        parts.emplace_back(line.substr(0, close));
        line.remove_prefix(close + 1);
        continue;
      }
      const std::size_t end = line.find_first_of(" \t{");
      const std::string part(line.substr(0, end));
      line.remove_prefix(end == std::string_view::npos ? line.size() : end);
      const bool goes_on = !parts.empty() && parts.back().size() > 1 && parts.back().back() == '_' &&
                           part.find_first_of("*$+%&^") == std::string::npos;
      if (goes_on) {
        parts.back() += part;
      } else {
        parts.push_back(part);
      }
    }
    return parts;
  }

  // The words that a part stands for: itself, the members of a set, alternatives.
  std::optional<std::vector<std::string>> members_of(const std::string& part) {
    if (part[0] == '&') {
      const auto set = sets_.find(lowered(part.substr(1)));
      if (set == sets_.end()) {
        fault(fmt::format("uses the set {}, which no line before it defines", part));
        return std::nullopt;
      }
      return set->second;
    }
    std::vector<std::string> words;
    for (const std::string_view one :
         base::split_list(part[0] == '{' ? std::string_view(part).substr(1) : std::string_view(part))) {
      words.push_back(head_of(one));
    }
    words.erase(std::remove_if(words.begin(), words.end(), [](const std::string& word) { return !is_word(word); }), words.end());
    return words;
  }

  std::optional<std::string> frame_of(std::string_view line) {
    const auto parts = parts_of(line);
    if (!parts) return std::nullopt;
    const auto verb = std::find(parts->begin(), parts->end(), "*");
    if (verb == parts->end()) {
      fault("has no * where the verb stands");
      return std::nullopt;
    }
    std::string themes, target;
    bool both = false;
    int count = 0;
    std::string slot = "subj";
    for (auto part = parts->begin(); part != parts->end(); ++part) {
      if (part == verb) {
        slot = "obj";
      } else if (*part == "$" || *part == "^") {
        continue;  // a source is the subject, or the agent of a passive: the logical subject either way
      } else if (*part == "+") {
        // What a preposition behind the object governs can belong to either ("seized the boats of Norway").
        if (part > verb) target = slot == "obj" ? "obj*" : slot == "to" ? "to*/xcomp*/obj*" : slot + "*/obj*";
      } else if (*part == "%") {
        both = true;
      } else {
        const auto words = members_of(*part);
        if (!words) return std::nullopt;
        if (words->size() == 1 && prepositions_.contains((*words)[0])) {
          slot = (*words)[0];
          continue;
        }
        const bool ends_phrase = part + 1 == parts->end() || !is_plain_word(*(part + 1));
        if (words->empty() || !ends_phrase) continue;
        if (++count > kMostThemes) {
          fault(fmt::format("has more than {} words; left out", kMostThemes));
          return std::nullopt;
        }
        themes += fmt::format(" theme={}{{{}}}", slot == "to" && part > verb ? "to/xcomp" : slot, fmt::join(*words, "|"));
      }
    }
    if (both) return "both=subj" + (target.empty() ? "" : " both=" + target) + themes;
    return "actor=subj recipient=" + (target.empty() ? std::string(kAnyTarget) : target + "!") + themes;
  }

  bool is_plain_word(const std::string& part) const {
    return part.find_first_of("*$+%&^{") == std::string::npos && !prepositions_.contains(head_of(part));
  }

  // The code with its type: the longest beginning of it that we know. Nothing when there is none.
  std::optional<Code> known(std::string code) const {
    if (code.size() == 2) code += '0';
    for (; code.size() >= 3; code.pop_back()) {
      const auto found = types_.find(code);
      if (found != types_.end()) return Code{found->first, found->second};
    }
    return std::nullopt;
  }

  void add(const std::string& place, std::uint32_t line, const std::string& triggers, const std::string& frame,
           const std::string& code) {
    const std::string id = fmt::format("{}:{}", stem_, line);
    const std::string example = fmt::format("({})", place);
    if (code == "---") {
      exclusions_.add({id, triggers, "verb", frame, "", "", "", "", "dictionary", example});
      return;
    }
    const auto named = known(code);
    if (!named) {
      conversion_.faults.push_back(fmt::format("{}: '{}' is no CAMEO code", place, code));
    } else if (named->type.empty()) {
      conversion_.remarks.push_back(fmt::format("{}: CAMEO {} codes no PLOVER event; left out", place, code));
    } else {
      patterns_.add({id, triggers, "verb", frame, named->type, "", named->cameo, "", example, "-"});
    }
  }

  void begin_block(std::string code) {
    block_code_ = std::move(code);
    has_header_ = false;
    verbs_.clear();
    patterns_of_block_.clear();
  }

  void end_block() {
    if (verbs_.empty()) return;
    std::string all;
    std::map<std::string, std::pair<const Verb*, std::string>> by_code;  // first verb, triggers
    for (const Verb& verb : verbs_) {
      all += (all.empty() ? "" : "|") + verb.word;
      const std::string& code = verb.code.empty() ? block_code_ : verb.code;
      if (code.empty() || code == "---") continue;
      auto& [first, triggers] = by_code[code];
      if (first == nullptr) first = &verb;
      triggers += (triggers.empty() ? "" : "|") + verb.word;
    }
    for (const auto& [code, of_code] : by_code)
      add(of_code.first->place, of_code.first->line, of_code.second, "actor=subj recipient=" + std::string(kAnyTarget), code);
    for (const Pattern& pattern : patterns_of_block_) add(pattern.place, pattern.line, all, pattern.frame, pattern.code);
  }

  Conversion& conversion_;
  NewTable patterns_;
  NewTable exclusions_;
  std::map<std::string, std::string> types_;
  std::set<std::string, std::less<>> prepositions_;
  std::map<std::string, std::vector<std::string>> sets_;

  std::string stem_;
  std::string place_;
  std::uint32_t line_ = 0;
  std::vector<std::string>* set_ = nullptr;
  bool has_header_ = false;
  std::string block_code_;
  std::vector<Verb> verbs_;
  std::vector<Pattern> patterns_of_block_;
};

}  // namespace

Conversion convert_verbs(const std::vector<Text>& dictionaries, const knowledge::Knowledge& knowledge) {
  Conversion conversion;
  Converter converter(conversion, knowledge);
  for (const Text& text : dictionaries) converter.read(text);
  converter.finish();
  return conversion;
}

}  // namespace dateline::convert
