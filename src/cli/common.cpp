#include "cli/common.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace dateline::cli {

void complain(std::string_view message) {
  std::string lines;
  while (!message.empty()) {
    const std::size_t end = message.find('\n');
    lines += fmt::format("dateline: {}\n", message.substr(0, end));
    message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
  }
  std::fwrite(lines.data(), 1, lines.size(), stderr);
}

std::optional<Engine> open_engine(const EngineFiles& files) {
  auto engine = Engine::open({files.pack, files.model, files.data});
  if (engine) return std::move(*engine);
  complain(engine.error().message);
  return std::nullopt;
}

bool wants_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && (!no_colour || *no_colour == '\0') && terminal && std::string_view(terminal) != "dumb";
}

}  // namespace dateline::cli
