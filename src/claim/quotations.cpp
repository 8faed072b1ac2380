// Each paragraph is read once with a short stack of open marks. What a mark is (opening, closing, apostrophe) follows from its
// shape and from the letters beside it. A mark that is never closed does not run on: when the paragraph began with it, the
// quotation ends with the paragraph; otherwise it ends with its sentence, and the quotations inside it stand for themselves.
// Single marks count only when their partner is in the same paragraph. tests/claim/quotations_test.cpp.
#include "claim/quotations.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::claim {
namespace {

using base::decode_utf8;

struct Open {
  std::uint32_t begin = 0;
  std::uint32_t first_inside = 0;  // quotations found since it opened begin here
  bool angle = false;              // closed by an angle mark only
};

constexpr std::size_t kMostOpen = 8;
constexpr std::uint32_t kNoLimit = 0xffffffffu;

class ParagraphReader {
 public:
  ParagraphReader(const Document& document, std::uint32_t paragraph, std::vector<Quotation>& out)
      : document_(document), text_(document.text), span_(document.paragraphs[paragraph]), paragraph_(paragraph), out_(out) {}

  void read() {
    std::uint32_t at = span_.begin;
    char32_t before = U' ';
    while (at < span_.end) {
      const base::Decoded now = decode_utf8(text_, at);
      const std::uint32_t next = at + now.length;
      std::uint32_t width = now.length;
      switch (now.code_point) {
        case U'\u201C':
        case U'\u300C':
        case U'\u300E':
        case U'\u201E':
        case U'\u201F':
          // Low-high style („so“) closes with the mark that opens elsewhere.
          if (low_open_ && now.code_point == U'\u201C' && !begins_word(next)) {
            close(next, false);
          } else {
            low_open_ = now.code_point == U'\u201E';
            open(at, false);
          }
          break;
        case U'\u00AB':
          // »so«, as Germans and Danes print it, closes with the mark that opens elsewhere.
          if (inward_open_ && !begins_word(next)) {
            inward_open_ = false;
            close(next, true);
          } else {
            open(at, true);
          }
          break;
        case U'\u00BB':
          if (open_.empty() && base::is_space(before) && begins_word(next)) {
            inward_open_ = true;
            open(at, true);
          } else {
            close(next, true);
          }
          break;
        case U'\u300D':
        case U'\u300F':
          close(next, false);
          break;
        case U'\u201D':
          // High-high style (”so”) opens with the closing mark.
          if (open_.empty() && base::is_space(before) && begins_word(next))
            open(at, false);
          else
            close(next, false);
          break;
        case U'"':
          straight(at, next, before);
          break;
        case U'`':
          if (next < span_.end && text_[next] == '`') {
            open(at, false);
            width = 2;
          }
          break;
        case U'\'':
          if (next < span_.end && text_[next] == '\'') {
            straight(at, at + 2, before);
            width = 2;
          } else
            single(at, next, before);
          break;
        case U'\u2018':
          single(at, next, before);
          break;
        default:
          break;
      }
      before = now.code_point;
      at += width;
    }
    end_of_paragraph();
  }

 private:
  // Something other than white space, closing punctuation or the end follows.
  bool begins_word(std::uint32_t at) const {
    if (at >= span_.end) return false;
    const char32_t c = decode_utf8(text_, at).code_point;
    return !base::is_space(c) && c != U'.' && c != U',' && c != U';' && c != U':' && c != U'?' && c != U'!' && c != U')';
  }

  static bool is_opening_context(char32_t before) {
    return base::is_space(before) || before == U'(' || before == U'[' || before == U'-' || before == U'\u2013' ||
           before == U'\u2014' || before == U'\u2018' || before == U'\u201C' || before == U'\'' || before == U'/';
  }

  void open(std::uint32_t begin, bool angle) {
    if (open_.size() < kMostOpen) open_.push_back({begin, static_cast<std::uint32_t>(found_.size()), angle});
  }

  void close(std::uint32_t end, bool angle) {
    low_open_ = false;
    if (open_.empty()) {
      unopened(end);
      return;
    }
    if (angle != open_.back().angle) {
      // A mark of the other style inside: only believable when one of its own is open further out.
      if (open_.size() < 2 || open_[open_.size() - 2].angle != angle) return;
      open_.pop_back();
    }
    const Open last = open_.back();
    open_.pop_back();
    found_.resize(last.first_inside);  // what it holds is nested
    found_.push_back({{last.begin, end}, paragraph_, QuotationEnd::Closed});
  }

  void straight(std::uint32_t at, std::uint32_t next, char32_t before) {
    const bool after_word = !is_opening_context(before);
    if (open_.empty()) {
      if (after_word && !begins_word(next))
        unopened(next);
      else
        open(at, false);
      return;
    }
    // An opening shape while one is open: the open one lost its end.
    if (!after_word && begins_word(next) && !open_.back().angle && text_[open_.back().begin] == text_[at]) {
      limit_ = at;
      abandon();
      limit_ = kNoLimit;
      open(at, false);
      return;
    }
    close(next, false);
  }

