// Whether a clause or nominal is presented as having happened: by negation, modals, tense, questions, conditionals, and the verb
// or adjective that governs it (data/claims/signatures.tsv). Immutable: any number of threads.
#pragma once

#include <memory>

#include "dateline/document.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::claim {

class SignatureTable;

class StatusReader {
 public:
  static Result<StatusReader> create(const knowledge::Knowledge& knowledge);
  StatusReader(StatusReader&&) noexcept;
  StatusReader& operator=(StatusReader&&) noexcept;
  ~StatusReader();
  // `token`: the event's trigger, a verb or noun. Claims must be there.
  Status status_of(const Document& document, std::uint32_t token) const;

 private:
  explicit StatusReader(std::unique_ptr<SignatureTable> signatures);
  std::unique_ptr<SignatureTable> signatures_;
};

}  // namespace dateline::claim
