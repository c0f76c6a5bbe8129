// Which documents of a segment are deleted: a bitmap in a file of its own, as a
// segment's file never changes. Every change of the deletions writes a new file
// under a new name, which the manifest then mentions.
//
//   header   : 32 bytes   magic | version : fixed32 | 0 : fixed32
//                         | segment_id : fixed64 | num_docs : fixed32
//                         | num_deleted : fixed32
//   bitmap   : u8 x ceil(num_docs / 8)   bit doc_id % 8 of byte doc_id / 8 is
//                         set when the document is deleted; spare bits are 0
//   checksum : fixed64    Checksum64 of the file's name and all bytes before
//
// The name in the checksum makes a file that was swapped with another, or left
// over from an older generation, fail like one with a flipped bit.
//
// Example: documents 0 and 9 of 10 are the bitmap 01 02.

#ifndef TELUSUR_INDEX_SEGMENT_DELETIONS_H_
#define TELUSUR_INDEX_SEGMENT_DELETIONS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/io/file.h"
#include "index/types.h"

namespace telusur {

// A set of documents that grows. One thread.
class DeletionsBuilder {
 public:
  explicit DeletionsBuilder(uint32_t num_docs);

  // Adds a document. Returns false when it was there. REQUIRES: doc_id <
  // num_docs.
  bool Add(DocId doc_id);

  bool Contains(DocId doc_id) const {
    return (bitmap_[doc_id / 8] >> (doc_id % 8) & 1) != 0;
  }
  uint32_t num_deleted() const { return num_deleted_; }

  // The bytes of the file `name` for the segment `segment_id`.
  std::string Encode(absl::string_view name, uint64_t segment_id) const;

 private:
  friend class Deletions;

  const uint32_t num_docs_;
  uint32_t num_deleted_ = 0;
  std::string bitmap_;
};

// Immutable. Thread-safe.
class Deletions {
 public:
  // What the manifest knows about the file.
  struct Expected {
    uint64_t segment_id = 0;
    uint32_t num_docs = 0;
    uint32_t num_deleted = 0;
  };

  // Maps the file `name` in `directory` and verifies all of it. DataLoss when
  // it is damaged or not the one that is expected, Unimplemented when it is of
  // a newer version.
  static absl::StatusOr<std::unique_ptr<Deletions>> Open(
      FileSystem* fs, const std::string& directory, const std::string& name,
      const Expected& expected);

  // REQUIRES: doc_id < num_docs.
  bool Contains(DocId doc_id) const {
    return (static_cast<uint8_t>(bitmap_[doc_id / 8]) >> (doc_id % 8) & 1) != 0;
  }

  // The same documents, to be added to.
  DeletionsBuilder ToBuilder() const;

 private:
  Deletions() = default;

  absl::Status Parse(absl::string_view name, const Expected& expected);

  std::unique_ptr<MappedFile> file_;
  uint32_t num_docs_ = 0;
  uint32_t num_deleted_ = 0;
  const char* bitmap_ = nullptr;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_DELETIONS_H_
