// An AND of terms and phrases, ready to be evaluated in one segment.

#ifndef TELUSUR_QUERY_AND_QUERY_H_
#define TELUSUR_QUERY_AND_QUERY_H_

#include <cstdint>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "index/segment/impact.h"
#include "index/segment/term_info.h"

namespace telusur {

// A postings list that every match is in.
struct AndTerm {
  TermInfo info;
  double weight = 0;      // boost * idf
  bool is_scored = true;  // false: only a word of a phrase
};

// Words that stand together in every match: word i, a term of the AND,
// offsets[i] positions behind the phrase's start, with at most `slop` further
// words between them in all (NewPhraseCursor).
struct AndPhrase {
  std::vector<int> terms;
  std::vector<uint32_t> offsets;
  uint32_t slop = 0;
  double weight = 0;  // boost * idf
};

struct AndQuery {
  absl::InlinedVector<AndTerm, 4> terms;
  std::vector<AndPhrase> phrases;
  Bm25Parameters bm25;
  double avg_doc_length = 0;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_AND_QUERY_H_
