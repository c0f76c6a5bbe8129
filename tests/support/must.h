// What a test cannot go on without.

#ifndef TELUSUR_TESTS_SUPPORT_MUST_H_
#define TELUSUR_TESTS_SUPPORT_MUST_H_

#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace telusur {

// Ends the test binary, with the status, unless it is OK.
inline void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << "a test's preparation failed: " << status << std::endl;
  std::abort();
}

// The value; ends the test binary when there is none.
template <typename T>
T Must(absl::StatusOr<T> result) {
  Must(result.status());
  return *std::move(result);
}

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_MUST_H_
