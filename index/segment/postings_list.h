// A term's postings list: its frames, their positions and the skip data by
// which a reader leaves frames out.
//
// Skip data exists for lists of more than one frame. It is a structure of
// arrays, so that a search over one field touches that field only. For B frames
// and groups of kFramesPerGroup:
//
//   last_doc_id   : fixed32 x B
//   postings_end  : fixed16 x B   end of the frame, from its group's base
//   positions_end : fixed32 x B   the same for the position frame; fixed64
//                                 when the list's position frames take 4 GiB
//                                 or more
//   max_impact    : u8 x B        largest impact of the frame, rounded up
//   base          : (fixed64 postings, fixed64 positions) x (groups - 1),
//                   from the list's begin; the first group's base is 0
//
// Invariant: doc_ids are strictly increasing over the whole list.

#ifndef TELUSUR_INDEX_SEGMENT_POSTINGS_LIST_H_
#define TELUSUR_INDEX_SEGMENT_POSTINGS_LIST_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "index/io/coding.h"
#include "index/segment/doc_lengths.h"
#include "index/segment/impact.h"
#include "index/segment/positions.h"
#include "index/segment/posting_block.h"
#include "index/segment/posting_room.h"
#include "index/segment/section.h"
#include "index/segment/term_info.h"
#include "index/types.h"

namespace telusur {

// Frames to a group. 32 frames of at most kMaxFrameBytes stay below 2^16.
inline constexpr uint32_t kFramesPerGroup = 32;

// Bytes of the skip data of a list.
uint64_t SkipBytes(const TermInfo& info);

// Writes postings lists one after the other. One thread.
class PostingsListWriter {
 public:
  // Bytes are appended to the three strings, which the caller may empty between
  // calls. Where a list begins is the caller's to know: Finish
  // leaves TermInfo's offsets zero.
  // `*doc_lengths` has a length for every doc_id that will be added and
  // outlives the writer.
  PostingsListWriter(PostingsCompression compression, ImpactModel impacts,
                     const DocLengths* doc_lengths, std::string* postings,
                     std::string* positions, std::string* skips);

  // Adds a posting to the list. REQUIRES: doc_id increases within a list;
  // `positions` is not empty and strictly increasing.
  void Add(DocId doc_id, absl::Span<const uint32_t> positions);

  // Where the list's next postings may be written, with at most `max_numbers`
  // position numbers; until the next call that is not const.
  PostingRoom Room(size_t max_numbers);

  // Adds the first `n` postings, of `num_numbers` position numbers, that were
  // written to the last Room. REQUIRES: n >= 1; otherwise as Add.
  void AddWritten(int n, size_t num_numbers);

  // Ends the list. REQUIRES: a posting was added since the last Finish.
  TermInfo Finish();

  const FrameStatistics& postings_statistics() const {
    return frames_.statistics();
  }
  const FrameStatistics& positions_statistics() const {
    return position_frames_.statistics();
  }

 private:
  struct Block {
    DocId last_doc_id;
    uint64_t postings_end;
    uint64_t positions_end;
    uint8_t max_impact;
  };

  void StartList(DocId doc_id, uint32_t position);
  void FlushBlock();
  void AppendSkips();
  void FillImpacts(TermInfo* info) const;

  const ImpactModel impacts_;
  const DocLengths* const doc_lengths_;
  std::string* const postings_;
  std::string* const positions_;
  std::string* const skips_;
  PostingsFrameEncoder frames_;
  PositionsFrameEncoder position_frames_;

  // The list being written.
  TermInfo info_;
  DocId next_doc_id_ = 0;
  std::vector<Block> blocks_;
  std::array<uint32_t, kImpactScale + 1> impact_counts_;  // rounded down

  // The block being filled.
  int n_ = 0;
  DocId first_possible_doc_id_ = 0;
  uint32_t tfs_minus_one_[kBlockSize + PostingRoom::kTfSlack];
  DocId block_doc_ids_[kBlockSize];
  std::vector<uint32_t> position_numbers_;
  size_t num_position_numbers_ = 0;
};

// The sections that hold postings lists.
struct PostingsSections {
  const Section* postings = nullptr;
  const Section* positions = nullptr;
  const Section* skips = nullptr;
};

// Reads a postings list block by block: the skip data at once, a block's
// doc_ids when it is loaded, its tfs and positions when they are asked for. In
// most blocks of a long list single doc_ids can be looked for without loading
// them all.
//
// Damage ends the list: what meets it returns false, as does all that follows,
// no block is loaded any more, and status() tells. One thread.
class BlockReader {
 public:
  BlockReader() = default;

