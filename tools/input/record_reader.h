// From an input to documents: what every input format implements.

#ifndef TELUSUR_TOOLS_INPUT_RECORD_READER_H_
#define TELUSUR_TOOLS_INPUT_RECORD_READER_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/container/btree_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/document.h"

namespace telusur {

// Names of the fields of a structured record (JSON) that become a document's.
// An empty name leaves the field out.
struct FieldNames {
  std::string id = "id";
  std::string title = "title";
  std::string text = "text";
  std::string url = "url";
  std::string date = "date";
  std::string source = "source";
};

struct ReaderOptions {
  FieldNames fields;

  // Larger records are skipped.
  uint64_t max_document_bytes = 16 << 20;
};

// A record that did not become a document.
struct RecordProblem {
  std::string file;     // as the user knows it
  uint64_t line = 0;    // from 1; 0: the whole file
  uint64_t column = 0;  // in bytes, from 1; 0: the whole line
  std::string reason;

  // The record's bytes, as far as they were kept. Valid during the call.
  absl::string_view record;
};

// Told of every skipped record, as soon as it is met.
using ProblemSink = std::function<void(const RecordProblem&)>;

// What was met, over all inputs.
struct InputCounts {
  uint64_t num_documents = 0;
  uint64_t num_skipped = 0;
  uint64_t num_failed_files = 0;  // unreadable, or not to their end
  uint64_t num_bytes = 0;         // decompressed
  uint64_t num_without_id = 0;    // named after their place in the input

  // Fields of records that no document field took: the first few names.
  absl::btree_set<std::string> ignored_fields;
  static constexpr size_t kMaxIgnoredFields = 32;
};

// What a reader needs to know and whom it tells.
struct ReaderContext {
  std::string name;  // of the input, as the user knows it
  ReaderOptions options;
  ProblemSink report;
  InputCounts* counts;

  // Counts a skipped record and tells of it. The parts of `problem` that every
  // problem of this input shares are filled in here.
  void Skip(RecordProblem problem) const;

  // The document's name when its origin gave it none: "file:line".
  std::string MakeId(uint64_t line) const;
};

// One input of one format. One thread.
class RecordReader {
 public:
  virtual ~RecordReader() = default;

  // Reads the next record that can be a document; those that cannot be one are
  // reported and counted. False at the end of the input.
  //
  // An error means that the input cannot be read further; the documents before
  // it stand. Its message carries no path.
  virtual absl::StatusOr<bool> Next(Document* document) = 0;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_RECORD_READER_H_
