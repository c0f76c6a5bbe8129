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
#include "index/segment/compressed_block.h"
#include "index/segment/doc_store.h"
#include "index/segment/impact.h"
#include "index/segment/postings_list.h"
#include "index/segment/section_spool.h"
#include "index/segment/segment_format.h"
#include "index/segment/term_dictionary.h"

namespace telusur {

struct SegmentWriterOptions {
  std::string analyzer;  // AnalyzerOptions::ToString
  Bm25Parameters bm25;
  PostingsCompression compression = PostingsCompression::kAuto;
  bool store_text = true;

  // Sections grow in memory up to this many bytes in all, then in temporary
  // files that new_temp_path names.
  uint64_t memory_bytes = 64 << 20;
  std::function<std::string()> new_temp_path;
};

// What a segment keeps of a document beside its terms.
struct DocumentEntry {
  absl::string_view id;
  absl::string_view record;  // AppendRecord; ignored without stored text
  uint32_t doc_length = 0;
  uint32_t title_length = 0;
  uint32_t date = 0;  // DateColumnValue; 0 is absent
  absl::string_view source;
};

// One thread. Calls come in the order AddDocument*, BeginTerms,
// ((AddPosting | AddFormPosting)+, FinishTerm)*, Finish.
class SegmentWriter {
 public:
  SegmentWriter(FileSystem* fs, const SegmentWriterOptions& options);
  ~SegmentWriter();

  // Adds the next document: doc_ids are given in this order, from 0.
  absl::Status AddDocument(const DocumentEntry& entry);

  // Says that the documents stand in another order than that of their addition,
  // in which document i has the rank ranks[i]. Called at most once, after the
  // last AddDocument. REQUIRES: the numbers from 0 to the number of documents.
  void SetRanks(absl::Span<const uint32_t> ranks);

  // No document follows.
  void BeginTerms();

  // Adds a posting of the next term. REQUIRES: as PostingsListWriter::Add.
  absl::Status AddPosting(DocId doc_id, absl::Span<const uint32_t> positions) {
    list_->Add(doc_id, positions);
    const bool look = ++num_added_ % kPostingsPerSpill == 0 ||
                      positions.size() > kPostingsPerSpill;
    return look ? SpillIfLarge() : absl::OkStatus();
  }

  // Adds a posting of a form of the next term: `form` counts within the term.
  // Only for terms of more than one form, each of which gets a posting.
  void AddFormPosting(uint32_t form, DocId doc_id,
                      absl::Span<const uint32_t> positions);

  // Ends the term, to which the spellings `forms` (sorted, at least one) were
  // reduced. Forms without postings are forgotten.
  // REQUIRES: `term` is greater than the one before.
  absl::Status FinishTerm(absl::string_view term,
                          const std::vector<std::string>& forms);

  // Writes the whole file to `file` (neither synced nor closed here).
  absl::Status Finish(WritableFile* file);

  // After Finish.
  const SegmentMetadata& metadata() const { return metadata_; }
  const SegmentLayout& layout() const { return layout_; }

 private:
  // Postings and terms between two looks at the size of the sections.
  static constexpr uint64_t kPostingsPerSpill = 1024;

  SectionSpool& spool(SectionId section) {
    return *spools_[static_cast<int>(section)];
  }
  // A form's own postings list, encoded beside its term's and moved behind it.
  struct FormList {
    std::string postings;
    std::string positions;
    std::string skips;
    std::unique_ptr<PostingsListWriter> writer;
    bool used = false;
    // The writer's as of its last list.
    FrameStatistics postings_frames;
    FrameStatistics positions_frames;
  };

  std::unique_ptr<PostingsListWriter> NewListWriter(std::string* postings,
                                                    std::string* positions,
                                                    std::string* skips) const;
  void MoveFormList(absl::string_view term, absl::string_view form,
                    FormList* list);
  absl::Status SpillIfLarge();
  void FillDocumentSections();
  absl::Status CopySection(SectionId section, WritableFile* file,
                           std::string* checksums);

  const SegmentWriterOptions options_;
  SegmentMetadata metadata_;
  SegmentLayout layout_;
  std::array<std::unique_ptr<SectionSpool>, kNumSections> spools_;
  std::unique_ptr<IdTableWriter> ids_;
  std::unique_ptr<StoredTextWriter> stored_text_;
  std::unique_ptr<PostingsListWriter> list_;
  std::vector<std::unique_ptr<FormList>> form_lists_;
  std::unique_ptr<TermDictionaryWriter> dictionary_;
  uint64_t num_added_ = 0;

  std::vector<uint32_t> doc_lengths_;
  std::vector<uint32_t> title_lengths_;
  std::vector<uint32_t> dates_;
  std::vector<uint32_t> sources_;
  std::map<std::string, uint32_t, std::less<>> source_numbers_;
  std::vector<std::string> source_names_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SEGMENT_WRITER_H_
