// Searching the page for the few bytes that mean something, many at a time: 16 to 64 as the processor can. The buffer must hold a
// NUL behind its last byte, where a search without an end stops at the latest, and kScanPadding readable bytes in all behind it.
#pragma once

#include <cstddef>

namespace dateline::html {

inline constexpr std::size_t kScanPadding = 64;

// The first of: < & CR NUL.
const char* find_text_end(const char* from);
// The first of: < - CR NUL.
const char* find_script_mark(const char* from);
// The first of: `quote` & CR NUL.
const char* find_quote(const char* from, char quote);
// The first of: `wanted` NUL.
const char* find_byte(const char* from, char wanted);

// The first of: & CR NUL in [from, end), or `end`.
const char* find_undecoded(const char* from, const char* end);
// Whether [from, end) holds a CR or a NUL.
bool has_cr_or_nul(const char* from, const char* end);

}  // namespace dateline::html
