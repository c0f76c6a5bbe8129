// Takes the terms of merged runs into a segment.

#ifndef TELUSUR_INDEX_SEGMENT_TERM_SINK_H_
#define TELUSUR_INDEX_SEGMENT_TERM_SINK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/doc_id_map.h"
#include "index/posting_chunk.h"
#include "index/segment/term_encoder.h"
#include "index/term_sink.h"
#include "index/types.h"

namespace telusur {

// Decodes chunks, gives documents their doc_ids in the segment, and passes
// postings of terms and forms on to an encoder. One thread.
class SegmentTermSink : public TermSink {
 public:
  // `num_docs` are the build's documents, of which `doc_ids` leaves some out.
  // Both pointers outlive the sink.
  SegmentTermSink(uint32_t num_docs, const DocIdMap* doc_ids,
                  TermEncoder* encoder)
      : num_docs_(num_docs), doc_ids_(*doc_ids), encoder_(encoder) {}

  absl::Status StartTerm(absl::string_view term,
                         const std::vector<std::string>& forms) override;
  absl::Status AddChunk(absl::string_view chunk, bool stays,
                        absl::Span<const uint32_t> form_numbers) override;
  absl::Status FinishTerm() override;

 private:
  void AddForms(absl::Span<const uint32_t> form_numbers);
  absl::Status AddPlainPostings();
  absl::Status AddPosting(absl::Span<const uint32_t> positions);
  absl::Status AddPostingOfForm(uint32_t form);
  absl::Status FlushDocument();

  const uint32_t num_docs_;
  const DocIdMap& doc_ids_;
  TermEncoder* const encoder_;
  absl::string_view term_;
  const std::vector<std::string>* forms_ = nullptr;
  uint64_t num_postings_ = 0;
  ChunkReader chunk_;

  // The document whose occurrences are being collected.
  DocId doc_id_ = kNoMoreDocs;
  std::vector<uint32_t> positions_;
  std::vector<std::vector<uint32_t>> form_positions_;  // by form
  std::vector<uint32_t> touched_forms_;  // those that are not empty
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_TERM_SINK_H_
