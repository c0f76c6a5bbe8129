// Some consecutive documents of a build, from the caller to a worker and back.

#ifndef TELUSUR_INDEX_DOCUMENT_BATCH_H_
#define TELUSUR_INDEX_DOCUMENT_BATCH_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "index/document.h"
#include "index/duplicate_finder.h"
#include "index/memory_index.h"
#include "index/segment/segment_writer.h"
#include "index/types.h"

namespace telusur {

struct DocumentBatch {
  DocId first_doc_id = 0;
  std::vector<Document> documents;

  // One document, whose record is too large for a copy in `entries`: there is
  // its head only, and it stays in `documents`.
  bool is_large = false;

  // What AnalyzeBatch makes of them: each one's entry and id.
  std::string entries;
  std::vector<IdHash> ids;
  uint64_t num_dates_unreadable = 0;
  uint64_t num_invalid_bytes = 0;
  uint64_t num_dropped_terms = 0;
};

// Adds the batch's documents to `*index` and frees them, but for a large one
// whose text is stored. `spill` is called when
// the index holds more than `max_index_bytes`, also within a document, and
// empties it.
absl::Status AnalyzeBatch(const Analyzer& analyzer, bool store_text,
                          uint64_t max_index_bytes, MemoryIndex* index,
                          const std::function<absl::Status()>& spill,
                          DocumentBatch* batch);

// Appends what the segment will keep of a document to `*out`, up to its record
// of `record_bytes`, which follows.
void AppendEntryHead(const DocumentEntry& entry, uint64_t record_bytes,
                     std::string* out);

// Reads what AppendEntryHead wrote. Returns the byte after it, or nullptr when
// `p` to `end` does not hold all of it. The entry points into the bytes.
const char* DecodeEntryHead(const char* p, const char* end,
                            DocumentEntry* entry, uint64_t* record_bytes);

}  // namespace telusur

#endif  // TELUSUR_INDEX_DOCUMENT_BATCH_H_
