// Roots that a user adds to those the program knows.

#ifndef TELUSUR_INDEX_ANALYSIS_ROOT_SET_H_
#define TELUSUR_INDEX_ANALYSIS_ROOT_SET_H_

#include <string>

#include "absl/container/flat_hash_set.h"

namespace telusur {

using RootSet = absl::flat_hash_set<std::string>;

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_ROOT_SET_H_
