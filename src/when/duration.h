// The TIMEX3 value of a length of time: "P3D", "PT5H30M", "P2Y6M", "PXW" for an unknown number of weeks.
#pragma once

#include <string>

#include "when/calendar.h"

namespace dateline::when {

enum class Count : bool { Known, Vague };

std::string duration_value(double number, Count count, Grain unit);

}  // namespace dateline::when
