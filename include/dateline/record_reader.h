// Reads records (docs/record.md) back into documents, so that what was written once can be stored, exported or compared without
// the engine. Tokens of a record are not read; the engine's identity stays in the line.
#pragma once

#include <memory>
#include <string_view>

#include "dateline/document.h"
#include "dateline/result.h"

namespace dateline {

// Keeps its buffers from record to record. One thread at a time; movable.
class RecordReader {
 public:
  RecordReader();
  ~RecordReader();
  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;

  // One line of JSON. Fails for what is no record of this version, a span outside of the text, or a reference to a row that is
  // not there; the message says which, without the place of the line.
  Result<Document> read(std::string_view record);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace dateline
