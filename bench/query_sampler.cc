#include "bench/query_sampler.h"

#include <algorithm>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace telusur {
namespace {

constexpr int kMaxTries = 100;
constexpr uint64_t kQuerySeed = 0x71756572;

std::string Join(const ArtificialWords& words,
                 const std::vector<uint32_t>& ranks) {
  std::string result;
  for (const uint32_t rank : ranks) {
    absl::StrAppend(&result, result.empty() ? "" : " ", words.word(rank));
  }
  return result;
}

bool IsGoodPhrase(const uint32_t* ranks, uint32_t length) {
  for (uint32_t i = 0; i < length; ++i) {
    if (ranks[i] < kNumFunctionWords) return false;
    for (uint32_t j = 0; j < i; ++j) {
      if (ranks[j] == ranks[i]) return false;
    }
  }
  return true;
}

}  // namespace

// Generates the document that belongs to `stream` and returns the stream.
PseudoRandom QuerySampler::OpenDocument(uint64_t stream) {
  PseudoRandom random(generator_.options().seed ^ kQuerySeed, stream);
  generator_.Generate(random.Next() % num_documents_, &document_);
  return random;
}

std::string QuerySampler::Query(uint64_t number) {
  PseudoRandom random = OpenDocument(2 * number);
  const std::vector<uint32_t>& text = document_.text;
  size_t length = 1;
  for (int i = 0; i < 5; ++i) length += random.Below(5) < 2;
  std::vector<uint32_t> ranks;
  for (int tries = 0; tries < kMaxTries && ranks.size() < length; ++tries) {
    // Two neighbours at a time, as in a part of a headline.
    const size_t begin = random.Below(static_cast<uint32_t>(text.size()));
    const size_t end = std::min(begin + 2, text.size());
    for (size_t i = begin; i < end && ranks.size() < length; ++i) {
      if (text[i] < kNumFunctionWords) continue;
      if (!absl::c_linear_search(ranks, text[i])) ranks.push_back(text[i]);
    }
  }
  if (ranks.empty()) ranks.push_back(text[0]);
  return Join(generator_.words(), ranks);
}

std::string QuerySampler::Phrase(uint64_t number) {
  PseudoRandom random = OpenDocument(2 * number + 1);
  const std::vector<uint32_t>& text = document_.text;
  const uint32_t length = 2 + random.Below(2);
  const uint32_t num_begins = static_cast<uint32_t>(text.size()) - length + 1;
  uint32_t begin = random.Below(num_begins);
  for (int tries = 0; tries < kMaxTries && !IsGoodPhrase(&text[begin], length);
       ++tries) {
    begin = random.Below(num_begins);
  }
  return Join(generator_.words(),
              std::vector<uint32_t>(text.begin() + begin,
                                    text.begin() + begin + length));
}

}  // namespace telusur
