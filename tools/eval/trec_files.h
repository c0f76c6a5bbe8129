// The files of a retrieval experiment: judgements (qrels) and runs.
//
// Judgements, a line each, the file's first line tells which:
//
//   query-id iteration document-id grade      TREC, between blanks
//   query-id<TAB>document-id<TAB>grade        BEIR, under a line of names
//
// A run, a line a result:
//
//   query-id Q0 document-id rank score tag    between blanks
//
// A run cannot hold blanks in ids; where the judgements do, they are read as
// `telusur search --format trec` writes them (%20). Files may be compressed;
// "-" is standard input.

#ifndef TELUSUR_TOOLS_EVAL_TREC_FILES_H_
#define TELUSUR_TOOLS_EVAL_TREC_FILES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"

namespace telusur {

// The grades of the judged documents of each query.
using Judgements =
    std::map<std::string, absl::flat_hash_map<std::string, int64_t>>;

// The ids of each query's documents, best first: by score, and equal scores by
// id, descending, whatever the run says their ranks are. That is trec_eval's
// rule, which keeps the order of a file from mattering; like there, scores are
// compared in single precision.
using Rankings = std::map<std::string, std::vector<std::string>>;

// NotFound or what InputStream::Open returns for a file that cannot be read;
// InvalidArgument, with file and line, for a line that is none of the above or
// a second line for a query's document. A folder stands for the judgements in
// it: qrels.tsv, or qrels/test.tsv.
absl::StatusOr<Judgements> ReadJudgements(const std::string& path);
absl::StatusOr<Rankings> ReadRun(const std::string& path);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_EVAL_TREC_FILES_H_
