// The events of a document as reports that stand without it.
#pragma once

#include <vector>

#include "dateline/document.h"
#include "dateline/incident.h"
#include "story/quantities.h"

namespace dateline::story {

// One report for each event, in order; numbers of articles and events are left to whoever stores them.
std::vector<Report> reports_of(const Document& document, const QuantityReader& quantities);

// What the reports of one event come to. `reports`: at least one, in order of their articles.
Incident summarise(const std::vector<Report>& reports);

}  // namespace dateline::story
