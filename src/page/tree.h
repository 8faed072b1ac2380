// The tree of a page, as the rules of this room name its parts.
#pragma once

#include "html/layout.h"
#include "html/tree.h"

namespace dateline::page {

using html::append_collapsed;
using html::Attribute;
using html::Layout;
using html::layout_of;
using html::Node;
using html::Tag;
using html::Tree;

}  // namespace dateline::page
