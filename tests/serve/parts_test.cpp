// The small parts of the server, each alone.
#include <doctest/doctest.h>
#include <simdjson.h>

#include <set>
#include <thread>

#include "dateline/exports.h"
#include "serve/cache.h"
#include "serve/cursor.h"
#include "serve/media.h"
#include "serve/openapi.h"
#include "serve/parameters.h"
#include "serve/rate.h"
#include "serve/routes.h"
#include "serve/snippet.h"
#include "serve/stream.h"
#include "serve/workers.h"

using namespace dateline;
using namespace dateline::serve;

TEST_CASE("percent-encoded text") {
  CHECK(decoded("a%20b+c", Plus::Space) == "a b c");
  CHECK(decoded("a+b", Plus::Letter) == "a+b");
  CHECK(decoded("%C3%a9", Plus::Letter) == "é");
  CHECK(decoded("", Plus::Space) == "");
  for (const char* bad : {"%", "%4", "%zz", "%00", "%ff", "%c3", "%c3%28", "%ed%a0%80", "a%"})
    CHECK_FALSE(decoded(bad, Plus::Space));
}

TEST_CASE("a query's parameters") {
  const auto good = Parameters::parse("a=1&b=x%26y&&c=", {"a", "b", "c"});
  REQUIRE(good);
  CHECK(*good->find("b") == "x&y");
  CHECK(good->find("c") == nullptr);
  CHECK(good->number("a", 5, 1, 9) == 1);
  CHECK(good->number("c", 5, 1, 9) == 5);
  CHECK_FALSE(good->number("a", 5, 2, 9));
  CHECK_FALSE(good->number("b", 5, 1, 9));
  CHECK(Parameters::parse("d=1", {"a"}).error().code == "unknown_parameter");
  CHECK(Parameters::parse("a=1&a=2", {"a"}).error().parameter == "a");
  CHECK(Parameters::parse("a=%", {"a"}).error().code == "bad_encoding");
  CHECK(Parameters::parse("", {})->all().empty());
}

TEST_CASE("the best media type") {
  const std::vector<std::string_view> types = {"application/json", "text/csv", "application/geo+json"};
  CHECK(best_of("", types) == 0);
  CHECK(best_of("*/*", types) == 0);
  CHECK(best_of("text/csv", types) == 1);
  CHECK(best_of("Text/CSV;Q=0.5, application/geo+json ; q=0.6", types) == 2);
  CHECK(best_of("text/*, application/json;q=0.9", types) == 1);
  CHECK(best_of("application/json;q=0, */*;q=0.1", types) == 1);
  CHECK(best_of("text/html,application/xhtml+xml,*/*;q=0.8", types) == 0);
  CHECK_FALSE(best_of("image/png", types));
  CHECK_FALSE(best_of("*/*;q=0", types));
  CHECK_FALSE(best_of(",;,;;q=,", types));
}

