#include "index/segment_merger.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "index/document.h"
#include "index/io/status_macros.h"
#include "index/segment/doc_store.h"
#include "index/segment/segment_reader.h"

namespace telusur {
namespace {

// What reading a document touches beside its own bytes: blocks of stored text
// and of ids.
constexpr uint64_t kBytesPerDocument = 32 << 10;

}  // namespace

absl::Status SegmentMerger::Merge(const std::vector<DocAddress>& docs,
                                  absl::Span<const uint32_t> order,
                                  SegmentWriter* writer) {
  // Lists can be joined without sorting when no segment is reordered either.
  bool in_order = order.empty();
  new_doc_ids_.clear();
  for (uint32_t i = 0; i < reader_->num_segments(); ++i) {
    const SegmentReader& segment = reader_->segment(i);
    in_order &= !segment.is_reordered();
    new_doc_ids_.emplace_back(segment.num_docs(), kNoMoreDocs);
  }
  stored_texts_.clear();
  for (uint32_t i = 0; i < reader_->num_segments(); ++i) {
    stored_texts_.emplace_back(reader_->segment(i).stored_text());
  }
  RETURN_IF_ERROR(AddDocuments(docs, order, writer));
  if (!order.empty()) writer->SetRanks(order);
  RETURN_IF_ERROR(writer->BeginTerms());
  return AddTerms(in_order, writer);
}

absl::Status SegmentMerger::AddDocuments(const std::vector<DocAddress>& docs,
                                         absl::Span<const uint32_t> order,
                                         SegmentWriter* writer) {
  for (DocId doc_id = 0; doc_id < docs.size(); ++doc_id) {
    const DocAddress doc = docs[order.empty() ? doc_id : order[doc_id]];
    new_doc_ids_[doc.segment][doc.doc_id] = doc_id;
    RETURN_IF_ERROR(AddDocument(doc, writer));
  }
  return absl::OkStatus();
}

absl::Status SegmentMerger::AddDocument(DocAddress doc, SegmentWriter* writer) {
  const SegmentReader& segment = reader_->segment(doc.segment);
  ASSIGN_OR_RETURN(const std::string id, segment.ids().Get(doc.doc_id));
  const uint32_t source = segment.sources().Get(doc.doc_id);
  if (source >= segment.source_names().size()) {
    return absl::DataLossError(
        absl::StrCat(segment.path(), ": section sources: bad source"));
  }
  DocumentEntry entry;
  entry.id = id;
  entry.doc_length = segment.doc_lengths().Get(doc.doc_id);
  entry.title_length = segment.title_lengths().Get(doc.doc_id);
  entry.date = segment.dates().Get(doc.doc_id);
  entry.source = segment.source_names()[source];
  RETURN_IF_ERROR(writer->AddDocument(entry));
  RETURN_IF_ERROR(AddRecord(doc, entry.source, writer));
  return Account(kBytesPerDocument);
}

absl::Status SegmentMerger::AddRecord(DocAddress doc, absl::string_view source,
                                      SegmentWriter* writer) {
  if (reader_->segment(doc.segment).stored_text() == nullptr) {
    Document document;
    document.source = std::string(source);
    std::string record;
    AppendRecord(document, &record);
    return writer->ContinueRecord(record);
  }
  return stored_texts_[doc.segment].ForEachPiece(
      doc.doc_id, [&](absl::string_view piece) {
        RETURN_IF_ERROR(writer->ContinueRecord(piece));
        return Account(piece.size());
      });
}

absl::Status SegmentMerger::AddTerms(bool in_order, SegmentWriter* writer) {
  MergedLists lists(reader_, &new_doc_ids_, in_order, options_.memory_bytes);
  MergedTerms terms(reader_);
  for (;;) {
    RETURN_IF_ERROR(terms.Next());
    if (!terms.Valid()) return absl::OkStatus();
    RETURN_IF_ERROR(AddTerm(terms, &lists, writer));
  }
}

absl::Status SegmentMerger::AddTerm(const MergedTerms& terms,
                                    MergedLists* lists, SegmentWriter* writer) {
  bool has_postings = false;
  RETURN_IF_ERROR(lists->ForEach(
      terms.lists(), [&](DocId doc_id, absl::Span<const uint32_t> positions) {
        has_postings = true;
        return writer->AddPosting(doc_id, positions);
      }));
  RETURN_IF_ERROR(Account(MergedTerms::ListBytes(terms.lists())));
  // All documents with the term may be deleted.
  if (!has_postings) return absl::OkStatus();
  if (terms.forms().size() > 1) {
    for (uint32_t form = 0; form < terms.forms().size(); ++form) {
      RETURN_IF_ERROR(lists->ForEach(
          terms.form_lists()[form],
          [&](DocId doc_id, absl::Span<const uint32_t> positions) {
            writer->AddFormPosting(form, doc_id, positions);
            return absl::OkStatus();
          }));
      RETURN_IF_ERROR(
          Account(MergedTerms::ListBytes(terms.form_lists()[form])));
    }
  }
  return writer->FinishTerm(terms.term(), terms.forms());
}

absl::Status SegmentMerger::Account(uint64_t bytes) {
  if (options_.cancelled != nullptr &&
      options_.cancelled->load(std::memory_order_relaxed)) {
    return absl::CancelledError("cancelled");
  }
  pages_.Account(bytes);
  return absl::OkStatus();
}

}  // namespace telusur
