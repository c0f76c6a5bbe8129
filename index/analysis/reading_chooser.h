// The best reading of a run of letters: rules, lexicon and ranker together.

#ifndef TELUSUR_INDEX_ANALYSIS_READING_CHOOSER_H_
#define TELUSUR_INDEX_ANALYSIS_READING_CHOOSER_H_

#include <cstdint>
#include <memory>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "index/analysis/affix_rules.h"
#include "index/analysis/root_lexicon.h"
#include "index/analysis/root_set.h"
#include "index/analysis/stem_ranker.h"

namespace telusur {

// All that the stemmer knows; the generator makes it (tools/stemmer_data).
struct StemmerTables {
  RootLexicon::Tables lexicon;
  const int16_t* weights;  // kNumFeatures of them
};

// A reading and what is known of its root.
struct Reading {
  AffixPath path;
  LexiconEntry entry;
  int score = 0;

  bool IsKnown() const { return entry.kinds != 0; }

  // The letters that the rules left.
  absl::string_view letters() const { return {letters_, num_letters_}; }
  // Where they stem to: themselves, but for a mapped form.
  absl::string_view root() const {
    return entry.root.empty() ? letters() : entry.root;
  }

  void SetLetters(absl::string_view letters);

 private:
  char letters_[kMaxFormBytes];
  size_t num_letters_ = 0;
};

// Thread-safe. The tables outlive it.
class ReadingChooser {
 public:
  // Which of the lexicon's layers are open. A form of a closed layer does not
  // lead to its root, but it is known to be a word.
  struct Layers {
    bool informal = false;
    bool old_spelling = false;
  };

  // `added_roots` are roots beside the lexicon's; may be null.
  ReadingChooser(const StemmerTables& tables, const Layers& layers,
                 std::shared_ptr<const RootSet> added_roots = nullptr)
      : added_roots_(std::move(added_roots)),
        lexicon_(tables.lexicon),
        weights_(tables.weights),
        open_kinds_((layers.informal ? kInformalForm : 0) |
                    (layers.old_spelling ? kOldForm : 0)) {}

  // What the lexicon says of `form` in the open layers.
  LexiconEntry Find(absl::string_view form) const;

  // Whether an entry is of a layer, and every layer that has it is closed.
  bool IsClosed(const LexiconEntry& entry) const {
    return entry.Is(kLayerForm) && !entry.Is(open_kinds_);
  }

  // What the lexicon says of `form` in any layer.
  LexiconEntry FindInAnyLayer(absl::string_view form) const {
    LexiconEntry entry = lexicon_.Find(form);
    if (entry.kinds == 0 && added_roots_ != nullptr) {
      entry.kinds = KindsOfAddedRoot(form);
    }
    return entry;
  }

  // Sets `*best` to the best reading of `form`. O(form.size()).
  //
  // REQUIRES: 2 <= form.size() <= kMaxFormBytes.
  void Choose(absl::string_view form, AffixLayer layer, Reading* best) const;

  // Calls `visit` with every reading of `form`.
  void ForEachReading(absl::string_view form, AffixLayer layer,
                      absl::FunctionRef<void(const Reading&)> visit) const;

  // Sets `*best` to the best reading of `form` whose root is two roots written
  // together (ketenagakerjaan -> tenagakerja) and returns true, or returns
  // false if there is none. O(form.size()^2): for forms whose root is unknown.
  bool ChooseCompound(absl::string_view form, Reading* best) const;

  // Sets `*reading` to the best reading of `form` that stems to `root` and
  // returns true, or returns false if there is none.
  bool FindReadingOf(absl::string_view form, absl::string_view root,
                     Reading* reading) const;

 private:
  bool IsCompound(absl::string_view letters) const;
  uint8_t KindsOfAddedRoot(absl::string_view form) const;

  std::shared_ptr<const RootSet> added_roots_;
  RootLexicon lexicon_;
  const int16_t* weights_;
  int open_kinds_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_READING_CHOOSER_H_
