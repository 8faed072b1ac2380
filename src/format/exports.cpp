#include "dateline/exports.h"

#include <fmt/format.h>

#include "format/exporters.h"

namespace dateline {

namespace {

struct Format {
  std::string_view name;
  std::unique_ptr<Exporter> (*make)(const CountryCodes&);
};

constexpr Format kFormats[] = {
    {"jsonl", [](const CountryCodes&) { return format::jsonl_exporter(); }},
    {"csv", [](const CountryCodes&) { return format::csv_exporter(); }},
    {"tsv", [](const CountryCodes&) { return format::tsv_exporter(); }},
    {"gdelt-events", [](const CountryCodes& codes) { return format::gdelt_events_exporter(codes); }},
    {"gdelt-mentions", [](const CountryCodes&) { return format::gdelt_mentions_exporter(); }},
    {"polecat", [](const CountryCodes& codes) { return format::polecat_exporter(codes); }},
    {"icews", [](const CountryCodes& codes) { return format::icews_exporter(codes); }},
    {"ftm", [](const CountryCodes&) { return format::followthemoney_exporter(); }},
    {"geojson", [](const CountryCodes&) { return format::geojson_exporter(); }},
    {"graphml", [](const CountryCodes&) { return format::graphml_exporter(); }},
    {"gexf", [](const CountryCodes&) { return format::gexf_exporter(); }},
    {"atom", [](const CountryCodes&) { return format::atom_exporter(); }},
};

struct ArticleFormat {
  std::string_view name;
  std::string (*write)(const Document&, std::uint64_t number, const CountryCodes&);
};

constexpr ArticleFormat kArticleFormats[] = {
    {"gkg", format::gkg_row},
    {"annotations",
     [](const Document& d, std::uint64_t number, const CountryCodes&) { return format::web_annotations(d, number); }},
    {"ftm-articles", [](const Document& d, std::uint64_t, const CountryCodes&) { return format::followthemoney_article(d); }},
};

}  // namespace

const CountryCodes::Country& CountryCodes::operator[](std::string_view alpha3) const {
  static const Country unknown;
  const auto found = countries.find(alpha3);
  return found == countries.end() ? unknown : found->second;
}

Result<std::unique_ptr<Exporter>> Exporter::create(std::string_view name, const CountryCodes& codes) {
  std::string known;
  for (const Format& format : kFormats) {
    if (format.name == name) return format.make(codes);
    known += fmt::format("{}{}", known.empty() ? "" : ", ", format.name);
  }
  return failure(ErrorCode::BadArgument, fmt::format("{}: no such format; give one of {}", name, known));
}

std::vector<std::string_view> export_formats() {
  std::vector<std::string_view> names;
  for (const Format& format : kFormats) names.push_back(format.name);
  return names;
}

std::string to_article_format(std::string_view format, const Document& document, std::uint64_t number,
                              const CountryCodes& codes) {
  for (const ArticleFormat& known : kArticleFormats) {
    if (known.name == format) return known.write(document, number, codes);
  }
  return {};
}

std::vector<std::string_view> article_formats() {
  std::vector<std::string_view> names;
  for (const ArticleFormat& format : kArticleFormats) names.push_back(format.name);
  return names;
}

}  // namespace dateline
