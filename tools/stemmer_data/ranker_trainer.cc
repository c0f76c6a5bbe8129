#include "tools/stemmer_data/ranker_trainer.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "index/analysis/stem_ranker.h"

namespace telusur {
namespace {

// The weights in the tables are this many times the average.
constexpr int64_t kScale = 64;

using Candidate = RankerExample::Candidate;

class Perceptron {
 public:
  Perceptron() : weights_(kNumFeatures), sums_(kNumFeatures) {}

  int64_t Score(const Candidate& candidate) const {
    int64_t score = 0;
    for (const uint16_t feature : candidate.features) {
      score += weights_[feature];
    }
    return score;
  }

  // Moves the weights so that `right` gains on `wrong`.
  void Update(const Candidate& right, const Candidate& wrong) {
    for (const uint16_t feature : right.features) Add(feature, 1);
    for (const uint16_t feature : wrong.features) Add(feature, -1);
  }

  void CountStep() { ++num_steps_; }

  std::vector<int16_t> Averages() const {
    std::vector<int16_t> averages(kNumFeatures);
    for (int i = 0; i < kNumFeatures; ++i) {
      // `sums_` holds what each update would have added from step 0 on, less
      // the steps before it.
      const int64_t total = weights_[i] * (num_steps_ + 1) - sums_[i];
      const int64_t average = total * kScale / (num_steps_ + 1);
      averages[i] = static_cast<int16_t>(
          std::clamp<int64_t>(average, INT16_MIN, INT16_MAX));
    }
    return averages;
  }

 private:
  void Add(int feature, int64_t amount) {
    weights_[feature] += amount;
    sums_[feature] += amount * num_steps_;
  }

  std::vector<int64_t> weights_;
  std::vector<int64_t> sums_;
  int64_t num_steps_ = 0;
};

void Learn(const RankerExample& example, int margin, Perceptron* perceptron) {
  const Candidate* right = nullptr;
  const Candidate* wrong = nullptr;
  int64_t right_score = 0;
  int64_t wrong_score = 0;
  for (const Candidate& candidate : example.candidates) {
    const int64_t score = perceptron->Score(candidate);
    const Candidate*& best = candidate.right ? right : wrong;
    int64_t& best_score = candidate.right ? right_score : wrong_score;
    if (best == nullptr || score > best_score) {
      best = &candidate;
      best_score = score;
    }
  }
  if (right == nullptr || wrong == nullptr) return;
  perceptron->CountStep();
  if (right_score < wrong_score + margin) perceptron->Update(*right, *wrong);
}

}  // namespace

std::vector<int16_t> TrainRanker(const std::vector<RankerExample>& examples,
                                 const TrainingOptions& options) {
  Perceptron perceptron;
  const size_t n = examples.size();
  std::vector<size_t> order(n);
  for (size_t i = 0; i < n; ++i) order[i] = i;
  uint64_t state = 1;
  for (int epoch = 0; epoch < options.num_epochs; ++epoch) {
    for (size_t i = n; i > 1; --i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      std::swap(order[i - 1], order[(state >> 33) % i]);
    }
    for (const size_t i : order) {
      Learn(examples[i], options.margin, &perceptron);
    }
  }
  return perceptron.Averages();
}

}  // namespace telusur
