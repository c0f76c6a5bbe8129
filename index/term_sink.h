// Who takes the terms of merged runs.

#ifndef TELUSUR_INDEX_TERM_SINK_H_
#define TELUSUR_INDEX_TERM_SINK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace telusur {

// Takes terms in increasing order: StartTerm, then the term's chunks in the
// order of their occurrences, then FinishTerm. What is passed lives during the
// call, the strings of StartTerm until FinishTerm has returned, and a chunk
// that stays until the sink has been finished or destroyed.
class TermSink {
 public:
  virtual ~TermSink() = default;

  // `forms` are sorted and different.
  virtual absl::Status StartTerm(absl::string_view term,
                                 const std::vector<std::string>& forms) = 0;

  // `form_numbers[i]` is the place among the term's forms of the form that the
  // chunk calls i.
  virtual absl::Status AddChunk(absl::string_view chunk, bool stays,
                                absl::Span<const uint32_t> form_numbers) = 0;

  virtual absl::Status FinishTerm() = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_TERM_SINK_H_
