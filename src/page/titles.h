// The title of an article: what a page's metadata call it, and the headings that say the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "page/tree.h"

namespace dateline::page {

// How well a heading says what the metadata do.
enum class Agreement : unsigned char { None, SharesWords, Same };
// Same: one holds the other, case and accents aside. SharesWords: two or more words, a third of those of the shorter.
Agreement agreement(std::string_view heading, std::string_view title);

// The title without the name of the site, before or behind. `site`: that name, when it is known.
std::string without_site(std::string_view title, std::string_view site);
// Whether a heading is no more than the site's name at an end of the title.
bool is_site_name(std::string_view heading, std::string_view title, std::string_view site);

// The main heading of the article: the first that says what the title does; else the first that shares words with it; else the
// only one. kNone when there is none.
std::uint32_t headline_of(const Tree& tree, std::string_view title, std::string_view site);

}  // namespace dateline::page
