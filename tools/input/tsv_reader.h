// Lines of the form id, tab, text.

#ifndef TELUSUR_TOOLS_INPUT_TSV_READER_H_
#define TELUSUR_TOOLS_INPUT_TSV_READER_H_

#include <memory>

#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

// The text is the rest of the line, further tabs included. A record without an
// id is named after its place. `stream` must outlive the result.
std::unique_ptr<RecordReader> NewTsvReader(InputStream* stream,
                                           const ReaderContext& context);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_TSV_READER_H_
