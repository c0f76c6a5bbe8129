#include "tools/stemmer_data/sources.h"

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace telusur {
namespace {

using Rows = std::vector<std::vector<std::string>>;

absl::StatusOr<Rows> ReadRows(const std::string& directory,
                              absl::string_view name) {
  const std::string path = absl::StrCat(directory, "/", name);
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot open ", path));
  std::stringstream text;
  text << file.rdbuf();
  return ParseFields(text.str());
}

absl::Status Malformed(absl::string_view name,
                       const std::vector<std::string>& row) {
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": malformed or repeated entry of '", row[0], "'"));
}

absl::Status ReadJudged(const Rows& rows, std::vector<JudgedWord>* judged) {
  std::set<std::string> seen;
  for (const auto& row : rows) {
    JudgedWord word = {row[0], row.size() > 1 ? row[1] : row[0]};
    if (word.root == "?") {
      word.word_class = JudgedWord::Class::kNoWord;
      word.root = word.form;
    } else if (row.size() == 3 && row[2] == "n") {
      word.word_class = JudgedWord::Class::kName;
    } else if (row.size() == 3 && row[2] == "i") {
      word.word_class = JudgedWord::Class::kInformal;
    } else if (row.size() > 2) {
      return Malformed("judged_words.tsv", row);
    }
    if (word.root.empty() || !seen.insert(word.form).second) {
      return Malformed("judged_words.tsv", row);
    }
    judged->push_back(std::move(word));
  }
  return absl::OkStatus();
}

absl::Status ReadSet(const std::string& directory, absl::string_view name,
                     std::set<std::string>* set) {
  absl::StatusOr<Rows> rows = ReadRows(directory, name);
  if (!rows.ok()) return rows.status();
  for (const auto& row : *rows) {
    if (row.size() != 1 || !set->insert(row[0]).second) {
      return Malformed(name, row);
    }
  }
  return absl::OkStatus();
}

absl::Status ReadMap(const std::string& directory, absl::string_view name,
                     std::map<std::string, std::string>* map) {
  absl::StatusOr<Rows> rows = ReadRows(directory, name);
  if (!rows.ok()) return rows.status();
  for (const auto& row : *rows) {
    if (row.size() != 2 || !map->emplace(row[0], row[1]).second) {
      return Malformed(name, row);
    }
  }
  return absl::OkStatus();
}

absl::Status ReadCounts(const Rows& rows,
                        std::map<std::string, WordCount>* counts) {
  for (const auto& row : rows) {
    WordCount count;
    if (row.size() != 6 || !absl::SimpleAtoi(row[1], &count.news) ||
        !absl::SimpleAtoi(row[2], &count.mid) ||
        !absl::SimpleAtoi(row[3], &count.cap) ||
        !absl::SimpleAtoi(row[4], &count.law) ||
        !absl::SimpleAtoi(row[5], &count.title)) {
      return Malformed("word_statistics.tsv", row);
    }
    (*counts)[row[0]] = count;
  }
  return absl::OkStatus();
}

}  // namespace

bool WordCount::LooksLikeName() const {
  constexpr uint32_t kMinOccurrences = 3;
  // The news is full of headings in capitals, the laws of defined terms.
  if (mid >= kMinOccurrences) return uint64_t{cap} * 100 > uint64_t{mid} * 85;
  return false;
}

std::vector<std::vector<std::string>> ParseFields(absl::string_view text) {
  Rows rows;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    rows.push_back(absl::StrSplit(line, '\t'));
  }
  return rows;
}

absl::StatusOr<StemmerSources> ReadStemmerSources(
    const std::string& directory) {
  StemmerSources sources;
  absl::StatusOr<Rows> judged = ReadRows(directory, "judged_words.tsv");
  if (!judged.ok()) return judged.status();
  absl::StatusOr<Rows> counts = ReadRows(directory, "word_statistics.tsv");
  if (!counts.ok()) return counts.status();
  for (const absl::Status& status : {
           ReadJudged(*judged, &sources.judged),
           ReadCounts(*counts, &sources.counts),
           ReadSet(directory, "extra_roots.txt", &sources.extra_roots),
           ReadSet(directory, "names.txt", &sources.names),
           ReadMap(directory, "exceptions.tsv", &sources.exceptions),
           ReadMap(directory, "informal.tsv", &sources.informal),
           ReadMap(directory, "old_spelling.tsv", &sources.old_spelling),
       }) {
    if (!status.ok()) return status;
  }
  return sources;
}

}  // namespace telusur
