// A run: part of an index while it is built, sorted by term.
//
// A run holds, for each term, the surface forms that were reduced to it and
// their occurrences in increasing (doc_id, position). The runs of a build hold
// disjoint parts of the text, except that a document too large for one run is
// continued in the next; doc_ids are those of the whole build.

#ifndef TELUSUR_INDEX_RUN_H_
#define TELUSUR_INDEX_RUN_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/types.h"

namespace telusur {

struct Occurrence {
  DocId doc_id;
  uint32_t position;

  friend bool operator<(const Occurrence& a, const Occurrence& b) {
    return a.doc_id != b.doc_id ? a.doc_id < b.doc_id : a.position < b.position;
  }
};

// Consecutive occurrences of a term. `forms[i]` is the number, within the term,
// of the form that stood at occurrences[i]; empty when the term has one form.
struct OccurrenceBatch {
  absl::Span<const Occurrence> occurrences;
  absl::Span<const uint32_t> forms;
};

// Walks a run's terms in order. What it returns lives until the next call that
// is not const. One thread.
class RunCursor {
 public:
  virtual ~RunCursor() = default;

  // Moves to the next term; a new cursor stands before the first.
  virtual absl::Status NextTerm() = 0;
  virtual bool Valid() const = 0;

  // REQUIRES: Valid().
  virtual absl::string_view term() const = 0;
  virtual const std::vector<absl::string_view>& forms() const = 0;  // sorted

  // Sets `*batch` to the term's next occurrences; an empty batch is the end.
  virtual absl::Status NextBatch(OccurrenceBatch* batch) = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_RUN_H_
