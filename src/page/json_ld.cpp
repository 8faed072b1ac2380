// The object that describes the page is the one of the best type (data/page/schema_types.tsv) among those at the top, in @graph
// and behind mainEntity; what it leaves out is taken from the others. Objects that it only names ("@id") are looked up once.
#include "page/json_ld.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace dateline::page {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// More than this in one page is no description of it.
constexpr std::size_t kMostObjects = 512;
constexpr std::size_t kMostAuthors = 64;
constexpr int kNoRank = 9;
// Objects of this rank and behind are things in a page: a video, an event, a product. Their dates may not be the page's.
constexpr int kThingRank = 4;

std::string_view text_of(const element& value) {
  std::string_view text;
  return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string_view member(const object& from, const char* name) {
  element value;
  return from.at_key(name).get(value) == simdjson::SUCCESS ? text_of(value) : std::string_view();
}

std::string folded_type(std::string_view type) {
  if (const std::size_t slash = type.find_last_of("/#:"); slash != std::string_view::npos) type.remove_prefix(slash + 1);
  std::string out;
  for (const char c : type) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  return out;
}

// Scripts hold JSON in a comment or with a semicolon behind, and raw line ends in its strings.
std::string mended(std::string_view text) {
  const std::size_t begin = text.find_first_of("{[");
  const std::size_t end = text.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  std::string out(text.substr(begin, end - begin + 1));
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return out;
}

class Collector {
 public:
  Collector(const knowledge::Table& types, std::uint32_t type_column, std::uint32_t rank_column)
      : types_(types), type_column_(type_column), rank_column_(rank_column) {}

  // The objects of one script, while its parser lives.
  void take(const element& root, JsonLd& out, int& best) {
    objects_.clear();
    collect(root, 0);
    named_.clear();
    for (const Entry& entry : objects_) {
      if (const std::string_view id = member(entry.value, "@id"); !id.empty()) named_.emplace(id, entry.value);
    }
    std::stable_sort(objects_.begin(), objects_.end(), [](const Entry& a, const Entry& b) { return a.rank < b.rank; });
    for (const Entry& entry : objects_) {
      if (entry.rank >= kNoRank) break;
      fill(entry, out, best);
    }
  }

 private:
  struct Entry {
    object value;
    int rank;
  };

  int rank_of(const object& value) const {
    element type;
    if (value.at_key("@type").get(type) != simdjson::SUCCESS) return kNoRank;
    int best = kNoRank;
    const auto consider = [&](std::string_view name) {
      const knowledge::Rows rows = types_.find(type_column_, folded_type(name));
      if (rows.empty()) return;
      const std::string_view cell = types_.cell(rows.front(), rank_column_);
      int rank = kNoRank;
      std::from_chars(cell.data(), cell.data() + cell.size(), rank);
      best = std::min(best, rank);
    };
    simdjson::dom::array several;
    if (type.get_array().get(several) == simdjson::SUCCESS) {
      for (const element one : several) consider(text_of(one));
    } else {
      consider(text_of(type));
    }
    return best;
  }

  void collect(const element& value, int depth) {
    if (depth > 4 || objects_.size() >= kMostObjects) return;
    simdjson::dom::array several;
    if (value.get_array().get(several) == simdjson::SUCCESS) {
      for (const element one : several) collect(one, depth + 1);
      return;
    }
    object one;
    if (value.get_object().get(one) != simdjson::SUCCESS) return;
    objects_.push_back({one, rank_of(one)});
    for (const char* name : {"@graph", "mainEntity", "mainEntityOfPage"}) {
      element inner;
      if (one.at_key(name).get(inner) == simdjson::SUCCESS) collect(inner, depth + 1);
    }
  }

  // The name of a person or organisation: a string, an object, or one that is only named here.
  std::string_view name_of(const element& value) const {
    if (const std::string_view text = text_of(value); !text.empty()) return text;
    object one;
    if (value.get_object().get(one) != simdjson::SUCCESS) return {};
    if (const std::string_view name = member(one, "name"); !name.empty()) return name;
    const auto found = named_.find(member(one, "@id"));
    return found == named_.end() ? std::string_view() : member(found->second, "name");
  }

  void fill(const Entry& entry, JsonLd& out, int& best) const {
    const object& from = entry.value;
    // The better object's word stands; the first of equals is the page's own.
    const bool better = entry.rank < best;
    best = std::min(best, entry.rank);
    const auto put = [&](std::string& to, std::string_view value) {
      if (!value.empty() && (better || to.empty())) to = value;
    };
    put(out.headline, member(from, "headline"));
    if (out.headline.empty()) put(out.headline, member(from, "name"));
    std::string_view date = member(from, "datePublished");
    if (date.empty()) date = member(from, "uploadDate");
    if (date.empty()) date = member(from, "dateCreated");
    if (!date.empty() && (better || out.published.empty())) {
      out.published = date;
      out.is_date_of_thing = entry.rank >= kThingRank;
    }
    put(out.modified, member(from, "dateModified"));
    put(out.language, member(from, "inLanguage"));
    put(out.url, member(from, "url"));
    put(out.body, member(from, "articleBody"));
    put(out.dateline, member(from, "dateline"));
    element value;
    if (from.at_key("publisher").get(value) == simdjson::SUCCESS) put(out.publisher, name_of(value));
    if (from.at_key("isAccessibleForFree").get(value) == simdjson::SUCCESS) {
      bool free = true;
      if (value.get_bool().get(free) != simdjson::SUCCESS) free = folded_type(text_of(value)) != "false";
      out.is_paywalled = out.is_paywalled || !free;
    }
    for (const char* name : {"author", "creator"}) {
      if ((!better && !out.authors.empty()) || from.at_key(name).get(value) != simdjson::SUCCESS) continue;
      std::vector<std::string> authors;
      simdjson::dom::array several;
      if (value.get_array().get(several) == simdjson::SUCCESS) {
        for (const element one : several) {
          if (authors.size() < kMostAuthors) authors.emplace_back(name_of(one));
        }
      } else {
        authors.emplace_back(name_of(value));
      }
      authors.erase(std::remove(authors.begin(), authors.end(), std::string()), authors.end());
      if (authors.empty()) continue;
      out.authors = std::move(authors);
      break;
    }
  }

  const knowledge::Table& types_;
  std::uint32_t type_column_, rank_column_;
  std::vector<Entry> objects_;
  std::unordered_map<std::string_view, object> named_;
};

bool is_json_ld(std::string_view type) { return type.find("ld+json") != std::string_view::npos; }

}  // namespace

JsonLdReader::JsonLdReader(const knowledge::Knowledge& knowledge)
    : types_(knowledge.table("schema_types")), type_column_(types_.column("type")), rank_column_(types_.column("rank")) {}

JsonLd JsonLdReader::read(const Tree& tree) const {
  JsonLd out;
  int best = kNoRank;
  simdjson::dom::parser parser;
  Collector collector(types_, type_column_, rank_column_);
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    if (tree[i].tag != Tag::Script || tree[i].end <= i + 1 || !is_json_ld(tree.attribute(i, Attribute::Type))) continue;
    const std::string_view text = tree.letters(i + 1);
    element root;
    if (parser.parse(simdjson::padded_string(text)).get(root) == simdjson::SUCCESS ||
        parser.parse(simdjson::padded_string(mended(text))).get(root) == simdjson::SUCCESS) {
      collector.take(root, out, best);
    }
  }
  return out;
}

}  // namespace dateline::page