TEST_CASE("cursors come back, of their own list alone") {
  const Cursor cursor{{-2147483648LL, INT64_MAX, 3}};
  const std::string text = to_text(cursor, "/v1/incidents\nquad=4");
  REQUIRE(cursor_from(text, "/v1/incidents\nquad=4"));
  CHECK(cursor_from(text, "/v1/incidents\nquad=4")->at == cursor.at);
  CHECK_FALSE(cursor_from(text, "/v1/incidents\nquad=3"));
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char letter : {'0', 'v', 'A', '%'}) {
      std::string other = text;
      other[i] = letter;
      if (other != text) CHECK_FALSE(cursor_from(other, "/v1/incidents\nquad=4"));
    }
  }
  CHECK_FALSE(cursor_from("", ""));
  CHECK_FALSE(cursor_from(std::string(100'000, '0'), ""));
}

TEST_CASE("a client has ten seconds' worth at once, then its rate") {
  RateLimit limit(2);
  RateLimit::Clock::time_point now{};
  int taken = 0;
  while (limit.ask("a", now) == 0) ++taken;
  CHECK(taken == 20);
  CHECK(limit.ask("b", now) == 0);
  CHECK(limit.ask("a", now) == 1);
  now += std::chrono::seconds(1);
  CHECK(limit.ask("a", now) == 0);
  CHECK(limit.ask("a", now) == 0);
  CHECK(limit.ask("a", now) > 0);
  // More clients than are remembered wait for one whose time is over.
  for (int i = 0; i < 20'000; ++i) limit.ask(std::to_string(i), now);
  CHECK(limit.ask("late", now) == 1);
  CHECK(limit.ask("late", now + std::chrono::seconds(20)) == 0);
  RateLimit none(0);
  for (int i = 0; i < 1000; ++i) CHECK(none.ask("a", now) == 0);
}

TEST_CASE("a snippet is the text around the words, and text alone") {
  const auto join = [](const std::vector<Piece>& pieces) {
    std::string text;
    for (const Piece& piece : pieces) text += piece.hit ? "[" + piece.text + "]" : piece.text;
    return text;
  };
  CHECK(join(snippet("Kenya thanked Japan.", "KENYA japan")) == "[Kenya] thanked [Japan].");
  CHECK(join(snippet("The café\nburnt <b>down</b>.", "cafe")) == "The [café] burnt <b>down</b>.");
  CHECK(join(snippet("Nothing here.", "word")) == "Nothing here.");
  CHECK(snippet("", "word").empty());
  CHECK(snippet("... --- ...", "word").empty());
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "w" + std::to_string(i) + ' ';
  const std::string shown = join(snippet(text, "w500 w505"));
  CHECK(shown.find("[w500]") != shown.npos);
  CHECK(shown.find("[w505]") != shown.npos);
  CHECK(shown.size() < 400);
  CHECK(join(snippet(text, "w0")).starts_with("[w0] w1"));
  CHECK(join(snippet(text, "w999")).ends_with("[w999] "));
}

TEST_CASE("a stream holds no more than its limit, and both sides see the other's end") {
  Stream stream(10);
  CHECK(stream.offer("0123456789"));
  CHECK_FALSE(stream.offer("x"));
  char bytes[4];
  Stream::State state{};
  const auto no_wait = [] { return std::function<void()>(); };
  CHECK(stream.read(bytes, 4, state, no_wait) == 4);
  CHECK(std::string(bytes, 4) == "0123");
  std::thread maker([&] {
    CHECK(stream.write("abcdefghijklmnopqrstuvwxyz"));
    stream.end();
  });
  std::string got;
  while (state == Stream::State::Open) got.append(bytes, stream.read(bytes, 4, state, no_wait));
  maker.join();
  CHECK(got == "456789abcdefghijklmnopqrstuvwxyz");
  CHECK(state == Stream::State::Ended);

  Stream gone(4);
  gone.cancel();
  CHECK_FALSE(gone.write("abc"));
  Stream stuck(4);
  CHECK_FALSE(stuck.write("more than four", std::chrono::seconds(0)));
  Stream failed(4);
  bool woken = false;
  CHECK(failed.read(bytes, 4, state, [&]() -> std::function<void()> { return [&] { woken = true; }; }) == 0);
  CHECK(state == Stream::State::Open);
  failed.fail();
  CHECK(woken);
  CHECK(failed.read(bytes, 4, state, no_wait) == 0);
  CHECK(state == Stream::State::Failed);
}

TEST_CASE("workers take what fits into their queue, and stop") {
  std::mutex gate;
  gate.lock();
  std::atomic<int> done = 0;
  Workers workers(1, 2, 0);
  const auto job = [&] {
    const std::lock_guard wait(gate);
    ++done;
  };
  CHECK(workers.add(job));
  while (workers.running() == 0) std::this_thread::yield();
  CHECK(workers.add(job));
  CHECK(workers.add(job));
  CHECK_FALSE(workers.add(job));
  CHECK(workers.waiting() == 2);
  gate.unlock();
  while (done < 3) std::this_thread::yield();
  workers.stop();
  CHECK_FALSE(workers.add(job));
}

TEST_CASE("answers are kept for their generation, the last asked for longest") {
  AnswerCache cache(64 * 1024);
  const auto keep = [&](const std::string& key, std::uint64_t generation, std::size_t size) {
    Response response;
    response.body.assign(size, 'x');
    cache.keep(key, generation, response);
    return response;
  };
  keep("a", 1, 100);
  REQUIRE(cache.find("a", 1));
  CHECK(cache.find("a", 1)->shared->size() == 100);
  CHECK_FALSE(cache.find("b", 1));
  CHECK(keep("large", 1, 60 * 1024).body.size() == 60 * 1024);
  CHECK_FALSE(cache.find("large", 1));
  for (int i = 0; i < 60; ++i) {
    keep(std::to_string(i), 1, 1000);
    CHECK(cache.find("a", 1));
  }
  CHECK_FALSE(cache.find("0", 1));
  CHECK(cache.find("59", 1));
  CHECK_FALSE(cache.find("a", 2));
  keep("late", 1, 10);
  CHECK_FALSE(cache.find("late", 1));
  CHECK_FALSE(cache.find("late", 2));
}

TEST_CASE("each format of exports is a media type") {
  std::set<std::string_view> names;
  for (const Media& medium : media()) CHECK(names.insert(medium.format).second);
  for (const std::string_view name : export_formats()) CHECK(names.count(name) == 1);
}

TEST_CASE("the OpenAPI document tells of each route, with its parameters, and refers to what it has") {
  simdjson::dom::parser parser;
  const std::string text = openapi_document();
  const simdjson::dom::element document = parser.parse(text);
  std::size_t paths = 0;
  for (const Route& route : routes()) {
    CAPTURE(route.path);
    simdjson::dom::element operation;
    REQUIRE(document["paths"].at_key(route.path).at_key(route.method == "POST" ? "post" : "get").get(operation) ==
            simdjson::SUCCESS);
    std::set<std::string_view> named;
    for (const simdjson::dom::element parameter : operation["parameters"]) {
      named.insert(parameter["name"].get_string().value());
      CHECK_FALSE(parameter["description"].get_string().value().empty());
    }
    for (const std::string_view name : parameters_of(route)) CHECK(named.count(name) == 1);
    CHECK(named.size() == parameters_of(route).size() + (route.path.find('{') != route.path.npos));
    ++paths;
  }
  CHECK(simdjson::dom::object(document["paths"]).size() == paths);
  constexpr std::string_view kReference = "\"#/components/schemas/";
  std::size_t references = 0;
  for (std::size_t at = text.find(kReference); at != text.npos; at = text.find(kReference, at + 1)) {
    const std::size_t begin = at + kReference.size();
    const std::string name = text.substr(begin, text.find('"', begin) - begin);
    CAPTURE(name);
    CHECK(document["components"]["schemas"].at_key(name).error() == simdjson::SUCCESS);
    ++references;
  }
  CHECK(references > 10);
}

TEST_CASE("paths are matched to the letter") {
  const auto at = [](std::string path, std::string method = "GET") {
    Request request;
    request.path = std::move(path);
    request.method = std::move(method);
    return match(request);
  };
  CHECK(at("/v1/incidents/4096")->arguments == std::vector<std::string>{"4096"});
  CHECK(at("/v1/entities/dl%3Abola-tinubu")->arguments.front() == "dl:bola-tinubu");
  CHECK(at("/")->asset != nullptr);
  CHECK(at("/v1/incidents", "HEAD"));
  for (const char* path : {"", "v1/incidents", "/v1", "/v1/incidents/", "/v1/incidents/1/2", "//", "/v1//incidents",
                           "/V1/incidents", "/v1/entities/%00", "/v1/entities/%f", "/../", "*"}) {
    CAPTURE(path);
    CHECK(at(path).error().status == 404);
  }
  CHECK(at("/v1/incidents", "DELETE").error().status == 405);
  CHECK(at("/v1/read").error().status == 405);
  CHECK(at("/", "POST").error().status == 405);
}
