// The formats of inputs and how an input's first bytes tell its format.

#ifndef TELUSUR_TOOLS_INPUT_INPUT_FORMAT_H_
#define TELUSUR_TOOLS_INPUT_INPUT_FORMAT_H_

#include <cstddef>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

enum class InputFormat { kJsonl, kTsv, kText, kHtml, kCsv, kTrec, kWarc };

// "jsonl|tsv|csv|trec|warc|text|html", for messages.
extern const char kInputFormatNames[];

// InvalidArgument for a name that is not one of kInputFormatNames.
absl::StatusOr<InputFormat> ParseInputFormat(absl::string_view name);

// Enough bytes of an input to tell its format.
inline constexpr size_t kFormatDetectionBytes = 64 << 10;

// InvalidArgument when no format can be read from an input that begins with
// `head`: UTF-16 and UTF-32.
absl::Status CheckEncoding(absl::string_view head);

// The format of the input called `path` that begins with `head`:
//
//   1. `{"` or `{}` after white space: JSON Lines; <!doctype html> or <html>,
//      after comments: HTML; <DOC> after white space: TREC; WARC/1.: WARC;
//   2. else the name's ending (that of a compression left aside): .jsonl
//      .ndjson .json, .tsv .tab, .csv, .trec, .warc .wet, .html .htm .xhtml,
//      .txt .text .md .rst;
//   3. else a first line of names of columns, one of which is `text_field`:
//      CSV;
//   4. else a tab in the first line: TSV; else text.
//
// InvalidArgument, saying what to do, for JSON that is not one object a line
// and for bytes that are no text (archives, images, programs).
absl::StatusOr<InputFormat> DetectInputFormat(absl::string_view path,
                                              absl::string_view head,
                                              absl::string_view text_field);

// The reader of `stream`, which must outlive it.
std::unique_ptr<RecordReader> NewRecordReader(InputFormat format,
                                              InputStream* stream,
                                              const ReaderContext& context);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_INPUT_FORMAT_H_
