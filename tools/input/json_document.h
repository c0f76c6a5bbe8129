// One JSON object as a document.

#ifndef TELUSUR_TOOLS_INPUT_JSON_DOCUMENT_H_
#define TELUSUR_TOOLS_INPUT_JSON_DOCUMENT_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/container/btree_set.h"
#include "absl/strings/string_view.h"
#include "index/document.h"
#include "tools/input/record_reader.h"

namespace telusur {

struct JsonProblem {
  size_t column = 0;  // in bytes, from 1
  std::string reason;
};

// Turns JSON objects into documents:
//
//   a string                its text; \u escapes of half a surrogate pair
//   become
//                           U+FFFD, invalid UTF-8 stays as it is
//   a number, true, false   as it is spelled
//   null                    empty, as if the field were missing
//   an object or an array   refused in a field of the document, skipped in any
//                           other
//
// Of two fields of one name the later counts. Nesting costs no stack, and a
// record nested deeper than kMaxJsonDepth is refused. One thread.
class JsonDocumentParser {
 public:
  static constexpr int kMaxJsonDepth = 512;

  explicit JsonDocumentParser(const FieldNames& fields);
  ~JsonDocumentParser();

  // Parses `record`, the text of exactly one JSON object. False, and
  // `*problem` set, when it is none. O(record.size()).
  bool Parse(absl::string_view record, Document* document,
             JsonProblem* problem);

  // Fields met outside the document's, up to InputCounts::kMaxIgnoredFields.
  const absl::btree_set<std::string>& ignored_fields() const;

 private:
  struct State;  // keeps RapidJSON out of the header
  std::unique_ptr<State> state_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_JSON_DOCUMENT_H_
