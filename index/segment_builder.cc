#include "index/segment_builder.h"

#include <algorithm>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "index/io/freed_memory.h"
#include "index/io/status_macros.h"
#include "index/parallel_term_sink.h"
#include "index/run_file.h"
#include "index/run_merger.h"
#include "index/segment/doc_store.h"

namespace telusur {
namespace {

// How a build divides its memory, in 32nds. While documents are read: the
// memory indexes, the batches under way, the entries and the hashes of ids.
// After that: the memory indexes that were not written to runs, the buffers of
// the runs, the segment's sections, and the groups of terms under way.
constexpr uint64_t kShares = 32;
constexpr uint64_t kIndexShares = 16;
constexpr uint64_t kBatchShares = 3;
constexpr uint64_t kEntryShares = 2;
constexpr uint64_t kIdShares = 2;
constexpr uint64_t kRunBufferShares = 2;
constexpr uint64_t kSectionShares = 5;
constexpr uint64_t kGroupShares = 4;

// A batch is work for some milliseconds: more only delays, less costs
// hand-over. Where threads take turns at the documents, a batch is also the
// longest block of a memory index: two blocks of a term's occurrences must not
// overlap. Larger blocks make fewer chunks to merge
// (bench/results/2026-11-30-shared-2core/build.md).
constexpr uint64_t kMaxBatchBytes = 1 << 20;
constexpr uint64_t kMaxBatchBytesOfSeveralThreads = 8 << 20;
constexpr uint64_t kMinBatchBytes = 16 << 10;

// What a document holds beside its texts.
constexpr uint64_t kDocumentBytes = sizeof(Document) + 64;

// While it is inverted, a block takes 12 bytes a token; this keeps it at an
// eighth of its index's memory.
constexpr uint64_t kBlockBytesPerToken = 12 * 8;
constexpr uint64_t kMinBlockTokens = 1 << 12;

constexpr uint64_t kMaxRunBufferBytes = 1 << 20;

// What a large document's analysis may take beyond the budget.
constexpr uint64_t kLargeDocumentSpareBytes = 16 << 20;

uint64_t BytesOf(const Document& document) {
  return document.id.size() + document.title.size() + document.text.size() +
         document.url.size() + document.date.size() + document.source.size() +
         kDocumentBytes;
}

// Batches that are held at a time: those under way and the one being filled,
// each with its documents and the entries that become of them.
uint64_t MaxBatchBytes(const IndexOptions& options) {
  const uint64_t num_batches = 2 * uint64_t(options.num_threads) + 2;
  return std::min(
      options.num_threads == 1 ? kMaxBatchBytes
                               : kMaxBatchBytesOfSeveralThreads,
      std::max(kMinBatchBytes, options.memory_bytes / kShares * kBatchShares /
                                   (2 * num_batches)));
}

const char* CompressionName(PostingsCompression compression) {
  switch (compression) {
    case PostingsCompression::kAuto:
      return "auto";
    case PostingsCompression::kAlways:
      return "always";
    case PostingsCompression::kOff:
      return "off";
  }
  return "";
}

uint64_t MaxIndexBytes(const IndexOptions& options) {
  return options.memory_bytes / kShares * kIndexShares / options.num_threads;
}

// How runs and entries are written: a build that writes them otherwise cannot
// go on with them.
constexpr char kRunVersion[] = "2";

// All on which the bytes of the segment depend, and how the files are read.
BuildJob JobOf(const IndexOptions& options) {
  BuildJob job = {
      {"the version of runs", kRunVersion},
      {"the analyzer", options.analyzer.ToString()},
      {"k1", absl::StrFormat("%.17g", options.bm25.k1)},
      {"b", absl::StrFormat("%.17g", options.bm25.b)},
      {"the postings' compression", CompressionName(options.compression)},
      {"--append", options.append ? "given" : "not given"},
      {"stored text", options.store_text ? "kept" : "left out"},
  };
  job.insert(job.end(), options.inputs.begin(), options.inputs.end());
  return job;
}

}  // namespace

class SegmentBuilder::AnalyzeJob : public OrderedWorkers::Job {
 public:
  AnalyzeJob(SegmentBuilder* owner, uint64_t max_index_bytes,
             DocumentBatch batch)
      : owner_(owner),
        max_index_bytes_(max_index_bytes),
        batch_(std::move(batch)) {}

