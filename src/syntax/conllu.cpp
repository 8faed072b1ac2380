// One pass over the lines, a sentence at a time: its words are collected first, then placed in the text. A sentence's text is
// its "# text" comment when all its tokens are found there in order, else the tokens with a space after each one that does not
// say SpaceAfter=No.
#include "syntax/conllu.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"

namespace dateline::syntax {
namespace {

constexpr std::size_t kColumns = 10;
constexpr std::size_t kMaxBytes = std::size_t{1} << 30;
constexpr std::uint32_t kMaxMultiword = 255;  // Tokens::multiword is a byte

using Cells = std::array<std::string_view, kColumns>;
enum Column : std::size_t { kId, kForm, kLemma, kUpos, kXpos, kFeats, kHead, kRelation, kEnhanced, kMisc };

bool read_number(std::string_view text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool read_cells(std::string_view line, Cells& cells) {
  std::size_t column = 0;
  for (;;) {
    const std::size_t tab = line.find('\t');
    if (column == kColumns) return false;
    cells[column++] = line.substr(0, tab);
    if (tab == std::string_view::npos) return column == kColumns;
    line.remove_prefix(tab + 1);
  }
}

std::string_view without_underscore(std::string_view cell) { return cell == "_" ? std::string_view{} : cell; }

bool has_misc(std::string_view misc, std::string_view item) {
  for (;;) {
    const std::size_t bar = misc.find('|');
    if (misc.substr(0, bar) == item) return true;
    if (bar == std::string_view::npos) return false;
    misc.remove_prefix(bar + 1);
  }
}

// A token as it is written: one word or a multiword token.
struct Surface {
  std::string_view form;
  std::uint32_t first_word;
  std::uint32_t words;
  bool space_after;
};

class Reader {
 public:
  Reader(std::string_view name, ConlluColumns columns) : name_(name), columns_(columns) {}

  Result<Document> read(std::string_view conllu) {
    if (conllu.size() > kMaxBytes) {
      return failure(ErrorCode::TooLarge,
                     fmt::format("{}: {} bytes of CoNLL-U, the limit is {}", name_, conllu.size(), kMaxBytes));
    }
    has_paragraphs_ = conllu.find("# newpar") != std::string_view::npos;
    document_.text.reserve(conllu.size() / 4);
    while (!conllu.empty()) {
      const std::size_t end = conllu.find('\n');
      std::string_view line = conllu.substr(0, end);
      conllu.remove_prefix(end == std::string_view::npos ? conllu.size() : end + 1);
      ++line_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (auto done = read_line(line); !done) return Failure(done.error());
    }
    if (auto done = end_sentence(); !done) return Failure(done.error());
    return std::move(document_);
  }

 private:
  Failure bad(std::string message) const { return failure(ErrorCode::BadInput, fmt::format("{}:{}: {}", name_, line_, message)); }

  Result<void> read_line(std::string_view line) {
    if (line.empty()) return end_sentence();
    if (const std::size_t at = base::find_invalid_utf8(line); at != std::string_view::npos) {
      return bad(fmt::format("byte {} is not UTF-8", at + 1));
    }
    if (line.front() == '#') {
      read_comment(line);
      return {};
    }
    Cells cells;
    if (!read_cells(line, cells)) return bad(fmt::format("a line of CoNLL-U has {} columns separated by tabs", kColumns));
    if (cells[kForm].empty()) return bad("the form is empty");
    if (cells[kId].find('.') != std::string_view::npos) return {};
    if (const std::size_t dash = cells[kId].find('-'); dash != std::string_view::npos) return read_range(cells, dash);
    return read_word(cells);
  }

  void read_comment(std::string_view line) {
    line.remove_prefix(1);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    if (line.starts_with("newpar") || line.starts_with("newdoc")) {
      // GUM writes "newpar_block" beside "newpar".
      const std::string_view rest = line.substr(6);
      if (rest.empty() || rest.front() == ' ') new_paragraph_ = true;
    } else if (line.starts_with("text = ")) {
      text_ = line.substr(7);
    }
  }

  Result<void> read_range(const Cells& cells, std::size_t dash) {
    const auto next = static_cast<std::uint32_t>(words_.size() + 1);
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    if (!read_number(cells[kId].substr(0, dash), first) || !read_number(cells[kId].substr(dash + 1), last) || first != next ||
        last <= first || last - first >= kMaxMultiword || first < range_end_) {
      return bad(fmt::format("the range {} does not follow word {}", cells[kId], next - 1));
    }
    surfaces_.push_back({cells[kForm], first - 1, last - first + 1, !has_misc(cells[kMisc], "SpaceAfter=No")});
    range_end_ = last + 1;
    return {};
  }

  Result<void> read_word(const Cells& cells) {
    const auto next = static_cast<std::uint32_t>(words_.size() + 1);
    std::uint32_t id = 0;
    if (!read_number(cells[kId], id) || id != next) return bad(fmt::format("word {} was expected, not '{}'", next, cells[kId]));
    std::uint32_t head = 0;
    if (columns_ == ConlluColumns::All && cells[kHead] != "_" && !read_number(cells[kHead], head)) {
      return bad(fmt::format("'{}' is not the number of a head", cells[kHead]));
    }
    if (id >= range_end_) surfaces_.push_back({cells[kForm], id - 1, 1, !has_misc(cells[kMisc], "SpaceAfter=No")});
    words_.push_back(cells);
    heads_.push_back(head);
    return {};
  }

  Result<void> end_sentence() {
    if (!words_.empty()) {
      if (range_end_ > words_.size() + 1) return bad("the sentence ends inside a multiword token");
      if (columns_ == ConlluColumns::All) {
        if (auto done = check_tree(); !done) return done;
      }
      add_sentence();
      new_paragraph_ = false;
    } else if (!surfaces_.empty()) {
      return bad("the sentence ends inside a multiword token");
    }
    words_.clear();
    heads_.clear();
    surfaces_.clear();
    text_ = {};
    range_end_ = 0;
    return {};
  }

  // Later stages walk from word to head until the root, so that a circle may not pass. Linear: a word seen on an earlier walk
  // is known to reach the root.
  Result<void> check_tree() {
    walk_.assign(words_.size() + 1, 0);
    for (std::uint32_t word = 1; word <= words_.size(); ++word) {
      std::uint32_t at = word;
      while (at != 0 && walk_[at] == 0) {
        walk_[at] = word;
        at = heads_[at - 1];
        if (at > words_.size()) return bad(fmt::format("head {} in a sentence of {} words", at, words_.size()));
        if (at != 0 && walk_[at] == word) return bad(fmt::format("the heads of the sentence form a circle at word {}", at));
      }
    }
    return {};
  }

  void add_sentence() {
    std::string& text = document_.text;
    const bool begins_paragraph = document_.sentences.empty() || !has_paragraphs_ || new_paragraph_;
    if (begins_paragraph) {
      if (!text.empty()) text += "\n\n";
    } else if (space_before_) {
      text += ' ';
    }
    const auto begin = static_cast<std::uint32_t>(text.size());
    places_.clear();
    if (!place_in_comment()) place_by_spaces();
    for (Span& span : places_) span = {span.begin + begin, span.end + begin};
    text += sentence_text_;
    space_before_ = surfaces_.back().space_after;
    const auto end = static_cast<std::uint32_t>(text.size());

    if (begins_paragraph) {
      document_.paragraphs.push_back({begin, end});
    } else {
      document_.paragraphs.back().end = end;
    }
    const std::uint32_t first = document_.tokens.size();
    document_.sentences.push_back({{begin, end},
                                   first,
                                   first + static_cast<std::uint32_t>(words_.size()),
                                   static_cast<std::uint32_t>(document_.paragraphs.size() - 1)});
    add_words(first);
  }

  bool place_in_comment() {
    std::string_view rest = text_;
    while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
    sentence_text_.assign(rest);
    std::size_t at = 0;
    for (const Surface& surface : surfaces_) {
      while (at < rest.size() && base::is_space(base::decode_utf8(rest, at).code_point)) {
        at += base::decode_utf8(rest, at).length;
      }
      if (!rest.substr(at).starts_with(surface.form)) return false;
      places_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + surface.form.size())});
      at += surface.form.size();
    }
    return at == rest.size();
  }

