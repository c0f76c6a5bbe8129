#include "tools/stemmer_data/stemmer_model.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "index/analysis/affix_rules.h"
#include "index/analysis/root_lexicon.h"
#include "index/analysis/stem_engine.h"
#include "index/analysis/stem_ranker.h"
#include "tools/stemmer_data/ranker_trainer.h"
#include "tools/stemmer_data/root_families.h"
#include "tools/stemmer_data/sources.h"

namespace telusur {
namespace {

constexpr size_t kMinFormBytes = 3;
constexpr size_t kMinSpellingBytes = 4;

// An exception makes readings of other words known, so exceptions are looked
// for again until there are no new ones.
constexpr int kMaxRounds = 4;

bool HasLettersOnly(const std::string& form) {
  return std::all_of(form.begin(), form.end(),
                     [](char c) { return c >= 'a' && c <= 'z'; });
}

bool IsTrainable(const std::string& form) {
  return form.size() >= kMinFormBytes && form.size() <= kMaxFormBytes &&
         HasLettersOnly(form);
}

RankerExample ExampleOf(const JudgedWord& word, const RootFamilies& families) {
  RankerExample example;
  ForEachCandidate(
      word.form, AffixLayer::kStandard,
      [&](absl::string_view root, const AffixPath& path) {
        uint16_t features[kMaxFeaturesPerReading];
        const int n = ExtractFeatures(
            root, path, families.EntryWithout(word, root), features);
        example.candidates.push_back(
            {std::vector<uint16_t>(features, features + n), root == word.root});
      });
  return example;
}

std::vector<RankerExample> Examples(const StemmerSources& sources,
                                    const RootFamilies& families) {
  std::vector<RankerExample> examples;
  std::map<std::string, bool> judged;
  for (const JudgedWord& word : sources.judged) {
    judged[word.form] = true;
    if (!IsTrainable(word.form)) continue;
    if (word.word_class != JudgedWord::Class::kOrdinary &&
        word.word_class != JudgedWord::Class::kName) {
      continue;
    }
    // A form that the lexicon knows without this line never meets the ranker.
    if (families.EntryWithout(word, word.form).kinds != 0) continue;
    examples.push_back(ExampleOf(word, families));
  }
  for (const auto& [form, count] : sources.counts) {
    if (!count.LooksLikeName() || !IsTrainable(form) ||
        judged.count(form) != 0) {
      continue;
    }
    const JudgedWord name = {form, form, JudgedWord::Class::kName};
    if (families.EntryWithout(name, form).kinds != 0) continue;
    examples.push_back(ExampleOf(name, families));
  }
  return examples;
}

}  // namespace

std::unique_ptr<StemmerModel> StemmerModel::Build(
    const StemmerSources& sources, const TrainingOptions& options) {
  auto model = std::make_unique<StemmerModel>();
  const RootFamilies families(sources);
  model->weights_ = TrainRanker(Examples(sources, families), options);
  model->AddRoots(sources);
  model->AddLayers(sources);
  model->LayOut();
  model->DropRegularForms();
  model->LayOut();
  for (int round = 0; round < kMaxRounds; ++round) {
    if (!model->AddForms(sources)) break;
    model->LayOut();
  }
  model->Count();
  return model;
}

void StemmerModel::AddRoots(const StemmerSources& sources) {
  const RootFamilies families(sources);
  std::map<std::string, std::string> root_of;
  for (const JudgedWord& word : sources.judged) {
    if (word.word_class != JudgedWord::Class::kNoWord) {
      root_of[word.form] = word.root;
    }
  }
  const auto add = [&](const std::string& root) {
    LexiconEntry entry = families.Entry(root);
    if (entry.kinds == 0 || root.size() > kMaxFormBytes) return;
    const auto judged = root_of.find(root);
    if (judged == root_of.end() || judged->second == root) {
      entry.kinds |= kWholeForm;
    }
    entries_[root] = entry;
  };
  for (const JudgedWord& word : sources.judged) {
    if (word.word_class == JudgedWord::Class::kOrdinary ||
        word.word_class == JudgedWord::Class::kName) {
      add(word.root);
    }
  }
  for (const std::string& root : sources.extra_roots) add(root);
  for (const std::string& name : sources.names) add(name);
}

void StemmerModel::AddLayers(const StemmerSources& sources) {
  const auto add = [this](const std::string& form, const std::string& root,
                          LexiconKind kind) {
    LexiconEntry& entry = entries_[form];
    if (entry.Is(kLayerForm) && targets_.at(form) == root) entry.kinds |= kind;
    if (entry.kinds != 0) return;  // otherwise known: never touched
    entry.kinds = kind | kWholeForm;
    targets_[form] = root;
  };
  for (const auto& [form, root] : sources.exceptions) {
    LexiconEntry& entry = entries_[form];
    entry.kinds =
        (entry.kinds & ~kWholeForm) | (form == root ? kWholeForm : kMappedForm);
    targets_[form] = root;
  }
  for (const JudgedWord& word : sources.judged) {
    if (word.word_class == JudgedWord::Class::kInformal) {
      add(word.form, word.root, kInformalForm);
    }
  }
  for (const auto& [form, root] : sources.informal) {
    add(form, root, kInformalForm);
  }
  for (const auto& [form, root] : sources.old_spelling) {
    add(form, root, kOldForm);
  }
}

void StemmerModel::DropRegularForms() {
  // Forms of a layer that the rules read rightly need no entry: glue (dirumah),
  // and colloquial spellings with regular affixes (menganalisa, of analisa),
  // where the rules lead to the spelling and the layer on to the root.
  std::vector<std::string> regular;
  const ReadingChooser chooser(tables(), {true, true});
  for (const auto& item : entries_) {
    const std::string& form = item.first;
    const auto& entry = item.second;
    if (!entry.Is(kLayerForm) || !IsTrainable(form)) continue;
    Reading best;
    int whole_score = 0;
    chooser.ForEachReading(form, AffixLayer::kStandard, [&](const Reading& r) {
      if (r.path.IsBare()) {
        whole_score = ScoreReading(form, r.path, {}, weights_.data());
      } else if (r.letters().size() >= kMinSpellingBytes && r.IsKnown() &&
                 (!best.IsKnown() || r.score > best.score)) {
        best = r;
      }
    });
    if (best.IsKnown() && best.score > whole_score &&
        best.root() == targets_.at(form)) {
      regular.push_back(form);
    }
  }
  for (const std::string& form : regular) entries_.erase(form);
}

bool StemmerModel::AddForms(const StemmerSources& sources) {
  const StemEngine engine(tables(), StemmerOptions());
  bool changed = false;
  std::string stem;
  std::map<std::string, bool> judged;
  for (const JudgedWord& word : sources.judged) {
    judged[word.form] = true;
    if (word.word_class != JudgedWord::Class::kOrdinary ||
        word.form.size() > kMaxFormBytes ||
        sources.exceptions.count(word.form) != 0) {
      continue;
    }
    engine.Stem(word.form, &stem);
    if (stem == word.root) continue;
    LexiconEntry& entry = entries_[word.form];
    entry.kinds = (entry.kinds & ~kWholeForm) |
                  (word.root == word.form ? kWholeForm : kMappedForm);
    targets_[word.form] = word.root;
    changed = true;
  }
  for (const auto& [form, count] : sources.counts) {
    if (!count.LooksLikeName() || judged.count(form) != 0 ||
        form.size() > kMaxFormBytes || absl::EndsWith(form, "-nya")) {
      continue;
    }
    engine.Stem(form, &stem);
    if (stem == form) continue;
    LexiconEntry& entry = entries_[form];
    if (entry.kinds != 0) continue;
    entry.kinds = kNameForm | kWholeForm;
    changed = true;
  }
  return changed;
}

void StemmerModel::LayOut() {
  builder_ = std::make_unique<RootLexiconBuilder>();
  for (const auto& [form, entry] : entries_) {
    LexiconEntry complete = entry;
    if (complete.Is(kMappedForm | kLayerForm)) {
      complete.root = targets_.at(form);
    }
    builder_->Add(form, complete);
  }
  lexicon_tables_ = builder_->Finish();
}

void StemmerModel::Count() {
  for (const auto& [form, entry] : entries_) {
    counts_.num_roots += entry.Is(kRootForm | kExtraForm) ? 1 : 0;
    counts_.num_exceptions += entry.Is(kMappedForm) ? 1 : 0;
    counts_.num_names += entry.Is(kNameForm) ? 1 : 0;
  }
}

}  // namespace telusur
