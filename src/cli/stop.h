// SIGINT and SIGTERM end the reading, not the program: what is under way is stored. A second one ends the program.
#pragma once

namespace dateline::cli {

void stop_on_signals();
bool stop_is_asked();

}  // namespace dateline::cli
