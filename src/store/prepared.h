// What Prepared holds (dateline/store.h).
#pragma once

#include "dateline/store.h"
#include "story/traits.h"

namespace dateline {

struct Prepared::Parts {
  std::string address;    // the URL, else "sha256:" and the record's id
  std::string record_id;  // of the text
  std::string digest;     // of the whole record
  std::string engine;     // that made it: digest of its identity
  std::string url, title, publisher, language, published, fetched;
  bool is_paywalled = false;
  std::string text;
  std::string record;  // packed
  std::vector<Report> reports;
  // Each as JSON (dateline/incident_json.h) behind its first three members, the numbers that it gets in the store.
  std::vector<std::string> reports_json;
  story::Traits traits;
};

namespace store {

// What is known of the article that has an address.
struct Known {
  std::uint64_t id = 0;
  std::string digest, engine, record_id, fetched;
  bool is_paywalled = false;

  static Known of(std::uint64_t id, const Prepared::Parts& parts) {
    return {id, parts.digest, parts.engine, parts.record_id, parts.fetched, parts.is_paywalled};
  }
};

// Of two records of one address the better one stays: one that is not behind a paywall, then the one fetched later. Of the same
// text read by another engine the last one stays; else, when nothing tells them apart, the same one whichever came first.
bool is_better(const Known& there, const Prepared::Parts& fresh);

}  // namespace store
}  // namespace dateline
