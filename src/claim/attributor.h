// Who says what: quotations and reported speech by cues over the trees. Fills Document::claims. Immutable: any number of threads.
#pragma once

#include <memory>

#include "dateline/document.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::claim {

class CueTable;

class Attributor {
 public:
  static Result<Attributor> create(const knowledge::Knowledge& knowledge);
  Attributor(Attributor&&) noexcept;
  Attributor& operator=(Attributor&&) noexcept;
  ~Attributor();
  void run(Document& document) const;
  // The innermost claim whose content holds the token: last of all that of the dateline's agency. kNone when the article itself
  // says it.
  static std::uint32_t claim_of(const Document& document, std::uint32_t token);

 private:
  explicit Attributor(std::unique_ptr<CueTable> cues);
  std::unique_ptr<CueTable> cues_;
};

}  // namespace dateline::claim
