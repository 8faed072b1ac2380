// Counts over columns: what `dateline stats` gives over the store itself, and all that the page shows at first.
#pragma once

#include <string>
#include <vector>

#include "dateline/result.h"
#include "dateline/store.h"
#include "serve/view.h"

namespace dateline::serve {

// As StoreReader::counts. Fails for a grouping that there is not, and when there are more than `most` groups.
Result<std::vector<Count>> counts(const store::Columns& columns, const store::Selection& selection,
                                  const std::vector<std::string>& by, std::size_t most);

// The answer of /v1/overview (docs/api.md), one JSON object.
std::string overview(const View& view, const store::Selection& selection);

}  // namespace dateline::serve
