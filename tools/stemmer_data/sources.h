// The hand-written sources of the stemmer's tables, read into memory.
//
// All are text files of index/analysis/data: one entry a line, fields separated
// by tabs, `#` begins a comment line. docs/stemmer.md says how they were made.

#ifndef TELUSUR_TOOLS_STEMMER_DATA_SOURCES_H_
#define TELUSUR_TOOLS_STEMMER_DATA_SOURCES_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace telusur {

struct JudgedWord {
  enum class Class { kOrdinary, kName, kInformal, kNoWord };
  std::string form;
  std::string root;
  Class word_class = Class::kOrdinary;
};

struct WordCount {
  uint32_t news = 0;
  uint32_t mid = 0;
  uint32_t cap = 0;
  uint32_t law = 0;
  uint32_t title = 0;

  // As tools/stemmer_data/count_words.py weighs the corpora.
  uint64_t Total() const { return news + (uint64_t{law} + title) / 16; }

  // Practically always with a capital letter inside a sentence.
  bool LooksLikeName() const;
};

struct StemmerSources {
  std::vector<JudgedWord> judged;  // most frequent first
  std::set<std::string> extra_roots;
  std::set<std::string> names;
  std::map<std::string, std::string> exceptions;
  std::map<std::string, std::string> informal;
  std::map<std::string, std::string> old_spelling;
  std::map<std::string, WordCount> counts;
};

// Reads the sources from the folder `directory`.
//
// InvalidArgument names file and line of a malformed or repeated entry.
absl::StatusOr<StemmerSources> ReadStemmerSources(const std::string& directory);

// The entries of a source file's text, by line: comments and empty lines left
// out, fields split at tabs.
std::vector<std::vector<std::string>> ParseFields(absl::string_view text);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_STEMMER_DATA_SOURCES_H_
