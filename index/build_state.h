// What a build that was interrupted leaves to the one that resumes it.
//
//   state : magic : "telusur build 1\n" | num_parts : varint32
//           | (name : text | value : text) x num_parts
//           | num_documents, num_dates_unreadable, num_invalid_bytes,
//             num_dropped_terms : varint64 | next_file_number : varint32
//           | files | files                   of entries, and runs
//           | Checksum64 of all that : fixed64
//   files : count : varint32 | (number : varint32 | size : varint64) x count
//   text  : size : varint32 | bytes
//
// The file is replaced in one step after the files that it mentions were made
// durable, so that it never promises what is not there.

#ifndef TELUSUR_INDEX_BUILD_STATE_H_
#define TELUSUR_INDEX_BUILD_STATE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/io/file.h"

namespace telusur {

// Something on which the bytes of an index depend: an option, an input.
struct BuildJobPart {
  std::string name;   // as the user knows it
  std::string value;  // that tells one from another
};
using BuildJob = std::vector<BuildJobPart>;

// OK if `now` is `before`; otherwise FailedPrecondition, which names the first
// part that differs.
absl::Status CheckSameJob(const BuildJob& before, const BuildJob& now);

struct BuildState {
  struct File {
    uint32_t number;  // IndexFileName's
    uint64_t size;
  };

  BuildJob job;
  uint64_t num_documents = 0;  // all that is in the files, in order
  uint64_t num_dates_unreadable = 0;
  uint64_t num_invalid_bytes = 0;
  uint64_t num_dropped_terms = 0;
  uint32_t next_file_number = 0;
  std::vector<File> entries;  // of documents
  std::vector<File> runs;
};

std::string EncodeBuildState(const BuildState& state);

// `path` is for messages. DataLoss at damage.
absl::StatusOr<BuildState> ParseBuildState(absl::string_view bytes,
                                           absl::string_view path);

// Makes `state` the content of `path`, durably: the old content or the new is
// there, whatever happens.
absl::Status WriteBuildState(FileSystem* fs, const std::string& path,
                             const BuildState& state);

}  // namespace telusur

#endif  // TELUSUR_INDEX_BUILD_STATE_H_
