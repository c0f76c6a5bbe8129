// Documents from web archives: the pages of WARC files and the texts of WET
// files.

#ifndef TELUSUR_TOOLS_INPUT_WARC_READER_H_
#define TELUSUR_TOOLS_INPUT_WARC_READER_H_

#include <memory>

#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

// A `response` record whose HTTP status is 2xx is a document when it holds HTML
// or plain text; a `conversion` record when it holds plain text. Any other
// record is passed over and counted (InputCounts::num_passed_over).
//
// The id and the url are WARC-Target-URI, else the id is WARC-Record-ID; the
// date is WARC-Date. Skipped and named by their offset are records that cannot
// be read, over max_document_bytes (also once decompressed), or encoded in a
// way that is not known. `stream` must outlive the result.
std::unique_ptr<RecordReader> NewWarcReader(InputStream* stream,
                                            const ReaderContext& context);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_WARC_READER_H_
