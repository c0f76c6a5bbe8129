// An input of one format, read to its end.

#ifndef TELUSUR_TESTS_TOOLS_INPUT_READ_RECORDS_H_
#define TELUSUR_TESTS_TOOLS_INPUT_READ_RECORDS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "index/document.h"
#include "tests/support/string_source.h"
#include "tools/input/input_format.h"
#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

struct ReadRecords {
  std::vector<Document> documents;
  std::vector<std::string>
      problems;  // "line:column: reason" or "@offset: reason"
  std::vector<std::string> rejected;  // the problems' records
  InputCounts counts;
  absl::Status status;  // with which the input ended

  // The documents as "id|title|text".
  std::vector<std::string> Texts() const {
    std::vector<std::string> texts;
    for (const Document& document : documents) {
      texts.push_back(
          absl::StrCat(document.id, "|", document.title, "|", document.text));
    }
    return texts;
  }
};

// Reads `bytes`, an input called "x", `step` bytes at a time.
inline ReadRecords ReadAllRecords(InputFormat format, absl::string_view bytes,
                                  const ReaderOptions& options = {},
                                  size_t step = 1 << 20) {
  ReadRecords result;
  InputStream stream(std::make_unique<StringSource>(std::string(bytes), step));
  ReaderContext context;
  context.name = "x";
  context.options = options;
  context.counts = &result.counts;
  context.report = [&result](const RecordProblem& problem) {
    const std::string place =
        problem.offset.has_value()
            ? absl::StrCat("@", *problem.offset)
            : absl::StrCat(problem.line, ":", problem.column);
    result.problems.push_back(absl::StrCat(place, ": ", problem.reason));
    result.rejected.push_back(std::string(problem.record));
    return absl::OkStatus();
  };
  const std::unique_ptr<RecordReader> reader =
      NewRecordReader(format, &stream, context);
  for (;;) {
    Document document;
    const absl::StatusOr<bool> more = reader->Next(&document);
    result.status = more.status();
    if (!more.ok() || !*more) return result;
    result.documents.push_back(document);
  }
}

}  // namespace telusur

#endif  // TELUSUR_TESTS_TOOLS_INPUT_READ_RECORDS_H_
