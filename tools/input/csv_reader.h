// Documents from comma-separated values under a line of column names.

#ifndef TELUSUR_TOOLS_INPUT_CSV_READER_H_
#define TELUSUR_TOOLS_INPUT_CSV_READER_H_

#include <memory>

#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

// The columns are those of context.options.fields; case makes no difference.
// The text must have a column, and so must every field that is not called by
// its default name; an input without it cannot be read. A record must have a
// value for each column. `stream` must outlive the result.
std::unique_ptr<RecordReader> NewCsvReader(InputStream* stream,
                                           const ReaderContext& context);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_CSV_READER_H_