  // ‘so’ or 'so': matched at once by looking ahead for the partner. Inside double marks they are nested and do not matter.
  void single(std::uint32_t at, std::uint32_t next, char32_t before) {
    if (!open_.empty() || at < single_until_ || no_single_ahead_ || !is_opening_context(before) || !begins_word(next)) return;
    std::uint32_t fallback = 0;
    char32_t previous = U' ';
    for (std::uint32_t i = next; i < span_.end;) {
      const base::Decoded now = decode_utf8(text_, i);
      const std::uint32_t end = i + now.length;
      if (now.code_point == U'"' || now.code_point == U'\u201C' || now.code_point == U'\u201D') break;
      if ((now.code_point == U'\u2019' || now.code_point == U'\'') && !base::is_space(previous)) {
        const char32_t after = end < span_.end ? decode_utf8(text_, end).code_point : U' ';
        const bool ends_word = base::is_space(after) || after == U',' || after == U'.' || after == U';' || after == U':' ||
                               after == U')' || after == U'?' || after == U'!';
        if (ends_word && previous != U's') {
          found_.push_back({{at, end}, paragraph_, QuotationEnd::Closed});
          single_until_ = end;
          return;
        }
        if (ends_word && fallback == 0) fallback = end;  // the plural's apostrophe looks the same
      }
      previous = now.code_point;
      i = end;
    }
    if (fallback != 0) {
      found_.push_back({{at, fallback}, paragraph_, QuotationEnd::Closed});
      single_until_ = fallback;
    } else {
      no_single_ahead_ = true;
    }
  }

  // The innermost open mark has no partner. What was found inside it stays.
  void abandon() {
    const Open last = open_.back();
    open_.pop_back();
    const bool whole = last.begin == span_.begin;
    const std::uint32_t inside = last.first_inside < found_.size() ? found_[last.first_inside].span.begin : span_.end;
    std::uint32_t end = whole && last.first_inside >= found_.size() ? span_.end : sentence_end(last.begin);
    end = std::min({end, inside, limit_});
    if (end <= last.begin) return;
    found_.insert(found_.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(last.first_inside, found_.size())),
                  Quotation{{last.begin, end}, paragraph_, QuotationEnd::Unclosed});
  }

  void unopened(std::uint32_t end) {
    // Only a mark after a stop or comma ends speech; others are inches, seconds and slips.
    std::uint32_t mark = end;
    while (mark > span_.begin && (static_cast<unsigned char>(text_[mark - 1]) & 0xC0) == 0x80) --mark;
    if (mark > span_.begin) --mark;
    if (mark <= span_.begin ||
        (text_[mark - 1] != ',' && text_[mark - 1] != '.' && text_[mark - 1] != '?' && text_[mark - 1] != '!')) {
      return;
    }
    std::uint32_t begin = found_.empty() ? sentence_begin(mark - 1) : found_.back().span.end;
    while (begin < mark && base::is_space(decode_utf8(text_, begin).code_point)) begin += decode_utf8(text_, begin).length;
    if (begin < mark) found_.push_back({{begin, end}, paragraph_, QuotationEnd::Unopened});
  }

  void end_of_paragraph() {
    limit_ = span_.end;
    while (!open_.empty()) {
      const Open last = open_.back();
      const bool goes_on = open_.size() == 1 && next_paragraph_opens();
      if (goes_on) {
        found_.resize(last.first_inside);
        found_.push_back({{last.begin, span_.end}, paragraph_, QuotationEnd::Continued});
        open_.pop_back();
      } else {
        abandon();
        if (last.begin < limit_) limit_ = last.begin;
      }
    }
    std::sort(found_.begin(), found_.end(), [](const Quotation& a, const Quotation& b) { return a.span < b.span; });
    std::uint32_t until = span_.begin;
    for (const Quotation& q : found_) {
      if (q.span.begin < until) continue;
      out_.push_back(q);
      until = q.span.end;
    }
  }

  bool next_paragraph_opens() const {
    if (paragraph_ + 1 >= document_.paragraphs.size()) return false;
    const Span next = document_.paragraphs[paragraph_ + 1];
    if (next.empty()) return false;
    const char32_t c = decode_utf8(text_, next.begin).code_point;
    return c == U'\u201C' || c == U'"' || c == U'\u00AB' || c == U'\u201E' || c == U'\u300C' ||
           text_.substr(next.begin, 2) == "``" || text_.substr(next.begin, 2) == "''";
  }

  // The sentence that holds the byte; the paragraph's bounds when none does.
  const Sentence* sentence_at(std::uint32_t byte) const {
    const auto after = std::upper_bound(document_.sentences.begin(), document_.sentences.end(), byte,
                                        [](std::uint32_t b, const Sentence& s) { return b < s.span.begin; });
    if (after == document_.sentences.begin()) return nullptr;
    const Sentence& sentence = *(after - 1);
    return sentence.span.contains(byte) ? &sentence : nullptr;
  }
  std::uint32_t sentence_end(std::uint32_t byte) const {
    const Sentence* sentence = sentence_at(byte);
    return sentence != nullptr ? std::min(sentence->span.end, span_.end) : span_.end;
  }
  std::uint32_t sentence_begin(std::uint32_t byte) const {
    const Sentence* sentence = sentence_at(byte);
    return sentence != nullptr ? std::max(sentence->span.begin, span_.begin) : span_.begin;
  }

  const Document& document_;
  std::string_view text_;
  Span span_;
  std::uint32_t paragraph_;
  std::vector<Quotation>& out_;
  std::vector<Quotation> found_;
  std::vector<Open> open_;
  std::uint32_t single_until_ = 0;
  std::uint32_t limit_ = kNoLimit;  // an abandoned quotation ends here at the latest
  bool no_single_ahead_ = false;
  bool low_open_ = false;
  bool inward_open_ = false;
};

}  // namespace

std::vector<Quotation> find_quotations(const Document& document) {
  std::vector<Quotation> quotations;
  for (std::uint32_t i = 0; i < document.paragraphs.size(); ++i) {
    ParagraphReader(document, i, quotations).read();
  }
  return quotations;
}

}  // namespace dateline::claim
