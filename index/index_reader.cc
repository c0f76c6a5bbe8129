#include "index/index_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// How often the manifest is read again because the one before was replaced
// while its files were being opened. Each time somebody else has got on with a
// commit.
constexpr int kMaxOpenAttempts = 1000;

}  // namespace

absl::StatusOr<std::unique_ptr<IndexReader>> IndexReader::Open(
    FileSystem* fs, const std::string& directory) {
  absl::Status status;
  std::optional<Manifest> failed;
  for (int attempt = 0; attempt < kMaxOpenAttempts; ++attempt) {
    std::unique_ptr<IndexReader> reader(new IndexReader());
    ASSIGN_OR_RETURN(reader->manifest_, ReadManifest(fs, directory));
    // What fails under a manifest that still stands is no accident of timing.
    if (failed == reader->manifest_) break;
    status = reader->OpenSegments(fs, directory);
    if (!status.ok()) {
      failed = std::move(reader->manifest_);
      continue;
    }
    ASSIGN_OR_RETURN(const AnalyzerOptions options,
                     AnalyzerOptions::Parse(reader->manifest_.analyzer));
    ASSIGN_OR_RETURN(reader->analyzer_, Analyzer::Create(options));
    return reader;
  }
  if (!absl::IsNotFound(status)) return status;
  return absl::DataLossError(
      absl::StrCat(status.message(), " (the manifest names it)"));
}

absl::Status IndexReader::OpenSegments(FileSystem* fs,
                                       const std::string& directory) {
  uint64_t next_order = 0;
  for (const SegmentEntry& entry : manifest_.segments) {
    const std::string path = JoinPath(directory, entry.file_name);
    ASSIGN_OR_RETURN(std::unique_ptr<SegmentReader> segment,
                     SegmentReader::Open(fs, path));
    const SegmentMetadata& metadata = segment->metadata();
    if (segment->layout().segment_id != entry.segment_id ||
        metadata.num_docs != entry.num_docs ||
        metadata.analyzer != manifest_.analyzer ||
        entry.first_order < next_order) {
      return absl::DataLossError(
          absl::StrCat(path, ": not the segment that the manifest names"));
    }
    next_order = entry.first_order + entry.num_docs;
    statistics_.num_docs += metadata.num_nonempty_docs;
    statistics_.num_tokens += metadata.num_tokens;
    segments_.push_back(std::move(segment));
    deletions_.emplace_back();
    if (entry.deletions_file.empty()) continue;
    ASSIGN_OR_RETURN(
        deletions_.back(),
        Deletions::Open(fs, directory, entry.deletions_file,
                        {entry.segment_id, entry.num_docs, entry.num_deleted}));
  }
  return absl::OkStatus();
}

uint64_t IndexReader::num_docs() const {
  uint64_t num_docs = 0;
  for (const SegmentEntry& segment : manifest_.segments) {
    num_docs += segment.num_docs - segment.num_deleted;
  }
  return num_docs;
}

uint64_t IndexReader::num_deleted_docs() const {
  uint64_t num_deleted = 0;
  for (const SegmentEntry& segment : manifest_.segments) {
    num_deleted += segment.num_deleted;
  }
  return num_deleted;
}

absl::StatusOr<std::optional<DocAddress>> IndexReader::FindDocument(
    absl::string_view id) const {
  std::optional<DocAddress> found;
  for (uint32_t i = 0; i < num_segments() && !found.has_value(); ++i) {
    const SegmentDocs segment_docs = docs(i);
    RETURN_IF_ERROR(segments_[i]->ids().ForEach(
        [&](DocId doc_id, absl::string_view candidate) {
          if (candidate == id && !segment_docs.IsDeleted(doc_id)) {
            found = DocAddress{i, doc_id};
          }
          return !found.has_value();
        }));
  }
  return found;
}

}  // namespace telusur
