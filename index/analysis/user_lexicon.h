// A user's word list as further roots of the stemmer.

#ifndef TELUSUR_INDEX_ANALYSIS_USER_LEXICON_H_
#define TELUSUR_INDEX_ANALYSIS_USER_LEXICON_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"

namespace telusur {

struct WordList {
  std::vector<std::string> words;  // in lower case, sorted, each once
  uint64_t num_ignored = 0;        // entries that are no plain words
};

// Reads hunspell's dictionary format (.dic): the number of entries, then one
// entry a line, "word", "word/flags" or "word<TAB>...". Words are runs of 3 to
// 48 ASCII letters; other entries are counted. InvalidArgument, with a line's
// number, for what is no such file.
absl::StatusOr<WordList> ParseHunspellWords(absl::string_view dictionary);

struct MergedLexicon {
  std::string lexicon;  // for AnalyzerOptions::lexicon
  uint64_t num_added = 0;
};

// Chooses the words that the stemmer of `options` neither knows nor leads to a
// root it knows, shorter ones first: lists hold derived words too, and these
// are no roots. Independent of the words' order. InvalidArgument when there are
// more than an index can keep.
absl::StatusOr<MergedLexicon> MergeWords(const AnalyzerOptions& options,
                                         const WordList& list);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_USER_LEXICON_H_
