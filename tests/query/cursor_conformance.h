// What every cursor must do, whatever it walks (query/doc_cursor.h).

#ifndef TELUSUR_TESTS_QUERY_CURSOR_CONFORMANCE_H_
#define TELUSUR_TESTS_QUERY_CURSOR_CONFORMANCE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "query/doc_cursor.h"
#include "tests/support/reference_engine.h"

namespace telusur {

// Of the collection whose cursors are compared.
inline constexpr uint32_t kNumDocs = 6000;
inline constexpr double kTolerancePerTerm = 1e-5;

// A cursor, and the documents that it should walk with their scores.
struct Sample {
  std::string name;
  std::function<std::unique_ptr<DocCursor>()> make;
  Matches expected;
  int num_terms = 1;

  double tolerance() const { return kTolerancePerTerm * num_terms; }
};

// The cursors that `sample` makes walk, seek and score as they should, in any
// order of steps.
void ExpectConforms(const Sample& sample);

}  // namespace telusur

#endif  // TELUSUR_TESTS_QUERY_CURSOR_CONFORMANCE_H_
