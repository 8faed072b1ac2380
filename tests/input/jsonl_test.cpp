#include "input/jsonl.h"

#include <doctest/doctest.h>

using namespace dateline;
using namespace dateline::input;

TEST_CASE("a line is a page of text or HTML") {
  JsonlReader reader;
  const Page text =
      reader.read(R"({"id": 12, "text": "A\r\nB", "title": "T", "url": "u", "published": "2024", "other": [1]})").value();
  CHECK(text.source_id == "12");
  CHECK(text.bytes == "A\r\nB");
  CHECK(text.kind == ContentKind::Text);
  CHECK(text.letters == Page::Letters::Keep);
  CHECK(text.title == "T");
  CHECK(text.url == "u");
  CHECK(text.published == "2024");
  CHECK(text.published_from == "meta");
  const Page html = reader.read(R"({"id": "a", "html": "<p>x", "published": null})").value();
  CHECK(html.kind == ContentKind::Html);
  CHECK(html.charset == "UTF-8");
  CHECK(html.published_from.empty());
  CHECK(reader.read(R"({"text": "kept", "html": "<p>not"})")->bytes == "kept");
}

TEST_CASE("what is wrong with a line is said") {
  JsonlReader reader;
  const auto fault = [&](std::string_view line) { return reader.read(line).error().message; };
  CHECK(fault("nonsense").find("not JSON") == 0);
  CHECK(fault("[1]").find("not an object") == 0);
  CHECK(fault("{}").find("has neither") == 0);
  CHECK(fault(R"({"text": 5})") == "\"text\" must be a string");
  CHECK(fault(R"({"text": "a", "id": []})") == "\"id\" must be a string or a number");
}
