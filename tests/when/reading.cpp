#include "reading.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "knowledge/compiler.h"

namespace dateline::when::testing {

namespace {

template <typename T>
T or_stop(Result<T> result) {
  if (!result) {
    std::fputs(result.error().message.c_str(), stderr);
    std::abort();
  }
  return std::move(*result);
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

}  // namespace

const knowledge::Knowledge& knowledge() {
  static const knowledge::Knowledge loaded =
      or_stop(knowledge::Knowledge::from_bytes(or_stop(knowledge::compile(DATELINE_SOURCE_DIR "/data"))));
  return loaded;
}

const Resolver& resolver() {
  static const Resolver made = or_stop(Resolver::create(knowledge()));
  return made;
}

Document tokenized(std::string_view text, std::string_view published) {
  Document document;
  document.text = text;
  document.published = published;
  document.paragraphs.push_back({0, static_cast<std::uint32_t>(text.size())});
  std::vector<Span> spans;
  std::vector<std::uint32_t> sentence_of;
  Sentence sentence;
  const auto close = [&](std::uint32_t end) {
    sentence.end_token = static_cast<std::uint32_t>(spans.size());
    sentence.span.end = end;
    if (sentence.end_token > sentence.first_token) document.sentences.push_back(sentence);
    sentence = Sentence{};
    sentence.first_token = static_cast<std::uint32_t>(spans.size());
    sentence.span.begin = end;
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = static_cast<std::uint32_t>(i);
    if (is_space(text[i])) {
      if (text[i] == '\n') close(begin);
      ++i;
      continue;
    }
    if (is_word(text[i])) {
      while (i < text.size() && is_word(text[i])) ++i;
    } else {
      ++i;
    }
    const std::uint32_t before = spans.empty() ? 0 : spans.back().size();
    spans.push_back({begin, static_cast<std::uint32_t>(i)});
    sentence_of.push_back(static_cast<std::uint32_t>(document.sentences.size()));
    const bool capital_follows =
        i + 1 < text.size() && text[i] == ' ' && std::isupper(static_cast<unsigned char>(text[i + 1])) != 0;
    if (text[begin] == '.' && capital_follows && before > 4) close(static_cast<std::uint32_t>(i));
  }
  close(static_cast<std::uint32_t>(text.size()));
  document.tokens.resize(static_cast<std::uint32_t>(spans.size()));
  document.tokens.span = spans;
  document.tokens.sentence = sentence_of;
  for (std::uint32_t& head : document.tokens.head) head = kNone;
  return document;
}

Document read(std::string_view text, std::string_view published) {
  Document document = tokenized(text, published);
  resolver().run(document);
  return document;
}

std::string times_of(const Document& document) {
  std::string all;
  for (const TimeRef& time : document.times) {
    if (!all.empty()) all += "; ";
    all += std::string(document.text_of(time.span)) + "=" + std::string(time.value);
  }
  return all;
}

}  // namespace dateline::when::testing
