// A frame of postings: up to 128 consecutive postings of a list, coded
// together. The frame is also the unit that is offered to Snappy.
//
// A posting is written as its gap (doc_id - previous doc_id - 1; the first gap
// counts from the caller's base) and tf - 1. A frame does not say how many
// postings it holds: the list's df does.
//
// Full frame, 128 postings:
//
//   id_code : u8   bits 0-4 width, bit 5 patched, bits 6-7 form
//   tf_code : u8   bits 0-4 width, bit 5 patched, bit 6 every tf is 1
//   doc_ids : block of doc_id_block.h; if patched, the gaps as a patched block
//             of integer_coding.h, which wins where documents come in clusters
//   tfs     : block of integer_coding.h; absent when every tf is 1
//
// Short frame, fewer than 128 postings, one bit stream after its header:
//
//   code     : u8   bits 0-4 gap width, bits 5-7: 0 every tf is 1,
//                   1 to 6 tf width + 1, 7 the tf width is in the next byte
//   [wide    : u8   bits 0-4 tf width, bits 6-7 form]
//   low bits of gaps | low bits of tfs | unary gaps | unary tfs
//
// Forms: 0 as above. 1 and 2 are Snappy's, written as header byte(s) with zero
// widths, length : varint32, Snappy block. What Snappy holds is, in form 1, the
// gaps and then the tf - 1 as varints; in form 2, a whole frame of form 0.
//
// Example: the postings (3, tf 1), (4, tf 1) after base 0 are the gaps {3, 0}.
// Of width 1 they are the low bits 1 0 and the unary numbers 01 1: the bytes
// 01 19.

#ifndef TELUSUR_INDEX_SEGMENT_POSTING_BLOCK_H_
#define TELUSUR_INDEX_SEGMENT_POSTING_BLOCK_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "index/segment/bit_unpacking.h"
#include "index/segment/block_search.h"
#include "index/segment/compressed_block.h"
#include "index/types.h"

namespace telusur {

// The largest frame, and the largest content of a Snappy frame: 128 gaps and
// tfs of five varint bytes each.
inline constexpr uint32_t kMaxFrameBytes = kBlockSize * 10;

// What compression did to the frames of a section.
struct FrameStatistics {
  uint64_t num_frames = 0;
  uint64_t num_snappy_frames = 0;
  uint64_t bytes_without_snappy = 0;
  uint64_t bytes = 0;

  void Add(const FrameStatistics& other);

  // What came after `before`, an earlier state of the same statistics.
  FrameStatistics Since(const FrameStatistics& before) const;
};

// Writes frames. Reuses its buffers. One thread.
class PostingsFrameEncoder {
 public:
  explicit PostingsFrameEncoder(PostingsCompression compression)
      : compression_(compression) {}

  // Appends the frame of `n` postings to `*out`. REQUIRES: 1 <= n <=
  // kBlockSize.
  void Append(const uint32_t* gaps, const uint32_t* tfs_minus_one, int n,
              std::string* out);

  const FrameStatistics& statistics() const { return statistics_; }

 private:
  bool CompressVarints(const uint32_t* gaps, const uint32_t* tfs_minus_one,
                       int n);

  PostingsCompression compression_;
  FrameStatistics statistics_;
  std::string plain_;
  std::string varints_;
  std::string snappy_;
};

// How a frame of `n` postings is written: "rice 3, tfs rice 0", "Snappy of
// varints", ... For people.
std::string DescribePostingsFrame(absl::string_view frame, int n);

// Whether Snappy wrote it.
bool IsSnappyPostingsFrame(absl::string_view frame, int n);

// Reads frames: doc_ids first and tfs only when asked for. Frames are
// untrusted. One thread.
class PostingsFrameDecoder {
 public:
  // Takes a frame to look for single doc_ids in, if it is of a kind that can be
  // searched. False when it is not, or is damaged: then use DecodeDocIds.
  // `base` and `frame` are as there.
  bool OpenForSearch(absl::string_view frame, int n, DocId base);

  // Looks for `n` increasing doc_ids in the frame that was opened for search:
  // sets in_doc_ids[i] and in_frame[i] to the places of the i-th that is there,
  // and returns their number. REQUIRES: room for n + 1 numbers at both arrays.
  int Find(const DocId* doc_ids, int n, uint8_t* in_doc_ids,
           uint8_t* in_frame) const {
    return search_.find(block_, bits_, base_, doc_ids, n, in_doc_ids, in_frame);
  }

  // Decodes the doc_ids of a frame of `n` postings; `base` is the smallest
  // doc_id that its first posting can have. False when the frame is damaged or
  // a doc_id is not below `end_doc_id`. `frame` must live until DecodeTfs.
  // REQUIRES: 1 <= n <= kBlockSize; room for kBlockSize integers at `doc_ids`.
  bool DecodeDocIds(absl::string_view frame, int n, DocId base,
                    DocId end_doc_id, DocId* doc_ids);

  // Decodes the tfs of the frame last given to DecodeDocIds or OpenForSearch,
  // which succeeded. REQUIRES: room for kBlockSize integers at `tfs`.
  bool DecodeTfs(uint32_t* tfs);

  // Decodes the tfs as sums: before[i] is what the tfs of the first i postings
  // add up to. False when a tf is damaged. REQUIRES: as for DecodeTfs; room for
  // kBlockSize + 1 integers at `before`.
  bool DecodeTfSums(uint64_t* before);

  // Reads the tfs of `n` postings without decoding the others. False when the
  // frame has to be decoded for that, or is damaged.
  bool ReadTfs(const uint8_t* places, int n, uint32_t* tfs);

 private:
  enum class Pending { kOnes, kBlock, kBitStream, kVarints };

  // The doc_ids that a frame may have.
  struct Range {
    DocId base;
    DocId end_doc_id;
  };

  // A full frame's parts behind its two codes.
  bool OpenFullFrame(absl::string_view frame, int* id_code);
  bool DecodeFrame(absl::string_view frame, Range range, DocId* doc_ids);
  bool DecodeFullFrame(absl::string_view frame, Range range, DocId* doc_ids);
  bool DecodeShortFrame(absl::string_view frame, Range range, DocId* doc_ids);
  bool DecodeVarintFrame(absl::string_view content, Range range,
                         DocId* doc_ids);
  bool UncompressFrame(absl::string_view frame, absl::string_view* content);
  bool DecodeUnary(int bit, int width, uint32_t* values, int* end_bit) const;

  // Where the tfs stand, and how to read them.
  Pending pending_ = Pending::kOnes;
  int n_ = 0;
  bool tf_patched_ = false;
  int tf_width_ = 0;
  const char* tfs_ = nullptr;
  const char* end_ = nullptr;
  int tf_low_bit_ = 0;    // kBitStream: bit position of the low bits ...
  int tf_unary_bit_ = 0;  // ... and of the unary parts

  // The block that was opened for search.
  const BlockSearch& search_ = FastestBlockSearch();
  const BitUnpacking& unpacking_ = FastestBitUnpacking();
  PackedBits block_;
  BitString bits_;
  DocId base_ = 0;
  std::unique_ptr<char[]> uncompressed_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_POSTING_BLOCK_H_
