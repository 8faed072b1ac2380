// Texts read with the shipped pack and model, and trees written by hand, for the tests of this folder.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "claim/attributor.h"
#include "event/coder.h"
#include "name/recognizer.h"
#include "syntax/annotator.h"
#include "syntax/conllu.h"
#include "when/resolver.h"
#include "where/locator.h"

namespace dateline::event {

struct Shipped {
  knowledge::Knowledge knowledge;
  syntax::Annotator annotator;
  name::Recognizer recognizer;
  when::Resolver resolver;
  where::Locator locator;
  claim::Attributor attributor;
  Coder coder;

  static const Shipped& get() {
    static const Shipped shipped = open();
    return shipped;
  }

  Document read(std::string_view text, Trace* trace = nullptr) const {
    Document document;
    document.text = text;
    document.published = "2024-05-15";
    document.published_from = "option";
    document.paragraphs.push_back({0, static_cast<std::uint32_t>(text.size())});
    annotator.annotate(document);
    code(document, trace);
    return document;
  }

  // A tree by hand: one word a line as "form lemma UPOS XPOS head relation"; the rest is the engine's.
  Document read_tree(std::string_view words) const {
    std::string conllu;
    int number = 0;
    std::size_t at = 0;
    while (at < words.size()) {
      const std::size_t end = std::min(words.find('\n', at), words.size());
      std::vector<std::string> cells(1);
      for (char letter : words.substr(at, end - at)) {
        if (letter != ' ')
          cells.back() += letter;
        else if (!cells.back().empty())
          cells.emplace_back();
      }
      at = end + 1;
      if (cells.size() < 6) continue;
      conllu += std::to_string(++number) + "\t" + cells[0] + "\t" + cells[1] + "\t" + cells[2] + "\t" + cells[3] + "\t_\t" +
                cells[4] + "\t" + cells[5] + "\t_\t_\n";
    }
    conllu += "\n";
    auto document = syntax::read_conllu(conllu, "tree", syntax::ConlluColumns::All);
    REQUIRE_MESSAGE(document.has_value(), document.error().message);
    code(*document, nullptr);
    return std::move(*document);
  }

 private:
  void code(Document& document, Trace* trace) const {
    recognizer.run(document);
    resolver.run(document);
    locator.run(document);
    attributor.run(document);
    coder.run(document, trace);
  }

  template <typename T>
  static T opened(Result<T> result) {
    REQUIRE_MESSAGE(result.has_value(), result.error().message);
    return std::move(*result);
  }

  static Shipped open() {
    auto knowledge = opened(knowledge::Knowledge::open(DATELINE_PACK));
    auto annotator = opened(syntax::Annotator::open(DATELINE_MODEL, knowledge));
    auto recognizer = opened(name::Recognizer::create(knowledge));
    auto resolver = opened(when::Resolver::create(knowledge));
    auto locator = opened(where::Locator::create(knowledge));
    auto attributor = opened(claim::Attributor::create(knowledge));
    auto coder = opened(Coder::create(knowledge));
    return {std::move(knowledge), std::move(annotator),  std::move(recognizer), std::move(resolver),
            std::move(locator),   std::move(attributor), std::move(coder)};
  }
};

// Countries of one side of an event, sorted, "-" when none is known; bodies of the United Nations and the EU count as IGO.
inline std::string countries_of(const Document& document, const std::vector<Argument>& arguments) {
  std::vector<std::string> countries;
  for (const Argument& argument : arguments) {
    std::string country(document.entities[argument.entity].country);
    if (country == "UNO" || country == "EUR") country = "IGO";
    if (!country.empty()) countries.push_back(country);
  }
  std::sort(countries.begin(), countries.end());
  countries.erase(std::unique(countries.begin(), countries.end()), countries.end());
  std::string out;
  for (const std::string& country : countries) out += (out.empty() ? "" : ",") + country;
  return out.empty() ? "-" : out;
}

// "USA ACCUSE PRK"
inline std::string line_of(const Document& document, const Event& event) {
  return countries_of(document, event.actors) + " " + std::string(event.type) + " " + countries_of(document, event.recipients);
}

inline std::string lines_of(const Document& document) {
  std::string out;
  for (const Event& event : document.events) out += (out.empty() ? "" : "; ") + line_of(document, event);
  return out;
}

inline std::string coded(std::string_view text) { return lines_of(Shipped::get().read(text)); }

}  // namespace dateline::event
