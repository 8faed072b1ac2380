// The OpenAPI document (3.1) of what routes.h lists.
#pragma once

#include <string>

namespace dateline::serve {

std::string openapi_document();

}  // namespace dateline::serve
