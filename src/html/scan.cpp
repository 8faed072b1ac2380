// The loops are written once with Highway and compiled for every vector width; the best for the processor is chosen on the first
// call. Vectors are loaded without regard to alignment or to the end: the padding makes that safe.
#include "html/scan.h"

#include <algorithm>
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

// The first of: a b CR NUL, or the first place behind `end` where a vector begins.
const char* find_four(const char* from, const char* end, char a, char b) {
  const Bytes d;
  const auto wanted_a = hn::Set(d, static_cast<std::uint8_t>(a));
  const auto wanted_b = hn::Set(d, static_cast<std::uint8_t>(b));
  const auto cr = hn::Set(d, static_cast<std::uint8_t>('\r'));
  const auto nul = hn::Zero(d);
  for (; from < end; from += hn::Lanes(d)) {
    const auto bytes = hn::LoadU(d, reinterpret_cast<const std::uint8_t*>(from));
    const auto ends = hn::Or(hn::Eq(bytes, cr), hn::Eq(bytes, nul));
    const auto first = hn::FindFirstTrue(d, hn::Or(hn::Or(hn::Eq(bytes, wanted_a), hn::Eq(bytes, wanted_b)), ends));
    if (first >= 0) return from + first;
  }
  return from;
}

// The same for: a NUL.
const char* find_two(const char* from, const char* end, char a) {
  const Bytes d;
  const auto wanted = hn::Set(d, static_cast<std::uint8_t>(a));
  const auto nul = hn::Zero(d);
  for (; from < end; from += hn::Lanes(d)) {
    const auto bytes = hn::LoadU(d, reinterpret_cast<const std::uint8_t*>(from));
    const auto first = hn::FindFirstTrue(d, hn::Or(hn::Eq(bytes, wanted), hn::Eq(bytes, nul)));
    if (first >= 0) return from + first;
  }
  return from;
}

}  // namespace HWY_NAMESPACE
}  // namespace dateline::html
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dateline::html {

HWY_EXPORT(find_four);
HWY_EXPORT(find_two);

namespace {
// Every page has a NUL behind it, and no address is higher.
const char* const kNoEnd = reinterpret_cast<const char*>(~std::uintptr_t{0});
}  // namespace

const char* find_text_end(const char* from) { return HWY_DYNAMIC_DISPATCH(find_four)(from, kNoEnd, '<', '&'); }
const char* find_script_mark(const char* from) { return HWY_DYNAMIC_DISPATCH(find_four)(from, kNoEnd, '<', '-'); }
const char* find_quote(const char* from, char quote) { return HWY_DYNAMIC_DISPATCH(find_four)(from, kNoEnd, quote, '&'); }
const char* find_byte(const char* from, char wanted) { return HWY_DYNAMIC_DISPATCH(find_two)(from, kNoEnd, wanted); }

const char* find_undecoded(const char* from, const char* end) {
  return std::min(HWY_DYNAMIC_DISPATCH(find_four)(from, end, '&', '&'), end);
}
bool has_cr_or_nul(const char* from, const char* end) { return HWY_DYNAMIC_DISPATCH(find_two)(from, end, '\r') < end; }

}  // namespace dateline::html
#endif
