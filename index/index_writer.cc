#include "index/index_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "index/body_begin.h"
#include "index/date.h"
#include "index/document_deleter.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"
#include "index/run_file.h"
#include "index/run_merger.h"

namespace telusur {
namespace {

// How a build divides its memory, in eighths: the memory index, the documents
// that wait for the segment, and the segment's sections while they grow.
constexpr uint64_t kIndexEighths = 5;
constexpr uint64_t kDocumentEighths = 1;
constexpr uint64_t kSectionEighths = 2;

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

absl::Status CheckOptions(const IndexOptions& options) {
  if (options.memory_bytes < kMinMemoryBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("memory of ", options.memory_bytes,
                     " bytes is below the minimum of ", kMinMemoryBytes));
  }
  if (!(options.bm25.k1 >= 0) ||
      !(options.bm25.b >= 0 && options.bm25.b <= 1)) {
    return absl::InvalidArgumentError("k1 must be >= 0, b from 0 to 1");
  }
  return absl::OkStatus();
}

// Whether a segment of these options can join the index.
absl::Status CheckJoins(const IndexOptions& options, const Manifest& index) {
  const std::string analyzer = options.analyzer.ToString();
  if (analyzer == index.analyzer && options.bm25.k1 == index.k1 &&
      options.bm25.b == index.b) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("cannot append with ", analyzer, ", k1 ", options.bm25.k1,
                   ", b ", options.bm25.b, " to an index with ", index.analyzer,
                   ", k1 ", index.k1, ", b ", index.b));
}

// 128 bits: two documents that share them share their id.
std::pair<uint64_t, uint64_t> HashOfId(absl::string_view id) {
  return {Checksum64(id), Checksum64(absl::StrCat(id, "/"))};
}

}  // namespace

uint32_t DateColumnValue(std::optional<int32_t> days) {
  if (!days.has_value()) return 0;
  const int64_t value = int64_t{*days} + kDateColumnZero;
  return value > 0 ? static_cast<uint32_t>(value) : 0;
}

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Create(
    FileSystem* fs, const std::string& directory, const IndexOptions& options) {
  RETURN_IF_ERROR(CheckOptions(options));
  ASSIGN_OR_RETURN(std::unique_ptr<Analyzer> analyzer,
                   Analyzer::Create(options.analyzer));
  IndexUpdate::Options update_options;
  update_options.create = !options.append;
  ASSIGN_OR_RETURN(std::unique_ptr<IndexUpdate> update,
                   IndexUpdate::Begin(fs, directory, update_options));
  if (options.append) {
    RETURN_IF_ERROR(CheckJoins(options, *update->current()));
  }
  return std::unique_ptr<IndexWriter>(new IndexWriter(
      fs, directory, options, std::move(update), std::move(analyzer)));
}

IndexWriter::IndexWriter(FileSystem* fs, std::string directory,
                         const IndexOptions& options,
                         std::unique_ptr<IndexUpdate> update,
                         std::unique_ptr<Analyzer> analyzer)
    : fs_(fs),
      directory_(std::move(directory)),
      options_(options),
      update_(std::move(update)),
      analyzer_(std::move(analyzer)),
      memory_index_(std::make_unique<MemoryIndex>(analyzer_.get())) {
  document_spool_ = std::make_unique<SectionSpool>(
      fs_, NewTempPath(), options.memory_bytes / 8 * kDocumentEighths);
}

std::string IndexWriter::NewTempPath() {
  return JoinPath(directory_,
                  IndexFileName(update_->generation(), next_temp_number_++,
                                IndexFileKind::kRun) +
                      ".tmp");
}

absl::Status IndexWriter::Add(const Document& document) {
  if (documents_.size() >= kMaxDocsPerSegment) {
    return absl::ResourceExhaustedError(
        "an index is built from at most 2^32 - 2 documents at once");
  }
  NoteId(document.id);
  const DocId doc_id = static_cast<DocId>(documents_.size());
  DocumentState state;
  const std::optional<int32_t> days = ParseDate(document.date);
  if (!days.has_value() && !document.date.empty()) {
    ++report_.num_dates_unreadable;
  }
  state.date = DateColumnValue(days);
  RETURN_IF_ERROR(Analyze(doc_id, document, &state));
  documents_.push_back(state);

  std::string* const spool = document_spool_->tail();
  AppendSized(document.id, spool);
  AppendSized(document.source, spool);
  std::string record;
  if (options_.store_text) AppendRecord(document, &record);
  AppendSized(record, spool);
  return document_spool_->Appended();
}

void IndexWriter::NoteId(absl::string_view id) {
  const DocId doc_id = static_cast<DocId>(documents_.size());
  const auto [entry, is_new] =
      doc_of_id_hash_.try_emplace(HashOfId(id), doc_id);
  if (!is_new) {
    documents_[entry->second].replaced = true;
    entry->second = doc_id;
    ++report_.num_replaced;
  }
}

absl::Status IndexWriter::Analyze(DocId doc_id, const Document& document,
                                  DocumentState* state) {
  memory_index_->StartDocument(doc_id);
  uint32_t position_offset = 0;
  absl::Status status;
  const auto add = [&](absl::Span<const Token> tokens) {
    if (!status.ok()) return;
    memory_index_->AddTokens(tokens, position_offset);
    if (memory_index_->memory_bytes() <=
        options_.memory_bytes / 8 * kIndexEighths) {
      return;
    }
    status = SpillRun();
    memory_index_->StartDocument(doc_id);
  };
  if (!document.title.empty()) {
    const AnalysisCounts title = analyzer_->Tokenize(document.title, add);
    state->doc_length += static_cast<uint32_t>(title.num_tokens);
    state->title_length = title.num_positions;
    report_.num_invalid_bytes += title.num_invalid_bytes;
    report_.num_dropped_terms += title.num_dropped_terms;
    position_offset = BodyBegin(title.num_positions);
  }
  const AnalysisCounts body = analyzer_->Tokenize(document.text, add);
  state->doc_length += static_cast<uint32_t>(body.num_tokens);
  report_.num_invalid_bytes += body.num_invalid_bytes;
  report_.num_dropped_terms += body.num_dropped_terms;
  return status;
}

