// From sources to tables.
//
//   1. roots    those of the judged words, and the extra ones, with statistics
//   2. weights  learnt from the judged words; a word's own line is left out of
//               the lexicon while the ranker looks at it, as if it were unseen
//   3. forms    judged words that rules and ranker get wrong become exceptions,
//               names that they would strip are kept whole

#ifndef TELUSUR_TOOLS_STEMMER_DATA_STEMMER_MODEL_H_
#define TELUSUR_TOOLS_STEMMER_DATA_STEMMER_MODEL_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "index/analysis/reading_chooser.h"
#include "index/analysis/root_lexicon.h"
#include "tools/stemmer_data/ranker_trainer.h"
#include "tools/stemmer_data/sources.h"

namespace telusur {

struct ModelCounts {
  int num_roots = 0;
  int num_exceptions = 0;
  int num_names = 0;
};

class StemmerModel {
 public:
  // Deterministic: the same sources give the same tables.
  static std::unique_ptr<StemmerModel> Build(const StemmerSources& sources,
                                             const TrainingOptions& options);

  StemmerTables tables() const { return {lexicon_tables_, weights_.data()}; }
  const RootLexiconBuilder& lexicon() const { return *builder_; }
  const std::vector<int16_t>& weights() const { return weights_; }
  const ModelCounts& counts() const { return counts_; }

 private:
  using Entries = std::map<std::string, LexiconEntry>;

  void LayOut();
  void AddRoots(const StemmerSources& sources);
  void AddLayers(const StemmerSources& sources);
  void DropRegularForms();
  bool AddForms(const StemmerSources& sources);
  void Count();

  std::map<std::string, LexiconEntry> entries_;
  std::map<std::string, std::string> targets_;  // of mapped forms
  std::unique_ptr<RootLexiconBuilder> builder_;
  RootLexicon::Tables lexicon_tables_;
  std::vector<int16_t> weights_;
  ModelCounts counts_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_STEMMER_DATA_STEMMER_MODEL_H_
