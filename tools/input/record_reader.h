// From an input to documents: what every input format implements.

#ifndef TELUSUR_TOOLS_INPUT_RECORD_READER_H_
#define TELUSUR_TOOLS_INPUT_RECORD_READER_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "index/document.h"

namespace telusur {

// Names of the fields of a structured record (JSON, CSV) that become a
// document's.
// An empty name leaves the field out.
struct FieldNames {
  std::string id = "id";
  std::string title = "title";
  std::string text = "text";
  std::string url = "url";
  std::string date = "date";
  std::string source = "source";
};

// Each name and what it names.
struct DocumentField {
  std::string FieldNames::*name;
  std::string Document::*value;
};
inline constexpr std::array<DocumentField, 6> kDocumentFields = {
    {{&FieldNames::id, &Document::id},
     {&FieldNames::title, &Document::title},
     {&FieldNames::text, &Document::text},
     {&FieldNames::url, &Document::url},
     {&FieldNames::date, &Document::date},
     {&FieldNames::source, &Document::source}}};

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

  // Instead of the line, where lines mean nothing: the record's place in the
  // decompressed input.
  absl::optional<uint64_t> offset;
};

// Told of every skipped record, as soon as it is met. An error ends the
// reading. Empty: nobody is told.
using ProblemSink = std::function<absl::Status(const RecordProblem&)>;

// What was met, over all inputs.
struct InputCounts {
  uint64_t num_documents = 0;
  uint64_t num_skipped = 0;
  uint64_t num_failed_files = 0;  // unreadable, or not to their end
  uint64_t num_bytes = 0;         // decompressed
  uint64_t num_without_id = 0;    // named after their place in the input
  uint64_t num_passed_over = 0;   // of a kind that holds no document

  // The skipped records by what was wrong with them: the first few reasons, and
  // one for all that came later.
  absl::btree_map<std::string, uint64_t> skipped_by_reason;
  static constexpr size_t kMaxReasons = 20;

  // Fields of records that no document field took: the first few names.
  absl::btree_set<std::string> ignored_fields;
  static constexpr size_t kMaxIgnoredFields = 32;
};

// Adds a name to InputCounts::ignored_fields, within its limits.
void NoteIgnoredField(absl::string_view name,
                      absl::btree_set<std::string>* ignored);

// What a reader needs to know and whom it tells.
struct ReaderContext {
  std::string name;  // of the input, as the user knows it
  ReaderOptions options;
  ProblemSink report;
  InputCounts* counts;

  // Counts a skipped record and tells of it: its place (see RecordProblem),
  // what is wrong and its bytes, as far as they were kept. The error of
  // `report`.
  absl::Status Skip(uint64_t line, uint64_t column, std::string reason,
                    absl::string_view record) const;
  absl::Status SkipAtOffset(uint64_t offset, std::string reason,
                            absl::string_view record) const;

  // The same for a record over max_document_bytes.
  absl::Status SkipTooLarge(uint64_t line) const;

  // The reason then.
  std::string TooLarge() const;

  // The document's name when its origin gave it none: "file:line" or
  // "file:offset".
  std::string MakeId(uint64_t place) const;
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
