// Who did what to whom: patterns (data/events/) over the trees -> PLOVER and CAMEO events with actors, recipients, instruments,
// time, place, status and claim. Fills Document::events. Immutable: any number of threads.
#pragma once

#include <memory>

#include "claim/status.h"
#include "dateline/document.h"
#include "dateline/engine.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::event {

class CoderParts;

class Coder {
 public:
  static Result<Coder> create(const knowledge::Knowledge& knowledge);
  Coder(Coder&&) noexcept;
  Coder& operator=(Coder&&) noexcept;
  ~Coder();
  // `trace`, when given, gets a line for each sentence and trigger that was considered.
  void run(Document& document, Trace* trace = nullptr) const;

 private:
  explicit Coder(std::unique_ptr<CoderParts> parts);
  std::unique_ptr<CoderParts> parts_;
};

}  // namespace dateline::event
