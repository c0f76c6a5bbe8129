// An input's bytes from memory.

#ifndef TELUSUR_TESTS_SUPPORT_STRING_SOURCE_H_
#define TELUSUR_TESTS_SUPPORT_STRING_SOURCE_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tools/input/byte_source.h"

namespace telusur {

// Yields at most `step` bytes a read and then `end`, unless that is ok.
class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string bytes, size_t step = 1 << 20,
                        absl::Status end = absl::OkStatus())
      : bytes_(std::move(bytes)), step_(step), end_(std::move(end)) {}

  absl::StatusOr<size_t> Read(char* buffer, size_t size) override {
    const size_t n = std::min({size, bytes_.size() - taken_, step_});
    if (n == 0 && !end_.ok()) return end_;
    memcpy(buffer, bytes_.data() + taken_, n);
    taken_ += n;
    return n;
  }

 private:
  const std::string bytes_;
  size_t taken_ = 0;
  const size_t step_;
  const absl::Status end_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_STRING_SOURCE_H_
