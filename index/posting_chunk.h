// A chunk: consecutive occurrences of one term, coded, as a build keeps them in
// memory and in its runs until they become a postings list.
//
//   chunk   : form_code : varint   form << 1, or 1 when every occurrence has
//   its
//                                  own form
//             | posting ...
//   posting : head : varint64      doc_id less the one before (at first 0), <<
//   1
//                                  | (tf == 1)
//             | [tf - 2 : varint32, unless tf == 1]
//             | position x tf : varint32, less the one before in the posting
//             | [form x tf : varint32, if form_code is 1]
//
// A chunk stands for itself, so that joining runs is putting chunks in order. A
// document whose occurrences fill more than a chunk goes on in the next.
//
// Example: the places (5, 1), (5, 4), (7, 0) of form 0 are the bytes
// 00 | 0A 00 01 03 | 05 00.

#ifndef TELUSUR_INDEX_POSTING_CHUNK_H_
#define TELUSUR_INDEX_POSTING_CHUNK_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/segment/posting_room.h"
#include "index/types.h"

namespace telusur {

struct Occurrence {
  DocId doc_id;
  uint32_t position;

  friend bool operator<(const Occurrence& a, const Occurrence& b) {
    return a.doc_id != b.doc_id ? a.doc_id < b.doc_id : a.position < b.position;
  }
};

// The most occurrences of a chunk, which bounds what a reader holds.
inline constexpr size_t kMaxChunkOccurrences = 4096;

// No chunk of `n` occurrences takes more bytes.
inline constexpr size_t MaxChunkBytes(size_t n) { return 6 + 20 * n; }

// Writes a chunk at `out` and returns its end. `forms` are the occurrences'
// forms; empty: all have `form`.
//
// REQUIRES: 1 to kMaxChunkOccurrences occurrences, which do not decrease; room
// for MaxChunkBytes.
char* EncodeChunk(absl::Span<const Occurrence> occurrences,
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
  static constexpr size_t kMaxPlainNumbers = kMaxChunkOccurrences + kBlockSize;
  int NextPlain(const PostingRoom& room, uint32_t* num_numbers);

  // Whether the posting is the chunk's last.
  bool is_last() const { return p_ == end_; }

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

 private:
  bool Damaged() {
    SetDamaged();
    return false;
  }

  const char* p_ = nullptr;
  const char* end_ = nullptr;
  bool ok_ = true;
  bool has_forms_ = false;
  bool has_repeats_ = false;
  uint32_t form_ = 0;
  DocId doc_id_ = 0;
  uint32_t tf_ = 0;
  std::vector<uint32_t> positions_ = std::vector<uint32_t>(1);
  std::vector<uint32_t> forms_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_POSTING_CHUNK_H_
