#include "index/segment/segment_reader.h"

#include <utility>

#include "index/io/coding.h"
#include "index/io/status_macros.h"

namespace telusur {

absl::StatusOr<std::unique_ptr<SegmentReader>> SegmentReader::Open(
    FileSystem* fs, const std::string& path) {
  std::unique_ptr<SegmentReader> reader(new SegmentReader());
  reader->path_ = path;
  ASSIGN_OR_RETURN(reader->file_, fs->Map(path));
  ASSIGN_OR_RETURN(reader->layout_, DecodeLayout(path, reader->file_->bytes()));
  reader->OpenSections();
  RETURN_IF_ERROR(reader->OpenContents());
  return reader;
}

void SegmentReader::OpenSections() {
  const absl::string_view file = file_->bytes();
  uint64_t checksums_offset = layout_.ChecksumsOffset();
  uint64_t offset = kHeaderBytes;
  for (int i = 0; i < kNumSections; ++i) {
    const SectionId id = static_cast<SectionId>(i);
    Section::Location location;
    location.file = path_;
    location.name = SectionName(id);
    location.segment_id = layout_.segment_id;
    location.number = static_cast<uint32_t>(i);
    location.file_offset = offset;
    const uint64_t checksums_bytes = 4 * layout_.NumPages(id);
    sections_[i] = Section(std::move(location),
                           file.substr(offset, layout_.section_sizes[i]),
                           file.substr(checksums_offset, checksums_bytes));
    offset += layout_.section_sizes[i];
    checksums_offset += checksums_bytes;
  }
  postings_.postings = &section(SectionId::kPostings);
  postings_.positions = &section(SectionId::kPositions);
  postings_.skips = &section(SectionId::kSkips);
}

absl::Status SegmentReader::OpenContents() {
  const Section& metadata = section(SectionId::kMetadata);
  ASSIGN_OR_RETURN(const absl::string_view bytes,
                   metadata.Read(0, metadata.size()));
  if (!DecodeMetadata(bytes, &metadata_)) {
    return metadata.Damage(0, 0, "bad metadata");
  }
  const uint32_t n = metadata_.num_docs;
  ASSIGN_OR_RETURN(TermDictionary dictionary,
                   TermDictionary::Open(&section(SectionId::kTerms),
                                        &section(SectionId::kTermIndex), n));
  dictionary_ = std::make_unique<TermDictionary>(std::move(dictionary));
  ASSIGN_OR_RETURN(doc_lengths_,
                   Column::Open(&section(SectionId::kDocLengths), n));
  ASSIGN_OR_RETURN(title_lengths_,
                   Column::Open(&section(SectionId::kTitleLengths), n));
  ASSIGN_OR_RETURN(dates_, Column::Open(&section(SectionId::kDates), n));
  ASSIGN_OR_RETURN(sources_, Column::Open(&section(SectionId::kSources), n));
  RETURN_IF_ERROR(ReadSourceNames());
  ASSIGN_OR_RETURN(IdTable ids,
                   IdTable::Open(&section(SectionId::kIds),
                                 &section(SectionId::kIdIndex), n));
  ids_ = std::make_unique<IdTable>(std::move(ids));
  RETURN_IF_ERROR(OpenRanks());
  if (!metadata_.has_stored_text) return absl::OkStatus();
  ASSIGN_OR_RETURN(StoredText stored_text,
                   StoredText::Open(&section(SectionId::kStoredText),
                                    &section(SectionId::kStoredBlocks),
                                    &section(SectionId::kStoredOffsets), n));
  stored_text_ = std::make_unique<StoredText>(std::move(stored_text));
  return absl::OkStatus();
}

absl::Status SegmentReader::OpenRanks() {
  is_reordered_ = section(SectionId::kRanks).size() > 0;
  if (!is_reordered_) return absl::OkStatus();
  const uint32_t n = metadata_.num_docs;
  ASSIGN_OR_RETURN(ranks_, Column::Open(&section(SectionId::kRanks), n));
  ASSIGN_OR_RETURN(rank_docs_, Column::Open(&section(SectionId::kRankDocs), n));
  return absl::OkStatus();
}

absl::StatusOr<DocId> SegmentReader::DocOfRank(uint32_t rank) const {
  const DocId doc_id =
      is_reordered_ && rank < num_docs() ? rank_docs_.Get(rank) : DocId{rank};
  if (doc_id < num_docs() && RankOf(doc_id) == rank) return doc_id;
  return section(SectionId::kRanks).Damage(0, 0, "bad rank");
}

absl::Status SegmentReader::ReadSourceNames() {
  const Section& names = section(SectionId::kSourceNames);
  ASSIGN_OR_RETURN(const absl::string_view bytes, names.Read(0, names.size()));
  const char* p = bytes.data();
  const char* const end = p + bytes.size();
  while (p < end) {
    uint32_t size = 0;
    p = DecodeVarint32(p, end, &size);
    if (p == nullptr || size > static_cast<size_t>(end - p)) {
      return names.Damage(0, 0, "bad source name");
    }
    source_names_.emplace_back(p, size);
    p += size;
  }
  return absl::OkStatus();
}

absl::StatusOr<Document> SegmentReader::ReadDocument(DocId doc_id) const {
  Document document;
  if (stored_text_ != nullptr) {
    ASSIGN_OR_RETURN(document, stored_text_->Get(doc_id));
  } else {
    const uint32_t source = sources_.Get(doc_id);
    if (source >= source_names_.size()) {
      return section(SectionId::kSources).Damage(0, 0, "bad source");
    }
    document.source = source_names_[source];
  }
  ASSIGN_OR_RETURN(document.id, ids_->Get(doc_id));
  return document;
}

absl::Status SegmentReader::VerifyAll() const {
  for (const Section& section : sections_) {
    RETURN_IF_ERROR(section.Read(0, section.size()).status());
  }
  return absl::OkStatus();
}

}  // namespace telusur
