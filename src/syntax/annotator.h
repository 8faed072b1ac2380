// Sentences, tokens, tags, lemmas and dependencies of a document's paragraphs. Immutable after open: any number of threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/document.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::syntax {

class Annotator {
 public:
  // Maps the weights; refuses a file that is truncated, altered or made for another program version.
  static Result<Annotator> open(const std::string& model_path, const knowledge::Knowledge& knowledge);
  Annotator(Annotator&&) noexcept;
  Annotator& operator=(Annotator&&) noexcept;
  ~Annotator();

  // Fills Document::sentences and Document::tokens from text and paragraphs. Boilerplate paragraphs get sentences too.
  void annotate(Document& document) const;
  // Tokens and sentences are there (spans, multiword); fills the other columns.
  void tag_and_parse(Document& document) const;

  std::string_view model_sha256() const;

 private:
  struct Parts;
  explicit Annotator(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace dateline::syntax
