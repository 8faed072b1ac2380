// Whole files in and out, with errors that name the file and the remedy.
#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::base {

Result<std::string> read_file(const std::string& path);
// Where to write what shall stand at `path` once it is whole: beside it, to be renamed. The path itself when a device, a pipe, a
// folder or a link is there: those are written to, or fail, and are never replaced by a file.
std::string path_while_writing(const std::string& path);
// Writes beside the target and renames (path_while_writing), so that a reader never sees half a file.
Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace dateline::base
