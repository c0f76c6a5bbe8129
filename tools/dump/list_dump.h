// Postings lists, printed in the words of docs/file_format.md.

#ifndef TELUSUR_TOOLS_DUMP_LIST_DUMP_H_
#define TELUSUR_TOOLS_DUMP_LIST_DUMP_H_

#include <string>

#include "absl/status/status.h"
#include "index/segment/segment_reader.h"
#include "index/segment/term_dictionary.h"
#include "tools/output/file_output.h"

namespace telusur {

enum class ListPart {
  kPostings,   // frames, doc_ids and tfs
  kPositions,  // the same with positions
  kSkips,
};

// Appends what the dictionary knows about a term, as a line.
void AppendEntry(const TermEntry& entry, std::string* out);

// Prints a part of the entry's list, a line for each frame. Nothing when the
// list has no such part.
absl::Status DumpList(const SegmentReader& segment, const TermEntry& entry,
                      ListPart part, FileOutput* output);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_DUMP_LIST_DUMP_H_
