// The file MANIFEST: which files make up an index. Replacing it is the commit.
//
// Text that a person can read, lines ending with \n, in this order:
//
//   telusur manifest 1
//   requires none
//   generation 8
//   analyzer indonesian stem=full
//   k1 1.2
//   b 0.75
//   next_order 40000
//   segment 00000001-0.segment id=00f1e2d3c4b5a697 docs=39000 first_order=0
//       deleted=12 deletions=00000008-0.deletions            (on the same line)
//   segment 00000007-0.segment id=8899aabbccddeeff docs=1000 first_order=39000
//       deleted=0 deletions=none                             (on the same line)
//   checksum 9617fbb7d7e0738a
//
// The checksum is Checksum64 (io/checksum.h) of every byte before its line, as
// 16 hexadecimal digits. Numbers are decimal, below 2^63 and without leading
// zeros; k1 and b are the shortest decimals that give the same double back.
//
// Every version keeps the first line's form, the line `requires` after it and
// the checksum line at the end. A reader refuses a version newer than its own
// and every feature (`requires a,b`) that it does not know; version 1 has none.

#ifndef TELUSUR_INDEX_MANIFEST_H_
#define TELUSUR_INDEX_MANIFEST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/io/file.h"

namespace telusur {

// The manifest's name in its directory, and the name it is written under.
inline constexpr char kManifestFileName[] = "MANIFEST";
inline constexpr char kStagedManifestFileName[] = "MANIFEST.tmp";

inline constexpr uint64_t kMaxManifestBytes = 16 << 20;
inline constexpr size_t kMaxAnalyzerBytes = 2 << 20;
inline constexpr size_t kMaxFileNameBytes = 128;

struct SegmentEntry {
  std::string file_name;
  uint64_t segment_id = 0;
  uint32_t num_docs = 0;       // deleted ones included
  uint64_t first_order = 0;    // order of addition of its first document
  std::string deletions_file;  // empty when nothing is deleted
  uint32_t num_deleted = 0;

  friend bool operator==(const SegmentEntry& a, const SegmentEntry& b);
};

struct Manifest {
  uint64_t generation = 0;  // grows with every commit
  std::string analyzer;     // its name and options, one line
  double k1 = 1.2;
  double b = 0.75;
  uint64_t next_order = 0;  // order of addition of the next document
  std::vector<SegmentEntry> segments;

  friend bool operator==(const Manifest& a, const Manifest& b);
};

// Whether `name` may stand in a manifest: a-z, 0-9, '.', '_' and '-', no '.' in
// front, at most kMaxFileNameBytes. Such a name cannot leave its directory.
bool IsValidFileName(absl::string_view name);

// The bytes of the file MANIFEST. InvalidArgument when `manifest` breaks a rule
// of the format: a file name that is not valid or used twice, more deleted
// documents than documents, k1 or b out of range, a control character in the
// analyzer's line.
absl::StatusOr<std::string> EncodeManifest(const Manifest& manifest);

// Reads what EncodeManifest wrote. `text` may be anything: DataLoss that names
// the line when it is damaged, Unimplemented when it is whole but of a newer
// version or in need of features that are not known here.
absl::StatusOr<Manifest> ParseManifest(absl::string_view text);

// The manifest of the index in `directory`. NotFound when there is no such
// directory, FailedPrecondition when it holds no MANIFEST, otherwise the errors
// of ParseManifest and of the file system.
absl::StatusOr<Manifest> ReadManifest(FileSystem* fs,
                                      const std::string& directory);

// The two halves of a commit. The first writes `manifest` beside the present
// one and makes its bytes durable; the second puts it in the present one's
// place and makes that durable. When the second fails, either of the two may
// be the index's manifest, now or after a crash.
//
// REQUIRES: the files that `manifest` names are durable, and so are their names
// before PublishManifest.
absl::Status StageManifest(FileSystem* fs, const std::string& directory,
                           const Manifest& manifest);
absl::Status PublishManifest(FileSystem* fs, const std::string& directory);

// Both halves.
absl::Status CommitManifest(FileSystem* fs, const std::string& directory,
                            const Manifest& manifest);

}  // namespace telusur

#endif  // TELUSUR_INDEX_MANIFEST_H_
