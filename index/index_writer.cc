#include "index/index_writer.h"

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "index/document_deleter.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

absl::Status CheckOptions(const IndexOptions& options) {
  if (options.memory_bytes < kMinMemoryBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("memory of ", options.memory_bytes,
                     " bytes is below the minimum of ", kMinMemoryBytes));
  }
  if (options.num_threads < 1 || options.num_threads > kMaxThreads) {
    return absl::InvalidArgumentError(absl::StrCat(
        options.num_threads, " threads are not from 1 to ", kMaxThreads));
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

}  // namespace

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Create(
    FileSystem* fs, const std::string& directory, const IndexOptions& options) {
  RETURN_IF_ERROR(CheckOptions(options));
  IndexUpdate::Options update_options;
  update_options.create = !options.append;
  update_options.keep_unfinished = options.resume;
  ASSIGN_OR_RETURN(std::unique_ptr<IndexUpdate> update,
                   IndexUpdate::Begin(fs, directory, update_options));
  if (options.append) {
    RETURN_IF_ERROR(CheckJoins(options, *update->current()));
  }
  auto writer = absl::WrapUnique(
      new IndexWriter(fs, directory, options, std::move(update)));
  ASSIGN_OR_RETURN(writer->builder_,
                   SegmentBuilder::Create(fs, directory, writer->update_.get(),
                                          options, /*first_file_number=*/0));
  writer->num_resumed_ = writer->builder_->num_documents();
  return writer;
}

absl::StatusOr<BuildReport> IndexWriter::Finish() {
  if (options_.append && builder_->num_documents() == 0) return BuildReport();
  SegmentEntry segment;
  ASSIGN_OR_RETURN(segment, builder_->Finish());
  RETURN_IF_ERROR(Commit(std::move(segment)));
  builder_->clock()->Charge(BuildPhase::kFile, builder_->report());
  return *builder_->report();
}

absl::Status IndexWriter::Commit(SegmentEntry entry) {
  Manifest manifest;
  if (options_.append) {
    manifest = *update_->current();
    ASSIGN_OR_RETURN(
        const uint64_t num_deleted,
        MarkDeleted(
            fs_, directory_,
            [this](absl::string_view id) { return builder_->HasId(id); },
            update_.get(), &manifest));
    builder_->report()->num_replaced += num_deleted;
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
