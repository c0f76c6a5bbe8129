// Memory for large arrays, in the large pages of the machine where the system
// gives them: an array of some MiB is then a few pages, whose first touch and
// whose addresses cost next to nothing. With small pages both are a large part
// of a build (bench/results/2026-11-29-shared-2core/build.md).

#ifndef TELUSUR_INDEX_IO_LARGE_PAGES_H_
#define TELUSUR_INDEX_IO_LARGE_PAGES_H_

#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "index/io/mutex.h"

namespace telusur {

// Of x86-64, and of other machines with small pages of 4 KiB.
inline constexpr size_t kLargePageBytes = 2 << 20;

// Returns `bytes` of zeros, aligned to kLargePageBytes. Ends the program when
// there is no memory, as operator new does without exceptions.
// REQUIRES: bytes > 0.
void* AllocateLargePages(size_t bytes);

// Gives back what AllocateLargePages(bytes) returned.
void FreeLargePages(void* memory, size_t bytes);

// A large page, or several, of their own.
template <size_t bytes>
struct FreeLargePagesOf {
  void operator()(char* memory) const { FreeLargePages(memory, bytes); }
};
template <size_t bytes>
using LargePages = std::unique_ptr<char, FreeLargePagesOf<bytes>>;
template <size_t bytes>
LargePages<bytes> MakeLargePages() {
  return LargePages<bytes>(static_cast<char*>(AllocateLargePages(bytes)));
}

// Pages that one part of a build needs no longer and the next one takes: the
// system would write zeros to a page first. Thread-safe.
class LargePagePool {
 public:
  // Takes what AllocateLargePages(bytes) returned.
  void Give(void* memory, size_t bytes);

  // Returns a page that was given, with any bytes in it, or else a new one.
  LargePages<kLargePageBytes> Take();

  // Gives the pages that nobody took back to the system.
  void Clear();

 private:
  Mutex mutex_;
  std::vector<LargePages<kLargePageBytes>> pages_ ABSL_GUARDED_BY(mutex_);
};

// For containers: arrays of a large page or more are in large pages, which go
// to `pool` when there is one. It outlives the containers.
template <typename T>
struct LargePageAllocator {
  using value_type = T;

  explicit LargePageAllocator(LargePagePool* pool = nullptr) : pool(pool) {}
  template <typename U>
  LargePageAllocator(const LargePageAllocator<U>& other)  // NOLINT: rebinding
      : pool(other.pool) {}

  T* allocate(size_t n) {
    return static_cast<T*>(n * sizeof(T) < kLargePageBytes
                               ? ::operator new(n * sizeof(T))
                               : AllocateLargePages(n * sizeof(T)));
  }
  void deallocate(T* array, size_t n) {
    if (n * sizeof(T) < kLargePageBytes) {
      ::operator delete(array);
    } else if (pool != nullptr) {
      pool->Give(array, n * sizeof(T));
    } else {
      FreeLargePages(array, n * sizeof(T));
    }
  }

  // Elements without a value are left as the memory is: to write zeros first is
  // to touch the memory twice, and all of it.
  template <typename U>
  void construct(U* element) {
    ::new (static_cast<void*>(element)) U;
  }
  template <typename U, typename... Args>
  void construct(U* element, Args&&... args) {
    ::new (static_cast<void*>(element)) U(std::forward<Args>(args)...);
  }

  friend bool operator==(const LargePageAllocator& a,
                         const LargePageAllocator& b) {
    return a.pool == b.pool;
  }
  friend bool operator!=(const LargePageAllocator& a,
                         const LargePageAllocator& b) {
    return !(a == b);
  }

  LargePagePool* pool;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_IO_LARGE_PAGES_H_
