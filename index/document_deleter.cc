#include "index/document_deleter.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "index/io/status_macros.h"
#include "index/segment/deletions.h"
#include "index/segment/segment_reader.h"

namespace telusur {
namespace {

absl::StatusOr<DeletionsBuilder> ReadDeletions(FileSystem* fs,
                                               const std::string& directory,
                                               const SegmentEntry& entry) {
  if (entry.deletions_file.empty()) return DeletionsBuilder(entry.num_docs);
  ASSIGN_OR_RETURN(
      const std::unique_ptr<Deletions> deletions,
      Deletions::Open(fs, directory, entry.deletions_file,
                      {entry.segment_id, entry.num_docs, entry.num_deleted}));
  return deletions->ToBuilder();
}

absl::Status WriteDeletions(const DeletionsBuilder& deletions,
                            const std::string& name, uint64_t segment_id,
                            IndexUpdate* update) {
  ASSIGN_OR_RETURN(const std::unique_ptr<WritableFile> file,
                   update->CreateFile(name));
  RETURN_IF_ERROR(file->Append(deletions.Encode(name, segment_id)));
  return update->FinishFile(file.get(), name);
}

}  // namespace

absl::StatusOr<uint64_t> MarkDeleted(
    FileSystem* fs, const std::string& directory,
    absl::FunctionRef<bool(absl::string_view id)> is_wanted,
    IndexUpdate* update, Manifest* manifest) {
  uint64_t num_deleted = 0;
  uint32_t number = 0;
  for (SegmentEntry& entry : manifest->segments) {
    const std::string path = JoinPath(directory, entry.file_name);
    ASSIGN_OR_RETURN(const std::unique_ptr<SegmentReader> segment,
                     SegmentReader::Open(fs, path));
    if (segment->layout().segment_id != entry.segment_id ||
        segment->num_docs() != entry.num_docs) {
      return absl::DataLossError(path +
                                 ": not the segment that the manifest names");
    }
    ASSIGN_OR_RETURN(DeletionsBuilder deletions,
                     ReadDeletions(fs, directory, entry));
    RETURN_IF_ERROR(
        segment->ids().ForEach([&](DocId doc_id, absl::string_view id) {
          if (!deletions.Contains(doc_id) && is_wanted(id)) {
            deletions.Add(doc_id);
          }
          return true;
        }));
    const std::string name = IndexFileName(update->generation(), number++,
                                           IndexFileKind::kDeletions);
    if (deletions.num_deleted() == entry.num_deleted) continue;
    RETURN_IF_ERROR(WriteDeletions(deletions, name, entry.segment_id, update));
    num_deleted += deletions.num_deleted() - entry.num_deleted;
    entry.deletions_file = name;
    entry.num_deleted = deletions.num_deleted();
  }
  return num_deleted;
}

absl::StatusOr<uint64_t> DeleteDocuments(
    FileSystem* fs, const std::string& directory,
    absl::FunctionRef<bool(absl::string_view id)> is_wanted) {
  IndexUpdate::Options options;
  options.create = false;
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexUpdate> update,
                   IndexUpdate::Begin(fs, directory, options));
  Manifest manifest = *update->current();
  ASSIGN_OR_RETURN(
      const uint64_t num_deleted,
      MarkDeleted(fs, directory, is_wanted, update.get(), &manifest));
  if (num_deleted > 0) RETURN_IF_ERROR(update->Commit(std::move(manifest)));
  return num_deleted;
}

}  // namespace telusur
