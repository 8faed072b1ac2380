// One line for each text: its words, and which of them tell something that took place, or did not (docs/cli.md).
#include "base/json.h"
#include "dateline/formats.h"

namespace dateline {

namespace {

class PredicateWriter {
 public:
  PredicateWriter(const Document& document, TokenSlice slice, std::string& out) : d_(document), slice_(slice), json_(out) {}

  void write(std::string_view name, const std::vector<Predicate>& predicates) {
    json_.begin_object();
    json_.key("doc");
    write_name(name);
    json_.key("tokens");
    json_.begin_array();
    for (std::uint32_t t = slice_.first; t < slice_.end; ++t) json_.value(d_.text_of_token(t));
    json_.end_array();
    json_.key("events");
    json_.begin_array();
    for (const Predicate& predicate : predicates) {
      if (predicate.token >= slice_.first && predicate.token < slice_.end) write_predicate(predicate);
    }
    json_.end_array();
    json_.end_object();
  }

 private:
  // Ids that are numbers stay numbers.
  void write_name(std::string_view name) {
    constexpr std::size_t kLongestNumber = 9;
    const bool digits = !name.empty() && name.size() <= kLongestNumber && name.find_first_not_of("0123456789") == name.npos &&
                        (name.size() == 1 || name[0] != '0');
    std::uint32_t number = 0;
    for (std::size_t i = 0; digits && i < name.size(); ++i) number = number * 10 + static_cast<std::uint32_t>(name[i] - '0');
    if (digits)
      json_.value(number);
    else
      json_.value(name);
  }

  void write_predicate(const Predicate& predicate) {
    json_.begin_object();
    json_.field("i", predicate.token - slice_.first);
    json_.field("word", d_.text_of_token(predicate.token));
    json_.key("fact");
    json_.value(predicate.factuality, 3);
    json_.field("status", name_of(predicate.status));
    json_.key("chain");
    json_.begin_array();
    for (const Perspective& perspective : predicate.perspectives) {
      json_.begin_object();
      if (perspective.claim != kNone) {
        const Claim& claim = d_.claims[perspective.claim];
        json_.field_if_known("source", d_.text_of(claim.source_span));
        json_.field("stance", name_of(claim.stance));
        json_.field("kind", name_of(claim.kind));
      }
      json_.field("certainty", name_of(perspective.certainty));
      if (perspective.certainty != Certainty::Unknown) json_.field("polarity", name_of(perspective.polarity));
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  const Document& d_;
  TokenSlice slice_;
  base::JsonWriter json_;
};

}  // namespace

std::string to_predicates(const Document& document, const std::vector<Predicate>& predicates, std::string_view name,
                          TokenSlice slice) {
  std::string out;
  PredicateWriter(document, slice, out).write(name, predicates);
  return out;
}

}  // namespace dateline
