// A ranked OR of terms, ready to be evaluated in one segment.

#ifndef TELUSUR_QUERY_OR_QUERY_H_
#define TELUSUR_QUERY_OR_QUERY_H_

#include <vector>

#include "index/segment/impact.h"
#include "index/segment/term_info.h"

namespace telusur {

// A term of the OR, in one segment.
struct OrTerm {
  TermInfo info;
  double weight = 0;  // boost * idf
};

struct OrQuery {
  std::vector<OrTerm> terms;
  Bm25Parameters bm25;
  double avg_doc_length = 0;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_OR_QUERY_H_
