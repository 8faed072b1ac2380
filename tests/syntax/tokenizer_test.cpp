#include "syntax/tokenizer.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "knowledge/knowledge.h"
#include "processor_time.h"
#include "syntax/sentence_splitter.h"

using namespace dateline;
using namespace dateline::syntax;

namespace {

const WordTables& tables() {
  static const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  REQUIRE(knowledge);
  static const WordTables tables(*knowledge);
  return tables;
}

// The blocks of lines of a case file.
std::vector<std::vector<std::string>> cases_of(const std::string& name) {
  const auto text = base::read_file(std::string(DATELINE_SOURCE_DIR "/tests/syntax/") + name);
  REQUIRE(text);
  std::vector<std::vector<std::string>> cases(1);
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const bool is_comment = line.starts_with("# ") && cases.back().empty();
    if (line.empty()) {
      cases.emplace_back();
    } else if (!is_comment) {
      cases.back().emplace_back(line);
    }
  }
  std::erase_if(cases, [](const auto& c) { return c.empty(); });
  return cases;
}

std::vector<RawToken> tokens_of(std::string_view text) {
  std::vector<RawToken> tokens;
  tokenize(tables(), text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  return tokens;
}

std::string shown(std::string_view text, const std::vector<RawToken>& tokens) {
  std::string line;
  std::uint32_t joined = 0;  // words still to come of a multiword token
  for (const RawToken& token : tokens) {
    if (!line.empty()) line += joined > 0 ? '+' : ' ';
    if (joined > 0) --joined;
    if (token.multiword > 0) joined = token.multiword - 1u;
    line += token.span.in(text);
  }
  return line;
}

// For a text of so many bytes that holds `part` over and over.
double seconds_for(std::string_view part, std::size_t size) {
  std::string text;
  while (text.size() < size) text += part;
  return processor_seconds([&] {
    const auto tokens = tokens_of(text);
    std::vector<std::uint32_t> ends;
    split_sentences(tables(), text, tokens, ends);
  });
}

}  // namespace

TEST_CASE("words are cut as in tokens.txt") {
  for (const auto& lines : cases_of("tokens.txt")) {
    REQUIRE(lines.size() == 2);
    CHECK(shown(lines[0], tokens_of(lines[0])) == lines[1]);
  }
}

TEST_CASE("sentences end as in sentences.txt") {
  for (const auto& lines : cases_of("sentences.txt")) {
    const std::string_view text = lines[0];
    const auto tokens = tokens_of(text);
    std::vector<std::uint32_t> ends;
    split_sentences(tables(), text, tokens, ends);
    std::vector<std::string> sentences;
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends) {
      sentences.emplace_back(Span{tokens[begin].span.begin, tokens[end - 1].span.end}.in(text));
      begin = end;
    }
    CHECK(sentences == std::vector<std::string>(lines.begin() + 1, lines.end()));
  }
}

TEST_CASE("tokens cover all that is not white space, in order") {
  for (const auto& lines : cases_of("tokens.txt")) {
    std::uint32_t at = 0;
    for (const RawToken& token : tokens_of(lines[0])) {
      CHECK(token.span.begin >= at);
      CHECK_FALSE(token.span.empty());
      for (; at < token.span.begin; ++at) CHECK(lines[0][at] == ' ');
      at = token.span.end;
    }
    CHECK(at == lines[0].size());
  }
}

TEST_CASE("a line break ends a heading but not a wrapped line") {
  const std::string text = "Talks fail\nThe delegations from both of the capitals left the table on\nMonday without a word.";
  const auto tokens = tokens_of(text);
  std::vector<std::uint32_t> ends;
  split_sentences(tables(), text, tokens, ends);
  CHECK(ends.size() == 2);
}

TEST_CASE("time grows with the text, whatever it holds") {
  for (const std::string part : {"a-", "a.", "a@", "a@-", "'", "'s", "1-", "x'y", "...", "(", "\xf0\x9f\x91\x8d\xe2\x80\x8d",
                                 "a.) ", "I. ", "\n", "www.", "x:"}) {
    CAPTURE(part);
    CHECK(seconds_for(part, 800'000) < seconds_for(part, 100'000) * 40 + 0.05);
  }
}
