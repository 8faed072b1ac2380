// Which document types mean a page in quirks mode. Stateless; any thread.
#pragma once

#include "html/tokenizer.h"

namespace dateline::html {

// Section 13.2.6.4.1 of the HTML standard. The tree differs in one thing: in quirks mode a <table> does not end a <p>.
bool is_quirky(const Doctype& doctype);

}  // namespace dateline::html
