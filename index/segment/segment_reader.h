// Reads a segment file.

#ifndef TELUSUR_INDEX_SEGMENT_SEGMENT_READER_H_
#define TELUSUR_INDEX_SEGMENT_SEGMENT_READER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/document.h"
#include "index/io/file.h"
#include "index/segment/column.h"
#include "index/segment/doc_store.h"
#include "index/segment/postings_list.h"
#include "index/segment/section.h"
#include "index/segment/segment_format.h"
#include "index/segment/term_dictionary.h"
#include "index/types.h"

namespace telusur {

// Immutable after Open. Thread-safe. Cursors, entries and columns refer to the
// reader and must not outlive it.
class SegmentReader {
 public:
  // Maps `path` and verifies what every query needs: header, footer, checksums,
  // metadata and the columns. The rest is verified when it is touched.
  static absl::StatusOr<std::unique_ptr<SegmentReader>> Open(
      FileSystem* fs, const std::string& path);

  const SegmentMetadata& metadata() const { return metadata_; }
  const SegmentLayout& layout() const { return layout_; }
  uint32_t num_docs() const { return metadata_.num_docs; }
  uint64_t file_bytes() const { return file_->bytes().size(); }
  void DropPages() const { file_->DropPages(); }
  const std::string& path() const { return path_; }

  const TermDictionary& dictionary() const { return *dictionary_; }

  // Opens the postings list of an entry of dictionary().
  absl::Status OpenList(const TermInfo& info, BlockReader* reader) const {
    return reader->Open(postings_, info, metadata_.num_docs);
  }

  // Asks the processor for what OpenList and its first block will read: for a
  // caller that has other things to do before.
  void PrefetchList(const TermInfo& info) const {
    if (info.df == 1) return;
    Prefetch(*postings_.postings, info.postings_offset);
    if (info.df > kBlockSize) Prefetch(*postings_.skips, info.skip_offset);
  }

  const Column& doc_lengths() const { return doc_lengths_; }
  const Column& title_lengths() const { return title_lengths_; }
  const Column& dates() const { return dates_; }      // DateColumnValue
  const Column& sources() const { return sources_; }  // into source_names()
  const std::vector<std::string>& source_names() const { return source_names_; }

  const IdTable& ids() const { return *ids_; }

  // A document's rank is its place, from 0, among the segment's documents in
  // the order of their addition: its doc_id, unless the segment is reordered.
  bool is_reordered() const { return is_reordered_; }

  // REQUIRES: doc_id < num_docs().
  uint32_t RankOf(DocId doc_id) const {
    return is_reordered_ ? ranks_.Get(doc_id) : doc_id;
  }

  // The document of a rank that RankOf returned.
  absl::StatusOr<DocId> DocOfRank(uint32_t rank) const;

  // nullptr in a segment without stored text.
  const StoredText* stored_text() const { return stored_text_.get(); }

  // A section's bytes, for what looks at the file itself.
  const Section& section(SectionId id) const {
    return sections_[static_cast<int>(id)];
  }

  // A document with all its fields, or only its id and source when the segment
  // has no stored text. REQUIRES: doc_id < num_docs().
  absl::StatusOr<Document> ReadDocument(DocId doc_id) const;

  // Verifies every page of the file. Returns the first damage.
  absl::Status VerifyAll() const;

 private:
  SegmentReader() = default;

  static void Prefetch(const Section& section, uint64_t offset) {
    if (offset < section.size()) __builtin_prefetch(section.data() + offset);
  }

  void OpenSections();
  absl::Status OpenContents();
  absl::Status OpenRanks();
  absl::Status ReadSourceNames();

  std::string path_;
  std::unique_ptr<MappedFile> file_;
  SegmentLayout layout_;
  SegmentMetadata metadata_;
  std::array<Section, kNumSections> sections_;
  PostingsSections postings_;
  std::unique_ptr<TermDictionary> dictionary_;
  Column doc_lengths_;
  Column title_lengths_;
  Column dates_;
  Column sources_;
  std::vector<std::string> source_names_;
  bool is_reordered_ = false;
  Column ranks_;
  Column rank_docs_;
  std::unique_ptr<IdTable> ids_;
  std::unique_ptr<StoredText> stored_text_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SEGMENT_READER_H_
