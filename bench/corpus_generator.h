// An artificial collection of Indonesian-like news, for measuring where no real
// text is at hand. The same options give the same documents on every machine.
//
// What it keeps of real text, because indexes feel it:
//   - word frequencies follow a Zipf-Mandelbrot law (zipf_law.h);
//   - bursts: a word that a document has used is likelier to come again, so tfs
//     are skewed, and the words of the title come back in the text;
//   - collocations: many words are followed by one of two partners, so phrases
//     recur in many documents;
//   - topics: a document prefers a set of words, so terms of a query co-occur;
//   - lengths are log-normal;
//   - on request, near-duplicates and the navigation text of web pages.
//
// A document is a pure function of the options and its number: documents can be
// made in any order, again, and by several threads.

#ifndef TELUSUR_BENCH_CORPUS_GENERATOR_H_
#define TELUSUR_BENCH_CORPUS_GENERATOR_H_

#include <array>
#include <cstdint>
#include <vector>

#include "bench/artificial_words.h"
#include "bench/pseudo_random.h"
#include "bench/zipf_law.h"

namespace telusur {

struct CorpusOptions {
  uint64_t seed = 1;
  uint32_t vocabulary_size = 200000;  // above kNumFunctionWords
  uint32_t average_length = 200;      // tokens of a text, below 2^16

  // Of 65,536 documents, how many repeat an earlier one with small edits.
  uint32_t near_duplicate_chance = 0;

  // Whether a text stands between a site's menu, links and footer, and the
  // pages of a site follow each other as a crawler fetches them.
  bool navigation = false;
};

// Tokens are ranks of ArtificialWords.
struct GeneratedDocument {
  uint64_t number = 0;
  uint64_t origin =
      0;  // the document of which it is a near-duplicate, or itself
  uint32_t source = 0;  // its site
  std::vector<uint32_t> title;

  // The text; what stands outside [body_begin, body_end) is navigation.
  std::vector<uint32_t> text;
  uint32_t body_begin = 0;
  uint32_t body_end = 0;
};

// Immutable, thread-safe.
class CorpusGenerator {
 public:
  static constexpr uint32_t kNumSources = 8;

  // O(vocabulary_size).
  explicit CorpusGenerator(const CorpusOptions& options);

  const CorpusOptions& options() const { return options_; }
  const ArtificialWords& words() const { return words_; }

  // Makes document `number`, reusing the memory of `*document`. A document
  // whose origin is another costs as much as two.
  void Generate(uint64_t number, GeneratedDocument* document) const;

  // The document that `number` repeats, which repeats none; usually `number`.
  uint64_t Origin(uint64_t number) const;

 private:
  struct Site {
    std::vector<uint32_t> menu;
    std::vector<uint32_t> footer;
    std::vector<std::vector<uint32_t>> links;
  };

  Site MakeSite(uint32_t source) const;
  void AppendTitle(uint32_t topic, PseudoRandom* random,
                   std::vector<uint32_t>* title) const;
  void AppendBody(uint32_t topic, uint32_t length, PseudoRandom* random,
                  GeneratedDocument* document) const;
  void EditBody(PseudoRandom* random, GeneratedDocument* document) const;
  uint32_t DrawContentWord(PseudoRandom* random) const;
  uint32_t SiteOfPage(uint64_t number) const;
  uint32_t DrawLength(PseudoRandom* random) const;
  uint32_t DrawTopical(uint32_t topic, PseudoRandom* random) const;
  uint32_t DrawPartner(uint32_t rank, PseudoRandom* random) const;

  const CorpusOptions options_;
  const ArtificialWords words_;
  const ZipfLaw law_;
  std::array<uint64_t, 65> length_of_ones_;  // see DrawLength
  std::vector<Site> sites_;                  // empty without navigation
};

}  // namespace telusur

#endif  // TELUSUR_BENCH_CORPUS_GENERATOR_H_
