// Whatever an input holds: reading ends, every record is a document or a
// problem with a place, and the counts agree with both.
//
// The input's first byte chooses the format and the size of the reads.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/byte_source.h"
#include "tools/input/input_format.h"
#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"
#include "tools/output/document_text.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

class StringSource : public telusur::ByteSource {
 public:
  StringSource(absl::string_view bytes, size_t step)
      : bytes_(bytes), step_(step) {}
  absl::StatusOr<size_t> Read(char* buffer, size_t size) override {
    const size_t n = std::min({size, step_, bytes_.size()});
    memcpy(buffer, bytes_.data(), n);
    bytes_.remove_prefix(n);
    return n;
  }

 private:
  absl::string_view bytes_;
  const size_t step_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const int choice = data[0];
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                                size - 1);
  telusur::InputStream stream(std::make_unique<StringSource>(
      bytes, (choice & 4) != 0 ? 1 + choice / 8 : 1 << 20));
  telusur::InputCounts counts;
  uint64_t num_problems = 0;
  telusur::ReaderContext context;
  context.name = "x";
  context.options.max_document_bytes = 1000;
  context.counts = &counts;
  context.report = [&](const telusur::RecordProblem& problem) {
    ++num_problems;
    Require(!problem.reason.empty());
    Require(problem.record.size() <= context.options.max_document_bytes);
    Require(problem.column <= problem.record.size() + 1);
  };
  const std::unique_ptr<telusur::RecordReader> reader =
      telusur::NewRecordReader(static_cast<telusur::InputFormat>(choice & 3),
                               &stream, context);
  telusur::Document document;
  for (;;) {
    const absl::StatusOr<bool> more = reader->Next(&document);
    Require(more.ok());
    if (!*more) break;
    Require(!document.id.empty());
    std::string json;
    telusur::AppendDocumentJson(document, &json);
    telusur::AppendDocumentText(document, /*to_terminal=*/true, &json);
    // Entities and replacement characters make a text grow by a factor.
    Require(document.text.size() <= 3 * bytes.size());
  }
  Require(counts.num_skipped == num_problems);
  Require(counts.ignored_fields.size() <=
          telusur::InputCounts::kMaxIgnoredFields);
  (void)telusur::DetectInputFormat("x", bytes).status();
  return 0;
}
