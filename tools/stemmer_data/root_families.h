// What the judged words say of their roots: how many there are, and with which
// affixes. A word can be taken out of its family for a moment, so that training
// sees it as if it were unseen.

#ifndef TELUSUR_TOOLS_STEMMER_DATA_ROOT_FAMILIES_H_
#define TELUSUR_TOOLS_STEMMER_DATA_ROOT_FAMILIES_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "index/analysis/root_lexicon.h"
#include "tools/stemmer_data/sources.h"

namespace telusur {

class RootFamilies {
 public:
  explicit RootFamilies(const StemmerSources& sources);

  // The lexicon entry of `root`, all words counted; kinds == 0 for no root.
  LexiconEntry Entry(absl::string_view root) const;

  // The same as if `word` had not been judged.
  LexiconEntry EntryWithout(const JudgedWord& word,
                            absl::string_view root) const;

 private:
  struct Family {
    int num_words = 0;
    std::array<int, 8> num_with_affix = {};
    bool is_extra = false;
    bool is_name = false;
    uint64_t count = 0;
  };

  LexiconEntry EntryOf(const Family& family) const;

  std::map<std::string, Family, std::less<>> families_;
  std::map<std::string, uint8_t> affixes_of_word_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_STEMMER_DATA_ROOT_FAMILIES_H_
