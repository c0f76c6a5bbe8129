// What a score is made of, as a table for people and as JSON.

#ifndef TELUSUR_TOOLS_OUTPUT_EXPLANATION_TEXT_H_
#define TELUSUR_TOOLS_OUTPUT_EXPLANATION_TEXT_H_

#include <string>

#include "query/explain.h"

namespace telusur {

// Appends some lines, safe for a terminal:
//
//     5.123456 is the score: k1 1.2, b 0.75, length 120, average length 95.3
//     3.100000  tf 2  df 120  idf 4.123  boost 1  naik: kenaikan 2
//     2.023456  tf 1  df 310  idf 3.001  boost 1  harga: harga 1
//
// The contributions as they are written add up to the score as it is written:
// what rounding leaves over goes to those that lost most by it.
void AppendExplanationText(const Explanation& explanation, std::string* out);

// Appends an object. Its scores are written in full, so that they add up.
void AppendExplanationJson(const Explanation& explanation, std::string* out);

// Appends the shortest decimals that are read as exactly this number.
void AppendExactNumber(double number, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_EXPLANATION_TEXT_H_
