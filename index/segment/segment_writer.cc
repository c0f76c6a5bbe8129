#include "index/segment/segment_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"
#include "index/segment/postings_list.h"

namespace telusur {
namespace {

// The least memory for documents' lengths: a large part of what a build may
// take beyond its budget.
constexpr uint64_t kMinLengthsBytes = 16 << 20;

// With less memory each section keeps little in it: large pages for all of them
// would take it at once.
constexpr uint64_t kMinSharedBytes = 32 << 20;
constexpr uint64_t kSmallSectionBytes = 64 << 10;

uint64_t MaxSectionBytes(const SegmentWriterOptions& options) {
  return options.memory_bytes < kMinSharedBytes ? kSmallSectionBytes
                                                : ~uint64_t{0};
}

// What is encoded and not yet appended to the sections.
constexpr uint64_t kMaxPendingBytes = 1 << 18;
constexpr uint64_t kPendingShare = 12;

// A form's own list stays in memory up to this part of the sections' memory.
constexpr uint64_t kFormListShare = 256;

// Documents and bytes of theirs between two looks at the size of the sections.
constexpr uint32_t kDocumentsPerLook = 16;
constexpr uint64_t kBytesPerLook = 128 << 10;

}  // namespace

SegmentWriter::SegmentWriter(FileSystem* fs,
                             const SegmentWriterOptions& options)
    : fs_(fs),
      options_(options),
      doc_length_column_(
          std::make_unique<DocColumn>(fs, options, MaxSectionBytes(options))),
      title_length_column_(
          std::make_unique<DocColumn>(fs, options, MaxSectionBytes(options))),
      date_column_(
          std::make_unique<DocColumn>(fs, options, MaxSectionBytes(options))),
      source_column_(
          std::make_unique<DocColumn>(fs, options, MaxSectionBytes(options))) {
  for (int i = 0; i < kNumSections; ++i) {
    spools_[i] = std::make_unique<SectionSpool>(
        fs, options.new_temp_path, MaxSectionBytes(options), options.pages);
  }
  metadata_.analyzer = options.analyzer;
  metadata_.bm25 = options.bm25;
  metadata_.has_stored_text = options.store_text;
  layout_.segment_id = Checksum64(options.analyzer);
  ids_ = std::make_unique<IdTableWriter>(spool(SectionId::kIds).tail(),
                                         spool(SectionId::kIdIndex).tail());
  stored_text_ = std::make_unique<StoredTextWriter>(
      spool(SectionId::kStoredText).tail(),
      spool(SectionId::kStoredBlocks).tail(),
      spool(SectionId::kStoredOffsets).tail());
  dictionary_ = std::make_unique<TermDictionaryWriter>(
      options.compression, spool(SectionId::kTerms).tail());
}

SegmentWriter::~SegmentWriter() = default;

absl::Status SegmentWriter::AddDocument(const DocumentEntry& entry) {
  if (metadata_.num_docs == kMaxDocsPerSegment) {
    return absl::ResourceExhaustedError(
        "a segment holds at most 2^32 - 2 documents");
  }
  ids_->Add(entry.id);
  unseen_bytes_ += entry.id.size();
  if (options_.store_text) stored_text_->StartRecord();
  RETURN_IF_ERROR(ContinueRecord(entry.record));
  doc_length_column_->writer.Add(entry.doc_length);
  title_length_column_->writer.Add(entry.title_length);
  date_column_->writer.Add(entry.date);
  const auto [source, is_new] = source_numbers_.try_emplace(
      std::string(entry.source), static_cast<uint32_t>(source_names_.size()));
  if (is_new) source_names_.emplace_back(entry.source);
  source_column_->writer.Add(source->second);
  ++metadata_.num_docs;
  metadata_.num_nonempty_docs += entry.doc_length > 0;
  metadata_.num_tokens += entry.doc_length;
  // The segment's id depends on its documents, not on time or place.
  std::string link;
  AppendFixed64(layout_.segment_id, &link);
  AppendFixed32(entry.doc_length, &link);
  absl::StrAppend(&link, entry.id);
  layout_.segment_id = Checksum64(link);
  return metadata_.num_docs % kDocumentsPerLook == 0 ? Appended()
                                                     : absl::OkStatus();
}

absl::Status SegmentWriter::ContinueRecord(absl::string_view bytes) {
  if (!options_.store_text) bytes = absl::string_view();
  do {
    const absl::string_view piece = bytes.substr(0, kBytesPerLook);
    bytes.remove_prefix(piece.size());
    stored_text_->Append(piece);
    unseen_bytes_ += piece.size();
    if (unseen_bytes_ >= kBytesPerLook) RETURN_IF_ERROR(Appended());
  } while (!bytes.empty());
  return absl::OkStatus();
}

void SegmentWriter::SetRanks(absl::Span<const uint32_t> ranks) {
  std::vector<uint32_t> docs(ranks.size());
  for (uint32_t i = 0; i < ranks.size(); ++i) docs[ranks[i]] = i;
  AppendColumn(ranks, spool(SectionId::kRanks).tail());
  AppendColumn(docs, spool(SectionId::kRankDocs).tail());
  // The same documents added in this order are another segment.
  std::string link;
  AppendFixed64(layout_.segment_id, &link);
  AppendFixed64(Checksum64(*spool(SectionId::kRanks).tail()), &link);
  layout_.segment_id = Checksum64(link);
}

absl::Status SegmentWriter::BeginTerms() {
  SectionSpool* const lengths = &spool(SectionId::kDocLengths);
  RETURN_IF_ERROR(doc_length_column_->writer.Finish(lengths));
  doc_length_column_->numbers.Clear();
  ASSIGN_OR_RETURN(doc_lengths_,
                   DocLengths::Read(lengths, metadata_.num_docs,
                                    options_.memory_bytes + kMinLengthsBytes));
  metadata_.avg_doc_length = metadata_.num_nonempty_docs == 0
                                 ? 0
                                 : static_cast<double>(metadata_.num_tokens) /
                                       metadata_.num_nonempty_docs;
  TermEncoderOptions options = EncoderOptions();
  options.drain_bytes =
      std::min(kMaxPendingBytes, options_.memory_bytes / kPendingShare);
  options.drain = [this] {
    const absl::Status status = AppendTerms(pending_);
    pending_.Clear();
    return status;
  };
  encoder_ = std::make_unique<TermEncoder>(std::move(options), &pending_);
  return absl::OkStatus();
}

TermEncoderOptions SegmentWriter::EncoderOptions() const {
  TermEncoderOptions options;
  options.compression = options_.compression;
  options.impacts = ImpactModel::For(options_.bm25, metadata_.avg_doc_length);
  options.doc_lengths = doc_lengths_.get();
  options.fs = fs_;
  options.new_temp_path = options_.new_temp_path;
  options.form_memory_bytes = options_.memory_bytes / kFormListShare;
  return options;
}

absl::Status SegmentWriter::AppendTerms(const EncodedTerms& terms) {
  absl::string_view names = terms.names;
  size_t name_begin = 0;
  for (const EncodedTerms::Key& key : terms.keys) {
    TermInfo info = key.info;
    info.postings_offset = next_offsets_.postings_offset;
    info.positions_offset = next_offsets_.positions_offset;
    info.skip_offset = next_offsets_.skip_offset;
    next_offsets_.postings_offset += info.postings_bytes;
    next_offsets_.positions_offset += info.positions_bytes;
    next_offsets_.skip_offset += SkipBytes(info);
    dictionary_->Add(names.substr(name_begin, key.key_end - name_begin), info,
                     names.substr(key.key_end, key.form_end - key.key_end));
    name_begin = key.form_end;
  }
  spool(SectionId::kPostings).tail()->append(terms.postings);
  spool(SectionId::kPositions).tail()->append(terms.positions);
  spool(SectionId::kSkips).tail()->append(terms.skips);
  metadata_.num_terms += terms.num_terms;
  metadata_.num_postings += terms.num_postings;
  metadata_.postings_frames.Add(terms.postings_frames);
  metadata_.positions_frames.Add(terms.positions_frames);
  return Appended();
}

template <typename Visit>
void SegmentWriter::ForEachSpool(Visit visit) const {
  for (const auto& spool : spools_) {
    if (spool != nullptr) visit(spool.get());
  }
  for (const auto& column : {&doc_length_column_, &title_length_column_,
                             &date_column_, &source_column_}) {
    visit(&(*column)->numbers);
  }
}

uint64_t SegmentWriter::memory_bytes() const {
  uint64_t bytes = 0;
  ForEachSpool([&](SectionSpool* spool) { bytes += spool->memory_bytes(); });
  return bytes;
}

// Has the spools take what was appended to them.
absl::Status SegmentWriter::Appended() {
  unseen_bytes_ = 0;
  absl::Status status;
  ForEachSpool([&](SectionSpool* spool) { status.Update(spool->Appended()); });
  RETURN_IF_ERROR(status);
  while (memory_bytes() > options_.memory_bytes) {
    SectionSpool* largest = spools_[0].get();
    ForEachSpool([&](SectionSpool* spool) {
      if (spool->memory_bytes() > largest->memory_bytes()) largest = spool;
    });
    RETURN_IF_ERROR(largest->MoveToFile());
  }
  return absl::OkStatus();
}

absl::Status SegmentWriter::FillDocumentSections() {
  ids_->Finish();
  if (options_.store_text) stored_text_->Finish();
  RETURN_IF_ERROR(
      title_length_column_->writer.Finish(&spool(SectionId::kTitleLengths)));
  RETURN_IF_ERROR(date_column_->writer.Finish(&spool(SectionId::kDates)));
  RETURN_IF_ERROR(source_column_->writer.Finish(&spool(SectionId::kSources)));
  std::string* const names = spool(SectionId::kSourceNames).tail();
  for (const std::string& name : source_names_) {
    AppendVarint32(static_cast<uint32_t>(name.size()), names);
    names->append(name);
  }
  return Appended();
}

absl::Status SegmentWriter::CopySection(SectionId section, WritableFile* file,
                                        std::string* checksums) {
  uint64_t page = 0;
  return spool(section).ForEach(
      kPageBytes, [&](absl::string_view piece) -> absl::Status {
        for (size_t begin = 0; begin < piece.size(); begin += kPageBytes) {
          AppendFixed32(
              PageChecksum(layout_.segment_id, static_cast<uint32_t>(section),
                           page++, piece.substr(begin, kPageBytes)),
              checksums);
        }
        return file->Append(piece);
      });
}

absl::Status SegmentWriter::Finish(WritableFile* file) {
  encoder_.reset();
  RETURN_IF_ERROR(AppendTerms(pending_));
  pending_.Clear();
  dictionary_->Finish(spool(SectionId::kTermIndex).tail());
  RETURN_IF_ERROR(FillDocumentSections());
  metadata_.dictionary_frames = dictionary_->statistics();
  metadata_.stored_frames = stored_text_->statistics();
  *spool(SectionId::kMetadata).tail() = EncodeMetadata(metadata_);

  RETURN_IF_ERROR(file->Append(EncodeHeader(layout_.segment_id)));
  std::string checksums;
  for (int i = 0; i < kNumSections; ++i) {
    layout_.section_sizes[i] = spools_[i]->size();
    RETURN_IF_ERROR(CopySection(static_cast<SectionId>(i), file, &checksums));
    spools_[i].reset();
  }
  RETURN_IF_ERROR(file->Append(checksums));
  return file->Append(EncodeFooter(layout_, checksums));
}

}  // namespace telusur
