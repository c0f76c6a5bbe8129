// Why a document has its score: the contributions that add up to it.

#ifndef TELUSUR_QUERY_EXPLAIN_H_
#define TELUSUR_QUERY_EXPLAIN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "index/index_reader.h"
#include "query/bm25.h"
#include "query/compiled_query.h"

namespace telusur {

// A term, a phrase or a NEAR that a document's score has a part from.
struct Contribution {
  // The term; =form for an exact form; "a b"~2 and a NEAR/2 b in terms; with
  // title: before it where it has to stand in the title.
  std::string term;

  // The surface forms that match in the document, with how often each does. Of
  // a phrase, the forms of its words; where it has no slop and is no NEAR, only
  // those that stand in the phrase.
  struct Form {
    std::string surface;
    uint32_t tf;
  };
  std::vector<Form> forms;

  double tf = 0;     // weighted by the title boost
  uint64_t df = 0;   // of a term; of a phrase, the least of its words'
  double idf = 0;    // of a phrase, the sum of its words'
  double boost = 1;  // of a word given twice, the sum
  Score score = 0;
};

struct Explanation {
  std::vector<Contribution> contributions;  // their scores' sum is `score`
  Score score = 0;
  double doc_length = 0;      // weighted by the title boost
  double avg_doc_length = 0;  // likewise
  Bm25Parameters bm25;
  double title_boost = 1;
};

// Explains the score of a document that `query`, compiled for `reader`,
// matches. Reads a posting of every term of the query. DataLoss at damage.
absl::StatusOr<Explanation> Explain(const IndexReader& reader,
                                    const CompiledQuery& query,
                                    DocAddress address);

}  // namespace telusur

#endif  // TELUSUR_QUERY_EXPLAIN_H_
