// The files behind the inputs of a command: folders opened up in a fixed order, lazily. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/result.h"
#include "input/source.h"

namespace dateline::input {

// The format that a name's ending says, .gz and .zst aside; Auto when it says nothing.
InputFormat format_of_name(std::string_view path);
// The base name without .html.gz and the like: what a record carries as source_id.
std::string source_id_of(std::string_view path);

class Files {
 public:
  Files(std::vector<std::string> inputs, InputFormat format);
  struct File {
    std::string path;
    Result<void> found;  // an error for an input or folder that cannot be opened
  };
  // Nothing at the end.
  std::optional<File> next();

 private:
  struct Waiting {
    std::string path;
    bool given = false;  // by the user, not found in a folder
  };
  // Puts what is in the folder on top of waiting_, first name last.
  Result<void> open_folder(const std::string& path, bool given);

  std::vector<Waiting> waiting_;  // a stack
  InputFormat format_;
};

}  // namespace dateline::input
