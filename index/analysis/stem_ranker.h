// Weighs the readings of a word: which of its candidate roots is the true one.
//
// A linear function in integers: a reading has a dozen features, each a row of
// one of the groups below, and its score is the sum of their weights. The
// weights are learnt from the judged words by tools/stemmer_data (a perceptron
// in integers), so they are the same on every machine.

#ifndef TELUSUR_INDEX_ANALYSIS_STEM_RANKER_H_
#define TELUSUR_INDEX_ANALYSIS_STEM_RANKER_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "index/analysis/affix_rules.h"
#include "index/analysis/root_lexicon.h"

namespace telusur {

// A group of features and the number of its rows.
struct FeatureGroup {
  int first;
  int size;
  constexpr int end() const { return first + size; }
};

inline constexpr int kNumTiers = 4;   // unknown, judged, extra, name
inline constexpr int kNumShapes = 4;  // bare, prefixed, suffixed, both

// What the lexicon says of the root, its length, and where affixes were.
inline constexpr FeatureGroup kTierFeatures = {0, kNumTiers * 8 * kNumShapes};
// How often the bare root occurs, and the size of its family.
inline constexpr FeatureGroup kCountFeatures = {kTierFeatures.end(),
                                                2 * 16 * 8};
// The two outer prefixes and the suffix, for known and unknown roots.
inline constexpr FeatureGroup kAffixFeatures = {
    kCountFeatures.end(), 2 * kNumPrefixes* kNumPrefixes* kNumSuffixes};
// The second and the third prefix.
inline constexpr FeatureGroup kInnerFeatures = {kAffixFeatures.end(),
                                                kNumPrefixes* kNumPrefixes};
// Each row of the prefix table that was applied.
inline constexpr FeatureGroup kRowFeatures = {kInnerFeatures.end(),
                                              2 * kMaxPrefixRules};
// Suffix, possessive and particle.
inline constexpr FeatureGroup kEndingFeatures = {
    kRowFeatures.end(), 2 * kNumSuffixes* kNumPossessives* kNumParticles};
// How many of the reading's affixes the root's other words show, and how many
// they do not.
inline constexpr FeatureGroup kFitFeatures = {kEndingFeatures.end(), 4 * 4 * 8};
// One affix and nothing else, by how often the bare root occurs and whether its
// other words show the affix: dirumah is glue, Dian a name.
inline constexpr FeatureGroup kGlueFeatures = {
    kFitFeatures.end(), (kNumPrefixes + kNumSuffixes) * 16 * 2};
// Unknown roots: the first and the last two letters.
inline constexpr FeatureGroup kHeadFeatures = {kGlueFeatures.end(), 27 * 27};
inline constexpr FeatureGroup kTailFeatures = {kHeadFeatures.end(), 27 * 27};
inline constexpr int kNumFeatures = kTailFeatures.end();
inline constexpr int kMaxFeaturesPerReading = 16;

// The affixes of a reading, as bits of RootAffix.
uint8_t AffixesOf(const AffixPath& path);

// Writes the reading's features to `features` and returns their number, at most
// kMaxFeaturesPerReading. `entry` is the lexicon's entry of `root`.
int ExtractFeatures(absl::string_view root, const AffixPath& path,
                    const LexiconEntry& entry, uint16_t* features);

// The sum of the weights of the reading's features. Higher is better.
// `weights` has kNumFeatures elements.
int ScoreReading(absl::string_view root, const AffixPath& path,
                 const LexiconEntry& entry, const int16_t* weights);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_STEM_RANKER_H_