  void Run(int worker) override {
    Worker* const own = owner_->indexes_[worker].get();
    status_ = AnalyzeBatch(
        *owner_->analyzer_, owner_->options_.store_text, max_index_bytes_,
        own->index.get(), [this, worker] { return owner_->SpillIndex(worker); },
        &batch_);
    own->index_bytes = own->index->memory_bytes();
  }

  absl::Status Finish() override {
    RETURN_IF_ERROR(status_);
    return owner_->TakeBatch(batch_);
  }

 private:
  SegmentBuilder* const owner_;
  const uint64_t max_index_bytes_;
  DocumentBatch batch_;
  absl::Status status_;
};

// Writes the index of a worker, which is idle, to a run.
class SegmentBuilder::SpillJob : public OrderedWorkers::Job {
 public:
  SpillJob(SegmentBuilder* owner, int owner_of_index)
      : owner_(owner), owner_of_index_(owner_of_index) {}

  void Run(int worker) override {
    status_ = owner_->SpillIndex(owner_of_index_);
  }
  absl::Status Finish() override { return status_; }

 private:
  SegmentBuilder* const owner_;
  const int owner_of_index_;
  absl::Status status_;
};

// Makes a cursor over the index of a worker, which is idle.
class SegmentBuilder::CursorJob : public OrderedWorkers::Job {
 public:
  CursorJob(MemoryIndex* index, std::vector<std::unique_ptr<RunCursor>>* runs)
      : index_(index), runs_(runs) {}

  void Run(int worker) override {
    cursor_ = index_->NewCursor();
    index_->FreeBlock();
  }
  absl::Status Finish() override {
    runs_->push_back(std::move(cursor_));
    return absl::OkStatus();
  }

