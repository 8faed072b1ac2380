// The exporters by family; Exporter::create and to_article_format pick one.
#pragma once

#include <memory>

#include "dateline/exports.h"

namespace dateline::format {

std::unique_ptr<Exporter> jsonl_exporter();
std::unique_ptr<Exporter> csv_exporter();
std::unique_ptr<Exporter> tsv_exporter();
std::unique_ptr<Exporter> polecat_exporter(const CountryCodes& codes);
std::unique_ptr<Exporter> icews_exporter(const CountryCodes& codes);
std::unique_ptr<Exporter> gdelt_events_exporter(const CountryCodes& codes);
std::unique_ptr<Exporter> gdelt_mentions_exporter();
std::unique_ptr<Exporter> geojson_exporter();
std::unique_ptr<Exporter> followthemoney_exporter();
std::unique_ptr<Exporter> atom_exporter();
std::unique_ptr<Exporter> graphml_exporter();
std::unique_ptr<Exporter> gexf_exporter();

// Of an article. `number`: the article's, in the store.
std::string gkg_row(const Document& document, std::uint64_t number, const CountryCodes& codes);
std::string web_annotations(const Document& document, std::uint64_t number);
std::string followthemoney_article(const Document& document);

}  // namespace dateline::format
