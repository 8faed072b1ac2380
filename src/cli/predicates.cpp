#include "cli/predicates.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "cli/common.h"
#include "dateline/formats.h"

namespace dateline::cli {

namespace {

constexpr std::string_view kShape = R"({"doc": ..., "tokens": ["..."]} or {"doc": ..., "text": "..."})";

Result<Document> annotated(const Engine& engine, Result<Document> document) {
  if (document) engine.annotate(*document, bit(Stage::Claims));
  return document;
}

Result<Document> read_text(const Engine& engine, std::string bytes) {
  Page page;
  page.bytes = std::move(bytes);
  page.kind = ContentKind::Text;
  page.letters = Page::Letters::Keep;
  return engine.read(page, bit(Stage::Claims));
}

// A sentence given as a list of words.
Result<Document> read_words(const Engine& engine, const simdjson::dom::array& words, std::string_view name) {
  std::string conllu;
  int number = 0;
  for (const simdjson::dom::element& word : words) {
    std::string_view text;
    if (word.get(text) != simdjson::SUCCESS || text.empty() || text.find_first_of("\t\r\n") != text.npos) {
      return failure(ErrorCode::BadInput, "\"tokens\" must hold words: strings without tabs and line ends");
    }
    conllu += fmt::format("{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_\n", ++number, text);
  }
  if (number == 0) return Document();
  return annotated(engine, engine.parse_conllu(conllu + "\n", name));
}

void write_sentences(const Engine& engine, const Document& document, Output& output) {
  const std::vector<Predicate> predicates = engine.predicates(document);
  auto next = predicates.begin();
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    const auto first = next;
    while (next != predicates.end() && next->token < sentence.end_token) ++next;
    const std::vector<Predicate> inside(first, next);
    if (!output.write(to_predicates(document, inside, fmt::format("{}", s), {sentence.first_token, sentence.end_token}) + "\n"))
      return;
  }
}

// Where a line lists "events", only those words are answered.
std::vector<Predicate> asked_for(std::vector<Predicate> predicates, const simdjson::dom::element& line) {
  simdjson::dom::array events;
  if (line["events"].get(events) != simdjson::SUCCESS) return predicates;
  std::vector<std::uint64_t> tokens;
  for (const simdjson::dom::element& event : events) {
    std::uint64_t token = 0;
    if (event["i"].get(token) == simdjson::SUCCESS) tokens.push_back(token);
  }
  std::sort(tokens.begin(), tokens.end());
  predicates.erase(std::remove_if(predicates.begin(), predicates.end(),
                                  [&](const Predicate& p) { return !std::binary_search(tokens.begin(), tokens.end(), p.token); }),
                   predicates.end());
  return predicates;
}

Result<std::string> line_for(const Engine& engine, const simdjson::dom::element& line, const std::string& name) {
  simdjson::dom::element id;
  std::string doc;
  if (line["doc"].get(id) == simdjson::SUCCESS) {
    std::string_view text;
    doc = id.get(text) == simdjson::SUCCESS ? std::string(text) : std::string(simdjson::minify(id));
  }
  simdjson::dom::array words;
  std::string_view text;
  auto document = [&]() -> Result<Document> {
    if (line["tokens"].get(words) == simdjson::SUCCESS) return read_words(engine, words, name);
    if (line["text"].get(text) == simdjson::SUCCESS) return read_text(engine, std::string(text));
    return failure(ErrorCode::BadInput, fmt::format("each line must be one object such as {}", kShape));
  }();
  if (!document) return Failure(document.error());
  return to_predicates(*document, asked_for(engine.predicates(*document), line), doc, {0, document->tokens.size()}) + "\n";
}

bool write_lines(const Engine& engine, const std::string& name, std::string_view lines, Output& output) {
  simdjson::dom::parser parser;
  bool all_good = true;
  for (std::uint64_t number = 1; !lines.empty(); ++number) {
    const std::size_t end = lines.find('\n');
    const std::string line(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    simdjson::dom::element element;
    Result<std::string> written =
        failure(ErrorCode::BadInput, fmt::format("not JSON; each line must be one object such as {}", kShape));
    if (parser.parse(line).get(element) == simdjson::SUCCESS) written = line_for(engine, element, name);
    if (!written) {
      complain(fmt::format("{}:{}: {}", name, number, written.error().message));
      all_good = false;
    } else if (!output.write(*written)) {
      return all_good;
    }
  }
  return all_good;
}

}  // namespace

bool write_predicates(const Engine& engine, const ParseCommand& command, std::string bytes, Output& output) {
  if (command.input_format == "jsonl") return write_lines(engine, command.input, bytes, output);
  auto document = command.input_format == "text" ? read_text(engine, std::move(bytes))
                                                 : annotated(engine, engine.parse_conllu(bytes, command.input));
  if (!document) {
    complain(command.input_format == "text" ? fmt::format("{}: {}", command.input, document.error().message)
                                            : document.error().message);
    return false;
  }
  write_sentences(engine, *document, output);
  return true;
}

}  // namespace dateline::cli
