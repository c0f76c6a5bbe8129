// The documents' ids and, unless the build leaves them out, their fields.
//
// Ids stand in blocks of kIdsPerBlock, front-coded, so that a result is named
// without decompression:
//
//   ids      : (shared : varint32 | size : varint32 | suffix) x num_docs, the
//              first of a block with shared == 0
//   id_index : end of the block : fixed64 x blocks
//
// Fields are one stream of records, cut into blocks of kStoredBlockBytes
// wherever that falls and compressed with Snappy, so that a reader's memory is
// bounded whatever the size of a document:
//
//   record         : (size : varint32 | bytes) of title, text, url, date,
//   source stored_text    : Snappy block x blocks stored_blocks  : end of the
//   block in stored_text : fixed64 x blocks stored_offsets : end of the record
//   in the stream : fixed64 x num_docs

#ifndef TELUSUR_INDEX_SEGMENT_DOC_STORE_H_
#define TELUSUR_INDEX_SEGMENT_DOC_STORE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/document.h"
#include "index/segment/posting_block.h"
#include "index/segment/section.h"
#include "index/types.h"

namespace telusur {

inline constexpr uint32_t kIdsPerBlock = 8;

// 16 KiB: a snippet decompresses one or two blocks, and Snappy's window of
// 64 KiB gains little more from larger ones.
inline constexpr uint32_t kStoredBlockBytes = 16 * 1024;

// Writes ids in the order of doc_ids. One thread.
class IdTableWriter {
 public:
  // Appends to the strings, which the caller may empty between calls.
  IdTableWriter(std::string* ids, std::string* id_index)
      : ids_(ids), id_index_(id_index) {}

  void Add(absl::string_view id);

  // After the last id.
  void Finish();

 private:
  void EndBlock();

  std::string* const ids_;
  std::string* const id_index_;
  uint64_t total_bytes_ = 0;
  uint32_t num_in_block_ = 0;
  std::string last_id_;
};

// Immutable. Thread-safe.
class IdTable {
 public:
  // The sections outlive the table.
  static absl::StatusOr<IdTable> Open(const Section* ids,
                                      const Section* id_index,
                                      uint32_t num_docs);

  // REQUIRES: doc_id < num_docs.
  absl::StatusOr<std::string> Get(DocId doc_id) const;

  // Calls `visit` for every document, in order, until it returns false.
  absl::Status ForEach(
      absl::FunctionRef<bool(DocId, absl::string_view)> visit) const;

 private:
  absl::StatusOr<absl::string_view> ReadBlock(uint32_t block) const;

  const Section* ids_ = nullptr;
  const Section* id_index_ = nullptr;
  uint32_t num_docs_ = 0;
};

// Appends the record of a document's fields (its id excepted) to `*stream`.
void AppendRecord(const Document& document, std::string* stream);

// The size of what AppendRecord appends.
uint64_t RecordBytes(const Document& document);

// Calls `visit` with the bytes that AppendRecord appends, in order, without a
// copy of the fields.
absl::Status ForEachRecordPiece(
    const Document& document,
    absl::FunctionRef<absl::Status(absl::string_view)> visit);

// Cuts a stream of records into blocks and compresses them. Holds less than a
// block, whatever the size of a record. One thread.
class StoredTextWriter {
 public:
  // Appends to the strings, which the caller may empty between calls: blocks,
  // and the tables of blocks and of documents.
  StoredTextWriter(std::string* stored_text, std::string* blocks,
                   std::string* offsets)
      : stored_text_(stored_text), blocks_(blocks), offsets_(offsets) {}

  // Begins the next record. Its bytes follow, as AppendRecord writes them.
  void StartRecord();

  // Adds the next bytes of the record.
  void Append(absl::string_view bytes);

  // After the last record.
  void Finish();

  const FrameStatistics& statistics() const { return statistics_; }

 private:
  void EndRecord();
  void FlushBlock(absl::string_view bytes);

  std::string* const stored_text_;
  std::string* const blocks_;
  std::string* const offsets_;
  FrameStatistics statistics_;
  uint64_t stream_bytes_ = 0;
  uint64_t total_bytes_ = 0;
  bool in_record_ = false;
  std::string pending_;
};

// Immutable. Thread-safe.
class StoredText {
 public:
  // The sections outlive the object.
  static absl::StatusOr<StoredText> Open(const Section* stored_text,
                                         const Section* blocks,
                                         const Section* offsets,
                                         uint32_t num_docs);

  // Reads documents and remembers the block it read last, so that reading them
  // in order decompresses every block once. One thread.
  class Cursor {
   public:
    // `text` must outlive the cursor.
    explicit Cursor(const StoredText* text) : text_(text) {}

    // Reads a document's fields, its id excepted. REQUIRES: doc_id < num_docs.
    absl::StatusOr<Document> Read(DocId doc_id);

    // Calls `visit` with the bytes of a document's record, in order, in pieces
    // that live during the call. REQUIRES: doc_id < num_docs.
    absl::Status ForEachPiece(
        DocId doc_id, absl::FunctionRef<absl::Status(absl::string_view)> visit);

   private:
    absl::Status LoadBlock(uint64_t block);
    absl::StatusOr<Document> ParseRecord(DocId doc_id);

    const StoredText* text_;
    std::unique_ptr<char[]> bytes_;
    uint64_t block_ = ~uint64_t{0};
    uint32_t num_bytes_ = 0;
    std::string record_;
  };

  absl::StatusOr<Document> Get(DocId doc_id) const {
    return Cursor(this).Read(doc_id);
  }

  // Bytes of all records.
  absl::StatusOr<uint64_t> StreamBytes() const;

 private:
  const Section* stored_text_ = nullptr;
  const Section* blocks_ = nullptr;
  const Section* offsets_ = nullptr;
  uint32_t num_docs_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_DOC_STORE_H_
