// The status of a trigger is what its own clause says (tense, auxiliaries, negation, condition, question), seen through what
// governs that clause: each governor of the table turns the status that it has itself into one for what hangs on it. So the
// reader climbs from the trigger towards the root until a clause is finite and nothing governs it, and folds the effects on the
// way back. "He did not forget to sign": `sign` hangs on `forget`, which is denied, and forget's negative effect is `happened`.
// The climb is bounded, and looks at a window of the sentence, so a call takes constant time.
// tests/claim/status_test.cpp, data/claims/signatures.tsv.
#include "claim/status.h"

#include "claim/climber.h"

namespace dateline::claim {
namespace {

constexpr std::uint32_t kWindow = 200;  // tokens of the sentence on each side of the trigger

}  // namespace

StatusReader::StatusReader(std::unique_ptr<SignatureTable> signatures) : signatures_(std::move(signatures)) {}
StatusReader::StatusReader(StatusReader&&) noexcept = default;
StatusReader& StatusReader::operator=(StatusReader&&) noexcept = default;
StatusReader::~StatusReader() = default;

Result<StatusReader> StatusReader::create(const knowledge::Knowledge& knowledge) {
  auto signatures = SignatureTable::read(knowledge);
  if (!signatures) return tl::unexpected(signatures.error());
  return StatusReader(std::make_unique<SignatureTable>(std::move(*signatures)));
}

Status StatusReader::status_of(const Document& document, std::uint32_t token) const {
  const Sentence& sentence = document.sentences[document.tokens.sentence[token]];
  TokenRange range{sentence.first_token, sentence.end_token};
  if (token > range.first + kWindow) range.first = token - kWindow;
  if (range.end > token + kWindow) range.end = token + kWindow;
  const Tree tree(document, range);
  return Climber(*signatures_, tree).value(token);
}

}  // namespace dateline::claim
