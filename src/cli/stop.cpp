#include "cli/stop.h"

#include <atomic>
#include <csignal>

namespace dateline::cli {

namespace {

std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // so a handler may write it

}  // namespace

void stop_on_signals() {
  for (const int number : {SIGINT, SIGTERM}) {
    struct sigaction action {};
    action.sa_handler = [](int) { asked = true; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(number, &action, nullptr);
  }
}

bool stop_is_asked() { return asked; }

}  // namespace dateline::cli
