// A copy of bytes in a heap block of exactly their size, so that
// AddressSanitizer sees every byte that a decoder reads past their end.

#ifndef TELUSUR_TESTS_SUPPORT_HEAP_COPY_H_
#define TELUSUR_TESTS_SUPPORT_HEAP_COPY_H_

#include <cstddef>
#include <memory>

#include "absl/strings/string_view.h"

namespace telusur {

class HeapCopy {
 public:
  explicit HeapCopy(absl::string_view bytes)
      : size_(bytes.size()), bytes_(new char[bytes.size()]) {
    bytes.copy(bytes_.get(), bytes.size());
  }

  const char* begin() const { return bytes_.get(); }
  const char* end() const { return bytes_.get() + size_; }
  absl::string_view view() const {
    return absl::string_view(bytes_.get(), size_);
  }

 private:
  size_t size_;
  std::unique_ptr<char[]> bytes_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_HEAP_COPY_H_
