// Which documents a fast evaluator may take for answers.

#ifndef TELUSUR_QUERY_DOC_FILTER_H_
#define TELUSUR_QUERY_DOC_FILTER_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "index/segment_docs.h"
#include "query/doc_cursor.h"

namespace telusur {

// The documents of a segment that are not deleted, that all of some cursors
// match and none of some others. Asked only about documents that are good
// enough otherwise. One thread.
class DocFilter {
 public:
  explicit DocFilter(const SegmentDocs& docs) : docs_(docs) {}

  const SegmentDocs& docs() const { return docs_; }

  void Require(std::unique_ptr<DocCursor> cursor) {
    required_.push_back(std::move(cursor));
  }
  void Exclude(std::unique_ptr<DocCursor> cursor) {
    excluded_.push_back(std::move(cursor));
  }

  // Whether every document passes.
  bool is_open() const {
    return !docs_.has_deletions() && required_.empty() && excluded_.empty();
  }

  // REQUIRES: doc_ids do not decrease from call to call.
  bool Accepts(DocId doc_id) {
    if (docs_.IsDeleted(doc_id)) return false;
    for (const auto& cursor : required_) {
      cursor->Seek(doc_id);
      if (cursor->doc_id() != doc_id) return false;
    }
    for (const auto& cursor : excluded_) {
      cursor->Seek(doc_id);
      if (cursor->doc_id() == doc_id) return false;
    }
    return true;
  }

  absl::Status status() const {
    absl::Status status;
    for (const auto& cursor : required_) status.Update(cursor->status());
    for (const auto& cursor : excluded_) status.Update(cursor->status());
    return status;
  }

 private:
  const SegmentDocs docs_;
  std::vector<std::unique_ptr<DocCursor>> required_;
  std::vector<std::unique_ptr<DocCursor>> excluded_;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_DOC_FILTER_H_
