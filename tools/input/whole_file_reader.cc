#include "tools/input/whole_file_reader.h"

#include <string>

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "index/io/status_macros.h"
#include "tools/input/charset.h"
#include "tools/input/html_text.h"

namespace telusur {
namespace {

// Sets a document's title and text from an input's bytes.
using Interpreter = void (*)(absl::string_view bytes, Document* document);

void InterpretText(absl::string_view bytes, Document* document) {
  absl::ConsumePrefix(&bytes, "\xef\xbb\xbf");
  document->text = std::string(bytes);
}

void InterpretHtml(absl::string_view bytes, Document* document) {
  std::string converted;
  HtmlText html =
      ExtractHtmlText(HtmlToUtf8(bytes, /*charset=*/"", &converted));
  document->title = std::move(html.title);
  document->text = std::move(html.text);
}

class WholeFileReader : public RecordReader {
 public:
  WholeFileReader(InputStream* stream, const ReaderContext& context,
                  Interpreter interpret)
      : stream_(stream), context_(context), interpret_(interpret) {}

  absl::StatusOr<bool> Next(Document* document) override {
    if (done_) return false;
    done_ = true;
    const uint64_t limit = context_.options.max_document_bytes;
    RETURN_IF_ERROR(stream_->Fill(limit + 1));
    const size_t size = stream_->window().size();
    if (size > limit) {
      RETURN_IF_ERROR(context_.SkipTooLarge(0));
      return false;
    }
    if (size == 0) return false;
    *document = Document();
    document->id = context_.name;
    interpret_(stream_->window(), document);
    stream_->Consume(size);
    return true;
  }

 private:
  InputStream* const stream_;
  const ReaderContext context_;
  const Interpreter interpret_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<RecordReader> NewTextReader(InputStream* stream,
                                            const ReaderContext& context) {
  return absl::make_unique<WholeFileReader>(stream, context, InterpretText);
}

std::unique_ptr<RecordReader> NewHtmlReader(InputStream* stream,
                                            const ReaderContext& context) {
  return absl::make_unique<WholeFileReader>(stream, context, InterpretHtml);
}

}  // namespace telusur