  void place_by_spaces() {
    places_.clear();
    sentence_text_.clear();
    for (std::size_t i = 0; i < surfaces_.size(); ++i) {
      const auto begin = static_cast<std::uint32_t>(sentence_text_.size());
      sentence_text_ += surfaces_[i].form;
      places_.push_back({begin, static_cast<std::uint32_t>(sentence_text_.size())});
      if (surfaces_[i].space_after && i + 1 < surfaces_.size()) sentence_text_ += ' ';
    }
  }

  void add_words(std::uint32_t first) {
    Tokens& tokens = document_.tokens;
    tokens.resize(first + static_cast<std::uint32_t>(words_.size()));
    const auto sentence = static_cast<std::uint32_t>(document_.sentences.size() - 1);
    for (std::size_t i = 0; i < surfaces_.size(); ++i) {
      const Surface& surface = surfaces_[i];
      std::uint32_t at = places_[i].begin;
      for (std::uint32_t k = 0; k < surface.words; ++k) {
        const std::uint32_t word = surface.first_word + k;
        const bool is_last = k + 1 == surface.words;
        const std::uint32_t end = is_last ? places_[i].end : end_of_part(at, places_[i].end, words_[word][kForm]);
        tokens.span[first + word] = {at, end};
        at = end;
      }
      tokens.multiword[first + surface.first_word] = static_cast<std::uint8_t>(surface.words > 1 ? surface.words : 0);
    }
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      tokens.sentence[first + i] = sentence;
      tokens.head[first + i] = kNone;
      if (columns_ == ConlluColumns::All) add_columns(first, i);
    }
  }

  // Where a word of a multiword token ends: after its form when that is what is written, else after as many bytes.
  std::uint32_t end_of_part(std::uint32_t begin, std::uint32_t end, std::string_view form) const {
    std::uint32_t at = static_cast<std::uint32_t>(std::min<std::size_t>(end, begin + form.size()));
    const auto is_continuation = [&](std::uint32_t i) { return (static_cast<unsigned char>(document_.text[i]) & 0xC0) == 0x80; };
    while (at < end && is_continuation(at)) ++at;
    return at;
  }

  void add_columns(std::uint32_t first, std::uint32_t word) {
    Tokens& tokens = document_.tokens;
    const Cells& cells = words_[word];
    const std::uint32_t token = first + word;
    tokens.lemma[token] = keep(cells[kLemma] == "_" && cells[kForm] != "_" ? std::string_view{} : cells[kLemma]);
    tokens.upos[token] = upos_from(cells[kUpos]);
    tokens.xpos[token] = keep(without_underscore(cells[kXpos]));
    tokens.feats[token] = keep(without_underscore(cells[kFeats]));
    tokens.head[token] = heads_[word] == 0 ? kNone : first + heads_[word] - 1;
    tokens.relation[token] = relation_from(cells[kRelation]);
  }

  // One copy of each string, since tags and features repeat.
  std::string_view keep(std::string_view value) {
    if (value.empty()) return {};
    const auto [at, is_new] = kept_.try_emplace(value);
    if (is_new) at->second = document_.keep(value);
    return at->second;
  }

  std::string_view name_;
  ConlluColumns columns_;
  std::uint64_t line_ = 0;
  Document document_;
  bool has_paragraphs_ = false;
  bool new_paragraph_ = false;
  bool space_before_ = true;
  std::unordered_map<std::string_view, std::string_view> kept_;  // keys are views into the input

  // The sentence that is being read; cleared at its end.
  std::vector<Cells> words_;
  std::vector<std::uint32_t> heads_;
  std::vector<Surface> surfaces_;
  std::vector<Span> places_;  // of surfaces_
  std::vector<std::uint32_t> walk_;
  std::string_view text_;
  std::string sentence_text_;
  std::uint32_t range_end_ = 0;  // first word number after the last multiword token
};

}  // namespace

Result<Document> read_conllu(std::string_view conllu, std::string_view name, ConlluColumns columns) {
  return Reader(name, columns).read(conllu);
}

}  // namespace dateline::syntax