absl::Status IndexWriter::SpillRun() {
  const std::string path = NewTempPath();
  RETURN_IF_ERROR(WriteRun(fs_, path, memory_index_->NewCursor().get()));
  runs_.push_back(path);
  ++report_.num_runs;
  memory_index_ = std::make_unique<MemoryIndex>(analyzer_.get());
  return absl::OkStatus();
}

absl::Status IndexWriter::AddDocuments(SegmentWriter* writer,
                                       std::vector<DocId>* new_doc_ids) {
  DocId next = 0;
  DocId next_new = 0;
  std::string carry;
  const auto add = [&](absl::string_view piece) -> absl::Status {
    carry.append(piece.data(), piece.size());
    const char* p = carry.data();
    const char* const end = p + carry.size();
    while (p < end) {
      DocumentEntry entry;
      const char* after = DecodeSized(p, end, &entry.id);
      if (after != nullptr) after = DecodeSized(after, end, &entry.source);
      if (after != nullptr) after = DecodeSized(after, end, &entry.record);
      if (after == nullptr) break;
      p = after;
      const DocumentState& state = documents_[next];
      if (report_.num_replaced > 0) {
        new_doc_ids->push_back(state.replaced ? kNoMoreDocs : next_new);
      }
      ++next;
      if (state.replaced) continue;
      ++next_new;
      entry.doc_length = state.doc_length;
      entry.title_length = state.title_length;
      entry.date = state.date;
      RETURN_IF_ERROR(writer->AddDocument(entry));
    }
    carry.erase(0, p - carry.data());
    return absl::OkStatus();
  };
  return document_spool_->ForEach(1, add);
}

absl::Status IndexWriter::MergeInto(SegmentWriter* writer,
                                    const std::vector<DocId>& new_doc_ids) {
  std::vector<std::unique_ptr<RunCursor>> runs;
  if (runs_.empty()) {
    runs.push_back(memory_index_->NewCursor());
  } else {
    RETURN_IF_ERROR(SpillRun());
    const uint64_t buffer_bytes =
        options_.memory_bytes / 8 * kIndexEighths / (2 * runs_.size());
    for (const std::string& path : runs_) {
      ASSIGN_OR_RETURN(
          std::unique_ptr<RunCursor> run,
          OpenRun(fs_, path, std::min<uint64_t>(buffer_bytes, 1 << 20)));
      runs.push_back(std::move(run));
    }
  }
  RETURN_IF_ERROR(MergeRuns(std::move(runs), new_doc_ids, writer));
  memory_index_.reset();
  for (const std::string& path : runs_) RETURN_IF_ERROR(fs_->Remove(path));
  return absl::OkStatus();
}

absl::StatusOr<BuildReport> IndexWriter::Finish() {
  if (options_.append && documents_.empty()) return report_;
  SegmentWriterOptions segment_options;
  segment_options.analyzer = options_.analyzer.ToString();
  segment_options.bm25 = options_.bm25;
  segment_options.compression = options_.compression;
  segment_options.store_text = options_.store_text;
  segment_options.memory_bytes = options_.memory_bytes / 8 * kSectionEighths;
  segment_options.new_temp_path = [this] { return NewTempPath(); };
  SegmentWriter writer(fs_, segment_options);
  std::vector<DocId> new_doc_ids;
  RETURN_IF_ERROR(AddDocuments(&writer, &new_doc_ids));
  document_spool_.reset();
  writer.BeginTerms();
  RETURN_IF_ERROR(MergeInto(&writer, new_doc_ids));

  const std::string name =
      IndexFileName(update_->generation(), 0, IndexFileKind::kSegment);
  ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file,
                   update_->CreateFile(name));
  RETURN_IF_ERROR(writer.Finish(file.get()));
  report_.index_bytes = file->size();
  RETURN_IF_ERROR(update_->FinishFile(file.get(), name));

  report_.segment = writer.metadata();
  report_.num_documents = report_.segment.num_docs;
  SegmentEntry entry;
  entry.file_name = name;
  entry.segment_id = writer.layout().segment_id;
  entry.num_docs = report_.segment.num_docs;
  RETURN_IF_ERROR(Commit(std::move(entry)));
  return report_;
}

absl::Status IndexWriter::Commit(SegmentEntry entry) {
  Manifest manifest;
  if (options_.append) {
    manifest = *update_->current();
    ASSIGN_OR_RETURN(const uint64_t num_deleted,
                     MarkDeleted(
                         fs_, directory_,
                         [this](absl::string_view id) {
                           return doc_of_id_hash_.contains(HashOfId(id));
                         },
                         update_.get(), &manifest));
    report_.num_replaced += num_deleted;
  }
  manifest.generation = update_->generation();
  manifest.analyzer = options_.analyzer.ToString();
  manifest.k1 = options_.bm25.k1;
  manifest.b = options_.bm25.b;
  entry.first_order = manifest.next_order;
  manifest.next_order += entry.num_docs;
  manifest.segments.push_back(std::move(entry));
  return update_->Commit(std::move(manifest));
}

}  // namespace telusur
