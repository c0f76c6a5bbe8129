#include "tools/search/query_file.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/compress.h"
#include "tests/support/temp_folder.h"

namespace telusur {
namespace {

std::vector<std::string> Queries(const std::string& path) {
  auto file = QueryFile::Open(path, 1000);
  if (!file.ok()) return {std::string(file.status().message())};
  std::vector<std::string> queries;
  NamedQuery query;
  for (;;) {
    absl::StatusOr<bool> more = (*file)->Next(&query);
    EXPECT_TRUE(more.ok());
    if (!more.ok() || !*more) return queries;
    queries.push_back(absl::StrCat(
        query.line, "|", query.id, "|",
        query.too_long || !query.problem.empty() ? "!" : query.text));
  }
}

using Strings = std::vector<std::string>;

TEST(QueryFileTest, NamesQueriesByTheirIdOrLine) {
  TempFolder folder;
  const std::string text = "harga beras\n\nq7\tcabai\tmerah\r\nq8\t\n";
  EXPECT_EQ(Queries(folder.Write("q", text)),
            Strings({"1|1|harga beras", "3|q7|cabai\tmerah", "4|q8|"}));
  EXPECT_EQ(Queries(folder.Write("q.gz", Compress("gz", text))).size(), 3);
}

TEST(QueryFileTest, LongQueriesAreNamedAndPassedBy) {
  TempFolder folder;
  const std::string text = "a\n" + std::string(200000, 'x') + "\nb\n";
  EXPECT_EQ(Queries(folder.Write("q", text)),
            Strings({"1|1|a", "2|2|!", "3|3|b"}));
}

TEST(QueryFileTest, ReadsTheQueriesOfABeirFolder) {
  TempFolder folder;
  const std::string text =
      "{\"_id\":\"q1\",\"text\":\"harga \\u0062eras\",\"metadata\":{}}\n"
      "{\"text\":\"tanpa id\"}\n\n{\"_id\":\"q3\"\n";
  const Strings expected = {"1|q1|harga beras", "2|2|tanpa id", "4|4|!"};
  EXPECT_EQ(Queries(folder.Write("a/queries.jsonl", text)), expected);
  EXPECT_EQ(Queries(folder.Path("a")), expected);
  folder.Write("b/queries.jsonl.gz", Compress("gz", text));
  EXPECT_EQ(Queries(folder.Path("b")), expected);
  EXPECT_EQ(Queries(folder.path()).size(), 1);
}

TEST(QueryFileTest, AMissingFileIsNamed) {
  EXPECT_EQ(Queries("/nonexistent/q"),
            Strings({"/nonexistent/q: cannot be opened: No such file or "
                     "directory"}));
}

}  // namespace
}  // namespace telusur
