// A segment, a section of it or a term of it, printed in the words of
// docs/file_format.md. What comes from documents stands in quotes and is
// escaped as in JSON.

#ifndef TELUSUR_TOOLS_DUMP_SEGMENT_DUMP_H_
#define TELUSUR_TOOLS_DUMP_SEGMENT_DUMP_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/segment/segment_format.h"
#include "index/segment/segment_reader.h"
#include "tools/output/file_output.h"

namespace telusur {

// The section of a name that SectionName gives.
std::optional<SectionId> SectionOfName(absl::string_view name);

// Prints the header, where each section lies, the metadata and the footer.
absl::Status DumpSegment(const SegmentReader& segment, FileOutput* output);

// Prints all of a section, decoded.
absl::Status DumpSection(const SegmentReader& segment, SectionId section,
                         FileOutput* output);

// Prints the dictionary's entry of `key`, its skip data and its frames with
// their postings and positions. False when it is no key.
absl::StatusOr<bool> DumpTerm(const SegmentReader& segment,
                              absl::string_view key, FileOutput* output);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_DUMP_SEGMENT_DUMP_H_
