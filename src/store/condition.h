// A filter as the WHERE of a statement, with its values.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "dateline/store.h"
#include "store/database.h"

namespace dateline::store {

class Condition {
 public:
  // Over `incidents i`.
  static Condition of_incidents(const IncidentFilter& filter, Dialect dialect);
  // Over `dyads d` or `dyad_months d` alone, which is quicker; nothing when the filter asks for more than that table knows:
  // months know days only when the filter begins and ends with a month.
  enum class Table : unsigned char { Dyads, Months };
  static std::optional<Condition> of_dyads(const IncidentFilter& filter, Table table);

  // Over `words`: the articles that have all the words of a text.
  static Condition of_words(const std::string& text, Dialect dialect);

  // "TRUE" when it asks for nothing. Parameters count from $1.
  const std::string& sql() const { return sql_; }
  void bind(Statement& statement) const;

 private:
  using Value = std::variant<std::int64_t, double, std::string>;
  std::string parameter(Value value);
  void add(const std::string& condition);
  void add_any_of(const std::string& column, const std::vector<std::string>& values);
  void add_days(const std::string& column, const IncidentFilter& filter);
  std::string parties(const std::string& party);
  std::string has_words(const std::string& text, Dialect dialect);

  std::string sql_ = "TRUE";
  std::vector<Value> values_;
};

// What a party is asked for by: an id ("dl:vladimir-putin"), a code or the beginning of one ("RUSGOV"), a name, or after '=' what
// stands for it alone ("=RUS": the state, without those who belong to it): its id, else its code, else its name.
enum class PartyIs : unsigned char { Id, Code, Name, Itself };
PartyIs kind_of(const std::string& party);
// Whether a party is asked for by its country's code, "RUS".
bool is_country_code(const std::string& party);

}  // namespace dateline::store
