// A single walk from left to right. White space always separates; within a chunk between white space, a run of letters and
// digits grows over the characters that can stand inside a word (the dot of 1.5 and U.S., the apostrophe of O'Brien), and all
// else is a token of its own. Each character is looked at a bounded number of times. Cases: tests/syntax/tokens.txt.
#include "syntax/tokenizer.h"

#include <algorithm>
#include <array>

#include "syntax/characters.h"

namespace dateline::syntax {
namespace {

constexpr std::size_t kLongestLookup = 16;   // bytes of the longest entry in the tables
constexpr std::uint32_t kLongestDegree = 2;  // letters after a stop inside an abbreviation ("B.Sc.")

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_any_case(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

// What may stand in the local part of an e-mail address, and in an address on the web.
bool is_mail_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}
bool ends_address(char32_t c) { return c == '<' || c == '>' || c == '"' || c == U'\u201c' || c == U'\u201d' || c == '|'; }

class Scanner {
 public:
  Scanner(const WordTables& tables, std::string_view text, Span paragraph, std::vector<RawToken>& tokens)
      : tables_(tables), text_(text.substr(0, paragraph.end)), tokens_(tokens), paragraph_(paragraph) {}

  void run() {
    std::uint32_t at = paragraph_.begin;
    while (at < paragraph_.end) {
      const Character c = character_at(text_, at, paragraph_.end);
      if (c.kind == Kind::Space) {
        at += c.size;
        continue;
      }
      chunk_begin_ = at;
      chunk_end_ = at;
      bool has_at = false;
      for (Character inside = c; inside.kind != Kind::Space; inside = character_at(text_, chunk_end_, paragraph_.end)) {
        has_at |= inside.code_point == '@';
        chunk_end_ += inside.size;
      }
      may_hold_mail_ = has_at;
      no_mail_before_ = chunk_begin_;
      while (at < chunk_end_) at = token(at);
    }
  }

 private:
  Character at(std::uint32_t position) const { return character_at(text_, position, chunk_end_); }
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const { return text_.substr(begin, end - begin); }
  char byte(std::uint32_t position) const { return position < chunk_end_ ? text_[position] : '\0'; }

  std::uint32_t emit(std::uint32_t begin, std::uint32_t end) {
    tokens_.push_back({{begin, end}, 0});
    return end;
  }

  // Emits the parts between `begin`, `cuts` and `end` as the words of one multiword token.
  void emit_parts(std::uint32_t begin, std::uint32_t end) {
    if (cuts_.empty()) {
      emit(begin, end);
      return;
    }
    const auto words = static_cast<std::uint8_t>(std::min<std::size_t>(cuts_.size() + 1, 255));
    const std::size_t first = tokens_.size();
    for (const std::uint32_t cut : cuts_) begin = emit(begin, cut);
    emit(begin, end);
    tokens_[first].multiword = words;
  }

  std::uint32_t token(std::uint32_t begin) {
    const Character c = at(begin);
    if (c.kind == Kind::Letter || c.kind == Kind::Digit) {
      if (const std::uint32_t end = address(begin); end > begin) return emit(begin, end);
      return word(begin);
    }
    if (c.kind == Kind::Apostrophe) return apostrophe(begin, c);
    return sign(begin, c);
  }

  // --- e-mail and web addresses ---

