// The trained network in bytes (syntax/network.h).
#pragma once

#include <string>

#include "network_trainer.h"

namespace dateline::train {

std::string network_section(const Network& network, const Vocabulary& vocabulary);

}  // namespace dateline::train
