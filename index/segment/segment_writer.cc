#include "index/segment/segment_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"
#include "index/segment/column.h"

namespace telusur {
namespace {

// The sections that grow with every posting or document share the memory.
constexpr SectionId kSpilledSections[] = {
    SectionId::kPostings, SectionId::kPositions, SectionId::kSkips,
    SectionId::kTerms,    SectionId::kIds,       SectionId::kStoredText,
};
constexpr uint64_t kNumSpilledSections = 6;

// Documents between two looks at the size of the sections.
constexpr uint32_t kDocumentsPerSpill = 16;

}  // namespace

SegmentWriter::SegmentWriter(FileSystem* fs,
                             const SegmentWriterOptions& options)
    : options_(options) {
  for (int i = 0; i < kNumSections; ++i) {
    spools_[i] = std::make_unique<SectionSpool>(
        fs, options.new_temp_path(),
        options.memory_bytes / kNumSpilledSections);
  }
  metadata_.analyzer = options.analyzer;
  metadata_.bm25 = options.bm25;
  metadata_.has_stored_text = options.store_text;
  layout_.segment_id = Checksum64(options.analyzer);
  ids_ = std::make_unique<IdTableWriter>(spool(SectionId::kIds).tail());
  stored_text_ =
      std::make_unique<StoredTextWriter>(spool(SectionId::kStoredText).tail());
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
  if (options_.store_text) stored_text_->Add(entry.record);
  doc_lengths_.push_back(entry.doc_length);
  title_lengths_.push_back(entry.title_length);
  dates_.push_back(entry.date);
  const auto [source, is_new] = source_numbers_.try_emplace(
      std::string(entry.source), static_cast<uint32_t>(source_names_.size()));
  if (is_new) source_names_.emplace_back(entry.source);
  sources_.push_back(source->second);
  ++metadata_.num_docs;
  metadata_.num_nonempty_docs += entry.doc_length > 0;
  metadata_.num_tokens += entry.doc_length;
  // The segment's id depends on its documents, not on time or place.
  std::string link;
  AppendFixed64(layout_.segment_id, &link);
  AppendFixed32(entry.doc_length, &link);
  absl::StrAppend(&link, entry.id);
  layout_.segment_id = Checksum64(link);
  return metadata_.num_docs % kDocumentsPerSpill == 0 ? SpillIfLarge()
                                                      : absl::OkStatus();
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

void SegmentWriter::BeginTerms() {
  metadata_.avg_doc_length = metadata_.num_nonempty_docs == 0
                                 ? 0
                                 : static_cast<double>(metadata_.num_tokens) /
                                       metadata_.num_nonempty_docs;
  list_ = NewListWriter(spool(SectionId::kPostings).tail(),
                        spool(SectionId::kPositions).tail(),
                        spool(SectionId::kSkips).tail());
}

std::unique_ptr<PostingsListWriter> SegmentWriter::NewListWriter(
    std::string* postings, std::string* positions, std::string* skips) const {
  return std::make_unique<PostingsListWriter>(
      options_.compression,
      ImpactModel::For(options_.bm25, metadata_.avg_doc_length),
      absl::MakeConstSpan(doc_lengths_), postings, positions, skips);
}

void SegmentWriter::AddFormPosting(uint32_t form, DocId doc_id,
                                   absl::Span<const uint32_t> positions) {
  while (form_lists_.size() <= form) {
    auto list = std::make_unique<FormList>();
    list->writer =
        NewListWriter(&list->postings, &list->positions, &list->skips);
    form_lists_.push_back(std::move(list));
  }
  form_lists_[form]->used = true;
  form_lists_[form]->writer->Add(doc_id, positions);
}

absl::Status SegmentWriter::FinishTerm(absl::string_view term,
                                       const std::vector<std::string>& forms) {
  TermInfo info = list_->Finish();
  info.postings_offset =
      spool(SectionId::kPostings).size() - info.postings_bytes;
  info.positions_offset =
      spool(SectionId::kPositions).size() - info.positions_bytes;
  info.skip_offset = spool(SectionId::kSkips).size() - SkipBytes(info);
  size_t num_used = 0;
  size_t last_used = 0;
  for (size_t i = 0; i < form_lists_.size() && i < forms.size(); ++i) {
    if (!form_lists_[i]->used) continue;
    ++num_used;
    last_used = i;
  }
  dictionary_->Add(term, info, num_used <= 1 ? forms[last_used] : "");
  for (size_t i = 0; i < form_lists_.size() && i < forms.size(); ++i) {
    if (!form_lists_[i]->used) continue;
    form_lists_[i]->used = false;
    // The list of a term's only form would repeat the term's.
    MoveFormList(term, num_used > 1 ? forms[i] : "", form_lists_[i].get());
  }
  ++metadata_.num_terms;
  metadata_.num_postings += info.df;
  return metadata_.num_terms % kPostingsPerSpill == 0 ? SpillIfLarge()
                                                      : absl::OkStatus();
}

void SegmentWriter::MoveFormList(absl::string_view term, absl::string_view form,
                                 FormList* list) {
  TermInfo info = list->writer->Finish();
  const FrameStatistics postings_frames = list->writer->postings_statistics();
  const FrameStatistics positions_frames = list->writer->positions_statistics();
  if (!form.empty()) {
    metadata_.postings_frames.Add(postings_frames.Since(list->postings_frames));
    metadata_.positions_frames.Add(
        positions_frames.Since(list->positions_frames));
    const SectionId sections[] = {SectionId::kPostings, SectionId::kPositions,
                                  SectionId::kSkips};
    info.is_form = true;
    info.postings_offset = spool(sections[0]).size();
    info.positions_offset = spool(sections[1]).size();
    info.skip_offset = spool(sections[2]).size();
    spool(sections[0]).tail()->append(list->postings);
    spool(sections[1]).tail()->append(list->positions);
    spool(sections[2]).tail()->append(list->skips);
    dictionary_->Add(FormKey(term, form), info, "");
  }
  list->postings_frames = postings_frames;
  list->positions_frames = positions_frames;
  list->postings.clear();
  list->positions.clear();
  list->skips.clear();
}

absl::Status SegmentWriter::SpillIfLarge() {
  for (const SectionId section : kSpilledSections) {
    RETURN_IF_ERROR(spool(section).Appended());
  }
  return absl::OkStatus();
}

void SegmentWriter::FillDocumentSections() {
  ids_->Finish(spool(SectionId::kIdIndex).tail());
  if (options_.store_text) {
    stored_text_->Finish(spool(SectionId::kStoredBlocks).tail(),
                         spool(SectionId::kStoredOffsets).tail());
  }
  AppendColumn(doc_lengths_, spool(SectionId::kDocLengths).tail());
  AppendColumn(title_lengths_, spool(SectionId::kTitleLengths).tail());
  AppendColumn(dates_, spool(SectionId::kDates).tail());
  AppendColumn(sources_, spool(SectionId::kSources).tail());
  std::string* const names = spool(SectionId::kSourceNames).tail();
  for (const std::string& name : source_names_) {
    AppendVarint32(static_cast<uint32_t>(name.size()), names);
    names->append(name);
  }
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
  dictionary_->Finish(spool(SectionId::kTermIndex).tail());
  FillDocumentSections();
  metadata_.postings_frames.Add(list_->postings_statistics());
  metadata_.positions_frames.Add(list_->positions_statistics());
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