 private:
  MemoryIndex* const index_;
  std::vector<std::unique_ptr<RunCursor>>* const runs_;
  std::unique_ptr<RunCursor> cursor_;
};

absl::StatusOr<std::unique_ptr<SegmentBuilder>> SegmentBuilder::Create(
    FileSystem* fs, const std::string& directory, IndexUpdate* update,
    const IndexOptions& options, uint32_t first_file_number) {
  ASSIGN_OR_RETURN(std::unique_ptr<Analyzer> analyzer,
                   Analyzer::Create(options.analyzer));
  auto builder = absl::WrapUnique(new SegmentBuilder(
      fs, directory, update, options, first_file_number, std::move(analyzer)));
  if (options.resume && fs->Exists(builder->state_path_)) {
    RETURN_IF_ERROR(builder->Resume());
  }
  return builder;
}

SegmentBuilder::SegmentBuilder(FileSystem* fs, std::string directory,
                               IndexUpdate* update, const IndexOptions& options,
                               uint32_t first_file_number,
                               std::unique_ptr<Analyzer> analyzer)
    : fs_(fs),
      directory_(std::move(directory)),
      update_(update),
      options_(options),
      first_file_number_(first_file_number),
      job_(JobOf(options)),
      analyzer_(std::move(analyzer)),
      state_path_(JoinPath(
          directory_, IndexFileName(update->generation(), first_file_number,
                                    IndexFileKind::kState))),
      max_index_bytes_(MaxIndexBytes(options)),
      max_batch_bytes_(MaxBatchBytes(options)),
      next_file_number_(first_file_number + 1),
      entries_(
          fs, [this] { return next_file_number_++; },
          [this](uint32_t number) { return Path(number); },
          options.memory_bytes / kShares * kEntryShares),
      duplicates_(
          fs, [this] { return NewPath(); },
          options.memory_bytes / kShares * kIdShares) {
  const uint64_t block_tokens = std::min<uint64_t>(
      MemoryIndex::kMaxBlockTokens,
      std::max(kMinBlockTokens, max_index_bytes_ / kBlockBytesPerToken));
  for (int i = 0; i < options.num_threads; ++i) {
    indexes_.push_back(std::make_unique<Worker>());
    indexes_.back()->index =
        std::make_unique<MemoryIndex>(analyzer_.get(), block_tokens, &pages_);
  }
  workers_ = std::make_unique<OrderedWorkers>(options.num_threads);
}

SegmentBuilder::~SegmentBuilder() = default;

std::string SegmentBuilder::Path(uint32_t number) const {
  return absl::StrCat(
      JoinPath(directory_, IndexFileName(update_->generation(), number,
                                         IndexFileKind::kRun)),
      kTemporarySuffix);
}

std::string SegmentBuilder::NewPath() { return Path(next_file_number_++); }

absl::Status SegmentBuilder::Resume() {
  constexpr uint64_t kMaxStateBytes = uint64_t{1} << 30;
  // Also when another job is refused: the right one may still come.
  update_->KeepUnfinished();
  ASSIGN_OR_RETURN(const std::string bytes,
                   ReadWholeFile(fs_, state_path_, kMaxStateBytes));
  ASSIGN_OR_RETURN(const BuildState state, ParseBuildState(bytes, state_path_));
  RETURN_IF_ERROR(CheckSameJob(state.job, job_));
  for (const auto* files : {&state.entries, &state.runs}) {
    for (const BuildState::File& file : *files) {
      ASSIGN_OR_RETURN(const std::unique_ptr<RandomAccessFile> opened,
                       fs_->OpenForRead(Path(file.number)));
      if (opened->size() != file.size) {
        return absl::DataLossError(absl::StrCat(
            Path(file.number), ": ", opened->size(), " bytes and not ",
            file.size, "; build without --resume"));
      }
    }
  }
  runs_ = state.runs;
  report_.num_runs = runs_.size();
  report_.num_dates_unreadable = state.num_dates_unreadable;
  report_.num_invalid_bytes = state.num_invalid_bytes;
  report_.num_dropped_terms = state.num_dropped_terms;
  next_file_number_ = state.next_file_number;
  entries_.SetSealed(state.entries);
  RETURN_IF_ERROR(entries_.ForEach(
      [this](const DocumentEntry& entry) {
        return duplicates_.Add(HashId(entry.id),
                               static_cast<DocId>(num_documents_++));
      },
      [](absl::string_view) { return absl::OkStatus(); }));
  if (num_documents_ == state.num_documents) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(state_path_, ": ", state.num_documents, " documents and ",
                   num_documents_, " in its files; build without --resume"));
}

absl::Status SegmentBuilder::Add(Document document) {
  if (num_documents_ >= kMaxDocsPerSegment) {
    return absl::ResourceExhaustedError(
        "an index is built from at most 2^32 - 2 documents at once");
  }
  const uint64_t bytes = BytesOf(document);
  const bool is_large = bytes > max_batch_bytes_;
  if (is_large || batch_bytes_ + bytes > max_batch_bytes_) {
    RETURN_IF_ERROR(SendBatch());
  }
  if (is_large) RETURN_IF_ERROR(MakeRoom(bytes));
  if (batch_.documents.empty()) {
    batch_.first_doc_id = static_cast<DocId>(num_documents_);
  }
  batch_.documents.push_back(std::move(document));
  batch_.is_large = is_large;
  batch_bytes_ += bytes;
  ++num_documents_;
  if (!is_large) return absl::OkStatus();
  RETURN_IF_ERROR(SendBatch());
  return workers_->Drain();
}

absl::Status SegmentBuilder::MakeRoom(uint64_t record_bytes) {
  RETURN_IF_ERROR(SendBatch());
  RETURN_IF_ERROR(workers_->Drain());
  // The record as it was read, a parser's copy of it, and its fields.
  constexpr uint64_t kCopies = 3;
  const uint64_t all = max_index_bytes_ * options_.num_threads;
  if (index_bytes() + kCopies * record_bytes <= all) return absl::OkStatus();
  RETURN_IF_ERROR(Checkpoint());
  // The record is on one thread, what the indexes held on any.
  ReturnFreedMemory();
  return absl::OkStatus();
}

