// A run on disk: what a builder writes when its memory is full. Private to one
// build, which removes it; read once, from start to end.
//
//   run   : term x n | 0 : u8
//   term  : 1 : u8 | text | num_forms : varint32 | text x num_forms
//           | (chunk : size : varint32 | bytes) ... | 0 : varint32
//   text  : size : varint32 | bytes

#ifndef TELUSUR_INDEX_RUN_FILE_H_
#define TELUSUR_INDEX_RUN_FILE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/io/file.h"
#include "index/run.h"

namespace telusur {

// Writes all that `cursor` walks over to `path`, and makes it durable: a build
// may be resumed from it. Returns the file's size.
absl::StatusOr<uint64_t> WriteRun(FileSystem* fs, const std::string& path,
                                  RunCursor* cursor);

// Opens a run that WriteRun wrote, one of `num_runs` that are merged. Reads
// with a buffer of `buffer_bytes`. Damage is DataLoss.
absl::StatusOr<std::unique_ptr<RunCursor>> OpenRun(FileSystem* fs,
                                                   const std::string& path,
                                                   uint64_t buffer_bytes,
                                                   size_t num_runs = 1);

}  // namespace telusur

#endif  // TELUSUR_INDEX_RUN_FILE_H_
