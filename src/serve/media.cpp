#include "serve/media.h"

namespace dateline::serve {

namespace {

constexpr Media kMedia[] = {
    {"jsonl", "application/x-ndjson", "a JSON object a line, with all that the store knows", "jsonl", true, false},
    {"csv", "text/csv; charset=utf-8", "a table, one incident a row", "csv", true, false},
    {"tsv", "text/tab-separated-values; charset=utf-8", "the same with tabs", "tsv", true, false},
    {"geojson", "application/geo+json", "places on a map (RFC 7946)", "geojson", true, false},
    {"atom", "application/atom+xml", "a feed (RFC 4287)", "atom", true, false},
    {"graphml", "application/graphml+xml", "who acts upon whom, for network tools", "graphml", true, false},
    {"gexf", "application/gexf+xml", "the same for Gephi", "gexf", true, false},
    {"gdelt-events", "text/tab-separated-values; charset=utf-8", "GDELT 2.1 event rows", "export.CSV", false, false},
    {"gdelt-mentions", "text/tab-separated-values; charset=utf-8", "GDELT 2.1 mention rows", "mentions.CSV", false, false},
    {"polecat", "text/tab-separated-values; charset=utf-8", "POLECAT rows", "txt", false, false},
    {"icews", "text/tab-separated-values; charset=utf-8", "ICEWS rows", "tab", false, false},
    {"ftm", "application/x-ndjson", "FollowTheMoney entities", "ftm.json", false, false},
    {"gkg", "text/tab-separated-values; charset=utf-8", "GDELT 2.1 Global Knowledge Graph rows, of articles", "gkg.csv", false,
     true},
    {"annotations", "application/x-ndjson", "W3C Web Annotations, of articles", "jsonl", false, true},
    {"ftm-articles", "application/x-ndjson", "FollowTheMoney articles and mentions", "ftm.json", false, true},
};

}  // namespace

std::span<const Media> media() { return kMedia; }

}  // namespace dateline::serve
