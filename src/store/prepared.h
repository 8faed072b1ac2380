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

}  // namespace dateline
