// The rankings of a small fixed collection, as text, so that a change of a
// ranking is a difference that a person can read.
//
//   bazel run //tests/end_to_end:golden_rankings_test -- --update
//
// writes the present rankings over the golden ones in the source tree.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "query/query.h"
#include "query/query_parser.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

constexpr char kDirectory[] = "tests/end_to_end/golden/";
constexpr uint32_t kHits = 5;

// The working directory of a test, and of `bazel run`, is the tree of its data.
std::string ReadGolden(const std::string& name) {
  const std::string path = absl::StrCat(kDirectory, name);
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "cannot read " << path << std::endl;
    std::abort();
  }
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// Documents are separated by blank lines; each line is a field.
std::vector<Document> ReadDocuments() {
  std::vector<Document> documents;
  const std::string bytes = ReadGolden("documents.txt");
  for (const absl::string_view block : absl::StrSplit(bytes, "\n\n")) {
    Document document;
    for (const absl::string_view line :
         absl::StrSplit(block, '\n', absl::SkipEmpty())) {
      const std::pair<absl::string_view, absl::string_view> field =
          absl::StrSplit(line, absl::MaxSplits(':', 1));
      const std::string value(absl::StripAsciiWhitespace(field.second));
      if (field.first == "id") document.id = value;
      if (field.first == "title") document.title = value;
      if (field.first == "date") document.date = value;
      if (field.first == "source") document.source = value;
      if (field.first == "text") document.text = value;
    }
    documents.push_back(document);
  }
  return documents;
}

// A query's ranking, and how the query was understood.
std::string Ranking(const IndexReader& reader, absl::string_view text) {
  std::string out = absl::StrCat("query: ", text, "\n");
  const ParsedQuery parsed = Parse(text, ParserLimits());
  absl::StrAppend(&out, "read as: ",
                  parsed.query.empty() ? "nothing" : ToString(parsed.query),
                  "\n");
  SearchOptions options;
  options.k = kHits;
  options.count = true;
  const CompiledQuery compiled =
      Must(CompileQuery(reader, parsed.query, options.compile));
  if (!compiled.dropped_stop_words().empty()) {
    absl::StrAppend(&out, "left out: ",
                    absl::StrJoin(compiled.dropped_stop_words(), " "), "\n");
  }
  const SearchResult result = Must(Search(reader, compiled, options));
  absl::StrAppend(&out, "matches: ", result.num_matches, "\n");
  for (size_t i = 0; i < result.hits.size(); ++i) {
    const Document document = Must(reader.ReadDocument(result.hits[i].address));
    absl::StrAppendFormat(&out, "%3d %8.4f %s\n", i + 1,
                          ScoreAsDouble(result.hits[i].score), document.id);
  }
  return out;
}

std::string AllRankings() {
  const TestIndex index(ReadDocuments(), IndexOptions());
  std::vector<std::string> rankings;
  const std::string queries = ReadGolden("queries.txt");
  for (const absl::string_view query :
       absl::StrSplit(queries, '\n', absl::SkipEmpty())) {
    rankings.push_back(Ranking(index.reader(), query));
  }
  return absl::StrJoin(rankings, "\n");
}

TEST(GoldenRankingsTest, AreAsTheyWere) {
  EXPECT_EQ(AllRankings(), ReadGolden("rankings.txt"))
      << "If the new rankings are meant:\n"
         "  bazel run //tests/end_to_end:golden_rankings_test -- --update";
}

int Update() {
  const char* const workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr) {
    std::cerr << "--update works under `bazel run` only" << std::endl;
    return 2;
  }
  const std::string path =
      absl::StrCat(workspace, "/", kDirectory, "rankings.txt");
  std::ofstream file(path, std::ios::binary);
  file << AllRankings();
  file.close();
  if (!file) {
    std::cerr << "cannot write " << path << std::endl;
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace telusur

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (argc == 2 && absl::string_view(argv[1]) == "--update") {
    return telusur::Update();
  }
  return RUN_ALL_TESTS();
}
