// Learns the ranker's weights from judged words.
//
// An averaged perceptron with a margin, in integers only, over the words in a
// fixed order: the same examples give the same weights on every machine.

#ifndef TELUSUR_TOOLS_STEMMER_DATA_RANKER_TRAINER_H_
#define TELUSUR_TOOLS_STEMMER_DATA_RANKER_TRAINER_H_

#include <cstdint>
#include <vector>

#include "index/analysis/stem_ranker.h"

namespace telusur {

struct RankerExample {
  struct Candidate {
    std::vector<uint16_t> features;
    bool right;
  };
  std::vector<Candidate> candidates;
};

struct TrainingOptions {
  int num_epochs = 12;
  int margin = 50;
};

// Returns kNumFeatures weights. Examples without a right candidate, or without
// a wrong one, teach nothing.
std::vector<int16_t> TrainRanker(const std::vector<RankerExample>& examples,
                                 const TrainingOptions& options);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_STEMMER_DATA_RANKER_TRAINER_H_