// Up to how many bytes an index may grow while the batch is analysed.
//
// Between batches indexes are written at a checkpoint, when they hold
// max_index_bytes_ with what their tables' next growth needs. That leaves room
// for one growth within a batch: only a large document ends in a run of its
// own, which the next checkpoint takes up. It is analysed alone; its index has
// what is left beside the record as it was read and its fields.
uint64_t SegmentBuilder::MaxBytesWithinBatch() const {
  if (!batch_.is_large) return 2 * max_index_bytes_;
  const uint64_t all = options_.memory_bytes + kLargeDocumentSpareBytes;
  const uint64_t taken = 2 * batch_bytes_ + index_bytes();
  return std::max(all - std::min(all, taken), max_index_bytes_ / 2);
}

absl::Status SegmentBuilder::SendBatch() {
  if (batch_.documents.empty()) return absl::OkStatus();
  auto job = std::make_unique<AnalyzeJob>(this, MaxBytesWithinBatch(),
                                          std::move(batch_));
  batch_ = DocumentBatch();
  batch_bytes_ = 0;
  RETURN_IF_ERROR(workers_->Add(std::move(job)));
  // Between two looks at an index it takes a batch; the others take some, too.
  const uint64_t all = max_index_bytes_ * options_.num_threads;
  const bool is_full = index_bytes() > all / 8 * 7;
  return is_full || num_loose_runs_ >= options_.num_threads ? Checkpoint()
                                                            : absl::OkStatus();
}

absl::Status SegmentBuilder::TakeBatch(const DocumentBatch& batch) {
  report_.num_dates_unreadable += batch.num_dates_unreadable;
  report_.num_invalid_bytes += batch.num_invalid_bytes;
  report_.num_dropped_terms += batch.num_dropped_terms;
  DocId doc_id = batch.first_doc_id;
  for (const IdHash& id : batch.ids) {
    RETURN_IF_ERROR(duplicates_.Add(id, doc_id++));
  }
  RETURN_IF_ERROR(entries_.Append(batch.entries));
  if (!batch.is_large || !options_.store_text) return absl::OkStatus();
  return ForEachRecordPiece(
      batch.documents[0],
      [this](absl::string_view piece) { return entries_.Append(piece); });
}

uint64_t SegmentBuilder::index_bytes() const {
  uint64_t bytes = 0;
  for (const auto& worker : indexes_) bytes += worker->index_bytes;
  return bytes;
}

absl::Status SegmentBuilder::SpillIndex(int worker) {
  Worker* const own = indexes_[worker].get();
  if (own->index->num_tokens() == 0) return absl::OkStatus();
  BuildState::File run;
  run.number = next_file_number_++;
  ASSIGN_OR_RETURN(
      run.size, WriteRun(fs_, Path(run.number), own->index->NewCursor().get()));
  own->runs.push_back(run);
  ++num_loose_runs_;
  own->index->Clear();
  own->index_bytes = 0;
  return absl::OkStatus();
}

