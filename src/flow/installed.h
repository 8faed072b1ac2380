// The files that are installed with the program.
#pragma once

#include <string>

namespace dateline::flow {

// Where a file of the installation lies: beside the program or library that holds this code, in the share folder beside its bin
// or lib folder, or in the prefix that the build was configured with.
std::string installed_file(const char* name);

}  // namespace dateline::flow
