// A copy of bytes that ends where a page begins that cannot be read, so that
// every read past the end stops the test: also those of vectors, which
// AddressSanitizer does not see.

#ifndef TELUSUR_TESTS_SUPPORT_GUARDED_COPY_H_
#define TELUSUR_TESTS_SUPPORT_GUARDED_COPY_H_

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>

#include "absl/strings/string_view.h"

namespace telusur {

class GuardedCopy {
 public:
  explicit GuardedCopy(absl::string_view bytes) {
    const auto page_bytes = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    const size_t num_pages = bytes.size() / page_bytes + 1;
    mapped_bytes_ = (num_pages + 1) * page_bytes;
    pages_ = mmap(nullptr, mapped_bytes_, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages_ == MAP_FAILED) std::abort();
    char* const guard = static_cast<char*>(pages_) + num_pages * page_bytes;
    if (mprotect(guard, page_bytes, PROT_NONE) != 0) std::abort();
    begin_ = guard - bytes.size();
    end_ = guard;
    bytes.copy(guard - bytes.size(), bytes.size());
  }
  ~GuardedCopy() { munmap(pages_, mapped_bytes_); }

  GuardedCopy(const GuardedCopy&) = delete;
  GuardedCopy& operator=(const GuardedCopy&) = delete;

  const char* begin() const { return begin_; }
  const char* end() const { return end_; }

 private:
  size_t mapped_bytes_;
  void* pages_;
  const char* begin_;
  const char* end_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_GUARDED_COPY_H_
