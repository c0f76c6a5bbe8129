// The collection that the benchmarks run over: real text where a file is named
// by --corpus, otherwise where $TELUSUR_DATA names a folder of test data, and
// otherwise generated text. Read or made at the first use, once a process.

#ifndef TELUSUR_BENCH_BENCH_DATA_H_
#define TELUSUR_BENCH_BENCH_DATA_H_

#include <cstdint>
#include <string>
#include <vector>

#include "index/document.h"
#include "index/types.h"

namespace telusur {

// What --corpus says; empty when it was not given. Set before the first use.
void SetBenchCorpus(const std::string& path);

// Where the documents come from, for the context of a result.
std::string BenchCorpusName();

// The first 20,000 documents of the collection.
const std::vector<Document>& BenchDocuments();

// A term's postings as plain arrays.
struct TermPostings {
  std::string term;
  std::vector<DocId> doc_ids;
  std::vector<uint32_t> tfs;
  std::vector<uint32_t> positions;  // of all postings, one after the other
};

struct BenchPostings {
  std::vector<uint32_t> doc_lengths;
  double avg_doc_length = 0;
  std::vector<TermPostings> terms;  // sorted
  uint64_t num_postings = 0;
  uint64_t num_positions = 0;
};

// The postings of the texts of BenchDocuments(). Tokens are runs of ASCII
// letters, digits and bytes above 127, lower-cased: the analysis has benchmarks
// of its own.
const BenchPostings& GetBenchPostings();

}  // namespace telusur

#endif  // TELUSUR_BENCH_BENCH_DATA_H_
