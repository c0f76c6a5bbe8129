// The term dictionary: sorted terms -> TermInfo.
//
// Terms stand in blocks of kTermsPerBlock, whose content dictionary_block.h
// describes:
//
//   block : form : u8 (0 plain, 1 Snappy)
//           [length : varint32, when Snappy] content
//
// The index has for every block a prefix, the first eight bytes of its first
// term as a number that sorts as they do (with zero bytes behind a shorter
// term), and its end. Blocks stand in groups of kBlocksPerGroup, so that a
// lookup searches the groups' first prefixes, then one group, and touches a
// block only where its prefix is the key's own.
//
//   index : num_terms : fixed64 | prefix of the first block : fixed64 x groups
//           | group x groups
//   group : begin of the first block : fixed64 | prefix : fixed64 x its blocks
//           | block_end, from the group's begin : fixed32 x its blocks
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

inline constexpr uint32_t kBlocksPerGroup = 16;

// The first eight bytes of `term` as a number that sorts as they do.
uint64_t PrefixOf(absl::string_view term);

// The dictionary key of `form`'s own postings list under `term`.
std::string FormKey(absl::string_view term, absl::string_view form);

// The form in a key that FormKey made.
absl::string_view FormOfKey(absl::string_view key);

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
  void FlushGroup();

  PostingsCompression compression_;
  std::string* blocks_;
  FrameStatistics statistics_;
  uint64_t num_terms_ = 0;
  uint64_t total_bytes_ = 0;

  DictionaryBlockWriter block_;
  uint64_t prefix_ = 0;    // of the block's first term
  std::string last_term_;  // to see that they increase

  uint64_t group_begin_ = 0;
  uint32_t num_blocks_in_group_ = 0;
  std::string prefixes_;    // of the group's blocks
  std::string block_ends_;  // likewise
  std::string group_prefixes_;
  std::string groups_;
};

// Immutable. Thread-safe. Damage is found when it is met and is DataLoss.
class TermDictionary {
 public:
  // Where a block lies in the section of the blocks.
  struct Block {
    uint64_t begin = 0;
    uint64_t end = 0;
  };

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
    Block bounds_;        // of the block
    std::string buffer_;  // the block's content, if Snappy has it
    DictionaryBlockReader reader_;
    TermEntry entry_;
  };

  // The sections must outlive the dictionary. `num_docs` bounds doc_ids.
  static absl::StatusOr<TermDictionary> Open(const Section* blocks,
                                             const Section* index,
                                             uint32_t num_docs);

  // Looks `key` up. Returns false when it is no key.
  absl::StatusOr<bool> Find(absl::string_view key, TermEntry* entry) const;

  // The same in two steps. The first finds the block that holds `key`, if any
  // does, and asks the processor for its bytes: who looks up several keys waits
  // for memory once when the first steps come before all second ones.
  // REQUIRES: num_keys() > 0.
  absl::StatusOr<Block> Locate(absl::string_view key) const;
  absl::StatusOr<bool> FindInBlock(const Block& block, absl::string_view key,
                                   TermInfo* info, std::string* form) const;

  // Keys, those of exact forms included.
  uint64_t num_keys() const { return num_keys_; }

  uint32_t num_blocks() const { return num_blocks_; }
  absl::StatusOr<Block> GetBlock(uint32_t block) const;

  // A block's prefix in the index.
  absl::StatusOr<uint64_t> Prefix(uint32_t block) const;

  // That of a group's first block, as it stands before the groups.
  absl::StatusOr<uint64_t> GroupPrefix(uint32_t group) const;

 private:
  TermDictionary() = default;

  // A group of blocks in the index, verified.
  struct Group {
    uint64_t Prefix(uint32_t place) const;
    uint32_t CountBelow(uint64_t prefix) const;  // blocks
    Block Bounds(uint32_t place) const;          // may make no sense

    const char* bytes = nullptr;
    uint32_t num_blocks = 0;
    uint32_t first_block = 0;  // its number
  };
  absl::StatusOr<Group> ReadGroup(uint32_t group) const;

  // A block of a group.
  struct Place {
    uint32_t block() const { return group.first_block + in_group; }

    Group group;
    uint32_t in_group = 0;
  };
  absl::StatusOr<Place> PlaceOf(uint32_t block) const;
  absl::StatusOr<Block> BoundsOf(const Place& place) const;
  uint32_t num_groups() const {
    return num_blocks_ / kBlocksPerGroup +
           (num_blocks_ % kBlocksPerGroup != 0 ? 1 : 0);
  }

  // The number of groups whose first prefix is less than `prefix`.
  absl::StatusOr<uint32_t> CountGroupsBelow(uint64_t prefix) const;

  // The block that holds `key`, if any does.
  absl::StatusOr<Place> FindPlace(absl::string_view key) const;

  // The last block from `begin` on that begins by `key`, or the one before
  // `begin` (0 before 0). REQUIRES: the blocks before begin by it.
  absl::StatusOr<uint32_t> LastThatBeginsBy(uint32_t begin,
                                            absl::string_view key) const;

  // Whether a block's first term is less than `key` or equal to it.
  absl::StatusOr<bool> BeginsBy(uint32_t block, absl::string_view key) const;

  absl::Status BlockDamage(const Block& block, absl::string_view what) const;

  // A block's content: in the section, or decompressed in `*buffer`.
  absl::StatusOr<absl::string_view> ReadBlock(const Block& block,
                                              std::string* buffer) const;

  const Section* blocks_ = nullptr;
  const Section* index_ = nullptr;
  uint32_t num_docs_ = 0;
  uint64_t num_keys_ = 0;
  uint32_t num_blocks_ = 0;
  uint64_t groups_begin_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_TERM_DICTIONARY_H_
