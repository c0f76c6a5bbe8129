#include "index/index_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// How often a manifest is read again when a segment of it has vanished: each
// time, another build has committed in between.
constexpr int kMaxOpenAttempts = 16;

}  // namespace

absl::StatusOr<std::unique_ptr<IndexReader>> IndexReader::Open(
    FileSystem* fs, const std::string& directory) {
  absl::Status status;
  for (int attempt = 0; attempt < kMaxOpenAttempts; ++attempt) {
    std::unique_ptr<IndexReader> reader(new IndexReader());
    ASSIGN_OR_RETURN(reader->manifest_, ReadManifest(fs, directory));
    status = reader->OpenSegments(fs, directory);
    if (status.ok()) {
      ASSIGN_OR_RETURN(const AnalyzerOptions options,
                       AnalyzerOptions::Parse(reader->manifest_.analyzer));
      ASSIGN_OR_RETURN(reader->analyzer_, Analyzer::Create(options));
      return reader;
    }
    if (!absl::IsNotFound(status)) return status;
  }
  return status;
}

absl::Status IndexReader::OpenSegments(FileSystem* fs,
                                       const std::string& directory) {
  for (const SegmentEntry& entry : manifest_.segments) {
    const std::string path = JoinPath(directory, entry.file_name);
    ASSIGN_OR_RETURN(std::unique_ptr<SegmentReader> segment,
                     SegmentReader::Open(fs, path));
    const SegmentMetadata& metadata = segment->metadata();
    if (segment->layout().segment_id != entry.segment_id ||
        metadata.num_docs != entry.num_docs ||
        metadata.analyzer != manifest_.analyzer) {
      return absl::DataLossError(
          absl::StrCat(path, ": not the segment that the manifest names"));
    }
    statistics_.num_docs += metadata.num_nonempty_docs;
    statistics_.num_tokens += metadata.num_tokens;
    segments_.push_back(std::move(segment));
  }
  return absl::OkStatus();
}

uint64_t IndexReader::num_docs() const {
  uint64_t num_docs = 0;
  for (const auto& segment : segments_) num_docs += segment->num_docs();
  return num_docs;
}

absl::StatusOr<std::optional<DocAddress>> IndexReader::FindDocument(
    absl::string_view id) const {
  std::optional<DocAddress> found;
  // The latest document of an id stands in the last segment that has it.
  for (uint32_t i = num_segments(); i-- > 0 && !found.has_value();) {
    RETURN_IF_ERROR(segments_[i]->ids().ForEach(
        [&](DocId doc_id, absl::string_view candidate) {
          if (candidate == id) found = DocAddress{i, doc_id};
          return !found.has_value();
        }));
  }
  return found;
}

}  // namespace telusur