  // Opens the list of `info` in a segment of `num_docs` documents. The sections
  // outlive the reader.
  absl::Status Open(const PostingsSections& sections, const TermInfo& info,
                    uint32_t num_docs);

  uint32_t df() const { return info_.df; }
  uint32_t num_blocks() const { return num_blocks_; }

  // The last doc_id of a block. REQUIRES: block < num_blocks().
  DocId last_doc_id(uint32_t block) const {
    return block + 1 == num_blocks_
               ? last_doc_id_
               : DecodeFixed32(last_doc_ids_ + 4 * uint64_t{block});
  }

  // An upper bound of the impacts of a block; kImpactScale for lists without
  // impacts.
  uint8_t max_impact(uint32_t block) const {
    return max_impacts_ == nullptr ? kImpactScale
                                   : static_cast<uint8_t>(max_impacts_[block]);
  }

  // The first block at or after `from` whose last doc_id is at least `target`,
  // or num_blocks().
  uint32_t FindBlock(uint32_t from, DocId target) const;

  // Where a block's frame lies in its section; its size is 0 when the list
  // needs none (df or cf is 1) and when its bounds are damaged.
  struct FrameBounds {
    uint64_t offset = 0;
    uint64_t size = 0;
  };
  FrameBounds PostingsFrame(uint32_t block) const;
  FrameBounds PositionsFrame(uint32_t block) const;

  // Enters `block`: its doc_ids can be looked for, one by one, or are loaded
  // where its frame cannot be searched. False at damage.
  bool Enter(uint32_t block);

  // Enters `block` and decodes its doc_ids, unless that is done. False at
  // damage.
  bool Load(uint32_t block) {
    return (block_ == block && is_loaded_) || LoadDocIds(block);
  }

  // The block that was entered; none has size() 0.
  static constexpr uint32_t kNoBlock = ~uint32_t{0};
  uint32_t block() const { return block_; }
  int size() const { return n_; }
  bool is_loaded() const { return is_loaded_; }

  // REQUIRES: is_loaded().
  const DocId* doc_ids() const { return doc_ids_; }

  // Looks for `n` increasing doc_ids in the block: sets in_doc_ids[i] and
  // in_block[i] to the places of the i-th that is there, and returns their
  // number. REQUIRES: a block was entered, !is_loaded(); room for n + 1 numbers
  // at both arrays.
  int Find(const DocId* doc_ids, int n, uint8_t* in_doc_ids,
           uint8_t* in_block) const {
    return frame_.Find(doc_ids, n, in_doc_ids, in_block);
  }

  // The tfs of the block, decoded at the first call; nullptr at damage.
  const uint32_t* tfs() { return tfs_loaded_ || LoadTfs() ? tfs_ : nullptr; }

  // Sets `tfs` to those of the `n` postings at `places`, of which it does not
  // decode more than it needs for few. False at damage.
  bool ReadTfs(const uint8_t* places, int n, uint32_t* tfs);

  // Sets `*positions` to those of the `index`-th posting of the block. False at
  // damage.
  bool ReadPositions(int index, std::vector<uint32_t>* positions);

  const absl::Status& status() const { return status_; }

 private:
  absl::Status OpenSkips();
  bool GetFrame(uint32_t block, absl::string_view* frame);
  DocId FirstDocId(uint32_t block) const;
  bool LoadDocIds(uint32_t block);
  bool LoadTfs();
  bool LoadPositionsFrame();
  bool Fail(const Section& section, FrameBounds bounds, absl::string_view what);
  uint64_t GroupBase(uint32_t block, int field) const;
  uint64_t PostingsEnd(uint32_t block) const;
  uint64_t PositionsEnd(uint32_t block) const;

  PostingsSections sections_;
  TermInfo info_;
  uint32_t num_docs_ = 0;
  uint32_t num_blocks_ = 0;
  DocId last_doc_id_ = 0;  // an upper bound where the list has no skip data
  const char* last_doc_ids_ = nullptr;
  const char* postings_ends_ = nullptr;
  const char* positions_ends_ = nullptr;
  uint64_t positions_end_bytes_ = 0;
  const char* max_impacts_ = nullptr;
  const char* bases_ = nullptr;

  uint32_t block_ = kNoBlock;
  int n_ = 0;
  bool is_loaded_ = false;
  bool tfs_loaded_ = false;
  bool positions_loaded_ = false;
  PostingsFrameDecoder frame_;
  PositionsFrameDecoder position_frame_;
  DocId doc_ids_[kBlockSize];
  uint32_t tfs_[kBlockSize];
  uint64_t numbers_before_[kBlockSize + 1];  // in the position frame
  absl::Status status_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_POSTINGS_LIST_H_
