#include "serve/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace dateline::serve {

namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes what is before the separator off the front.
std::string_view next(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return part;
}

bool equal_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return lower(x) == lower(y);
  });
}

}  // namespace

std::optional<std::string> decoded(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = digit_of(text[i + 1]), low = digit_of(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus == Plus::Space) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  if (base::find_invalid_utf8(out) != std::string_view::npos) return std::nullopt;
  return out;
}

tl::expected<Parameters, Refusal> Parameters::parse(std::string_view query, const std::vector<std::string_view>& known) {
  Parameters parameters;
  while (!query.empty()) {
    const std::string_view part = next(query, '&');
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    const auto name = decoded(part.substr(0, equals), Plus::Space);
    const auto value = decoded(equals == part.npos ? std::string_view() : part.substr(equals + 1), Plus::Space);
    if (!name || !value) {
      return refuse(400, "bad_encoding", fmt::format("{}: is no percent-encoded UTF-8", base::printable(part.substr(0, 80))));
    }
    if (std::find(known.begin(), known.end(), *name) == known.end()) {
      std::string list;
      for (const std::string_view k : known) list += fmt::format("{}{}", list.empty() ? "" : ", ", k);
      return refuse(400, "unknown_parameter",
                    fmt::format("{}: no such parameter here; {}", base::printable(std::string_view(*name).substr(0, 80)),
                                known.empty() ? "there are none" : "there are " + list),
                    base::printable(std::string_view(*name).substr(0, 80)));
    }
    for (const auto& [other, unused] : parameters.values_) {
      if (other == *name) return refuse(400, "bad_parameter", fmt::format("{}: is given twice", *name), *name);
    }
    parameters.values_.emplace_back(*name, *value);
  }
  return parameters;
}

const std::string* Parameters::find(std::string_view name) const {
  for (const auto& [own, value] : values_) {
    if (own == name) return value.empty() ? nullptr : &value;
  }
  return nullptr;
}

tl::expected<std::uint64_t, Refusal> Parameters::number(std::string_view name, std::uint64_t otherwise, std::uint64_t least,
                                                        std::uint64_t most) const {
  const std::string* text = find(name);
  if (!text) return otherwise;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || number < least || number > most) {
    return refuse(400, "bad_parameter",
                  fmt::format("{} {}: give a number from {} to {}", name, base::printable(std::string_view(*text).substr(0, 80)),
                              least, most),
                  std::string(name));
  }
  return number;
}

std::optional<std::size_t> best_of(std::string_view accept, const std::vector<std::string_view>& offered) {
  if (trimmed(accept).empty()) return offered.empty() ? std::nullopt : std::optional<std::size_t>(0);
  // Of each type offered the weight of the most precise range that it is in.
  std::vector<std::pair<int, double>> weights(offered.size(), {0, 0.0});
  constexpr int kRanges = 64;
  for (int ranges = 0; !accept.empty() && ranges < kRanges; ++ranges) {
    std::string_view range = next(accept, ',');
    const std::string_view type = trimmed(next(range, ';'));
    double weight = 1;
    while (!range.empty()) {
      const std::string_view parameter = trimmed(next(range, ';'));
      if (parameter.size() > 2 && (parameter[0] == 'q' || parameter[0] == 'Q') && parameter[1] == '=') {
        double given = 0;
        const auto [end, error] = std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), given);
        weight = error == std::errc() && given >= 0 && given <= 1 ? given : 0;
      }
    }
    for (std::size_t i = 0; i < offered.size(); ++i) {
      const std::string_view group = offered[i].substr(0, offered[i].find('/'));
      const int precision =
          equal_letters(type, offered[i])                                                                                 ? 3
          : type.size() == group.size() + 2 && type.ends_with("/*") && equal_letters(type.substr(0, group.size()), group) ? 2
          : type == "*/*"                                                                                                 ? 1
                                                                                                                          : 0;
      if (precision > weights[i].first) weights[i] = {precision, weight};
    }
  }
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    if (weights[i].second > 0 && (!best || weights[i].second > weights[*best].second)) best = i;
  }
  return best;
}

}  // namespace dateline::serve
