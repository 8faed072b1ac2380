#include "html/letters.h"

#include <algorithm>

#include "html/entities.h"
#include "html/scan.h"

namespace dateline::html {

namespace {
constexpr std::string_view kReplacementLetters = "\xEF\xBF\xBD";
}  // namespace

Letters::Letters(std::string_view source) : source_size_(static_cast<std::uint32_t>(source.size())) {
  text_.reserve(source.size() + kScanPadding + source.size() / 16);
  text_.append(source);
  text_.append(kScanPadding, '\0');
}

// Decoding reads and writes the same buffer, so that it must not move meanwhile.
void Letters::make_room(std::size_t bytes) {
  if (text_.capacity() - text_.size() < bytes)
    text_.reserve(std::max(text_.size() + bytes, text_.capacity() + text_.capacity() / 2));
}

Span Letters::decode(Span raw, Reading reading) {
  make_room(3 * std::size_t{raw.size()} + 8);  // no byte becomes more than three
  const bool references = reading != Reading::RawText && reading != Reading::Cdata;
  const bool keeps_nul = reading == Reading::Text || reading == Reading::Cdata;
  const ReferenceIn place = reading == Reading::Attribute ? ReferenceIn::Attribute : ReferenceIn::Text;
  const std::uint32_t begin = end();
  const char* const page = text_.data();
  const char* const stop = page + raw.end;
  const char* run = page + raw.begin;  // letters from here on stand for themselves
  const auto finish_run = [&](const char* to) {
    if (run == to) return;
    note_origin(static_cast<std::uint32_t>(run - page), 0);
    text_.append(run, to);
  };
  for (const char* p = run;;) {
    p = find_undecoded(p, stop);
    if (p == stop) break;
    if (*p == '&' && !references) {
      ++p;
    } else if (*p == '\0') {
      if (!keeps_nul) {
        finish_run(p);
        note_origin(static_cast<std::uint32_t>(p - page), 1);
        text_.append(kReplacementLetters);
        run = p + 1;
      }
      ++p;
    } else if (*p == '\r') {
      // CR LF is the LF; a CR alone becomes one.
      finish_run(p);
      if (p + 1 == stop || p[1] != '\n') {
        note_origin(static_cast<std::uint32_t>(p - page), 1);
        text_.push_back('\n');
      }
      run = ++p;
    } else {
      finish_run(p);
      note_origin(static_cast<std::uint32_t>(p - page), 1);
      const std::uint32_t length = append_reference(p, stop, place, text_);
      if (length == 0) {
        origins_.pop_back();
        run = p++;
      } else {
        origins_.back().reference = length;
        run = p += length;
      }
    }
  }
  finish_run(stop);
  return {begin, end()};
}

Span Letters::without_nul(Span span, Nul nul) {
  const std::uint32_t begin = end();
  std::uint32_t at = span.begin;
  while (at < span.end) {
    const std::size_t found = text_.find('\0', at);
    const auto next = static_cast<std::uint32_t>(std::min<std::size_t>(found, span.end));
    append_again({at, next});
    if (next < span.end && nul == Nul::Replaced) {
      note_origin(source_of({next, next + 1}).begin, 1);
      text_.append(kReplacementLetters);
    }
    at = next + 1;
  }
  return {begin, end()};
}

Span Letters::append_copy(Span piece) {
  const std::uint32_t begin = end();
  append_again(piece);
  return {begin, end()};
}

void Letters::append_again(Span span) {
  if (span.empty()) return;
  make_room(span.size());
  if (span.end <= source_size_) {
    note_origin(span.begin, 0);
    text_.append(text_.data() + span.begin, span.size());
    return;
  }
  while (span.begin < span.end) {
    const Origin origin = origin_of(span.begin);
    const std::size_t after = static_cast<std::size_t>(&origin_of(span.begin) - origins_.data()) + 1;
    const std::uint32_t part_end = after < origins_.size() ? std::min(origins_[after].letters, span.end) : span.end;
    const std::uint32_t skipped = origin.reference == 0 ? span.begin - origin.letters : 0;
    note_origin(origin.source + skipped, origin.reference);
    text_.append(text_.data() + span.begin, part_end - span.begin);
    span.begin = part_end;
  }
}

const Letters::Origin& Letters::origin_of(std::uint32_t letter) const {
  const auto after = std::upper_bound(origins_.begin(), origins_.end(), letter,
                                      [](std::uint32_t wanted, const Origin& origin) { return wanted < origin.letters; });
  return *(after - 1);
}

Span Letters::source_of(Span letters) const {
  if (letters.end <= source_size_) return letters;
  const Origin& first = origin_of(letters.begin);
  const std::uint32_t begin = first.source + (first.reference == 0 ? letters.begin - first.letters : 0);
  if (letters.empty()) return {begin, begin};
  const Origin& last = origin_of(letters.end - 1);
  const std::uint32_t end = last.reference == 0 ? last.source + (letters.end - last.letters) : last.source + last.reference;
  return {begin, std::max(begin, end)};
}

}  // namespace dateline::html
