// The positions of a frame of postings, coded together.
//
// A document's positions are written as its first position and then the gaps
// (position - previous position - 1). The numbers of all postings of the frame
// follow each other; how many belong to a posting is its tf. As a Rice code, a
// document's numbers can be read without those of the documents before it: the
// low bits stand at a known place, and the unary parts are found by counting
// one bits.
//
//   header : u8    bits 0-4 width, bits 6-7 form
//   form 0 : low bits of all numbers | unary parts        one bit stream
//   form 1 : length : varint32 | Snappy of the numbers as varints
//   form 2 : length : varint32 | Snappy of a frame of form 0
//   form 3 : length : varint32 | compressed_bytes : varint32
//            | Snappy of the first positions as varints
//            | low bits of the gaps | unary parts          one bit stream
//
// Form 3 is what the menu of a site's pages asks for: a word of it has the same
// first position on every page, and its other places are as they may be.
//
// Example: tfs {2, 1} with positions {3, 5}, {0} are the numbers {3, 1, 0}. Of
// width 1 they are the low bits 1 1 0 and the unary numbers 01 1 1: 01 73.

#ifndef TELUSUR_INDEX_SEGMENT_POSITIONS_H_
#define TELUSUR_INDEX_SEGMENT_POSITIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/segment/compressed_block.h"
#include "index/segment/posting_block.h"
#include "index/types.h"

namespace telusur {

// Writes position frames. Reuses its buffers. One thread.
class PositionsFrameEncoder {
 public:
  explicit PositionsFrameEncoder(PostingsCompression compression)
      : compression_(compression) {}

  // Appends the frame of `numbers` (first positions and gaps) to `*out`; of the
  // i-th posting there are tfs_minus_one[i] + 1.
  // REQUIRES: `numbers` is not empty; at most kBlockSize postings.
  void Append(absl::Span<const uint32_t> numbers,
              absl::Span<const uint32_t> tfs_minus_one, std::string* out);

  const FrameStatistics& statistics() const { return statistics_; }

 private:
  // The smaller of forms 1 and 3, or nothing when neither is worth a try.
  void CompressVarints(absl::Span<const uint32_t> numbers);
  void CompressFirstPositions(absl::Span<const uint32_t> numbers,
                              absl::Span<const uint32_t> tfs_minus_one);

  PostingsCompression compression_;
  FrameStatistics statistics_;
  std::string plain_;
  std::string varints_;
  std::string compressed_;
  std::string snappy_;
  std::vector<uint32_t> gaps_;
};

// How a frame is written: "rice 5", "Snappy of varints", ... For people.
std::string DescribePositionsFrame(absl::string_view frame);

// Whether Snappy wrote it, or a part of it.
bool IsSnappyPositionsFrame(absl::string_view frame);

// Reads one position frame. One thread.
class PositionsFrameDecoder {
 public:
  // Takes an untrusted frame of `num_numbers` numbers of `num_postings`
  // postings, which must live as long as it is read. False when it is damaged.
  // REQUIRES: 1 <= num_postings <= kBlockSize, num_postings <= num_numbers.
  bool Open(absl::string_view frame, int num_postings, uint64_t num_numbers);

  // Decodes the `tf` positions of posting `index`, before which `first` numbers
  // stand in the frame. False when the frame is damaged.
  // REQUIRES: 1 <= tf; first + tf <= num_numbers; index <= first; room for `tf`
  // integers at `positions`.
  bool Decode(int index, uint64_t first, uint32_t tf, uint32_t* positions);

 private:
  // kInParts: a document's numbers are decoded when they are asked for. A frame
  // of which many are asked for is decoded as a whole.
  enum class State { kInParts, kDecoded, kDamaged };

  bool OpenSnappy(int form, absl::string_view frame, int num_postings);
  bool OpenBits(int width, const char* begin, const char* end);
  bool DecodeNumbers(uint64_t first, uint64_t n, uint32_t* numbers);
  bool DecodeAll();

  State state_ = State::kDamaged;
  // Form 3 has the first positions apart, and `num_numbers_` are the gaps.
  bool is_split_ = false;
  uint32_t first_positions_[kBlockSize];
  uint64_t num_numbers_ = 0;
  uint64_t num_reads_ = 0;
  std::vector<uint32_t> numbers_;  // kDecoded: all of them

  int width_ = 0;
  const char* bits_ = nullptr;  // the bit stream, or nullptr in form 1
  const char* end_ = nullptr;
  const char* varints_ = nullptr;
  uint64_t num_numbers_before_varints_ = 0;

  // Where the unary part of number `unary_number_` begins: a mark from which
  // the search for a later document's numbers goes on.
  uint64_t unary_number_ = 0;
  uint64_t unary_bit_ = 0;
  std::string uncompressed_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_POSITIONS_H_
