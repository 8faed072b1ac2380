// Whole files in and out, with errors that name the file and the remedy.
#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::base {

Result<std::string> read_file(const std::string& path);
// Writes beside the target and renames, so that a reader never sees half a file.
Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace dateline::base
