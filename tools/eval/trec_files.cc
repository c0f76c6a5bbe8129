#include "tools/eval/trec_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"
#include "tools/input/input_stream.h"
#include "tools/input/line_reader.h"
#include "tools/output/result_format.h"

namespace telusur {
namespace {

constexpr uint64_t kMaxLineBytes = 1 << 20;

using Fields = std::vector<absl::string_view>;

// Calls `read(line number, text)`, which returns what is wrong with the line,
// or nothing. Blank lines are passed over.
template <typename Read>
absl::Status ForEachLine(const std::string& path, Read read) {
  const std::string name = path == "-" ? "stdin" : path;
  const auto with_path = [&name](const absl::Status& status) {
    return absl::Status(status.code(),
                        absl::StrCat(name, ": ", status.message()));
  };
  absl::StatusOr<std::unique_ptr<InputStream>> stream = InputStream::Open(path);
  if (!stream.ok()) return with_path(stream.status());
  LineReader lines(stream->get(), kMaxLineBytes);
  Line line;
  for (;;) {
    const absl::StatusOr<bool> more = lines.Next(&line);
    if (!more.ok()) return with_path(more.status());
    if (!*more) return absl::OkStatus();
    std::string problem;
    if (line.too_long) {
      problem = "the line is too long";
    } else {
      const Fields words =
          absl::StrSplit(line.text, absl::ByAnyChar(" \t"), absl::SkipEmpty());
      if (!words.empty()) problem = read(line.number, line.text, words);
    }
    if (!problem.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, ":", line.number, ": ", problem));
    }
  }
}

std::string TrecId(absl::string_view id) {
  std::string escaped;
  AppendTrecField(id, &escaped);
  return escaped;
}

bool Exists(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0;
}

bool IsFolder(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::string JudgementsFile(const std::string& path) {
  if (!IsFolder(path)) return path;
  const std::string test = absl::StrCat(path, "/qrels/test.tsv");
  return Exists(test) ? test : absl::StrCat(path, "/qrels.tsv");
}

struct Result {
  float score;
  std::string id;
};

// Whether `a` stands before `b`.
bool IsBetter(const Result& a, const Result& b) {
  return a.score != b.score ? a.score > b.score : a.id > b.id;
}

}  // namespace

absl::StatusOr<Judgements> ReadJudgements(const std::string& path) {
  Judgements judgements;
  bool is_beir = false;
  const auto read = [&](uint64_t number, absl::string_view text,
                        const Fields& words) -> std::string {
    const Fields columns = absl::StrSplit(text, '\t');
    if (number == 1 && columns.size() == 3 && columns[0] == "query-id") {
      is_beir = true;
      return "";
    }
    const Fields& fields = is_beir ? columns : words;
    int64_t grade;
    if (fields.size() != (is_beir ? 3 : 4) ||
        !absl::SimpleAtoi(fields.back(), &grade)) {
      return is_beir ? "not query-id, document-id and grade between tabs"
                     : "not query-id, iteration, document-id and grade";
    }
    const std::string query = TrecId(fields[0]);
    const std::string document = TrecId(fields[fields.size() - 2]);
    if (!judgements[query].try_emplace(document, grade).second) {
      return absl::StrCat("document ", document, " is judged twice for query ",
                          query);
    }
    return "";
  };
  RETURN_IF_ERROR(ForEachLine(JudgementsFile(path), read));
  return judgements;
}

absl::StatusOr<Rankings> ReadRun(const std::string& path) {
  std::map<std::string, std::vector<Result>> results;
  std::map<std::string, absl::flat_hash_set<std::string>> seen;
  const auto read = [&](uint64_t, absl::string_view,
                        const Fields& words) -> std::string {
    double score;
    if (words.size() != 6 || !absl::SimpleAtod(words[4], &score)) {
      return "not query-id, Q0, document-id, rank, score and tag";
    }
    const std::string query(words[0]);
    const std::string document(words[2]);
    if (!seen[query].insert(document).second) {
      return absl::StrCat("document ", document, " comes twice for query ",
                          query);
    }
    results[query].push_back({static_cast<float>(score), document});
    return "";
  };
  RETURN_IF_ERROR(ForEachLine(path, read));
  Rankings rankings;
  for (auto& [query, found] : results) {
    std::sort(found.begin(), found.end(), IsBetter);
    std::vector<std::string>& ids = rankings[query];
    for (Result& result : found) ids.push_back(std::move(result.id));
  }
  return rankings;
}

}  // namespace telusur
