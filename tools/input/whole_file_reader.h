// Inputs that are one document each: plain text and HTML pages.

#ifndef TELUSUR_TOOLS_INPUT_WHOLE_FILE_READER_H_
#define TELUSUR_TOOLS_INPUT_WHOLE_FILE_READER_H_

#include <memory>

#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

// The document's id is the input's name; a text has no title (its first line
// need not be one). An empty input is no document, and so is one over
// max_document_bytes. `stream` must outlive the result.
std::unique_ptr<RecordReader> NewTextReader(InputStream* stream,
                                            const ReaderContext& context);

// The same for an HTML page: its title and its visible text.
std::unique_ptr<RecordReader> NewHtmlReader(InputStream* stream,
                                            const ReaderContext& context);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_WHOLE_FILE_READER_H_
