// A run: part of an index while it is built, sorted by term.
//
// A run holds, for each term, the surface forms that were reduced to it and
// their occurrences, in chunks. Runs come from builders that took turns at the
// documents: of any two chunks of a term, whichever runs hold them, one ends
// before or where the other begins. doc_ids are those of the whole build.

#ifndef TELUSUR_INDEX_RUN_H_
#define TELUSUR_INDEX_RUN_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace telusur {

// Walks a run's terms in the order of their bytes. What it returns lives until
// the next call that is not const. One thread.
class RunCursor {
 public:
  virtual ~RunCursor() = default;

  // Moves to the next term; a new cursor stands before the first.
  virtual absl::Status NextTerm() = 0;
  virtual bool Valid() const = 0;

  // REQUIRES: Valid(). Chunks number the forms by their place here.
  virtual absl::string_view term() const = 0;
  virtual const std::vector<absl::string_view>& forms() const = 0;

  // Sets `*chunk` to the term's next chunk; an empty one is the end. Chunks
  // come in the order of their occurrences.
  virtual absl::Status NextChunk(absl::string_view* chunk) = 0;

  // Whether chunks outlive the cursor, until what it reads is destroyed.
  virtual bool chunks_stay() const { return false; }
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_RUN_H_
