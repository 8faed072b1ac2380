#include "cli/common.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <thread>

#include "base/iso_date.h"
#include "base/utf8.h"

namespace dateline::cli {

void complain(std::string_view message) {
  std::string lines;
  while (!message.empty()) {
    const std::size_t end = message.find('\n');
    lines += fmt::format("dateline: {}\n", base::printable(message.substr(0, end)));
    message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
  }
  std::fwrite(lines.data(), 1, lines.size(), stderr);
}

std::string what_was_thrown() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return "not enough memory; give fewer threads (-j 1) or smaller inputs";
  } catch (const std::exception& error) {
    return fmt::format("a fault in dateline ({}); please report it with the input", error.what());
  }
}

std::optional<Engine> open_engine(const EngineFiles& files) {
  auto engine = Engine::open({files.pack, files.model, files.data});
  if (engine) return std::move(*engine);
  complain(engine.error().message);
  return std::nullopt;
}

bool is_good_date(const std::string& date) {
  if (date.empty() || base::parse_iso_date(date)) return true;
  complain(fmt::format("--date {}: there is no such date in ISO 8601; give one such as 2023-09-15 or 2023-09-15T10:21Z", date));
  return false;
}

unsigned threads_for(unsigned asked) { return asked == 0 ? std::max(1u, std::thread::hardware_concurrency()) : asked; }

bool wants_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && (!no_colour || *no_colour == '\0') && terminal && std::string_view(terminal) != "dumb";
}

}  // namespace dateline::cli
