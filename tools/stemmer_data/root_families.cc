#include "tools/stemmer_data/root_families.h"

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "index/analysis/affix_rules.h"
#include "index/analysis/root_lexicon.h"
#include "index/analysis/stem_ranker.h"
#include "tools/stemmer_data/sources.h"

namespace telusur {
namespace {

// The affixes that lead from the word to its root, by the first reading that
// does.
uint8_t AffixesOfWord(const JudgedWord& word) {
  uint8_t affixes = 0;
  bool found = false;
  if (word.form.find('-') != std::string::npos ||
      word.form.size() > kMaxFormBytes) {
    return 0;
  }
  ForEachCandidate(word.form, AffixLayer::kStandard,
                   [&](absl::string_view root, const AffixPath& path) {
                     if (found || root != word.root) return;
                     found = true;
                     affixes = AffixesOf(path);
                   });
  return affixes;
}

}  // namespace

RootFamilies::RootFamilies(const StemmerSources& sources) {
  for (const JudgedWord& word : sources.judged) {
    if (word.word_class == JudgedWord::Class::kName) {
      families_[word.form].is_name = true;
    }
    if (word.word_class != JudgedWord::Class::kOrdinary) continue;
    Family& family = families_[word.root];
    ++family.num_words;
    const uint8_t affixes = AffixesOfWord(word);
    affixes_of_word_[word.form] = affixes;
    for (int bit = 0; bit < 8; ++bit) {
      family.num_with_affix[bit] += affixes >> bit & 1;
    }
  }
  for (const std::string& root : sources.extra_roots) {
    families_[root].is_extra = true;
  }
  for (const std::string& name : sources.names) {
    families_[name].is_name = true;
  }
  for (auto& [root, family] : families_) {
    const auto count = sources.counts.find(root);
    if (count != sources.counts.end()) family.count = count->second.Total();
  }
}

LexiconEntry RootFamilies::EntryOf(const Family& family) const {
  LexiconEntry entry;
  if (family.num_words > 0) {
    entry.kinds = kRootForm;
  } else if (family.is_extra) {
    entry.kinds = kExtraForm;
  } else if (family.is_name) {
    entry.kinds = kNameForm;
  } else {
    return entry;
  }
  entry.count_bucket = LogBucket(family.count);
  entry.family_bucket = LogBucket(family.num_words);
  for (int bit = 0; bit < 8; ++bit) {
    if (family.num_with_affix[bit] > 0) {
      entry.affixes |= static_cast<uint8_t>(1 << bit);
    }
  }
  return entry;
}

LexiconEntry RootFamilies::Entry(absl::string_view root) const {
  const auto family = families_.find(root);
  return family == families_.end() ? LexiconEntry() : EntryOf(family->second);
}

LexiconEntry RootFamilies::EntryWithout(const JudgedWord& word,
                                        absl::string_view root) const {
  const auto found = families_.find(root);
  if (found == families_.end()) return {};
  Family family = found->second;
  if (word.word_class == JudgedWord::Class::kName && root == word.form) {
    family.is_name = false;
  }
  if (word.word_class == JudgedWord::Class::kOrdinary && root == word.root) {
    --family.num_words;
    const uint8_t affixes = affixes_of_word_.at(word.form);
    for (int bit = 0; bit < 8; ++bit) {
      family.num_with_affix[bit] -= affixes >> bit & 1;
    }
  }
  return EntryOf(family);
}

}  // namespace telusur
