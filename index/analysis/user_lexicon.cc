#include "index/analysis/user_lexicon.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "index/analysis/indonesian_stemmer.h"
#include "index/analysis/root_set.h"

namespace telusur {
namespace {

constexpr size_t kMinWordBytes = 3;
constexpr size_t kMaxWordBytes = 48;

bool IsPlainWord(absl::string_view word) {
  return word.size() >= kMinWordBytes && word.size() <= kMaxWordBytes &&
         absl::c_all_of(word, absl::ascii_isalpha);
}

// The word of an entry: what stands before its flags and fields.
absl::string_view WordOf(absl::string_view entry) {
  return entry.substr(0, entry.find_first_of("/\t "));
}

}  // namespace

absl::StatusOr<WordList> ParseHunspellWords(absl::string_view dictionary) {
  absl::ConsumePrefix(&dictionary, "\xef\xbb\xbf");
  WordList list;
  bool is_first = true;
  for (absl::string_view line : absl::StrSplit(dictionary, '\n')) {
    line = absl::StripTrailingAsciiWhitespace(line);
    if (is_first) {
      is_first = false;
      uint64_t num_entries;
      if (!absl::SimpleAtoi(line, &num_entries)) {
        return absl::InvalidArgumentError(
            "line 1 is not the number of entries: no hunspell dictionary");
      }
      continue;
    }
    if (line.empty()) continue;
    const absl::string_view word = WordOf(line);
    if (IsPlainWord(word)) {
      list.words.push_back(absl::AsciiStrToLower(word));
    } else {
      ++list.num_ignored;
    }
  }
  absl::c_sort(list.words);
  list.words.erase(std::unique(list.words.begin(), list.words.end()),
                   list.words.end());
  return list;
}

absl::StatusOr<MergedLexicon> MergeWords(const AnalyzerOptions& options,
                                         const WordList& list) {
  std::vector<std::string> words = list.words;
  absl::c_stable_sort(words, [](const std::string& a, const std::string& b) {
    return a.size() < b.size();
  });
  const auto roots = std::make_shared<RootSet>();
  StemmerOptions stemmer_options = StemmerOptionsOf(options);
  stemmer_options.added_roots = roots;
  const IndonesianStemmer stemmer(stemmer_options);
  std::vector<std::string> added;
  for (const std::string& word : words) {
    if (stemmer.Knows(word)) continue;
    roots->insert(word);
    added.push_back(word);
  }
  absl::c_sort(added);
  MergedLexicon merged;
  merged.num_added = added.size();
  merged.lexicon = absl::StrJoin(added, ",");
  if (merged.lexicon.size() > kMaxLexiconBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(added.size(), " new roots take ", merged.lexicon.size(),
                     " bytes, over the limit of ", kMaxLexiconBytes));
  }
  return merged;
}

}  // namespace telusur
