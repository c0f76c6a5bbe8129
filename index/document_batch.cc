#include "index/document_batch.h"

#include <optional>

#include "index/body_begin.h"
#include "index/date.h"
#include "index/date_column.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"
#include "index/segment/doc_store.h"

namespace telusur {
namespace {

void AppendSized(absl::string_view bytes, std::string* out) {
  AppendVarint32(static_cast<uint32_t>(bytes.size()), out);
  out->append(bytes.data(), bytes.size());
}

// Reads one sized string. nullptr when `p` to `end` does not hold all of it.
const char* DecodeSized(const char* p, const char* end,
                        absl::string_view* bytes) {
  uint32_t size = 0;
  p = DecodeVarint32(p, end, &size);
  if (p == nullptr || size > static_cast<size_t>(end - p)) return nullptr;
  *bytes = absl::string_view(p, size);
  return p + size;
}

class BatchAnalysis {
 public:
  BatchAnalysis(const Analyzer& analyzer, uint64_t max_index_bytes,
                MemoryIndex* index, const std::function<absl::Status()>& spill,
                DocumentBatch* batch)
      : analyzer_(analyzer),
        max_index_bytes_(max_index_bytes),
        index_(index),
        spill_(spill),
        batch_(batch) {}

  // Sets the numbers of `*entry` that analysis gives.
  absl::Status Add(DocId doc_id, const Document& document,
                   DocumentEntry* entry) {
    index_->StartDocument(doc_id);
    uint32_t offset = 0;
    uint64_t num_tokens = 0;
    if (!document.title.empty()) {
      const AnalysisCounts title = Tokenize(doc_id, document.title, offset);
      num_tokens += title.num_tokens;
      entry->title_length = title.num_positions;
      offset = BodyBegin(title.num_positions);
    }
    num_tokens += Tokenize(doc_id, document.text, offset).num_tokens;
    entry->doc_length = static_cast<uint32_t>(num_tokens);
    return status_;
  }

 private:
  AnalysisCounts Tokenize(DocId doc_id, absl::string_view text,
                          uint32_t offset) {
    const AnalysisCounts counts =
        analyzer_.Tokenize(text, [&](absl::Span<const Token> tokens) {
          if (!status_.ok()) return;
          index_->AddTokens(tokens, offset);
          if (index_->memory_bytes() <= max_index_bytes_ && !index_->full()) {
            return;
          }
          status_ = spill_();
          index_->StartDocument(doc_id);
        });
    batch_->num_invalid_bytes += counts.num_invalid_bytes;
    batch_->num_dropped_terms += counts.num_dropped_terms;
    return counts;
  }

  const Analyzer& analyzer_;
  const uint64_t max_index_bytes_;
  MemoryIndex* const index_;
  const std::function<absl::Status()>& spill_;
  DocumentBatch* const batch_;
  absl::Status status_;
};

}  // namespace

absl::Status AnalyzeBatch(const Analyzer& analyzer, bool store_text,
                          uint64_t max_index_bytes, MemoryIndex* index,
                          const std::function<absl::Status()>& spill,
                          DocumentBatch* batch) {
  BatchAnalysis analysis(analyzer, max_index_bytes, index, spill, batch);
  DocId doc_id = batch->first_doc_id;
  for (Document& document : batch->documents) {
    DocumentEntry entry;
    entry.id = document.id;
    entry.source = document.source;
    const std::optional<int32_t> days = ParseDate(document.date);
    if (!days.has_value() && !document.date.empty()) {
      ++batch->num_dates_unreadable;
    }
    entry.date = DateColumnValue(days);
    RETURN_IF_ERROR(analysis.Add(doc_id++, document, &entry));
    batch->ids.push_back(HashId(document.id));
    AppendEntryHead(entry, store_text ? RecordBytes(document) : 0,
                    &batch->entries);
    if (store_text && !batch->is_large) {
      AppendRecord(document, &batch->entries);
    }
  }
  if (store_text && batch->is_large) return absl::OkStatus();
  std::vector<Document>().swap(batch->documents);
  return absl::OkStatus();
}

void AppendEntryHead(const DocumentEntry& entry, uint64_t record_bytes,
                     std::string* out) {
  AppendVarint32(entry.doc_length, out);
  AppendVarint32(entry.title_length, out);
  AppendVarint32(entry.date, out);
  AppendSized(entry.id, out);
  AppendSized(entry.source, out);
  AppendVarint64(record_bytes, out);
}

const char* DecodeEntryHead(const char* p, const char* end,
                            DocumentEntry* entry, uint64_t* record_bytes) {
  p = DecodeVarint32(p, end, &entry->doc_length);
  if (p != nullptr) p = DecodeVarint32(p, end, &entry->title_length);
  if (p != nullptr) p = DecodeVarint32(p, end, &entry->date);
  if (p != nullptr) p = DecodeSized(p, end, &entry->id);
  if (p != nullptr) p = DecodeSized(p, end, &entry->source);
  if (p != nullptr) p = DecodeVarint64(p, end, record_bytes);
  return p;
}

}  // namespace telusur
