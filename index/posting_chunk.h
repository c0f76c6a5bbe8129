// A chunk: consecutive occurrences of one term, coded, as a build keeps them in
// memory and in its runs until they become a postings list.
//
//   chunk   : code : varint64       form << 3 | kForms | kRepeats << 1
//                                   | kWide << 2
//             | n - 1 : varint32    of the occurrences
//             | doc_id : varint32 | position : varint32   of the first
//             | starts              one bit for each further occurrence, lowest
//                                   first: whether it is its document's first
//             | long gaps           one bit for each start
//             | long numbers        one bit for each further occurrence
//             | gap ...             for each start: doc_id less the one before
//             | number ...          for each further occurrence: its position,
//                                   less the one before, less 1; of a start,
//                                   its position
//             | [form x n : varint32]
//
// Bits fill whole bytes. A gap or number takes a byte, and a long one two; when
// one needs more (kWide), they take two and four. How many bytes each takes is
// thus known without a look at the one before: a list of varints is read at the
// speed at which each waits for the last. When a position stands twice
// (kRepeats), numbers are not less 1. With kForms each occurrence has its own
// form, and the code's form is 0.
//
// A chunk stands for itself, so that joining runs is putting chunks in order. A
// document whose occurrences fill more than a chunk goes on in the next.
//
// Example: the places (5, 1), (5, 4), (7, 300) of form 0 are the bytes
// 00 02 05 01 | 02 | 00 | 02 | 02 | 02 2C 01 (hexadecimal).

#ifndef TELUSUR_INDEX_POSTING_CHUNK_H_
#define TELUSUR_INDEX_POSTING_CHUNK_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/chunk_coding.h"
#include "index/occurrence.h"
#include "index/segment/posting_room.h"
#include "index/types.h"

namespace telusur {

// No chunk of `n` occurrences takes more bytes, with those behind its end that
// EncodeChunk may write.
inline constexpr size_t MaxChunkBytes(size_t n) { return 64 + 14 * n; }

// Writes a chunk at `out` and returns its end. `forms` are the occurrences'
// forms; empty: all have `form`.
//
// REQUIRES: 1 to kMaxChunkOccurrences occurrences, which do not decrease; room
// for MaxChunkBytes.
char* EncodeChunk(const PackedOccurrences& occurrences,
                  absl::Span<const uint32_t> forms, uint32_t form, char* out);

// Sets `*first` to the first occurrence of `chunk`. False when it is damaged.
bool DecodeFirstOccurrence(absl::string_view chunk, Occurrence* first);

// Walks over the postings of chunks, which may be damaged. One thread.
class ChunkReader {
 public:
  // Stands before the first posting of `chunk`, which lives as long as it is
  // read.
  void Open(absl::string_view chunk);

  // Moves to the next posting; false at the end, or at damage: see ok().
  bool Next();
  bool ok() const { return ok_; }

  // Moves over postings that follow and writes them to `room`: as many as fit
  // and are plain, which is to say, they have one form and different positions,
  // are of another document than the posting before, and are not the chunk's
  // last. Returns how many; of them, doc_id() alone is that of the last.
  // `*num_numbers` are their position numbers, at most kMaxPlainNumbers.
  // REQUIRES: Next() returned true.
  static constexpr size_t kMaxPlainNumbers =
      kMaxChunkOccurrences + kChunkCodingSlack;
  int NextPlain(const PostingRoom& room, uint32_t* num_numbers);

  // Whether the posting is the chunk's last.
  bool is_last() const { return num_read_ == num_occurrences_; }

  // Notes that a posting says what cannot be.
  void SetDamaged() { ok_ = false; }

  // The posting. REQUIRES: Next() returned true.
  DocId doc_id() const { return doc_id_; }
  absl::Span<const uint32_t> positions() const {
    return absl::MakeConstSpan(positions_.data(), tf_);
  }

  // Whether a position stands there twice, as those of two readings may.
  bool has_repeats() const { return has_repeats_; }

  // The forms of the positions; empty when all have form().
  bool has_forms() const { return has_forms_; }
  absl::Span<const uint32_t> forms() const {
    return absl::MakeConstSpan(forms_.data(), has_forms_ ? tf_ : 0);
  }
  uint32_t form() const { return form_; }

  // Whether all positions have the form of the first, and that.
  bool has_one_form() const {
    return std::all_of(forms().begin(), forms().end(),
                       [this](uint32_t form) { return form == forms_[0]; });
  }
  uint32_t first_form() const { return has_forms_ ? forms_[0] : form_; }

 private:
  bool ReadHeader(absl::string_view chunk);
  bool SetDamagedAndStop() {
    SetDamaged();
    return false;
  }
  bool IsStart(uint32_t i) const {
    return (starts_[(i - 1) / 8] >> (i - 1) % 8 & 1) != 0;
  }
  const char* ReadNumbers(const uint8_t* bits, uint32_t i, uint32_t n,
                          const char* p, uint32_t* numbers) const;

  const ChunkCoding& coding_ = FastestChunkCoding();
  bool ok_ = true;
  bool has_forms_ = false;
  bool may_repeat_ = false;
  bool is_wide_ = false;
  bool has_repeats_ = false;
  uint32_t form_ = 0;

  // The occurrences, and those before the next posting; likewise of gaps.
  uint32_t num_occurrences_ = 0;
  uint32_t num_read_ = 0;
  uint32_t num_gaps_read_ = 0;
  const uint8_t* starts_ = nullptr;
  const uint8_t* long_gaps_ = nullptr;
  const uint8_t* long_numbers_ = nullptr;
  const char* next_gap_ = nullptr;
  const char* next_number_ = nullptr;
  const char* next_form_ = nullptr;
  const char* end_ = nullptr;

  DocId doc_id_ = 0;
  uint32_t tf_ = 0;
  std::vector<uint32_t> positions_ = std::vector<uint32_t>(1);
  std::vector<uint32_t> forms_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_POSTING_CHUNK_H_
