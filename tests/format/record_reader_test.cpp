#include "dateline/record_reader.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "base/file.h"
#include "dateline/engine.h"
#include "dateline/formats.h"

using namespace dateline;

namespace {

const Engine& engine() {
  static const auto opened = Engine::open({DATELINE_PACK, DATELINE_MODEL, ""});
  REQUIRE(opened);
  return *opened;
}

std::string sample_record() {
  Page page;
  page.bytes = *base::read_file(DATELINE_SOURCE_DIR "/samples/who-said-what.txt");
  return to_json(engine(), *engine().read(page));
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != text.npos);
  return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("a record is read as it was written") {
  RecordReader reader;
  int samples = 0;
  for (const auto& entry : std::filesystem::directory_iterator(DATELINE_SOURCE_DIR "/samples")) {
    Page page;
    page.bytes = *base::read_file(entry.path());
    page.source_id = entry.path().stem();
    const auto document = engine().read(page);
    if (!document) continue;
    const std::string record = to_json(engine(), *document);
    const auto again = reader.read(record);
    REQUIRE_MESSAGE(again, (again ? "" : again.error().message));
    CHECK(to_json(engine(), *again) == record);
    ++samples;
  }
  CHECK(samples >= 5);
}

TEST_CASE("what is no record, or contradicts itself, is refused") {
  RecordReader reader;
  const std::string record = sample_record();
  REQUIRE(reader.read(record));
  for (const std::string& bad :
       {std::string("[]"), std::string("{}"), std::string("not JSON"), record.substr(0, record.size() / 2),
        replaced(record, "dateline/1", "dateline/9"), replaced(record, "\"entity\":\"e1\"", "\"entity\":\"e999\""),
        replaced(record, "\"span\":[0,", "\"span\":[99999,"), replaced(record, "\"span\":[0,", "\"span\":[-1,"),
        replaced(record, "\"kind\":\"name\"", "\"kind\":\"nobody\"")}) {
    const auto result = reader.read(bad);
    CHECK_FALSE(result);
    if (!result) CHECK(!result.error().message.empty());
  }
  CHECK(reader.read(record));
}

TEST_CASE("members of another type than theirs are refused or passed over") {
  RecordReader reader;
  for (const char* member :
       {"\"authors\":5", "\"entities\":[{\"type\":\"PER\",\"sectors\":5}]",
        "\"events\":[{\"status\":\"denied\",\"contexts\":{},\"claims\":7}]", "\"mentions\":{}", "\"times\":[7]",
        "\"claims\":[{\"kind\":\"direct\",\"stance\":\"says\",\"content\":[]}]", "\"dateline\":[]"}) {
    (void)reader.read("{\"schema\":\"dateline/1\",\"text\":\"Kim.\"," + std::string(member) + "}");
  }
  CHECK(reader.read("{\"schema\":\"dateline/1\",\"text\":\"Kim.\",\"authors\":5}"));
}
