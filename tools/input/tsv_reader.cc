#include "tools/input/tsv_reader.h"

#include <string>

#include "absl/memory/memory.h"
#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"
#include "tools/input/line_reader.h"
#include "tools/input/line_records.h"

namespace telusur {
namespace {

class TsvReader : public RecordReader {
 public:
  TsvReader(InputStream* stream, const ReaderContext& context)
      : context_(context), lines_(stream, context.options.max_document_bytes) {}

  absl::StatusOr<bool> Next(Document* document) override {
    for (;;) {
      Line line;
      ASSIGN_OR_RETURN(bool more, NextRecordLine(&lines_, context_, &line));
      if (!more) return false;
      const size_t tab = line.text.find('\t');
      if (tab == absl::string_view::npos) {
        RETURN_IF_ERROR(
            context_.Skip(line.number, 0, "no tab after an id", line.text));
        continue;
      }
      *document = Document();
      document->id = std::string(line.text.substr(0, tab));
      document->text = std::string(line.text.substr(tab + 1));
      if (document->id.empty()) document->id = context_.MakeId(line.number);
      return true;
    }
  }

 private:
  const ReaderContext context_;
  LineReader lines_;
};

}  // namespace

std::unique_ptr<RecordReader> NewTsvReader(InputStream* stream,
                                           const ReaderContext& context) {
  return absl::make_unique<TsvReader>(stream, context);
}

}  // namespace telusur
