// Turns the postings of terms, and of their forms, into postings lists.
//
// What comes out does not depend on where in a segment it will stand, so that
// the terms of a segment can be encoded in parts, by several threads.

#ifndef TELUSUR_INDEX_SEGMENT_TERM_ENCODER_H_
#define TELUSUR_INDEX_SEGMENT_TERM_ENCODER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/segment/compressed_block.h"
#include "index/segment/doc_lengths.h"
#include "index/segment/impact.h"
#include "index/segment/posting_block.h"
#include "index/segment/postings_list.h"
#include "index/segment/section_spool.h"
#include "index/segment/term_info.h"
#include "index/types.h"

namespace telusur {

// Consecutive keys of a segment's dictionary and the bytes of their lists, in
// the same order.
struct EncodedTerms {
  struct Key {
    uint32_t key_end;   // in names
    uint32_t form_end;  // of the term's single form, which follows the key
    TermInfo info;      // without offsets
  };

  std::string names;
  std::vector<Key> keys;
  std::string postings;
  std::string positions;
  std::string skips;

  uint64_t num_terms = 0;
  uint64_t num_postings = 0;
  FrameStatistics postings_frames;
  FrameStatistics positions_frames;

  uint64_t bytes() const {
    return names.size() + keys.size() * sizeof(Key) + postings.size() +
           positions.size() + skips.size();
  }
  void Clear();
};

struct TermEncoderOptions {
  PostingsCompression compression = PostingsCompression::kAuto;
  ImpactModel impacts;
  const DocLengths* doc_lengths = nullptr;  // outlives the encoder

  // Bytes that a form's own list may hold in memory before it goes to a
  // temporary file of new_temp_path (thread-safe).
  FileSystem* fs = nullptr;
  std::function<std::string()> new_temp_path;
  uint64_t form_memory_bytes = ~uint64_t{0};

  // Called when `terms` hold so many bytes, between two postings too: takes
  // what they hold and clears them.
  uint64_t drain_bytes = ~uint64_t{0};
  std::function<absl::Status()> drain;
};

// Calls come in the order ((AddPosting | AddFormPosting)+, FinishTerm)*. One
// thread.
class TermEncoder {
 public:
  // Appends to `*terms`, which the caller may take and clear between calls.
  TermEncoder(TermEncoderOptions options, EncodedTerms* terms);
  ~TermEncoder();

  // Adds a posting of the next term. REQUIRES: as PostingsListWriter::Add.
  absl::Status AddPosting(DocId doc_id, absl::Span<const uint32_t> positions) {
    list_.Add(doc_id, positions);
    num_added_ += 1 + positions.size();
    return num_added_ < kNumbersPerLook ? absl::OkStatus() : LookAtSizes();
  }

  // As PostingsListWriter: postings of the next term that are written in place.
  PostingRoom Room(size_t max_numbers) { return list_.Room(max_numbers); }
  absl::Status AddWritten(int n, size_t num_numbers) {
    list_.AddWritten(n, num_numbers);
    num_added_ += n + num_numbers;
    return num_added_ < kNumbersPerLook ? absl::OkStatus() : LookAtSizes();
  }

  // Adds a posting of a form of the next term: `form` counts within the term.
  // Only for terms of more than one form, each of which gets a posting.
  void AddFormPosting(uint32_t form, DocId doc_id,
                      absl::Span<const uint32_t> positions);

  // Ends the term, to which the spellings `forms` (sorted, at least one) were
  // reduced. Forms without postings are forgotten.
  // REQUIRES: `term` is greater than the one before.
  absl::Status FinishTerm(absl::string_view term,
                          const std::vector<std::string>& forms);

  // Has the terms taken, however little they hold. REQUIRES: options.drain.
  absl::Status Drain() { return options_.drain(); }

 private:
  // Numbers that are added between two looks at the size of what is held.
  static constexpr uint64_t kNumbersPerLook = 4096;

  // A form's own list, encoded beside its term's and moved behind it.
  struct FormList;

  void AddKey(absl::string_view key, absl::string_view form,
              const TermInfo& info);
  absl::Status MoveFormList(absl::string_view term, absl::string_view form,
                            FormList* list);
  absl::Status LookAtSizes();
  absl::Status DrainIfLarge();

  const TermEncoderOptions options_;
  EncodedTerms* const terms_;
  PostingsListWriter list_;
  std::vector<std::unique_ptr<FormList>> form_lists_;
  uint64_t num_added_ = 0;
  FrameStatistics postings_frames_;  // list_'s, as of the last term
  FrameStatistics positions_frames_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_TERM_ENCODER_H_
