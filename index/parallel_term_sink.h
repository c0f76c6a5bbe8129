// Takes the terms of merged runs into a segment, with several threads.
//
// Terms are collected into groups, which threads encode and which are appended
// to the segment in their order. Groups wait for each other up to a number of
// bytes and not of groups, so that many small ones are ready while a thread is
// at a large one. A term too large for a group is encoded as it comes, so that
// memory is bounded whatever the term; so is every term when there is one
// thread.

#ifndef TELUSUR_INDEX_PARALLEL_TERM_SINK_H_
#define TELUSUR_INDEX_PARALLEL_TERM_SINK_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/doc_id_map.h"
#include "index/ordered_workers.h"
#include "index/segment/segment_writer.h"
#include "index/term_sink.h"

namespace telusur {

// One thread; the workers are used by nobody else meanwhile.
class ParallelTermSink : public TermSink {
 public:
  // `num_docs` are the build's documents, of which `doc_ids` leaves some out.
  // Groups and what becomes of them hold about `memory_bytes`. The pointers
  // outlive the sink. REQUIRES: writer->BeginTerms() was called.
  ParallelTermSink(uint32_t num_docs, const DocIdMap* doc_ids,
                   SegmentWriter* writer, OrderedWorkers* workers,
                   uint64_t memory_bytes);
  ~ParallelTermSink() override;

  absl::Status StartTerm(absl::string_view term,
                         const std::vector<std::string>& forms) override;
  absl::Status AddChunk(absl::string_view chunk, bool stays,
                        absl::Span<const uint32_t> form_numbers) override;
  absl::Status FinishTerm() override;

  // Appends all that is still on its way. After the last FinishTerm.
  absl::Status Finish();

 private:
  struct Group;
  struct Encoder;
  class EncodeJob;

  absl::Status SendGroup();
  absl::Status MakeRoom();

  SegmentWriter* const writer_;
  OrderedWorkers* const workers_;
  const uint64_t max_bytes_under_way_;
  const uint64_t max_group_bytes_;
  const uint64_t group_bytes_;
  std::vector<std::unique_ptr<Encoder>> encoders_;  // by worker
  std::unique_ptr<Encoder> direct_encoder_;
  std::unique_ptr<Group> group_;  // whole terms, and the current one's chunks
  std::deque<uint64_t> bytes_under_way_;  // of the groups that were sent

  // The current term.
  absl::string_view term_;
  const std::vector<std::string>* forms_ = nullptr;
  bool is_direct_ = false;  // encoded as it comes
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_PARALLEL_TERM_SINK_H_
