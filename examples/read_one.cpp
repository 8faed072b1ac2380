// Reads one page and prints what happened. g++ -std=c++20 read_one.cpp $(pkg-config --cflags --libs dateline)
#include <dateline/engine.h>

#include <cstdio>
#include <fstream>
#include <iterator>

int main(int argc, char** argv) {
  auto engine = dateline::Engine::open();
  if (!engine || argc < 2) return std::fprintf(stderr, "%s\n", engine ? "give a file" : engine.error().message.c_str()), 1;
  std::ifstream file(argv[1], std::ios::binary);
  dateline::Page page;
  page.bytes.assign(std::istreambuf_iterator<char>(file), {});
  auto document = engine->read(page);
  if (!document) return std::fprintf(stderr, "%s: %s\n", argv[1], document.error().message.c_str()), 1;
  for (const auto& event : document->events) {
    const auto words = document->text_of(event.trigger);
    std::printf("%.*s (%.*s)\n", int(event.type.size()), event.type.data(), int(words.size()), words.data());
  }
}
