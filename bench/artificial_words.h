// A vocabulary of invented words that look and inflect as Indonesian ones do.
//
// Roots are two or three syllables of the sounds and clusters that Indonesian
// has; most words are a root with affixes (meN-, di-, ber-, ter-, peN-, se-,
// -kan, -i, -an, ke-an, -nya, ...), nasals assimilated, or a reduplication. The
// most frequent ranks are real function words, some words are names, and some
// are numbers. Roots are invented, so that a stemmer cannot lean on a lexicon,
// and different ranks are different words.

#ifndef TELUSUR_BENCH_ARTIFICIAL_WORDS_H_
#define TELUSUR_BENCH_ARTIFICIAL_WORDS_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

// Ranks below this are function words.
inline constexpr uint32_t kNumFunctionWords = 64;

enum class Affix : uint8_t {
  kNone,
  kMeN,
  kDi,
  kBer,
  kTer,
  kPeN,
  kSe,
  kAn,
  kKan,
  kNya,
  kMeNKan,
  kMeNI,
  kDiKan,
  kDiI,
  kKeAn,
  kPeNAn,
  kPerAn,
  kAnNya,
  kRedup,
  kRedupAn,
};
inline constexpr int kNumAffixes = 20;

// Appends `root` with `affix` to `*out`. REQUIRES: `root` is small letters and
// not empty.
void AppendAffixed(absl::string_view root, Affix affix, std::string* out);

// Immutable, thread-safe.
class ArtificialWords {
 public:
  // Makes the words of the ranks below `size`; the same for the same `seed`. A
  // smaller vocabulary is a prefix of a larger one.
  ArtificialWords(uint32_t size, uint64_t seed);

  uint32_t size() const { return static_cast<uint32_t>(words_.size()); }

  // The word in small letters. REQUIRES: rank < size().
  absl::string_view word(uint32_t rank) const {
    return absl::string_view(letters_.data() + words_[rank].begin,
                             words_[rank].length);
  }

  // Whether a text writes the word with a capital.
  bool IsName(uint32_t rank) const { return words_[rank].is_name; }

  // Copies the word to `out`, where kMaxWordBytes bytes have room, and returns
  // its end.
  char* Copy(uint32_t rank, char* out) const {
    const Word& word = words_[rank];
    const char* from = letters_.data() + word.begin;
    std::memcpy(out, from, 16);  // most words, and no branch on their length
    if (word.length > 16) std::memcpy(out + 16, from + 16, kMaxWordBytes - 16);
    return out + word.length;
  }

  static constexpr int kMaxWordBytes = 64;

 private:
  struct Word {
    uint32_t begin;
    uint16_t length;
    bool is_name;
  };

  std::vector<Word> words_;
  std::string letters_;  // and kMaxWordBytes after the last word
};

}  // namespace telusur

#endif  // TELUSUR_BENCH_ARTIFICIAL_WORDS_H_
