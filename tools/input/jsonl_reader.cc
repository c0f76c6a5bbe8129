#include "tools/input/jsonl_reader.h"

#include "absl/memory/memory.h"
#include "index/io/status_macros.h"
#include "tools/input/json_document.h"
#include "tools/input/line_reader.h"
#include "tools/input/line_records.h"

namespace telusur {
namespace {

class JsonlReader : public RecordReader {
 public:
  JsonlReader(InputStream* stream, const ReaderContext& context)
      : context_(context),
        lines_(stream, context.options.max_document_bytes),
        parser_(context.options.fields) {}

  absl::StatusOr<bool> Next(Document* document) override {
    for (;;) {
      Line line;
      ASSIGN_OR_RETURN(bool more, NextRecordLine(&lines_, context_, &line));
      if (!more) {
        NoteIgnoredFields();
        return false;
      }
      JsonProblem problem;
      if (!parser_.Parse(line.text, document, &problem)) {
        RETURN_IF_ERROR(context_.Skip(line.number, problem.column,
                                      problem.reason, line.text));
        continue;
      }
      if (document->id.empty()) document->id = context_.MakeId(line.number);
      return true;
    }
  }

 private:
  void NoteIgnoredFields() {
    for (const std::string& name : parser_.ignored_fields()) {
      NoteIgnoredField(name, &context_.counts->ignored_fields);
    }
  }

  const ReaderContext context_;
  LineReader lines_;
  JsonDocumentParser parser_;
};

}  // namespace

std::unique_ptr<RecordReader> NewJsonlReader(InputStream* stream,
                                             const ReaderContext& context) {
  return absl::make_unique<JsonlReader>(stream, context);
}

}  // namespace telusur
