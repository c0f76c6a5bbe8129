// Walking the documents that match a part of a query.

#ifndef TELUSUR_QUERY_DOC_CURSOR_H_
#define TELUSUR_QUERY_DOC_CURSOR_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "index/types.h"
#include "query/bm25.h"

namespace telusur {

// Walks documents of one segment in increasing doc_id order. One thread.
//
// A new cursor stands on its first document. At the end doc_id() is kNoMoreDocs
// and stays so: Next() and Seek() are then no-ops. Seek(target) moves to the
// first doc_id >= target, and never back.
//
// Damage ends a cursor early, and status() then says so: a result is only right
// if the status of the cursor at the root is OK after the walk.
class DocCursor {
 public:
  virtual ~DocCursor() = default;

  virtual DocId doc_id() const = 0;
  virtual void Next() = 0;
  virtual void Seek(DocId target) = 0;

  // The score of the document. REQUIRES: doc_id() != kNoMoreDocs.
  virtual Score score() = 0;

  // An estimate of the documents still to come, to drive conjunctions by.
  virtual uint64_t cost() const = 0;

  virtual absl::Status status() const = 0;
};

// A cursor over the occurrences of a term or of a phrase, in the documents.
class PositionCursor : public DocCursor {
 public:
  // Sets `*positions` to the document's, increasing; empty at damage.
  // REQUIRES: doc_id() != kNoMoreDocs.
  virtual void ReadPositions(std::vector<uint32_t>* positions) = 0;

  virtual uint32_t tf() = 0;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_DOC_CURSOR_H_
