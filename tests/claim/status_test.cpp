#include "reading_fixture.h"

namespace dateline::claim {
namespace {

struct Case {
  std::string_view text, trigger;
  Status status;
};

Status status_of(std::string_view text, std::string_view trigger) {
  const Document document = Shipped::get().read(text);
  for (std::uint32_t t = 0; t < document.tokens.size(); ++t) {
    if (document.text_of_token(t) == trigger) return Shipped::get().status.status_of(document, t);
  }
  FAIL("no such token: " << trigger);
  return Status::Happened;
}

}  // namespace

TEST_CASE("status of clauses and nominals") {
  const Case cases[] = {
      {"The king visited the port on Monday.", "visited", Status::Happened},
      {"The king is visiting the port.", "visiting", Status::Ongoing},
      {"The king will visit the port on Monday.", "visit", Status::Planned},
      {"The king may visit the port.", "visit", Status::Possible},
      {"The king did not visit the port.", "visit", Status::Denied},
      {"The king has never visited the port.", "visited", Status::Denied},
      {"No minister visited the port.", "visited", Status::Denied},
      {"If the king visits the port, the strike will end.", "visits", Status::Possible},
      {"Will the king visit the port?", "visit", Status::Possible},
      {"The king managed to visit the port.", "visit", Status::Happened},
      {"The king did not manage to visit the port.", "visit", Status::Denied},
      {"The king did not forget to visit the port.", "visit", Status::Happened},
      {"The king refused to visit the port.", "visit", Status::Denied},
      {"The king stopped in the town to visit the port.", "stopped", Status::Happened},
      {"The king stopped in the town to visit the port.", "visit", Status::Planned},
      {"The king cancelled his visit to the port.", "visit", Status::Denied},
      {"The two sides discussed possible arms deals.", "deals", Status::Possible},
      {"Officials prepared the planned summit.", "summit", Status::Planned},
      {"The alleged transfer took place in May.", "transfer", Status::Happened},
      {"Kenya accused Uganda of shelling the port.", "shelling", Status::Happened},
      {"Uganda denied shelling the port.", "shelling", Status::Denied},
      {"The minister said that the king will visit the port.", "visit", Status::Planned},
      {"The minister promised that the king would visit the port.", "visit", Status::Planned},
      {"Analysts believe that the king would visit the port.", "visit", Status::Possible},
      {"The king will travel to the coast and visit the port.", "visit", Status::Planned},
      {"Minister to visit the islands next week", "visit", Status::Planned},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CAPTURE(c.trigger);
    CHECK(name_of(status_of(c.text, c.trigger)) == name_of(c.status));
  }
}

TEST_CASE("any tree gives some status") {
  Document document;
  document.text = "a b c";
  document.tokens.resize(3);
  for (std::uint32_t i = 0; i < 3; ++i) {
    document.tokens.span[i] = {2 * i, 2 * i + 1};
    document.tokens.upos[i] = Upos::VERB;
    document.tokens.relation[i] = Relation::xcomp;
    document.tokens.head[i] = (i + 1) % 3;  // a cycle
    document.tokens.sentence[i] = 0;
  }
  document.sentences = {{{0, 5}, 0, 3, 0}};
  for (std::uint32_t i = 0; i < 3; ++i) CHECK(!name_of(Shipped::get().status.status_of(document, i)).empty());
}

}  // namespace dateline::claim
