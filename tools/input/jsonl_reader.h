// JSON Lines: one JSON object a line.

#ifndef TELUSUR_TOOLS_INPUT_JSONL_READER_H_
#define TELUSUR_TOOLS_INPUT_JSONL_READER_H_

#include <memory>

#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

// A record without an id is named after its place. `stream` must outlive the
// result.
std::unique_ptr<RecordReader> NewJsonlReader(InputStream* stream,
                                             const ReaderContext& context);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_JSONL_READER_H_
