// The articles of a generated archive as web pages in English, inside WARC records: for measuring the whole way from bytes to
// incidents. A sentence that tells of an event is written as one that the engine codes; the others are about made-up matters.
// Pages have menus, teasers and scripts around the article, as the web's have.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "archive/generator.h"

namespace dateline::bench {

class PageWriter {
 public:
  // Reads bench/archive/english.tsv; empty when it is not there.
  explicit PageWriter(const std::string& table);
  bool is_ready() const { return !rows_.empty(); }

  std::string html(const Article& article) const;
  // A WARC response with the page in it, packed with gzip as one member.
  std::string warc_record(const Article& article) const;

 private:
  const std::string& row(const std::string& kind, std::size_t number) const;
  std::string party(const Document& document, const Event& event, bool actor) const;
  std::string sentence(const Document& document, std::uint32_t number, const std::vector<const Event*>& event_of) const;

  std::map<std::string, std::vector<std::string>> rows_;  // texts of a kind
  std::map<std::string, std::string> by_key_;             // "event ASSAULT"
};

}  // namespace dateline::bench
