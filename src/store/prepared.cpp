#include "store/prepared.h"

#include "base/hash.h"
#include "dateline/incident_json.h"
#include "store/packed.h"
#include "story/reports.h"
#include "story/tables.h"

namespace dateline {

namespace {

// The record's member "engine", as it is written there: the writer puts it before everything that comes from outside.
std::string_view engine_of(std::string_view record) {
  constexpr std::string_view kMember = "\"engine\":{";
  const std::size_t begin = record.substr(0, 64).find(kMember);
  if (begin == record.npos) return {};
  return record.substr(begin, record.find('}', begin) - begin);
}

}  // namespace

Prepared::Prepared(const Document& document, std::string_view record, const story::Tables& tables)
    : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.record_id = base::sha256_hex(document.text);
  p.address = document.url.empty() ? "sha256:" + p.record_id : document.url;
  p.digest = base::sha256_hex(record);
  p.engine = base::sha256_hex(engine_of(record));
  p.url = document.url;
  p.title = document.title;
  p.publisher = document.publisher;
  p.language = document.language;
  p.published = document.published;
  p.fetched = document.fetched;
  p.is_paywalled = document.is_paywalled;
  p.text = document.text;
  p.record = store::pack(record);
  p.reports = story::reports_of(document, tables.quantities);
  p.traits = story::traits_of(document, p.reports);
  p.reports.resize(p.traits.events.size());
  p.reports_json.reserve(p.reports.size());
  constexpr std::string_view kNumbers = R"({"event":0,"article":0,"copy_of":0)";
  for (const Report& report : p.reports) p.reports_json.push_back(to_json(report).substr(kNumbers.size()));
}

Prepared::Prepared(Prepared&&) noexcept = default;
Prepared& Prepared::operator=(Prepared&&) noexcept = default;
Prepared::~Prepared() = default;
std::size_t Prepared::bytes() const {
  // Reports and traits take a few times what they are told with.
  constexpr std::size_t kTimes = 3;
  std::size_t sum = parts_->text.size() + parts_->record.size();
  for (const std::string& report : parts_->reports_json) sum += kTimes * report.size();
  return sizeof *parts_ + sum + kTimes * parts_->text.size();
}
Prepared::Parts Prepared::take() && { return std::move(*parts_); }

namespace store {

bool is_better(const Known& there, const Prepared::Parts& fresh) {
  if (there.engine != fresh.engine && there.record_id == fresh.record_id) return true;
  if (there.is_paywalled != fresh.is_paywalled) return there.is_paywalled;
  if (there.fetched != fresh.fetched) return there.fetched < fresh.fetched;
  return there.digest < fresh.digest;
}

}  // namespace store

}  // namespace dateline
