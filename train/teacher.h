// Teachers, networks that were trained before, parse sentences that nobody has parsed; from their answers another network learns.
#pragma once

#include <vector>

#include "example.h"
#include "network_store.h"

namespace dateline::train {

// Gives each example, which has no answers yet, those of all teachers together: the mean of their probabilities.
void teach(const std::vector<Teacher>& teachers, std::vector<Example>& examples);

}  // namespace dateline::train
