// The loops are written once with Highway and compiled for every vector width; the best for the processor is chosen on the first
// call. Vectors are loaded without regard to alignment or to the end: the padding makes that safe.
#include "html/scan.h"

#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "html/scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dateline::html {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Bytes = hn::CappedTag<std::uint8_t, kScanPadding>;

const char* find_four(const char* from, char a, char b) {
  const Bytes d;
  const auto wanted_a = hn::Set(d, static_cast<std::uint8_t>(a));
  const auto wanted_b = hn::Set(d, static_cast<std::uint8_t>(b));
  const auto cr = hn::Set(d, static_cast<std::uint8_t>('\r'));
  const auto nul = hn::Zero(d);
  for (;; from += hn::Lanes(d)) {
    const auto bytes = hn::LoadU(d, reinterpret_cast<const std::uint8_t*>(from));
    const auto found =
        hn::Or(hn::Or(hn::Eq(bytes, wanted_a), hn::Eq(bytes, wanted_b)), hn::Or(hn::Eq(bytes, cr), hn::Eq(bytes, nul)));
    const auto first = hn::FindFirstTrue(d, found);
    if (first >= 0) return from + first;
  }
}

const char* find_two(const char* from, char a) {
  const Bytes d;
  const auto wanted = hn::Set(d, static_cast<std::uint8_t>(a));
  const auto nul = hn::Zero(d);
  for (;; from += hn::Lanes(d)) {
    const auto bytes = hn::LoadU(d, reinterpret_cast<const std::uint8_t*>(from));
    const auto first = hn::FindFirstTrue(d, hn::Or(hn::Eq(bytes, wanted), hn::Eq(bytes, nul)));
    if (first >= 0) return from + first;
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace dateline::html
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dateline::html {

HWY_EXPORT(find_four);
HWY_EXPORT(find_two);

const char* find_text_end(const char* from) { return HWY_DYNAMIC_DISPATCH(find_four)(from, '<', '&'); }
const char* find_quote(const char* from, char quote) { return HWY_DYNAMIC_DISPATCH(find_four)(from, quote, '&'); }
const char* find_byte(const char* from, char wanted) { return HWY_DYNAMIC_DISPATCH(find_two)(from, wanted); }
bool has_cr_or_nul(const char* from, const char* end) { return HWY_DYNAMIC_DISPATCH(find_two)(from, '\r') < end; }

}  // namespace dateline::html
#endif
