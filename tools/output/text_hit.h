// A hit as a person reads it.

#ifndef TELUSUR_TOOLS_OUTPUT_TEXT_HIT_H_
#define TELUSUR_TOOLS_OUTPUT_TEXT_HIT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "query/snippet.h"
#include "tools/output/result_format.h"

namespace telusur {

// Appends
//
//    1. Harga Beras Naik
//       2019-09-10 | kompas | 12.345 | a1
//       ... kata *beras* naik ...
//
// with the matched words in colour, or between asterisks without. The
// document's id stands in for a missing title. Safe for a terminal in any case.
void AppendTextHit(const ResultStyle& style, const ShownHit& hit,
                   std::string* out);

// Appends `text`, white space folded, with `marks` marked.
void AppendMarked(const ResultStyle& style, absl::string_view text,
                  const std::vector<TextRange>& marks, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_TEXT_HIT_H_
