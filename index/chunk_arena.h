// Memory for chunks of postings, linked into one list a term.
//
// Entries are never freed one by one and are named by 32-bit places, so that a
// list costs eight bytes a term and a link four bytes a chunk.

#ifndef TELUSUR_INDEX_CHUNK_ARENA_H_
#define TELUSUR_INDEX_CHUNK_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "index/io/coding.h"

namespace telusur {

//   entry : next : u32, kNone at the list's end | size : varint32 | bytes
//
// One thread.
class ChunkArena {
 public:
  static constexpr uint32_t kNone = ~uint32_t{0};

  // A list of entries.
  struct List {
    uint32_t first = kNone;
    uint32_t last = kNone;
  };

  // Adds `chunk` to the end of `*list`. REQUIRES: chunk.size() is at most
  // kMaxEntryBytes; !full().
  void Add(absl::string_view chunk, List* list) {
    char header[kLinkBytes + kMaxVarint32Bytes];
    std::memcpy(header, &kNone, kLinkBytes);
    char* const end = EncodeVarint32(static_cast<uint32_t>(chunk.size()),
                                     header + kLinkBytes);
    const size_t header_bytes = end - header;
    const size_t bytes = header_bytes + chunk.size();
    if (used_ + bytes > kBlockBytes) AddBlock();
    char* const entry = blocks_.back().get() + used_;
    std::memcpy(entry, header, header_bytes);
    std::memcpy(entry + header_bytes, chunk.data(), chunk.size());
    const uint32_t place = static_cast<uint32_t>(
        (blocks_.size() - 1) << kBlockUnitBits | used_ / kUnitBytes);
    used_ += (bytes + kUnitBytes - 1) / kUnitBytes * kUnitBytes;
    if (list->first == kNone) {
      list->first = place;
    } else {
      std::memcpy(At(list->last), &place, kLinkBytes);
    }
    list->last = place;
  }

  // Returns the chunk at `*place` and moves `*place` to the next of its list.
  // REQUIRES: *place is not kNone.
  absl::string_view Next(uint32_t* place) const {
    const char* const entry = At(*place);
    std::memcpy(place, entry, kLinkBytes);
    uint32_t size = 0;
    const char* const bytes = DecodeVarint32(
        entry + kLinkBytes, entry + kLinkBytes + kMaxVarint32Bytes, &size);
    return absl::string_view(bytes, size);
  }

  static constexpr size_t kBlockBytes = 1 << 18;
  static constexpr size_t kMaxEntryBytes = kBlockBytes - 16;

  // Whether places are about to run out, 16 GiB on.
  bool full() const { return blocks_.size() >= kMaxBlocks - kSpareBlocks; }

  uint64_t memory_bytes() const {
    return blocks_.size() * (kBlockBytes + 2 * sizeof(blocks_[0]));
  }

 private:
  static constexpr size_t kLinkBytes = 4;
  static constexpr size_t kUnitBytes = 4;
  static constexpr int kBlockUnitBits = 16;
  static_assert(kBlockBytes == kUnitBytes << kBlockUnitBits, "");
  static constexpr size_t kMaxBlocks = 1 << 16;
  static constexpr size_t kSpareBlocks = 1 << 10;

  char* At(uint32_t place) const {
    return blocks_[place >> kBlockUnitBits].get() +
           (place & ((1u << kBlockUnitBits) - 1)) * kUnitBytes;
  }

  void AddBlock() {
    blocks_.emplace_back(new char[kBlockBytes]);
    used_ = 0;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t used_ = kBlockBytes;  // of the last block
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_CHUNK_ARENA_H_
