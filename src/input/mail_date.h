// Dates as mail and RSS write them.
#pragma once

#include <optional>
#include <string_view>

#include "base/iso_date.h"

namespace dateline::input {

// RFC 5322 and the older forms of RFC 822: "Fri, 15 Sep 2023 10:21:00 +0200", "15 Sep 23 10:21 GMT". The day of the week may be
// missing or wrong; of a zone that neither standard names nothing is kept. Only dates that exist.
std::optional<base::IsoDate> parse_mail_date(std::string_view text);

}  // namespace dateline::input
