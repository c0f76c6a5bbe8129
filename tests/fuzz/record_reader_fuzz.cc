// Whatever an input holds: reading ends, every record is a document or a
// problem with a place, and the counts agree with both.
//
// The input's first byte chooses the format and the size of the reads.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tests/support/string_source.h"
#include "tools/input/input_format.h"
#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"
#include "tools/output/document_text.h"

namespace {

constexpr uint64_t kMaxDocumentBytes = 1000;

constexpr telusur::InputFormat kFormats[8] = {
    telusur::InputFormat::kJsonl, telusur::InputFormat::kTsv,
    telusur::InputFormat::kText,  telusur::InputFormat::kHtml,
    telusur::InputFormat::kCsv,   telusur::InputFormat::kTrec,
    telusur::InputFormat::kWarc,  telusur::InputFormat::kWarc};

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const int choice = data[0];
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                                size - 1);
  telusur::InputStream stream(std::make_unique<telusur::StringSource>(
      std::string(bytes), (choice & 8) != 0 ? 1 + choice / 16 : 1 << 20));
  telusur::InputCounts counts;
  uint64_t num_problems = 0;
  telusur::ReaderContext context;
  context.name = "x";
  context.options.max_document_bytes = kMaxDocumentBytes;
  context.counts = &counts;
  context.report = [&](const telusur::RecordProblem& problem) {
    ++num_problems;
    Require(!problem.reason.empty());
    Require(problem.record.size() <= context.options.max_document_bytes);
    Require(problem.column <= problem.record.size() + 1);
    return absl::OkStatus();
  };
  const std::unique_ptr<telusur::RecordReader> reader =
      telusur::NewRecordReader(kFormats[choice & 7], &stream, context);
  telusur::Document document;
  for (;;) {
    const absl::StatusOr<bool> more = reader->Next(&document);
    // A line of column names may not do.
    Require(more.ok() || absl::IsInvalidArgument(more.status()));
    if (!more.ok() || !*more) break;
    Require(!document.id.empty());
    std::string json;
    telusur::AppendDocumentJson(document, &json);
    telusur::AppendDocumentText(document, /*to_terminal=*/true, &json);
    // Entities and replacement characters make a text grow by a factor.
    Require(document.text.size() <=
            3 * std::max<uint64_t>(bytes.size(), kMaxDocumentBytes));
  }
  Require(counts.num_skipped == num_problems);
  Require(counts.ignored_fields.size() <=
          telusur::InputCounts::kMaxIgnoredFields);
  (void)telusur::DetectInputFormat("x", bytes, "text").status();
  return 0;
}
