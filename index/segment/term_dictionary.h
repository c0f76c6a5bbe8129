// The term dictionary: sorted terms -> TermInfo.
//
// Terms stand in blocks of kTermsPerBlock, front-coded, the terms before the
// infos, so that a lookup compares terms without parsing infos:
//
//   block   : form : u8 (0 plain, 1 Snappy)
//             [length : varint32, when Snappy] content
//   content : postings_offset, positions_offset, skip_offset : varint64
//             num_terms : varint32 | terms_bytes : varint32 | term x num_terms
//             | info x num_terms
//   term    : shared : varint32 | size : varint32 | suffix
//   info    : head : varint64    (df - 1) << 3 | spelled << 2 | is_form << 1
//                                | (cf == df)
//             [cf - df : varint64, unless cf == df]
//             doc_id : varint32 if df == 1, else postings_bytes : varint64
//             position : varint32 if cf == 1, else positions_bytes : varint64
//             [max_impact, kth_impact x 3 : u8, if df >= kMinDfForImpacts]
//             [shared, size : varint32, suffix, if spelled]
//
// A list's offsets are the block's offsets plus the bytes of the lists before.
//
// The index has for every block its end and a prefix, the first eight bytes of
// its first term as a number that sorts as they do (with zero bytes behind a
// shorter term). A binary search over prefixes touches a block only where its
// prefix is the key's own.
//
//   index   : num_terms : fixed64 | block_end : fixed64 x num_blocks
//             | prefix : fixed64 x num_blocks
//
// Exact forms: a form's own postings list stands under FormKey(term, form),
// directly behind its term. A term with a single form has no such entry; if the
// form is not spelled like the term, the entry is `spelled` and holds it.

#ifndef TELUSUR_INDEX_SEGMENT_TERM_DICTIONARY_H_
#define TELUSUR_INDEX_SEGMENT_TERM_DICTIONARY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/segment/compressed_block.h"
#include "index/segment/dictionary_block.h"
#include "index/segment/posting_block.h"
#include "index/segment/section.h"
#include "index/segment/term_info.h"

namespace telusur {

// The first eight bytes of `term` as a number that sorts as they do.
uint64_t PrefixOf(absl::string_view term);

// The dictionary key of `form`'s own postings list under `term`.
std::string FormKey(absl::string_view term, absl::string_view form);

// The form in a key that FormKey made.
absl::string_view FormOfKey(absl::string_view key);

struct TermEntry {
  std::string term;  // or a FormKey, if info.is_form
  TermInfo info;
  std::string form;  // the spelling of a term's single form; empty: the term's
};

// One thread.
class TermDictionaryWriter {
 public:
  // Blocks are appended to `*blocks`, which the caller may empty between calls.
  TermDictionaryWriter(PostingsCompression compression, std::string* blocks)
      : compression_(compression), blocks_(blocks) {}

  // REQUIRES: terms come in strictly increasing order of their bytes.
  void Add(absl::string_view term, const TermInfo& info,
           absl::string_view single_form);

  // Writes the last block and appends the index to `*index`.
  void Finish(std::string* index);

  uint64_t num_terms() const { return num_terms_; }
  const FrameStatistics& statistics() const { return statistics_; }

 private:
  void FlushBlock();

  PostingsCompression compression_;
  std::string* blocks_;
  FrameStatistics statistics_;
  uint64_t num_terms_ = 0;
  uint64_t total_bytes_ = 0;

  int num_in_block_ = 0;
  std::string bases_;
  std::string terms_;
  std::string infos_;
  std::string last_term_;

  std::string block_ends_;
  std::string prefixes_;
};

// Immutable. Thread-safe. Damage is found when it is met and is DataLoss.
class TermDictionary {
 public:
  // Walks entries in order. One thread.
  class Iterator {
   public:
    // Stands before the first entry: call Seek.
    explicit Iterator(const TermDictionary* dictionary)
        : dictionary_(dictionary) {}

    // Moves to the first entry whose key is at least `key`.
    absl::Status Seek(absl::string_view key);
    absl::Status Next();
    bool Valid() const { return valid_; }

    // REQUIRES: Valid().
    const TermEntry& entry() const { return entry_; }

    // The block that holds the entry.
    uint32_t block() const { return block_; }

   private:
    absl::Status LoadBlock(uint32_t block);
    absl::Status ReadEntry();

    const TermDictionary* dictionary_;
    bool valid_ = false;
    uint32_t block_ = 0;
    uint32_t num_left_ = 0;
    std::string buffer_;  // the block's content, if Snappy has it
    const char* term_ = nullptr;
    const char* terms_end_ = nullptr;
    const char* info_ = nullptr;
    const char* end_ = nullptr;
    TermInfo next_offsets_;
    TermEntry entry_;
  };

  // The sections must outlive the dictionary. `num_docs` bounds doc_ids.
  static absl::StatusOr<TermDictionary> Open(const Section* blocks,
                                             const Section* index,
                                             uint32_t num_docs);

  // Looks `key` up. Returns false when it is no key.
  absl::StatusOr<bool> Find(absl::string_view key, TermEntry* entry) const;

  // Keys, those of exact forms included.
  uint64_t num_keys() const { return num_keys_; }

  // Where a block lies in the section of the blocks.
  struct Block {
    uint64_t begin = 0;
    uint64_t end = 0;
  };
  uint32_t num_blocks() const { return num_blocks_; }
  absl::StatusOr<Block> GetBlock(uint32_t block) const;

  // A block's prefix in the index.
  absl::StatusOr<uint64_t> Prefix(uint32_t block) const;

 private:
  TermDictionary() = default;

  // The block that holds `key`, if any does.
  absl::StatusOr<uint32_t> FindBlock(absl::string_view key) const;

  // Whether a block's first term is less than `key` or equal to it.
  absl::StatusOr<bool> BeginsBy(uint32_t block, absl::string_view key) const;

  absl::Status BlockDamage(uint32_t block, absl::string_view what) const;

  // A block's content: in the section, or decompressed in `*buffer`.
  absl::StatusOr<absl::string_view> ReadBlock(uint32_t block,
                                              std::string* buffer) const;

  const Section* blocks_ = nullptr;
  const Section* index_ = nullptr;
  uint32_t num_docs_ = 0;
  uint64_t num_keys_ = 0;
  uint32_t num_blocks_ = 0;
  uint64_t prefixes_begin_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_TERM_DICTIONARY_H_
