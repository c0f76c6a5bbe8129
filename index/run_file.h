// A run on disk: what a builder writes when its memory is full. Private to one
// build, which removes it; read once, from start to end.
//
//   run   : term x n
//   term  : 1 : u8 | text | num_forms : varint32 | text x num_forms | batch ...
//           | 0 : varint32
//   batch : size : varint32 | occurrence x size
//   text  : size : varint32 | bytes
//   occurrence : doc_gap : varint32 | position : varint32, less the position
//           before it when doc_gap is 0 | form : varint32 if num_forms > 1
//
// doc_gap is the doc_id less the one before it in the term, which starts at 0;
// the position before a term's first occurrence is 0. A run ends with the byte
// 0.

#ifndef TELUSUR_INDEX_RUN_FILE_H_
#define TELUSUR_INDEX_RUN_FILE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/io/file.h"
#include "index/run.h"

namespace telusur {

// Writes all that `cursor` walks over to `path`.
absl::Status WriteRun(FileSystem* fs, const std::string& path,
                      RunCursor* cursor);

// Opens a run that WriteRun wrote. Reads with a buffer of `buffer_bytes`.
absl::StatusOr<std::unique_ptr<RunCursor>> OpenRun(FileSystem* fs,
                                                   const std::string& path,
                                                   uint64_t buffer_bytes);

}  // namespace telusur

#endif  // TELUSUR_INDEX_RUN_FILE_H_
