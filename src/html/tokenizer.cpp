// The standard describes a machine that looks at one character at a time. Here each kind of token is a function that jumps from
// one meaningful byte to the next with the searches of scan.h; between them lie the letters that need no thought. A NUL stands
// behind the page, so that no loop asks for the end before it has found one. Checked against the standard's own cases
// (tests/html).
#include "html/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "html/scan.h"

namespace dateline::html {

namespace {

// What a byte means inside a tag.
enum : std::uint8_t { kSpace = 1, kSlash = 2, kClose = 4, kEquals = 8, kNul = 16 };
constexpr std::array<std::uint8_t, 256> kMeaning = [] {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {' ', '\t', '\n', '\r', '\f'}) table[static_cast<unsigned char>(c)] = kSpace;
  table['/'] = kSlash;
  table['>'] = kClose;
  table['='] = kEquals;
  table[0] = kNul;
  return table;
}();

std::uint8_t meaning(char c) { return kMeaning[static_cast<unsigned char>(c)]; }
bool is_space(char c) { return meaning(c) == kSpace; }
bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool equal_but_for_case(const char* a, const char* b, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace

Token& Tokenizer::next(bool cdata) {
  token_ = {};
  while (at_ < end_ && token_.kind == Token::Kind::End) {
    if (content_ == Content::Markup) {
      markup(cdata);
    } else {
      raw_text();
    }
  }
  return token_;
}

// Leaves the kind at End when what stood there is nothing.
void Tokenizer::markup(bool cdata) {
  const char* const page = letters_.data();
  if (page[at_] != '<') return markup_text(page);
  const char second = page[at_ + 1];
  if (is_letter(second)) return tag(page);
  if (second == '/') {
    if (is_letter(page[at_ + 2])) return tag(page);
    if (at_ + 2 >= end_) return markup_text(page);
    if (page[at_ + 2] == '>') {
      at_ += 3;
      return;
    }
    return bogus_comment(page, at_ + 2);
  }
  if (second == '!') {
    if (cdata && std::strncmp(page + at_ + 2, "[CDATA[", 7) == 0) return cdata_section(page);
    return declaration(page);
  }
  if (second == '?') return bogus_comment(page, at_ + 1);
  return markup_text(page);
}

// The letters [from, to) of the page as a text token_.
void Tokenizer::text(std::uint32_t from, std::uint32_t to, Reading reading) {
  token_.kind = Token::Kind::Text;
  token_.letters = letters_.decode({from, to}, reading);
  if (reading == Reading::Text || reading == Reading::Cdata) {
    token_.has_nul = letters_[token_.letters].find('\0') != std::string_view::npos;
  }
}

// Up to the next "<" that begins markup.
void Tokenizer::markup_text(const char* page) {
  const char* p = page + at_;
  const char* const end = page + end_;
  bool plain = true;
  for (;;) {
    p = find_text_end(p);
    if (p >= end) break;
    if (*p != '<') {
      plain = false;
    } else if (is_letter(p[1]) || p[1] == '!' || p[1] == '?' || (p[1] == '/' && p + 2 < end)) {
      break;
    }
    ++p;
  }
  const std::uint32_t from = at_;
  at_ = static_cast<std::uint32_t>(p - page);
  if (!plain) return text(from, at_, Reading::Text);
  token_.kind = Token::Kind::Text;
  token_.letters = {from, at_};
}

// Whether the end tag of the element whose raw text this is stands here: "</" and its name, whole.
bool Tokenizer::closes(const char* at) const {
  const std::uint32_t size = last_start_name_.size();
  return at[0] == '<' && at[1] == '/' && equal_but_for_case(at + 2, letters_.data() + last_start_name_.begin, size) &&
         (meaning(at[2 + size]) & (kSpace | kSlash | kClose)) != 0;
}

// The text up to the end tag; kind End when there is none.
void Tokenizer::raw_text() {
  const char* const page = letters_.data();
  const std::uint32_t from = at_;
  if (content_ == Content::PlainText) {
    at_ = end_;
  } else if (content_ == Content::Script) {
    at_ = script_end(page, from);
  } else {
    const char* p = page + from;
    for (;; ++p) {
      p = find_byte(p, '<');
      if (p >= page + end_ || closes(p)) break;
    }
    at_ = static_cast<std::uint32_t>(std::min(p, page + end_) - page);
  }
  const bool references = content_ == Content::Rcdata;
  content_ = Content::Markup;
  if (at_ == from) return;
  const bool plain =
      !has_cr_or_nul(page + from, page + at_) && !(references && std::memchr(page + from, '&', at_ - from) != nullptr);
  if (!plain) return text(from, at_, references ? Reading::Rcdata : Reading::RawText);
  token_.kind = Token::Kind::Text;
  token_.letters = {from, at_};
}

// A script may hold "<!--", and behind it a whole "<script>...</script>" that does not end it, until "-->".
std::uint32_t Tokenizer::script_end(const char* page, std::uint32_t from) const {
  enum class State : std::uint8_t { Plain, Escaped, DoubleEscaped };
  State state = State::Plain;
  const char* const end = page + end_;
  for (const char* p = page + from; p < end;) {
    p = state == State::Plain ? find_byte(p, '<') : find_script_mark(p);
    if (p >= end) break;
    if (*p == '<') {
      if (state == State::Plain && std::strncmp(p, "<!--", 4) == 0) {
        state = State::Escaped;
        p += 2;  // its dashes may be those of "-->"
        continue;
      }
      if (state != State::DoubleEscaped && closes(p)) return static_cast<std::uint32_t>(p - page);
      if (state == State::DoubleEscaped && closes(p)) {
        state = State::Escaped;
      } else if (state == State::Escaped && equal_but_for_case(p + 1, "script", 6) &&
                 (meaning(p[7]) & (kSpace | kSlash | kClose)) != 0) {
        state = State::DoubleEscaped;
      }
    } else if (*p == '-' && p[1] == '-' && p[2] == '>') {
      state = State::Plain;
    }
    ++p;
  }
  return end_;
}

void Tokenizer::tag(const char* page) {
  const char* p = page + at_ + 1;
  const bool closing = *p == '/';
  if (closing) ++p;
  const char* const name = p;
  const char* const end = page + end_;
  while ((meaning(*p) & (kSpace | kSlash | kClose)) == 0 && (*p != '\0' || p < end)) ++p;
  const auto name_size = static_cast<std::size_t>(p - name);
  token_.kind = closing ? Token::Kind::EndTag : Token::Kind::StartTag;
  token_.name = tag_key({name, name_size});
  token_.tag = token_.name < kUnknownName ? static_cast<Tag>(token_.name) : Tag::Other;
  first_of_tag_ = token_.first_attribute = static_cast<std::uint32_t>(attributes_.size());
  known_in_tag_ = 0;
  const bool all = keep_ == KeepAttributes::All || (traits(token_.tag) & trait::kFormatting) != 0;
  const Wanted wanted = closing ? Wanted::None : all ? Wanted::All : Wanted::Known;
  for (;;) {
    const std::uint8_t what = meaning(*p);
    if (what == kClose) break;
    if (what == kSpace || what == kSlash) {
      token_.self_closing = what == kSlash && p[1] == '>';
      ++p;
    } else if (p >= end) {
      // A tag that the page ends in is none.
      at_ = end_;
      attributes_.resize(first_of_tag_);
      token_ = {};
      return;
    } else {
      p = attribute(p, page, wanted);
    }
  }
  ++p;
  if (!closing) last_start_name_ = {static_cast<std::uint32_t>(name - page), static_cast<std::uint32_t>(name - page + name_size)};
  token_.attribute_count = static_cast<std::uint32_t>(attributes_.size()) - first_of_tag_;
  const auto to = static_cast<std::uint32_t>(p - page);
  token_.letters = {at_, to};
  at_ = to;
}

// Reads one attribute at `p` and gives where it ends.
const char* Tokenizer::attribute(const char* p, const char* page, Wanted wanted) {
  const char* const end = page + end_;
  const char* const name = p;
  ++p;  // an "=" at the beginning is a letter of the name
  while ((meaning(*p) & (kSpace | kSlash | kClose | kEquals)) == 0 && (*p != '\0' || p < end)) ++p;
  const char* const name_end = p;
  const char* value = p;
  const char* value_end = p;
  bool plain = true;
  while (is_space(*p)) ++p;
  if (*p == '=') {
    ++p;
    while (is_space(*p)) ++p;
    if (*p == '"' || *p == '\'') {
      const char quote = *p;
      value = ++p;
      while (*(p = find_quote(p, quote)) != quote && p < end) {
        plain = false;
        ++p;
      }
      value_end = p;
      if (p < end) ++p;
    } else {
      value = p;
      while ((meaning(*p) & (kSpace | kClose)) == 0 && (*p != '\0' || p < end)) {
        plain = plain && *p != '&' && *p != '\0';
        ++p;
      }
      value_end = p;
    }
  }
  if (wanted == Wanted::None || attributes_.size() - first_of_tag_ >= kMostAttributes) return p;
  const std::string_view letters(name, static_cast<std::size_t>(name_end - name));
  const NameKey key = attribute_key(letters);
  if ((key >= kUnknownName && wanted == Wanted::Known) || is_duplicate(key, letters)) return p;
  if (key < kUnknownName) known_in_tag_ |= std::uint64_t{1} << key;
  RawAttribute& found = attributes_.emplace_back();
  found.key = key;
  found.plain = plain;
  found.name = {static_cast<std::uint32_t>(name - page), static_cast<std::uint32_t>(name_end - page)};
  found.value = {static_cast<std::uint32_t>(value - page), static_cast<std::uint32_t>(value_end - page)};
  return p;
}

// The first of several attributes with one name counts.
bool Tokenizer::is_duplicate(NameKey key, std::string_view name) const {
  static_assert(static_cast<std::size_t>(Attribute::Count_) <= 64);
  if (key < kUnknownName) return (known_in_tag_ >> key & 1) != 0;
  return std::any_of(attributes_.begin() + first_of_tag_, attributes_.end(), [&](const RawAttribute& other) {
    return other.key == key && other.name.size() == name.size() &&
           equal_but_for_case(letters_.data() + other.name.begin, name.data(), name.size());
  });
}

// "<!" something.
void Tokenizer::declaration(const char* page) {
  const char* const p = page + at_ + 2;
  if (p[0] == '-' && p[1] == '-') return comment(page);
  if (equal_but_for_case(p, "doctype", 7)) return doctype_token(page);
  return bogus_comment(page, at_ + 2);
}

void Tokenizer::comment(const char* page) {
  const char* const begin = page + at_ + 4;
  const char* const end = page + end_;
  const char* close = nullptr;  // behind the comment's letters
  const char* after = nullptr;
  if (begin[0] == '>' || (begin[0] == '-' && begin[1] == '>')) {
    close = begin;
    after = begin + (begin[0] == '>' ? 1 : 2);
  }
  for (const char* p = begin; close == nullptr; ++p) {
    p = find_byte(p, '>');
    if (p >= end) {
      // The page ends in the comment: an end that had begun is none of its letters.
      close = after = end;
      for (const std::string_view begun : {"--!", "--", "-"}) {
        if (end - begin >= static_cast<std::ptrdiff_t>(begun.size()) &&
            std::string_view(end - begun.size(), begun.size()) == begun) {
          close = end - begun.size();
          break;
        }
      }
    } else if (*p == '>' && p - begin >= 2 && p[-1] == '-' && p[-2] == '-') {
      close = p - 2;
    } else if (*p == '>' && p - begin >= 3 && p[-1] == '!' && p[-2] == '-' && p[-3] == '-') {
      close = p - 3;
    }
    if (after == nullptr && close != nullptr) after = p + 1;
  }
  token_.kind = Token::Kind::Comment;
  token_.letters = {static_cast<std::uint32_t>(begin - page), static_cast<std::uint32_t>(std::max(begin, close) - page)};
  token_.plain = !has_cr_or_nul(begin, std::max(begin, close));
  at_ = static_cast<std::uint32_t>(after - page);
}

// What stands there is no markup that anyone knows: a comment up to the next ">".
void Tokenizer::bogus_comment(const char* page, std::uint32_t from) {
  const char* p = page + from;
  while (*(p = find_byte(p, '>')) != '>' && p < page + end_) ++p;
  token_.kind = Token::Kind::Comment;
  token_.letters = {from, static_cast<std::uint32_t>(p - page)};
  token_.plain = !has_cr_or_nul(page + from, p);
  at_ = std::min(token_.letters.end + 1, end_);
}

void Tokenizer::cdata_section(const char* page) {
  const std::uint32_t from = at_ + 9;
  const char* p = page + from;
  const char* const end = page + end_;
  while (p < end && std::strncmp(p, "]]>", 3) != 0) {
    ++p;
    while (*(p = find_byte(p, ']')) != ']' && p < end) ++p;
  }
  const auto to = static_cast<std::uint32_t>(std::min(p, end) - page);
  at_ = std::min(to + 3, end_);
  if (from >= to) return;
  return text(from, to, Reading::Cdata);
}

void Tokenizer::doctype_token(const char* page) {
  doctype_ = {};
  const char* p = page + at_ + 9;
  const char* const end = page + end_;
  const auto skip_space = [&] {
    while (is_space(*p)) ++p;
  };
  const auto append = [](std::string& out, char c) {
    if (c == '\0') {
      out += "\xEF\xBF\xBD";
    } else {
      out += c == '\r' ? '\n' : c;
    }
  };
  // A quoted identifier; false when the document type ends in it.
  const auto quoted = [&](std::string& out) {
    const char quote = *p++;
    for (; p < end && *p != quote; ++p) {
      if (*p == '>') return false;
      append(out, *p);
    }
    if (p >= end) return false;
    ++p;
    return true;
  };
  skip_space();
  for (; p < end && !is_space(*p) && *p != '>'; ++p) append(doctype_.name, lower(*p));
  skip_space();
  const bool is_public = end - p >= 6 && equal_but_for_case(p, "public", 6);
  const bool is_system = end - p >= 6 && equal_but_for_case(p, "system", 6);
  bool whole = !doctype_.name.empty();
  if (whole && (is_public || is_system)) {
    p += 6;
    skip_space();
    if (*p != '"' && *p != '\'') {
      whole = false;
    } else if (is_public) {
      doctype_.has_public_id = true;
      whole = quoted(doctype_.public_id);
      skip_space();
    }
    if (whole && (*p == '"' || *p == '\'')) {
      doctype_.has_system_id = true;
      whole = quoted(doctype_.system_id);  // what stands behind it does no harm
      skip_space();
    } else if (whole && *p != '>') {
      whole = false;
    }
  } else if (whole && *p != '>') {
    whole = false;
  }
  if (p >= end) whole = false;
  while (*p != '>' && p < end) ++p;
  doctype_.force_quirks = !whole;
  token_.kind = Token::Kind::Doctype;
  const auto to = static_cast<std::uint32_t>(std::min(p + 1, end) - page);
  token_.letters = {at_, to};
  at_ = to;
}

}  // namespace dateline::html