// Writes all that is in memory to runs. If the build can be resumed, also what
// is known of its documents, and then the state that names the files.
absl::Status SegmentBuilder::Checkpoint() {
  RETURN_IF_ERROR(workers_->Drain());
  for (int i = 0; i < options_.num_threads; ++i) {
    RETURN_IF_ERROR(workers_->Add(std::make_unique<SpillJob>(this, i)));
  }
  RETURN_IF_ERROR(workers_->Drain());
  for (const auto& worker : indexes_) {
    runs_.insert(runs_.end(), worker->runs.begin(), worker->runs.end());
    worker->runs.clear();
  }
  num_loose_runs_ = 0;
  report_.num_runs = runs_.size();
  if (options_.inputs.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(entries_.Seal());
  BuildState state;
  state.job = job_;
  state.num_documents = num_documents_ - batch_.documents.size();
  state.num_dates_unreadable = report_.num_dates_unreadable;
  state.num_invalid_bytes = report_.num_invalid_bytes;
  state.num_dropped_terms = report_.num_dropped_terms;
  state.next_file_number = next_file_number_;
  state.entries = entries_.sealed();
  state.runs = runs_;
  update_->KeepUnfinished();
  return WriteBuildState(fs_, state_path_, state);
}

absl::Status SegmentBuilder::FindDuplicates() {
  const uint32_t num_documents = static_cast<uint32_t>(num_documents_);
  RETURN_IF_ERROR(duplicates_.Find(
      /*keep=*/options_.append, [this, num_documents](DocId doc_id) {
        doc_ids_.LeaveOut(doc_id, num_documents);
        ++report_.num_replaced;
      }));
  doc_ids_.Finish();
  return absl::OkStatus();
}

absl::Status SegmentBuilder::AddDocuments(SegmentWriter* writer) {
  DocId doc_id = 0;
  bool is_kept = false;
  return entries_.ForEach(
      [&](const DocumentEntry& entry) {
        is_kept = doc_ids_.Get(doc_id++) != kNoMoreDocs;
        return is_kept ? writer->AddDocument(entry) : absl::OkStatus();
      },
      [&](absl::string_view record_bytes) {
        return is_kept ? writer->ContinueRecord(record_bytes)
                       : absl::OkStatus();
      });
}

absl::Status SegmentBuilder::MergeInto(SegmentWriter* writer) {
  const uint64_t share = options_.memory_bytes / kShares;
  std::vector<std::unique_ptr<RunCursor>> runs;
  for (const auto& worker : indexes_) {
    runs_.insert(runs_.end(), worker->runs.begin(), worker->runs.end());
  }
  report_.num_runs = runs_.size();
  for (const BuildState::File& file : runs_) {
    const uint64_t buffer_bytes = std::min(
        kMaxRunBufferBytes, share * kRunBufferShares / (2 * runs_.size()));
    ASSIGN_OR_RETURN(
        std::unique_ptr<RunCursor> run,
        OpenRun(fs_, Path(file.number), buffer_bytes, runs_.size()));
    runs.push_back(std::move(run));
  }
  // Behind the files: a document may go on here.
  for (const auto& worker : indexes_) {
    if (worker->index->num_tokens() > 0) {
      RETURN_IF_ERROR(workers_->Add(
          std::make_unique<CursorJob>(worker->index.get(), &runs)));
    }
  }
  RETURN_IF_ERROR(workers_->Drain());
  ParallelTermSink sink(static_cast<uint32_t>(num_documents_), &doc_ids_,
                        writer, workers_.get(), share * kGroupShares);
  RETURN_IF_ERROR(MergeRuns(std::move(runs), &sink));
  return sink.Finish();
}

absl::StatusOr<SegmentEntry> SegmentBuilder::Finish() {
  RETURN_IF_ERROR(SendBatch());
  RETURN_IF_ERROR(workers_->Drain());
  clock_.Charge(BuildPhase::kDocuments, &report_);
  RETURN_IF_ERROR(FindDuplicates());
  clock_.Charge(BuildPhase::kIds, &report_);

  SegmentWriterOptions options;
  options.analyzer = options_.analyzer.ToString();
  options.bm25 = options_.bm25;
  options.compression = options_.compression;
  options.store_text = options_.store_text;
  options.memory_bytes = options_.memory_bytes / kShares * kSectionShares;
  options.new_temp_path = [this] { return NewPath(); };
  options.pages = &pages_;
  SegmentWriter writer(fs_, options);
  RETURN_IF_ERROR(AddDocuments(&writer));
  clock_.Charge(BuildPhase::kFields, &report_);
  RETURN_IF_ERROR(writer.BeginTerms());
  RETURN_IF_ERROR(MergeInto(&writer));
  for (const auto& worker : indexes_) worker->index.reset();
  pages_.Clear();
  clock_.Charge(BuildPhase::kTerms, &report_);

  const std::string name = IndexFileName(
      update_->generation(), first_file_number_, IndexFileKind::kSegment);
  ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file,
                   update_->CreateFile(name));
  RETURN_IF_ERROR(writer.Finish(file.get()));
  report_.index_bytes = file->size();
  RETURN_IF_ERROR(update_->FinishFile(file.get(), name));
  clock_.Charge(BuildPhase::kFile, &report_);

  report_.segment = writer.metadata();
  report_.layout = writer.layout();
  report_.num_documents = report_.segment.num_docs;
  SegmentEntry entry;
  entry.file_name = name;
  entry.segment_id = writer.layout().segment_id;
  entry.num_docs = report_.segment.num_docs;
  return entry;
}

}  // namespace telusur
