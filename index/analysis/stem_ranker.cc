#include "index/analysis/stem_ranker.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "index/analysis/affix_rules.h"
#include "index/analysis/root_lexicon.h"

namespace telusur {
namespace {

int TierOf(const LexiconEntry& entry) {
  if (entry.Is(kRootForm | kMappedForm | kLayerForm)) return 1;
  if (entry.Is(kExtraForm)) return 2;
  if (entry.Is(kNameForm)) return 3;
  return 0;
}

int ShapeOf(const AffixPath& path) {
  const bool prefixed = path.num_prefixes > 0;
  const bool suffixed = path.suffix != Suffix::kNone ||
                        path.possessive != Possessive::kNone ||
                        path.particle != Particle::kNone;
  return (prefixed ? 1 : 0) + (suffixed ? 2 : 0);
}

// The affix of a reading that has one prefix or one suffix and nothing else;
// 0 for any other.
int SingleAffix(const AffixPath& path) {
  if (path.possessive != Possessive::kNone ||
      path.particle != Particle::kNone) {
    return 0;
  }
  const int suffix = static_cast<int>(path.suffix);
  if (path.num_prefixes == 0) return suffix == 0 ? 0 : kNumPrefixes + suffix;
  return path.num_prefixes == 1 && suffix == 0
             ? static_cast<int>(path.prefixes[0])
             : 0;
}

int LetterIndex(char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0; }

// The number of bits of a byte.
int NumBits(uint32_t bits) {
  bits -= bits >> 1 & 0x55;
  bits = (bits & 0x33) + (bits >> 2 & 0x33);
  return static_cast<int>((bits + (bits >> 4)) & 0x0f);
}

constexpr uint8_t kAffixOfPrefix[kNumPrefixes] = {
    0, kTakesMe, kTakesMe, kTakesMe, kTakesMe, kTakesBer, kTakesTer, 0,
    0, kTakesPe, kTakesPe, 0,        kTakesMe, kTakesMe,  0};
constexpr uint8_t kAffixOfSuffix[kNumSuffixes] = {0, kTakesKan, kTakesAn,
                                                  kTakesI, kTakesKan};

// Calls `use` with each feature of the reading.
template <typename Use>
inline void VisitFeatures(absl::string_view root, const AffixPath& path,
                          const LexiconEntry& entry, Use use) {
  const int tier = TierOf(entry);
  const int known = tier == 0 ? 0 : 1;
  const int shape = ShapeOf(path);
  const int length = std::clamp<int>(static_cast<int>(root.size()) - 2, 0, 7);
  const auto p = [&path](int i) {
    return i < path.num_prefixes ? static_cast<int>(path.prefixes[i]) : 0;
  };
  const int suffix = static_cast<int>(path.suffix);
  use(kTierFeatures.first + (tier * 8 + length) * kNumShapes + shape);
  use(kAffixFeatures.first +
      ((known * kNumPrefixes + p(0)) * kNumPrefixes + p(1)) * kNumSuffixes +
      suffix);
  if (path.num_prefixes > 1) {
    use(kInnerFeatures.first + p(1) * kNumPrefixes + p(2));
  }
  for (int i = 0; i < path.num_prefixes; ++i) {
    use(kRowFeatures.first + known * kMaxPrefixRules + path.rows[i]);
  }
  use(kEndingFeatures.first +
      ((known * kNumSuffixes + suffix) * kNumPossessives +
       static_cast<int>(path.possessive)) *
          kNumParticles +
      static_cast<int>(path.particle));
  if (known != 0) {
    const int family = std::min<int>(entry.family_bucket, 7);
    use(kCountFeatures.first +
        ((shape == 0 ? 0 : 1) * 16 + entry.count_bucket) * 8 + family);
    const uint8_t used = AffixesOf(path);
    const int hits = std::min(3, NumBits(used & entry.affixes));
    const int misses = std::min(3, NumBits(used & ~entry.affixes));
    use(kFitFeatures.first + (hits * 4 + misses) * 8 + family);
    use(kGlueFeatures.first +
        (SingleAffix(path) * 16 + entry.count_bucket) * 2 + std::min(hits, 1));
  } else {
    use(kHeadFeatures.first + LetterIndex(root[0]) * 27 + LetterIndex(root[1]));
    use(kTailFeatures.first + LetterIndex(root[root.size() - 2]) * 27 +
        LetterIndex(root[root.size() - 1]));
  }
}

}  // namespace

uint8_t AffixesOf(const AffixPath& path) {
  uint8_t bits = kAffixOfSuffix[static_cast<int>(path.suffix)];
  for (int i = 0; i < path.num_prefixes; ++i) {
    bits |= kAffixOfPrefix[static_cast<int>(path.prefixes[i])];
    if (path.prefixes[i] == Prefix::kKe && path.suffix == Suffix::kAn) {
      bits |= kTakesKeAn;
    }
  }
  return bits;
}

int ExtractFeatures(absl::string_view root, const AffixPath& path,
                    const LexiconEntry& entry, uint16_t* features) {
  int n = 0;
  VisitFeatures(root, path, entry, [&](int feature) {
    features[n++] = static_cast<uint16_t>(feature);
  });
  return n;
}

int ScoreReading(absl::string_view root, const AffixPath& path,
                 const LexiconEntry& entry, const int16_t* weights) {
  int score = 0;
  VisitFeatures(root, path, entry,
                [&](int feature) { score += weights[feature]; });
  return score;
}

}  // namespace telusur
