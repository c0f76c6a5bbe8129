#include "query/column_cursor.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "index/index_writer.h"

namespace telusur {
namespace {

// Walks the documents for which `matches` is true, by trying them one by one.
template <typename Matches>  // bool(DocId)
class ScanCursor : public DocCursor {
 public:
  ScanCursor(DocId num_docs, Matches matches)
      : num_docs_(num_docs), matches_(std::move(matches)) {
    Scan(0);
  }

  DocId doc_id() const override { return doc_id_; }
  void Next() override {
    if (doc_id_ != kNoMoreDocs) Scan(doc_id_ + 1);
  }
  void Seek(DocId target) override {
    if (doc_id_ != kNoMoreDocs && target > doc_id_) Scan(target);
  }
  Score score() override { return 0; }
  uint64_t cost() const override { return num_docs_; }
  absl::Status status() const override { return absl::OkStatus(); }

 private:
  void Scan(DocId from) {
    while (from < num_docs_ && !matches_(from)) ++from;
    doc_id_ = from < num_docs_ ? from : kNoMoreDocs;
  }

  const DocId num_docs_;
  const Matches matches_;
  DocId doc_id_ = 0;
};

template <typename Matches>
std::unique_ptr<DocCursor> NewScanCursor(DocId num_docs, Matches matches) {
  return std::make_unique<ScanCursor<Matches>>(num_docs, std::move(matches));
}

}  // namespace

std::unique_ptr<DocCursor> NewDatesCursor(const SegmentReader* segment,
                                          const DayRange& days) {
  const Column* const dates = &segment->dates();
  return NewScanCursor(segment->num_docs(), [dates, days](DocId doc_id) {
    const uint32_t date = dates->Get(doc_id);
    if (date == 0) return false;
    const int64_t day = int64_t{date} - kDateColumnZero;
    return day >= days.begin && day < days.end;
  });
}

std::unique_ptr<DocCursor> NewSourceCursor(const SegmentReader* segment,
                                           absl::string_view source) {
  std::vector<bool> wanted;
  for (const std::string& name : segment->source_names()) {
    wanted.push_back(absl::EqualsIgnoreCase(name, source));
  }
  const Column* const sources = &segment->sources();
  return NewScanCursor(segment->num_docs(), [sources, wanted](DocId doc_id) {
    const uint32_t number = sources->Get(doc_id);
    return number < wanted.size() && wanted[number];
  });
}

}  // namespace telusur
