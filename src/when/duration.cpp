#include "when/duration.h"

#include <fmt/format.h>

#include <cmath>

namespace dateline::when {

namespace {

std::string quantity(double number) {
  if (number == std::floor(number)) return fmt::format("{}", static_cast<long>(number));
  std::string text = fmt::format("{:.2f}", number);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

std::string duration_value(double number, Count count, Grain unit) {
  const bool vague = count == Count::Vague;
  const std::string amount = vague ? "X" : quantity(number);
  const bool has_half = !vague && number != std::floor(number) && number * 2 == std::floor(number * 2);
  const std::string whole = quantity(std::floor(number));
  switch (unit) {
    case Grain::Second:
      return fmt::format("PT{}S", amount);
    case Grain::Minute:
      return has_half ? (number < 1 ? std::string("PT30S") : fmt::format("PT{}M30S", whole)) : fmt::format("PT{}M", amount);
    case Grain::Hour:
      return has_half ? (number < 1 ? std::string("PT30M") : fmt::format("PT{}H30M", whole)) : fmt::format("PT{}H", amount);
    case Grain::Day:
    case Grain::Part:
      return has_half && number < 1 ? std::string("PT12H") : fmt::format("P{}D", amount);
    case Grain::Weekend:
      return fmt::format("P{}WE", amount);
    case Grain::Week:
      return fmt::format("P{}W", amount);
    case Grain::Month:
      return fmt::format("P{}M", amount);
    case Grain::Season:
      return vague ? std::string("PXM") : fmt::format("P{}M", quantity(number * 3));
    case Grain::Quarter:
      return fmt::format("P{}Q", amount);
    case Grain::Half:
      return vague ? std::string("PXM") : fmt::format("P{}M", quantity(number * 6));
    case Grain::Year:
      return has_half ? (number < 1 ? std::string("P6M") : fmt::format("P{}Y6M", whole)) : fmt::format("P{}Y", amount);
    case Grain::Decade:
      return vague ? std::string("PXDE") : fmt::format("P{}Y", quantity(number * 10));
    case Grain::Century:
      return vague ? std::string("PXCE") : fmt::format("P{}Y", quantity(number * 100));
  }
  return "PXX";
}

}  // namespace dateline::when
