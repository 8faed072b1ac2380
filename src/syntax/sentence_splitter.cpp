// A sentence may end after a full stop, a question or exclamation mark or an ellipsis, with the quotation marks and brackets that
// close there. What follows decides: a small letter mostly goes on with the sentence, unless the writer does without capitals, as
// in chat: then a full stop after a word too long for an abbreviation, or before "they", ends it all the same. After an
// abbreviation ("U.S.", "Inc.") only a word that begins sentences, such as "The", makes a new one. Cases:
// tests/syntax/sentences.txt.
#include "syntax/sentence_splitter.h"

#include <algorithm>
#include <string>

#include "syntax/characters.h"

namespace dateline::syntax {
namespace {

constexpr std::uint32_t kShortLine = 40;         // bytes; a line that is broken earlier was meant to end there
constexpr std::size_t kLongestAbbreviation = 4;  // of those that are in no table
constexpr std::uint32_t kShortestQuestion = 3;   // words; shorter ones are often talked about ("Who? is a film")

enum class Ending : std::uint8_t { None, Stop, Mark, Ellipsis, Abbreviation };

class Splitter {
 public:
  Splitter(const WordTables& tables, std::string_view text, std::span<const RawToken> tokens)
      : tables_(tables), text_(text), tokens_(tokens) {}

  void run(std::vector<std::uint32_t>& ends) {
    const auto count = static_cast<std::uint32_t>(tokens_.size());
    std::uint32_t begin = 0;
    for (std::uint32_t i = 0; i + 1 < count;) {
      std::uint32_t next = i + 1;
      bool ends_here = ends_line(begin, i);
      if (const Ending ending = ending_of(i); ending != Ending::None) {
        while (next < count && closes(next)) ++next;
        while (is_reference(next)) next += 3;
        if (next == count) break;
        ends_here |= begins_sentence(begin, i, next, ending);
      }
      if (ends_here) {
        ends.push_back(next);
        begin = next;
      }
      i = next;
    }
    if (count > 0) ends.push_back(count);
  }

 private:
  std::string_view form(std::uint32_t token) const { return tokens_[token].span.in(text_); }
  bool is_adjacent(std::uint32_t token) const { return token > 0 && tokens_[token].span.begin == tokens_[token - 1].span.end; }
  Character first_character(std::uint32_t token) const {
    return character_at(text_, tokens_[token].span.begin, tokens_[token].span.end);
  }

  Ending ending_of(std::uint32_t token) const {
    const std::string_view word = form(token);
    if (word == ".") return Ending::Stop;
    if (word.front() == '!' || word.front() == '?') return Ending::Mark;
    if (word.starts_with("\u2026") || word.starts_with("..")) return Ending::Ellipsis;
    return word.size() > 1 && word.back() == '.' ? Ending::Abbreviation : Ending::None;
  }

  // A quotation mark or bracket that ends together with what stands before it.
  bool closes(std::uint32_t token) const {
    const std::string_view word = form(token);
    if (word == ")" || word == "]" || word == "}" || word == "\u201d") return true;
    return (word == "\"" || word == "''" || word == "'" || word == "\u2019") && is_adjacent(token);
  }

  // "[12]" right after what it refers to.
  bool is_reference(std::uint32_t token) const {
    return token + 2 < tokens_.size() && form(token) == "[" && is_adjacent(token) && form(token + 2) == "]" &&
           first_character(token + 1).kind == Kind::Digit;
  }

  bool opens(std::uint32_t token) const {
    const std::string_view word = form(token);
    return word == "\"" || word == "``" || word == "\u201c" || word == "'" || word == "\u2018" || word == "(" || word == "[";
  }

  bool begins_sentence(std::uint32_t begin, std::uint32_t end, std::uint32_t next, Ending ending) const {
    const bool has_closed = next > end + 1;
    std::uint32_t word = next;
    while (word + 1 < tokens_.size() && opens(word)) ++word;
    const bool is_opened = word > next;
    const Character first = first_character(word);
    const bool is_small = is_lower_case(first.code_point);
    const bool can_begin = first.kind == Kind::Letter || first.kind == Kind::Digit || is_opened;
    switch (ending) {
      case Ending::Stop:
        // "1." numbers what follows. A dash or a comma after a quotation goes on.
        if (end == begin + 1 && first_character(begin).kind == Kind::Digit) return false;
        if (is_small && !has_closed) return begins_small(end, next);
        return !is_small && (can_begin || !has_closed) && form(next) != "," && form(next) != ";";
      case Ending::Mark:
        if (is_small && !has_closed && form(end).front() == '?') return end >= begin + kShortestQuestion && !is_adjacent(next);
        return !is_small && can_begin;
      case Ending::Ellipsis:
        return is_upper_case(first.code_point) && form(word) != "I";
      case Ending::Abbreviation:
        return is_starter(word) && tables_.abbreviation(form(end).substr(0, form(end).size() - 1)) != Abbreviation::NeverLast &&
               !is_initial(end);
      case Ending::None:
        break;
    }
    return false;
  }

  // A sentence of somebody who does without capitals.
  bool begins_small(std::uint32_t end, std::uint32_t next) const {
    if (end == 0 || is_adjacent(next) || form(next).find('.') != std::string_view::npos) return false;
    if (form(end - 1).size() > kLongestAbbreviation && first_character(end - 1).kind == Kind::Letter) return true;
    std::string word(form(next));
    word[0] = word[0] >= 'a' && word[0] <= 'z' ? static_cast<char>(word[0] - 'a' + 'A') : word[0];
    return tables_.is_starter(word);
  }

  bool is_starter(std::uint32_t token) const { return tables_.is_starter(form(token)); }
  bool is_initial(std::uint32_t token) const {
    const Character first = first_character(token);
    return form(token).size() == first.size + 1 && is_upper_case(first.code_point);
  }

  // The text breaks a short line after this token and begins the next with a capital: a heading or a line of a list.
  bool ends_line(std::uint32_t begin, std::uint32_t token) const {
    const std::uint32_t end = tokens_[token].span.end;
    const std::uint32_t next = tokens_[token + 1].span.begin;
    if (next - end == 0 || text_.substr(end, next - end).find('\n') == std::string_view::npos) return false;
    const std::uint32_t line_begin = tokens_[begin].span.begin;
    const std::uint32_t looked_at = std::max(line_begin, end > kShortLine ? end - kShortLine : 0);
    const bool is_short =
        looked_at == line_begin || text_.substr(looked_at, end - looked_at).find('\n') != std::string_view::npos;
    const bool goes_on = form(token) == "," || form(token) == ";";
    return is_short && !goes_on && !is_lower_case(first_character(token + 1).code_point);
  }

  const WordTables& tables_;
  std::string_view text_;
  std::span<const RawToken> tokens_;
};

}  // namespace

void split_sentences(const WordTables& tables, std::string_view text, std::span<const RawToken> tokens,
                     std::vector<std::uint32_t>& ends) {
  Splitter(tables, text, tokens).run(ends);
}

}  // namespace dateline::syntax
