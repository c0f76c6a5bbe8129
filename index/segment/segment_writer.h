// Writes a segment: its documents first, then its terms in order, then the
// file.
//
// The memory index and the merger use this same door.

#ifndef TELUSUR_INDEX_SEGMENT_SEGMENT_WRITER_H_
#define TELUSUR_INDEX_SEGMENT_SEGMENT_WRITER_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/document.h"
#include "index/io/file.h"
#include "index/io/large_pages.h"
#include "index/segment/column.h"
#include "index/segment/compressed_block.h"
#include "index/segment/doc_lengths.h"
#include "index/segment/doc_store.h"
#include "index/segment/impact.h"
#include "index/segment/section_spool.h"
#include "index/segment/segment_format.h"
#include "index/segment/term_dictionary.h"
#include "index/segment/term_encoder.h"
#include "index/segment/term_info.h"

namespace telusur {

struct SegmentWriterOptions {
  std::string analyzer;  // AnalyzerOptions::ToString
  Bm25Parameters bm25;
  PostingsCompression compression = PostingsCompression::kAuto;
  bool store_text = true;

  // Sections grow in memory up to this many bytes in all, then in temporary
  // files that new_temp_path names. It may be called by any thread. While terms
  // are encoded, the documents' lengths take up to as much again and 16 MiB.
  uint64_t memory_bytes = 64 << 20;
  std::function<std::string()> new_temp_path;

  // Where sections take their pages from, if it is set. Outlives the writer.
  LargePagePool* pages = nullptr;
};

// What a segment keeps of a document beside its terms.
struct DocumentEntry {
  absl::string_view id;

  // AppendRecord's bytes, or the first of them; ignored without stored text.
  absl::string_view record;

  uint32_t doc_length = 0;
  uint32_t title_length = 0;
  uint32_t date = 0;  // DateColumnValue; 0 is absent
  absl::string_view source;
};

// One thread. Calls come in the order (AddDocument ContinueRecord*)*,
// BeginTerms, ((AddPosting | AddFormPosting)+, FinishTerm)*, Finish.
class SegmentWriter {
 public:
  SegmentWriter(FileSystem* fs, const SegmentWriterOptions& options);
  ~SegmentWriter();

  // Adds the next document: doc_ids are given in this order, from 0.
  absl::Status AddDocument(const DocumentEntry& entry);

  // Adds the next bytes of the record of the document that was added last.
  absl::Status ContinueRecord(absl::string_view bytes);

  // Says that the documents stand in another order than that of their addition,
  // in which document i has the rank ranks[i]. Called at most once, after the
  // last AddDocument. REQUIRES: the numbers from 0 to the number of documents.
  void SetRanks(absl::Span<const uint32_t> ranks);

  // No document follows.
  absl::Status BeginTerms();

  // Adds a posting of the next term. REQUIRES: as PostingsListWriter::Add.
  absl::Status AddPosting(DocId doc_id, absl::Span<const uint32_t> positions) {
    return encoder_->AddPosting(doc_id, positions);
  }

  // As TermEncoder's.
  void AddFormPosting(uint32_t form, DocId doc_id,
                      absl::Span<const uint32_t> positions) {
    encoder_->AddFormPosting(form, doc_id, positions);
  }
  absl::Status FinishTerm(absl::string_view term,
                          const std::vector<std::string>& forms) {
    return encoder_->FinishTerm(term, forms);
  }

  // After BeginTerms: options for an encoder of terms, which may live in
  // another thread but not longer than the writer.
  TermEncoderOptions EncoderOptions() const;

  // Appends terms that such an encoder made, all of which follow those that
  // were added before.
  absl::Status AppendTerms(const EncodedTerms& terms);

  // Bytes of the sections that are in memory. Before Finish.
  uint64_t memory_bytes() const;

  // Writes the whole file to `file` (neither synced nor closed here).
  absl::Status Finish(WritableFile* file);

  // After Finish.
  const SegmentMetadata& metadata() const { return metadata_; }
  const SegmentLayout& layout() const { return layout_; }

 private:
  SectionSpool& spool(SectionId section) {
    return *spools_[static_cast<int>(section)];
  }
  // Calls `visit` with every spool.
  template <typename Visit>
  void ForEachSpool(Visit visit) const;

  absl::Status Appended();
  absl::Status FillDocumentSections();
  absl::Status CopySection(SectionId section, WritableFile* file,
                           std::string* checksums);

  FileSystem* const fs_;
  const SegmentWriterOptions options_;
  SegmentMetadata metadata_;
  SegmentLayout layout_;
  std::array<std::unique_ptr<SectionSpool>, kNumSections> spools_;

  // Columns, before it is known how wide they are.
  struct DocColumn {
    DocColumn(FileSystem* fs, const SegmentWriterOptions& options,
              uint64_t memory_bytes)
        : numbers(fs, options.new_temp_path, memory_bytes, options.pages),
          writer(&numbers) {}

    SectionSpool numbers;
    ColumnWriter writer;
  };
  const std::unique_ptr<DocColumn> doc_length_column_;
  const std::unique_ptr<DocColumn> title_length_column_;
  const std::unique_ptr<DocColumn> date_column_;
  const std::unique_ptr<DocColumn> source_column_;
  std::unique_ptr<DocLengths> doc_lengths_;

  std::unique_ptr<IdTableWriter> ids_;
  std::unique_ptr<StoredTextWriter> stored_text_;
  uint64_t unseen_bytes_ = 0;  // of ids and records since the last look
  std::unique_ptr<TermDictionaryWriter> dictionary_;
  EncodedTerms pending_;  // what encoder_ made and the sections lack
  std::unique_ptr<TermEncoder> encoder_;
  TermInfo next_offsets_;  // of the next list

  std::map<std::string, uint32_t, std::less<>> source_numbers_;
  std::vector<std::string> source_names_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SEGMENT_WRITER_H_