  // The end of an address that begins here; `begin` when there is none.
  std::uint32_t address(std::uint32_t begin) {
    const std::string_view rest = slice(begin, chunk_end_);
    for (const std::string_view scheme : {"http://", "https://", "ftp://", "www."}) {
      if (starts_with_any_case(rest, scheme) && rest.size() > scheme.size()) return web_address(begin);
    }
    if (!may_hold_mail_ || begin < no_mail_before_) return begin;
    std::uint32_t at_sign = begin;
    while (at_sign < chunk_end_ && is_mail_character(text_[at_sign])) ++at_sign;
    std::uint32_t end = at_sign + 1;
    while (end < chunk_end_ && is_mail_character(text_[end])) ++end;
    while (end > at_sign + 1 && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
    if (byte(at_sign) != '@' || end == at_sign + 1) {
      // No address begins before the character that stopped the search.
      no_mail_before_ = at_sign + 1;
      return begin;
    }
    return end;
  }

  std::uint32_t web_address(std::uint32_t begin) const {
    std::uint32_t end = begin;
    while (end < chunk_end_) {
      const Character c = at(end);
      if (ends_address(c.code_point)) break;
      end += c.size;
    }
    const std::uint32_t longest = end;
    const auto is_trailing = [](char c) { return std::string_view(".,;:!?'*)]}").find(c) != std::string_view::npos; };
    // A bracket at the end belongs to the address only when the address opened it.
    const bool has_open = slice(begin, end).find('(') != std::string_view::npos;
    while (end > begin && is_trailing(text_[end - 1]) && !(text_[end - 1] == ')' && has_open)) --end;
    return end > begin ? end : longest;
  }

  // --- words ---

  std::uint32_t run_end(std::uint32_t from) const {
    for (Character c = at(from); c.is_word(); c = at(from)) from += c.size;
    return from;
  }

  bool all(std::uint32_t begin, std::uint32_t end, bool (*test)(char)) const {
    const std::string_view part = slice(begin, end);
    return std::all_of(part.begin(), part.end(), test);
  }

  bool is_one_letter(std::uint32_t begin, std::uint32_t end) const {
    const Character c = at(begin);
    return c.kind == Kind::Letter && c.size == end - begin;
  }

  std::uint32_t word(std::uint32_t begin) {
    std::uint32_t end = run_end(begin);
    std::uint32_t part = begin;  // where the last run of letters and digits began
    bool is_acronym = is_one_letter(begin, end);
    bool has_stop = false;
    bool is_degree = false;
    for (;;) {
      const Character joint = at(end);
      const std::uint32_t next = end + joint.size;
      if (joint.size == 0 || !(at(next).kind == Kind::Letter || at(next).kind == Kind::Digit)) break;
      const std::uint32_t next_end = run_end(next);
      if (!joins(begin, part, end, joint, next, next_end, is_acronym)) break;
      if (joint.code_point == '.') {
        has_stop = true;
        is_degree = ends_degree(is_acronym, next, next_end);
        if (byte(next_end) == '/' && tables_.is_domain(slice(next, next_end))) return emit(begin, web_address(begin));
      }
      is_acronym = is_acronym && joint.code_point == '.' && is_one_letter(next, next_end);
      part = next;
      end = next_end;
    }
    if (byte(end) == '$' && is_ascii_digit(byte(end + 1)) && all(begin, end, is_ascii_upper)) return emit(begin, end + 1);
    if (byte(end) == '.' && !at(end + 1).is_word()) {
      // "D.C.." is an abbreviation and a full stop, "so..." a word and an ellipsis.
      const bool is_single = byte(end + 1) != '.';
      const bool is_ellipsis = !is_single && byte(end + 2) == '.';
      const bool has_inner_stop = has_stop && (is_one_letter(part, end) || is_degree) && !is_ellipsis;
      if (has_inner_stop || (is_single && !has_stop && keeps_stop(begin, end, is_acronym))) ++end;
    }
    return finish_word(begin, end);
  }

  bool ends_degree(bool follows_letter, std::uint32_t next, std::uint32_t next_end) const {
    return follows_letter && next_end - next <= kLongestDegree && is_ascii_upper(text_[next]);
  }

  // Whether the character between two runs of letters and digits keeps them together.
  bool joins(std::uint32_t begin, std::uint32_t part, std::uint32_t end, const Character& joint, std::uint32_t next,
             std::uint32_t next_end, bool is_acronym) const {
    const bool digit_before = is_ascii_digit(text_[end - 1]);
    const bool digit_after = is_ascii_digit(text_[next]);
    switch (joint.code_point) {
      case '.':
        if (digit_before && digit_after) return true;
        if (is_acronym && is_one_letter(next, next_end)) return true;
        // "Ph.D.", "B.Sc."
        if (byte(next_end) == '.' && (is_one_letter(next, next_end) || ends_degree(is_acronym, next, next_end))) return true;
        if (tables_.is_domain(slice(next, next_end))) return true;
        return !is_upper_case(at(next).code_point) && !is_upper_case(at(begin).code_point) &&
               !tables_.is_starter(slice(next, next_end));
      case ',':
        return digit_before && next_end - next >= 3 && all(next, next + 3, is_ascii_digit) &&
               !(next_end > next + 3 && is_ascii_digit(text_[next + 3]));
      case ':':
        return digit_before && digit_after;
      case '/':
        return digit_after && all(part, end, is_ascii_digit) && all(next, next_end, is_ascii_digit);
      case '&':
        return next_end - next <= 3 && end - part <= 3 && is_ascii_letter(text_[end - 1]) && is_ascii_letter(text_[next]);
      case '@':
      case '*':
        return true;
      default:
        break;
    }
    if (joint.kind == Kind::Hyphen) return hyphen_joins(begin, part, end, next, next_end);
    if (joint.kind == Kind::Apostrophe) {
      // The 1590's; a clitic is cut off by finish_word.
      if (all(part, end, is_ascii_digit)) return true;
      return clitic(next, next_end) == 0 && !is_negation(part, end, next, next_end);
    }
    return false;
  }

  bool hyphen_joins(std::uint32_t begin, std::uint32_t part, std::uint32_t end, std::uint32_t next,
                    std::uint32_t next_end) const {
    if (tables_.is_prefix(slice(begin, end))) return true;
    if (!all(part, end, is_ascii_digit) || !all(next, next_end, is_ascii_digit)) return false;
    // 555-0123, 11-20-2000 and the rest of a longer number stay together; 5-10 is a range.
    const bool goes_on = at(next_end).kind == Kind::Hyphen && at(next_end + at(next_end).size).kind == Kind::Digit;
    return goes_on || part > begin || (end - part == 3 && next_end - next == 4);
  }

  // Whether the full stop after a word is part of it.
  bool keeps_stop(std::uint32_t begin, std::uint32_t end, bool is_one_letter_word) const {
    const std::uint32_t after = end + 1;
    const Character direct = at(after);
    const Follower next = follower(after);
    if (is_one_letter_word) {
      if (!is_upper_case(at(begin).code_point))
        return tables_.abbreviation(slice(begin, end)) != Abbreviation::None && next.exists;
      if (direct.code_point == ',') return true;
      const bool after_name = !tokens_.empty() && tokens_.back().span.begin >= paragraph_.begin &&
                              is_upper_case(at(tokens_.back().span.begin).code_point);
      if (slice(begin, end) == "I" && !after_name) return false;
      return next.exists && next.is_upper && (after_name || !next.is_starter);
    }
    switch (tables_.abbreviation(slice(begin, end))) {
      case Abbreviation::None:
        return false;
      case Abbreviation::NeverLast:
        return next.exists || direct.size > 0;
      case Abbreviation::MaybeLast:
        return direct.code_point == ',' || (next.exists && !next.is_starter);
      case Abbreviation::BeforeNumber:
        return next.is_digit;
    }
    return false;
  }

  // What comes after a full stop, over white space.
  struct Follower {
    bool exists = false;
    bool is_upper = false;
    bool is_digit = false;
    bool is_starter = false;
  };

  Follower follower(std::uint32_t from) const {
    Character c = character_at(text_, from, paragraph_.end);
    while (c.kind == Kind::Space && c.size > 0) {
      from += c.size;
      c = character_at(text_, from, paragraph_.end);
    }
    if (c.size == 0) return {};
    std::uint32_t end = from;
    while (end < paragraph_.end && end - from <= kLongestLookup && is_ascii_letter(text_[end])) ++end;
    return {true, is_upper_case(c.code_point), c.kind == Kind::Digit, tables_.is_starter(slice(from, end))};
  }

  // --- contractions ---

  // Bytes of the clitic "s", "re", "ve", "ll", "d" or "m" that text[begin, end) is; 0 when it is none.
  std::uint32_t clitic(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view letters = slice(begin, end);
    for (const std::string_view known : {"s", "d", "m", "re", "ve", "ll"}) {
      if (letters.size() == known.size() && starts_with_any_case(letters, known)) return static_cast<std::uint32_t>(known.size());
    }
    return 0;
  }

  bool is_negation(std::uint32_t part, std::uint32_t end, std::uint32_t next, std::uint32_t next_end) const {
    return end - part >= 2 && lower(text_[end - 1]) == 'n' && next_end - next == 1 && lower(text_[next]) == 't';
  }

  // text[begin, end) is a word without what hangs on it by an apostrophe.
  std::uint32_t finish_word(std::uint32_t begin, std::uint32_t end) {
    cuts_.clear();
    if (end - begin <= kLongestLookup) {
      if (const std::string_view parts = tables_.contraction(slice(begin, end)); !parts.empty()) add_cuts(begin, parts);
    }
    if (cuts_.empty() && is_ascii_digit(text_[begin])) {
      if (const std::uint32_t unit = unit_begin(begin, end); unit > begin) {
        emit(begin, unit);
        begin = unit;
      }
    }
    for (;;) {
      const Character mark = at(end);
      if (mark.kind != Kind::Apostrophe) break;
      const std::uint32_t letters = end + mark.size;
      const std::uint32_t letters_end = run_end(letters);
      if (is_negation(begin, end, letters, letters_end)) {
        cuts_.push_back(end - 1);
        end = letters_end;
      } else if (clitic(letters, letters_end) > 0) {
        cuts_.push_back(end);
        end = letters_end;
      } else {
        if (is_bare_possessive(end, letters)) {
          cuts_.push_back(end);
          end = letters;
        }
        break;
      }
    }
    emit_parts(begin, end);
    return end;
  }

  void add_cuts(std::uint32_t begin, std::string_view parts) {
    // The parts' letters are the word's; a curly apostrophe takes more bytes than the table's.
    std::uint32_t position = begin;
    for (const char c : parts) {
      if (c == '|') {
        cuts_.push_back(position);
      } else {
        position += at(position).size;
      }
    }
  }

  // The workers' rights: an apostrophe after s that closes no quotation.
  bool is_bare_possessive(std::uint32_t mark, std::uint32_t after) const {
    if (open_quotes_ > 0) return false;
    const char last = lower(text_[mark - 1]);
    if (last != 's' && last != 'z' && last != 'x') return false;
    const Follower next = follower(after);
    return at(after).size == 0 && next.exists;
  }

  // Where the unit begins in "35mm"; `begin` when there is none.
  std::uint32_t unit_begin(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t unit = end;
    while (unit > begin && is_ascii_letter(text_[unit - 1]) && end - unit <= kLongestLookup) --unit;
    const bool is_number = unit > begin && unit < end && is_ascii_digit(text_[unit - 1]) &&
                           std::none_of(text_.begin() + begin, text_.begin() + unit, is_ascii_letter);
    return is_number && tables_.is_unit(slice(unit, end)) ? unit : begin;
  }

  // --- signs ---

  std::uint32_t apostrophe(std::uint32_t begin, const Character& mark) {
    const std::uint32_t next = begin + mark.size;
    if (at(next).code_point == mark.code_point) return emit(begin, next + mark.size);
    const std::uint32_t next_end = run_end(next);
    // "(WHO)'s": the apostrophe follows a sign.
    if (begin > chunk_begin_ && clitic(next, next_end) > 0) return emit(begin, next_end);
    const bool is_year = is_ascii_digit(byte(next)) && is_ascii_digit(byte(next + 1)) &&
                         (next_end - next == 2 || (next_end - next == 3 && byte(next + 2) == 's'));
    if (is_year) return emit(begin, next_end);  // '68, the '60s
    std::uint32_t end = next_end;
    if (at(end).kind == Kind::Apostrophe && next_end - next == 1) end += at(end).size;  // rock 'n' roll
    for (const std::uint32_t candidate : {end, next_end}) {
      if (candidate - begin > kLongestLookup || candidate == next) continue;
      const std::string_view parts = tables_.contraction(slice(begin, candidate));
      if (parts.empty()) continue;
      cuts_.clear();
      add_cuts(begin, parts);
      emit_parts(begin, candidate);
      return candidate;
    }
    const bool opens = begin == chunk_begin_ || mark.code_point == U'\u2018';
    if (opens && at(next).size > 0) {
      ++open_quotes_;
    } else if (open_quotes_ > 0) {
      --open_quotes_;
    }
    return emit(begin, next);
  }

  std::uint32_t sign(std::uint32_t begin, const Character& c) {
    const std::uint32_t next = begin + c.size;
    const bool after_word = begin > chunk_begin_ && (is_ascii_letter(text_[begin - 1]) || is_ascii_digit(text_[begin - 1]));
    if (chunk_end_ - begin <= 4 && c.code_point < 0x80 && tables_.is_emoticon(slice(begin, chunk_end_))) {
      return emit(begin, chunk_end_);
    }
    switch (c.code_point) {
      case '.':
        if (is_ascii_digit(byte(next)) && !after_word) return word_from_sign(begin, next);
        return emit(begin, run_of_same(begin, c));
      case '#':
      case '@':
        if (!after_word && at(next).kind == Kind::Letter) return emit(begin, run_end(next));
        return emit(begin, run_of_same(begin, c));
      case '+':
        if (begin == chunk_begin_ && is_ascii_digit(byte(next))) return word_from_sign(begin, next);
        return emit(begin, run_of_same(begin, c));
      case '!':
      case '?': {
        std::uint32_t end = next;
        while (byte(end) == '!' || byte(end) == '?') ++end;
        return emit(begin, end);
      }
      case '-':
      case '*':
      case '=':
      case '~':
      case '`':
      case '<':
      case '>':
      case '^':
      case '\\':
      case U'\u2026':
        return emit(begin, run_of_same(begin, c));
      default:
        return emit(begin, symbol_end(next, c));
    }
  }

  // ".5", "+44": the sign and the number after it.
  std::uint32_t word_from_sign(std::uint32_t begin, std::uint32_t next) {
    const std::size_t first = tokens_.size();
    const std::uint32_t end = word(next);
    tokens_[first].span.begin = begin;
    return end;
  }

  std::uint32_t run_of_same(std::uint32_t begin, const Character& c) const {
    std::uint32_t end = begin;
    while (end < chunk_end_ && at(end).code_point == c.code_point) end += c.size;
    return end;
  }

  // A symbol with what changes its look: variation selectors, skin tones, and further symbols after a zero-width joiner. Two
  // regional indicators are a flag.
  std::uint32_t symbol_end(std::uint32_t end, const Character& c) const {
    const auto is_regional = [](char32_t p) { return p >= 0x1F1E6 && p <= 0x1F1FF; };
    if (is_regional(c.code_point) && is_regional(at(end).code_point)) return end + at(end).size;
    for (;;) {
      const Character next = at(end);
      const bool is_tone = next.code_point >= 0x1F3FB && next.code_point <= 0x1F3FF;
      if (next.kind != Kind::Mark && !is_tone) return end;
      end += next.size;
      if (next.code_point == 0x200D && at(end).kind == Kind::Other) end += at(end).size;
    }
  }

  const WordTables& tables_;
  std::string_view text_;
  std::vector<RawToken>& tokens_;
  Span paragraph_;
  std::uint32_t chunk_begin_ = 0;
  std::uint32_t chunk_end_ = 0;
  bool may_hold_mail_ = false;
  std::uint32_t no_mail_before_ = 0;
  std::uint32_t open_quotes_ = 0;  // single quotation marks that were opened and not yet closed
  std::vector<std::uint32_t> cuts_;
};

}  // namespace

void tokenize(const WordTables& tables, std::string_view text, Span paragraph, std::vector<RawToken>& tokens) {
  Scanner(tables, text, paragraph, tokens).run();
}

}  // namespace dateline::syntax
