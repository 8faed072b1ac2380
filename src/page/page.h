// From the bytes of a page or text file to the article: text in paragraphs, metadata, what is boilerplate, the wire dateline.
// Stateless but for the knowledge tables: any number of threads.
#pragma once

#include <memory>

#include "dateline/document.h"
#include "dateline/engine.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::page {

class Reader {
 public:
  static Result<Reader> create(const knowledge::Knowledge& knowledge);
  // Fails for bytes that are no text (NUL bytes, other binary) and over the limits of Engine::read.
  Result<Document> read(const Page& page) const;

  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

 private:
  struct Tables;
  explicit Reader(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

}  // namespace dateline::page
