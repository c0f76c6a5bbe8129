// A file that is open only while it is read, for whoever reads from thousands
// in turn: the system limits how many are open at a time.

#ifndef TELUSUR_INDEX_IO_REOPENED_FILE_H_
#define TELUSUR_INDEX_IO_REOPENED_FILE_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "index/io/file.h"

namespace telusur {

// Files that may stay open together; systems allow a process 1,024 or more.
inline constexpr size_t kMaxOpenFiles = 256;

// Opens `path` as FileSystem::OpenForRead does; as one of `num_files` that are
// read in turn, for each read anew when these are more than kMaxOpenFiles.
absl::StatusOr<std::unique_ptr<RandomAccessFile>> OpenOneOf(
    size_t num_files, FileSystem* fs, const std::string& path);

}  // namespace telusur

#endif  // TELUSUR_INDEX_IO_REOPENED_FILE_H_
