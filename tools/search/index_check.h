// Whether the bytes of an index are sound.

#ifndef TELUSUR_TOOLS_SEARCH_INDEX_CHECK_H_
#define TELUSUR_TOOLS_SEARCH_INDEX_CHECK_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "index/index_reader.h"

namespace telusur {

// Verifies every checksum of every segment; if `deep`, decodes all of it as
// well. Calls `report` with the first damage of each damaged segment, and
// returns the last.
absl::Status CheckSegments(const IndexReader& reader, bool deep,
                           absl::FunctionRef<void(const absl::Status&)> report);

// The bytes of all segment files.
uint64_t FileBytesOf(const IndexReader& reader);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_INDEX_CHECK_H_
