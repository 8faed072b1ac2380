// The query of a URL, taken apart and decoded; and paths. What is not as it should be is refused, never guessed at.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "serve/message.h"

namespace dateline::serve {

// "a%20b" is "a b"; in a query "+" is a space, too. Nothing for an escape that is none, a zero byte, and what is not UTF-8.
enum class Plus : unsigned char { Letter, Space };
std::optional<std::string> decoded(std::string_view text, Plus plus);

class Parameters {
 public:
  // Each of `known` at most once, and no others.
  static tl::expected<Parameters, Refusal> parse(std::string_view query, const std::vector<std::string_view>& known);

  // nullptr when it is not given. An empty value counts as not given: forms send such.
  const std::string* find(std::string_view name) const;
  // The number that is given, or else `otherwise`.
  tl::expected<std::uint64_t, Refusal> number(std::string_view name, std::uint64_t otherwise, std::uint64_t least,
                                              std::uint64_t most) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return values_; }

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

// The value of the best of `offered` media types by an Accept header (RFC 9110, 12.5.1), as its place in the list; the first when
// the header is empty; nothing when none will do.
std::optional<std::size_t> best_of(std::string_view accept, const std::vector<std::string_view>& offered);

}  // namespace dateline::serve
