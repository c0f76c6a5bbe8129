// Queries and phrases for a generated collection, taken from its documents as a
// searcher would remember them: a few words of one document, some of them
// neighbours, hardly ever function words.

#ifndef TELUSUR_BENCH_QUERY_SAMPLER_H_
#define TELUSUR_BENCH_QUERY_SAMPLER_H_

#include <cstdint>
#include <string>

#include "bench/corpus_generator.h"

namespace telusur {

// A pure function of the generator's options and its arguments. One thread.
class QuerySampler {
 public:
  // Samples from documents below `num_documents`. `generator` outlives the
  // sampler. REQUIRES: num_documents > 0.
  QuerySampler(const CorpusGenerator* generator, uint64_t num_documents)
      : generator_(*generator), num_documents_(num_documents) {}

  // Query `number`: 1 to 6 (3 on average) distinct words of one document,
  // separated by spaces.
  std::string Query(uint64_t number);

  // Phrase `number`: 2 or 3 words that are neighbours in one document.
  std::string Phrase(uint64_t number);

 private:
  PseudoRandom OpenDocument(uint64_t stream);

  const CorpusGenerator& generator_;
  const uint64_t num_documents_;
  GeneratedDocument document_;
};

}  // namespace telusur

#endif  // TELUSUR_BENCH_QUERY_SAMPLER_H_
