// docs/query_syntax.md says what is so: every query in its tables is read
// without an error, and as it says.

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "query/caret.h"
#include "query/query.h"
#include "query/query_limits.h"
#include "query/query_parser.h"

namespace telusur {
namespace {

// A row of a table whose first cell is a query.
struct Row {
  std::string section;
  std::string header;  // of the second column
  std::string query;
  std::string second;  // without the backquotes around it, if any
};

std::string Cell(absl::string_view cell) {
  cell = absl::StripAsciiWhitespace(cell);
  if (cell.size() > 2 && cell.front() == '`' &&
      cell.find('`', 1) == cell.size() - 1) {
    cell = cell.substr(1, cell.size() - 2);
  }
  return std::string(cell);
}

std::vector<Row> ReadRows() {
  std::ifstream document("docs/query_syntax.md");
  EXPECT_TRUE(document.is_open());
  std::vector<Row> rows;
  std::string section;
  std::string header;
  std::string line;
  while (std::getline(document, line)) {
    if (absl::StartsWith(line, "## ")) section = line.substr(3);
    if (!absl::StartsWith(line, "| ")) continue;
    const std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (cells.size() != 4) continue;
    if (Cell(cells[1]) == "Query") {
      header = Cell(cells[2]);
      continue;
    }
    rows.push_back({section, header, Cell(cells[1]), Cell(cells[2])});
  }
  return rows;
}

TEST(QuerySyntaxDocumentTest, HasRows) { EXPECT_GT(ReadRows().size(), 70); }

TEST(QuerySyntaxDocumentTest, OrdinaryExamplesAreReadWithoutError) {
  for (const Row& row : ReadRows()) {
    if (row.section == "When something is odd") continue;
    const ParsedQuery parsed = Parse(row.query, ParserLimits());
    EXPECT_TRUE(StrictError(parsed).ok()) << row.query;
    EXPECT_FALSE(parsed.query.empty()) << row.query;
    // A row of words alone would be a row that was taken apart wrongly.
    EXPECT_FALSE(absl::StrContains(row.query, "`")) << row.query;
  }
}

TEST(QuerySyntaxDocumentTest, QueriesAreReadAsItSays) {
  int num_readings = 0;
  for (const Row& row : ReadRows()) {
    if (row.header != "Is read as") continue;
    ++num_readings;
    EXPECT_EQ(ToString(Parse(row.query, ParserLimits()).query), row.second)
        << row.query;
  }
  EXPECT_GT(num_readings, 20);
}

TEST(QuerySyntaxDocumentTest, OddExamplesAreErrorsExceptTheOnesItNames) {
  for (const Row& row : ReadRows()) {
    if (row.section != "When something is odd") continue;
    const bool is_named = row.query == "title: jokowi" ||
                          row.query == "a - b" ||
                          row.query == "layar 15\" murah";
    EXPECT_EQ(StrictError(Parse(row.query, ParserLimits())).ok(), is_named)
        << row.query;
  }
}

std::string ReadDocument() {
  std::ifstream document("docs/query_syntax.md");
  return std::string(std::istreambuf_iterator<char>(document), {});
}

TEST(QuerySyntaxDocumentTest, ShowsANoteAsItIs) {
  const std::string query = "harga AND (emas";
  const ParsedQuery parsed = Parse(query, ParserLimits());
  ASSERT_EQ(parsed.notes.size(), 1);
  const Note& note = parsed.notes[0];
  const std::string shown =
      absl::StrCat(CaretLine(query, note.begin, note.end), "\ncolumn ",
                   note.column, ": ", note.problem, " (", note.reading, ")");
  const std::string indented =
      absl::StrCat("    ", absl::StrReplaceAll(shown, {{"\n", "\n    "}}));
  EXPECT_TRUE(absl::StrContains(ReadDocument(), indented)) << indented;
}

TEST(QuerySyntaxDocumentTest, NamesTheLimits) {
  const std::string text = ReadDocument();
  for (const LimitRange& limit :
       {kQueryBytesLimit, kNestingLimit, kClausesLimit, kPhrasesLimit,
        kDistanceLimit, kExpandedWordsLimit, kExpansionsLimit}) {
    EXPECT_TRUE(absl::StrContains(
        text, absl::StrCat("` | ", limit.usual, " | ", limit.most, " |")))
        << limit.usual;
  }
  EXPECT_TRUE(absl::StrContains(
      text, absl::StrCat("`--timeout` | ", kTimeoutMsLimit.usual / 1000, " | ",
                         kTimeoutMsLimit.most / 1000, " |")));
}

}  // namespace
}  // namespace telusur
