// Deletes documents from an index.
//
// A segment's file never changes: a deletion is a bit in a file beside it
// (segment/deletions.h). The document's postings stay, and count in statistics,
// until a merge drops them.

#ifndef TELUSUR_INDEX_DOCUMENT_DELETER_H_
#define TELUSUR_INDEX_DOCUMENT_DELETER_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/index_directory.h"
#include "index/io/file.h"
#include "index/manifest.h"

namespace telusur {

// Marks the documents whose ids `is_wanted` asks for as deleted: writes the new
// deletions files of the segments in `*manifest`, which is update->current() or
// a copy of it, and names them there. Calls `is_wanted` for every document that
// is not deleted. Returns how many were deleted; nothing is committed.
// O(documents).
absl::StatusOr<uint64_t> MarkDeleted(
    FileSystem* fs, const std::string& directory,
    absl::FunctionRef<bool(absl::string_view id)> is_wanted,
    IndexUpdate* update, Manifest* manifest);

// Deletes those documents from the index in `directory`, in one commit. Returns
// how many there were; without any the index is not touched. The errors of
// IndexUpdate::Begin, and of reading the index.
absl::StatusOr<uint64_t> DeleteDocuments(
    FileSystem* fs, const std::string& directory,
    absl::FunctionRef<bool(absl::string_view id)> is_wanted);

}  // namespace telusur

#endif  // TELUSUR_INDEX_DOCUMENT_DELETER_H_
