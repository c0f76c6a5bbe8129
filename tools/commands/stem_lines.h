// Stems of a list of forms, one a line.

#ifndef TELUSUR_TOOLS_COMMANDS_STEM_LINES_H_
#define TELUSUR_TOOLS_COMMANDS_STEM_LINES_H_

#include "absl/status/status.h"
#include "index/analysis/form_stemmer.h"
#include "tools/input/input_stream.h"
#include "tools/output/file_output.h"

namespace telusur {

// Writes a line `form<TAB>stem` for each line of `input`, in order. A line is
// one form, whatever bytes it has, and is written as it came; "\n" and "\r\n"
// end it. Lines of any length pass in bounded memory.
absl::Status StemLines(const FormStemmer& stemmer, InputStream* input,
                       FileOutput* output);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_STEM_LINES_H_
