#include "index/io/large_pages.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>

namespace telusur {
namespace {

// What the system maps is a multiple of this, so that ends can be cut off.
size_t RoundedUp(size_t bytes) {
  constexpr size_t kSmallPageBytes = 4096;
  return (bytes + kSmallPageBytes - 1) / kSmallPageBytes * kSmallPageBytes;
}

}  // namespace

void* AllocateLargePages(size_t bytes) {
  bytes = RoundedUp(bytes);
  const size_t mapped_bytes = bytes + kLargePageBytes;
  void* const mapped = mmap(nullptr, mapped_bytes, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) abort();
  char* const begin = static_cast<char*>(mapped);
  const size_t before =
      -reinterpret_cast<uintptr_t>(begin) & (kLargePageBytes - 1);
  if (before > 0) munmap(begin, before);
  munmap(begin + before + bytes, kLargePageBytes - before);
#if defined(MADV_HUGEPAGE)
  // A wish: without it the pages are small.
  madvise(begin + before, bytes, MADV_HUGEPAGE);
#endif
  return begin + before;
}

void FreeLargePages(void* memory, size_t bytes) {
  munmap(memory, RoundedUp(bytes));
}

void LargePagePool::Give(void* memory, size_t bytes) {
  char* page = static_cast<char*>(memory);
  MutexLock lock(&mutex_);
  for (; bytes >= kLargePageBytes; bytes -= kLargePageBytes) {
    pages_.emplace_back(page);
    page += kLargePageBytes;
  }
  if (bytes > 0) FreeLargePages(page, bytes);
}

LargePages<kLargePageBytes> LargePagePool::Take() {
  MutexLock lock(&mutex_);
  if (pages_.empty()) return MakeLargePages<kLargePageBytes>();
  LargePages<kLargePageBytes> page = std::move(pages_.back());
  pages_.pop_back();
  return page;
}

void LargePagePool::Clear() {
  MutexLock lock(&mutex_);
  pages_.clear();
}

}  // namespace telusur
