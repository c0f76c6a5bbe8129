// Finds the documents whose ids come again, in bounded memory.
//
// Ids are told apart by 96 bits of a hash: among 2^32 documents, the chance
// that any two different ids share them is 1 in 10^10. The hashes are sorted,
// in parts when they do not fit, and equal ones stand side by side.

#ifndef TELUSUR_INDEX_DUPLICATE_FINDER_H_
#define TELUSUR_INDEX_DUPLICATE_FINDER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/io/file.h"
#include "index/types.h"

namespace telusur {

// What tells an id from others.
struct IdHash {
  uint64_t high;
  uint32_t low;
};
IdHash HashId(absl::string_view id);

// One thread.
class DuplicateFinder {
 public:
  // Holds up to `memory_bytes` in memory and writes the rest to files that
  // `new_path` names, which the destructor removes.
  DuplicateFinder(FileSystem* fs, std::function<std::string()> new_path,
                  uint64_t memory_bytes);
  ~DuplicateFinder();

  DuplicateFinder(const DuplicateFinder&) = delete;
  DuplicateFinder& operator=(const DuplicateFinder&) = delete;

  absl::Status Add(IdHash id, DocId doc_id);

  // Calls `visit` for every document whose id was given to a later one (with a
  // larger doc_id). Called once, after the last Add. With `keep` all ids are
  // then held in memory, for Contains. O(n log n).
  absl::Status Find(bool keep, absl::FunctionRef<void(DocId)> visit);

  // Whether `id` was added. After Find with `keep`. O(log n).
  bool Contains(IdHash id) const;

 private:
  struct Item {
    uint64_t high;
    uint32_t low;
    DocId doc_id;

    friend bool operator<(const Item& a, const Item& b) {
      if (a.high != b.high) return a.high < b.high;
      if (a.low != b.low) return a.low < b.low;
      return a.doc_id < b.doc_id;
    }
  };
  class PartReader;

  absl::Status WritePart();
  absl::Status MergeParts(absl::FunctionRef<void(const Item&)> visit);

  FileSystem* const fs_;
  const std::function<std::string()> new_path_;
  const size_t max_items_;
  std::vector<Item> items_;
  std::vector<std::string> parts_;  // files of sorted items
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_DUPLICATE_FINDER_H_
