// The memory of an index that is read from end to end: its files are mapped,
// and touched pages count as the process's until they are given back.

#ifndef TELUSUR_INDEX_MAPPED_PAGES_H_
#define TELUSUR_INDEX_MAPPED_PAGES_H_

#include <cstdint>

#include "index/index_reader.h"

namespace telusur {

// One thread.
class MappedPages {
 public:
  // The reader outlives the object.
  explicit MappedPages(const IndexReader* reader) : reader_(reader) {}

  // Called with the bytes that were read since the last call. Gives the pages
  // back each time these are kMaxBytes.
  void Account(uint64_t bytes) {
    bytes_ += bytes;
    if (bytes_ < kMaxBytes) return;
    bytes_ = 0;
    for (uint32_t i = 0; i < reader_->num_segments(); ++i) {
      reader_->segment(i).DropPages();
    }
  }

 private:
  static constexpr uint64_t kMaxBytes = 8 << 20;

  const IndexReader* const reader_;
  uint64_t bytes_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_MAPPED_PAGES_H_
