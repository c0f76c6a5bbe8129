#include "query/query_parser.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/query.h"

namespace telusur {
namespace {

ParsedQuery ParseDefault(absl::string_view text) {
  return Parse(text, ParserLimits());
}

// "read as | error at column | ...": what Parse makes of `text`, in one line.
std::string Reading(absl::string_view text) {
  const ParsedQuery parsed = ParseDefault(text);
  std::string out = ToString(parsed.query);
  for (const Note& note : parsed.notes) {
    const char* kind = note.kind == NoteKind::kInfo    ? "info"
                       : note.kind == NoteKind::kError ? "error"
                                                       : "limit";
    absl::StrAppend(&out, " | ", kind, " ", note.column);
  }
  return out;
}

struct Case {
  const char* typed;
  const char* read;
};

void ExpectReadings(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(Reading(c.typed), c.read) << "typed: " << c.typed;
  }
}

TEST(ParseTest, WordsAloneAreAlternatives) {
  ExpectReadings({{"presiden jokowi", "presiden OR jokowi"},
                  {"  presiden\t jokowi\n", "presiden OR jokowi"},
                  {"presiden\u00A0jokowi", "presiden OR jokowi"},
                  {"kata", "kata"},
                  {"", ""},
                  {" \n", ""}});
}

TEST(ParseTest, ReadsOperatorsInBothLanguages) {
  ExpectReadings({{"a AND b", "a AND b"},
                  {"a DAN b", "a AND b"},
                  {"a OR b", "a OR b"},
                  {"a ATAU b", "a OR b"},
                  {"a NOT b", "a AND NOT b"},
                  {"a BUKAN b", "a AND NOT b"},
                  {"a AND NOT b", "a AND NOT b"},
                  {"a and b or not c", "a OR and OR b OR or OR not OR c"},
                  {"a Dan b", "a OR Dan OR b"},
                  {"ANDA ORANG", "ANDA OR ORANG"},
                  {"NOT NOT a", "a"},
                  {"b NOT NOT NOT a", "b AND NOT a"},
                  {"a && b || !c", "a OR && OR b OR || OR !c"}});
}

TEST(ParseTest, ASpaceBindsTighterThanAndWhichBindsTighterThanOr) {
  ExpectReadings({{"a b AND c", "(a OR b) AND c"},
                  {"a AND b OR c AND d", "(a AND b) OR (c AND d)"},
                  {"a OR b AND c", "a OR (b AND c)"},
                  {"a OR b NOT c", "a OR (b AND NOT c)"},
                  {"a b NOT c", "(a OR b) AND NOT c"},
                  {"(a OR b) AND c", "(a OR b) AND c"},
                  {"a AND(b OR c)", "a AND (b OR c)"},
                  {"((a))", "a"},
                  {"(a b) c", "a OR b OR c"},
                  {"a AND (b AND c)", "a AND b AND c"}});
}

TEST(ParseTest, SignsRequireAndExclude) {
  ExpectReadings({{"+a b", "+a b"},
                  {"+a +b", "a AND b"},
                  {"a -b", "a AND NOT b"},
                  {"+a b -c", "(+a b) AND NOT c"},
                  {"+(a b) -(c d)", "(a OR b) AND NOT c AND NOT d"},
                  {"a -(c AND d)", "a AND NOT (c AND d)"},
                  {"a -\"b c\"", "a AND NOT \"b c\""},
                  {"a NOT -b", "a OR b"}});
}

TEST(ParseTest, WhatIsOnlyLeftOutIsTakenFromEverything) {
  ExpectReadings({{"NOT a", "* AND NOT a | error 5"},
                  {"-a", "* AND NOT a | error 2"},
                  {"-a -b", "* AND NOT a AND NOT b | error 2"},
                  {"a OR NOT b", "a OR (* AND NOT b) | error 10"},
                  {"* -a", "* AND NOT a"},
                  {"a AND (NOT b)", "a AND NOT b"}});
}

TEST(ParseTest, ReadsPhrases) {
  ExpectReadings(
      {{"\"harga emas\"", "\"harga emas\""},
       {"\"harga emas\"~4", "\"harga emas\"~4"},
       {"\"harga emas\"~4^2", "\"harga emas\"~4^2"},
       {"\"harga emas\"^2~4", "\"harga emas\"~4^2"},
       {"\u201Charga emas\u201D naik", "\"harga emas\" OR naik"},
       {"\u201Eharga emas\u201C naik", "\"harga emas\" OR naik"},
       {"\u00ABharga emas\u00BB naik", "\"harga emas\" OR naik"},
       {"naik\"harga emas\"turun", "naik OR \"harga emas\" OR turun"},
       {"\"a AND (b\"", "\"a AND (b\""},
       {"\"a \\\"b\\\" c\"", "\"a \\\"b\\\" c\""},
       {"\" a \"", "\" a \""},
       {"\"\"", " | info 1"},
       {"a \" \" b", "a OR b | info 3"},
       {"\"a b\"~", "\"a b\" | error 6"},
       {"\"a b\"~0,5", "\"a b\" | error 6"},
       {"\"a b\"*", "\"a b\" | error 6"},
       {"\"a b\"~x", "\"a b\" OR \\~x"}});
}

TEST(ParseTest, ForgivesUnbalancedQuotes) {
  ExpectReadings({{"\"harga emas", "\"harga emas\" | error 1"},
                  {"naik \"harga emas", "naik OR \"harga emas\" | error 6"},
                  {"harga emas\"", "harga OR emas | error 11"},
                  {"harga \" emas", "harga OR emas | error 7"},
                  {"harga\" emas \"naik turun\"",
                   "harga OR emas OR \"naik turun\" | error 6"},
                  {"\"", " | error 1"},
                  {"a -\"", "a OR \\- | error 4"},
                  {"layar 15\" murah", "layar OR 15\\\" OR murah"},
                  {"layar 15\" dan 17\" murah",
                   "layar OR 15\\\" OR dan OR 17\\\" OR murah"}});
}

TEST(ParseTest, ForgivesUnbalancedParentheses) {
  ExpectReadings({{"(a OR b", "a OR b | error 1"},
                  {"((a AND b", "a AND b | error 1 | error 2"},
                  {"a) b", "a OR b | error 2"},
                  {"a AND (b", "a AND b | error 7"},
                  {")(", " | error 1 | error 2"},
                  {"()", " | info 1"},
                  {"a AND () AND b", "a AND b | info 7 | error 10"},
                  {"main() C", "main OR C | info 5"},
                  {"halo :)", "halo OR : | error 7"}});
}

TEST(ParseTest, ForgivesOperatorsWithoutOperands) {
  ExpectReadings({{"a AND", "a | error 3"},
                  {"AND a", "a | error 1"},
                  {"a AND AND b", "a AND b | error 7"},
                  {"a OR AND b", "a OR b | error 6"},
                  {"a NOT", "a | error 3"},
                  {"a NOT AND b", "a AND b | error 3"},
                  {"(a OR) b", "a OR b | error 4"},
                  {"a NEAR/3", "a | error 3"},
                  {"NEAR/3 a", "a | error 1"},
                  {"a NEAR/3 NEAR/4 b", "a NEAR/4 b | error 3"},
                  {"a NEAR/3 AND b", "a AND b | error 3"},
                  {"AND", "\\AND | error 1"},
                  {"DAN BUKAN", "\\DAN OR \\BUKAN | error 1"},
                  {"(OR)", "\\OR | error 1"}});
}

TEST(ParseTest, LeavesPunctuationInWordsAlone) {
  ExpectReadings({{"covid-19", "covid-19"},
                  {"e-mail kata-", "e-mail OR kata-"},
                  {"Rp15.000", "Rp15.000"},
                  {"C++ C#", "C++ OR C#"},
                  {"https://kompas.com/x:y", "https://kompas.com/x:y"},
                  {"jam 10:30", "jam OR 10:30"},
                  {"harga:naik", "harga:naik"},
                  {"a=b x+y", "a=b OR x+y"},
                  {"budi@kompas.com", "budi@kompas.com"},
                  {"jum'at qur\u2019an", "jum'at OR qur\u2019an"},
                  {"11/1/2022", "11/1/2022"},
                  {"x^y 2^", "x\\^y OR 2\\^"},
                  {"U.S. apa?", "U.S. OR apa?"}});
}

TEST(ParseTest, ReadsLonePunctuationAsAWord) {
  ExpectReadings({{"a - b", "a OR \\- OR b"},
                  {"- ", "\\-"},
                  {"--", "\\--"},
                  {"a --b", "a OR \\--b"},
                  {"a -> b", "a OR \\-> OR b"},
                  {"+ =", "\\+ OR \\="},
                  {"=> ==x", "\\=> OR \\==x"},
                  {"-+a", "\\-+a"},
                  {"^ ~ ~1 ^2", "\\^ OR \\~ OR \\~1 OR \\^2"},
                  {"...* ...~1", "...\\* OR ...\\~1"},
                  {"a:(^", "a: OR \\^ | error 3"}});
}

TEST(ParseTest, ReadsExactPrefixAndFuzzyWords) {
  ExpectReadings({{"=perkataan", "=perkataan"},
                  {"-=perkataan a", "a AND NOT =perkataan"},
                  {"kerusuh*", "kerusuh*"},
                  {"kerusuh***", "kerusuh*"},
                  {"tokajev~1 tokajev~2", "tokajev~1 OR tokajev~2"},
                  {"tokajev~", "tokajev~1 | info 8"},
                  {"tokajev~0", "tokajev~1 | error 8"},
                  {"tokajev~3", "tokajev~2 | error 8"},
                  {"tokajev~0.8", "tokajev~1 | error 8"},
                  {"tokajev~a", "tokajev\\~a"},
                  {"=\"a b\"", "\"a b\" | error 1"},
                  {"=a*", "a* | error 1"},
                  {"=a~1", "a~1 | error 1"},
                  {"k*ta", "k\\*ta | error 1"},
                  {"*kata", "\\*kata | error 1"},
                  {"k*t*", "k\\*t | error 1"}});
}

TEST(ParseTest, EverythingIsAStarAlone) {
  ExpectReadings({{"*", "*"},
                  {"***", "*"},
                  {"*^2", "*"},
                  {"a OR *", "a OR *"},
                  // Beside words it restricts nothing.
                  {"a * b", "a OR b"},
                  {"* AND a", "a"},
                  {"title:*", "* | error 1"}});
}

TEST(ParseTest, ReadsBoosts) {
  ExpectReadings({{"kata^2", "kata^2"},
                  {"kata^2.5", "kata^2.5"},
                  {"kata^2,5", "kata^2.5"},
                  {"kata^0", "kata^0"},
                  {"kata^1", "kata"},
                  {"kata^1000", "kata^1000"},
                  {"kata^1001", "kata^1000 | error 5"},
                  {"kata^0.0004", "kata^0"},
                  {"kata^-1", "kata\\^-1"},
                  {"kata^2x", "kata\\^2x"},
                  {"kata^2^3", "kata\\^2^3"},
                  {"kata*^2 kata^2*", "kata*^2 OR kata*^2"},
                  {"kata~1^2 kata^2~1", "kata~1^2 OR kata~1^2"},
                  {"(a b)^2 c", "(a OR b)^2 OR c"},
                  {"(a^2)^3", "a^6"},
                  {"(a b)^2 AND c", "(a OR b)^2 AND c"},
                  {"source:a^2", "source:a"},
                  {"(a b)~2", "a OR b | error 6"}});
}

TEST(ParseTest, ReadsFields) {
  ExpectReadings(
      {{"title:jokowi", "title:jokowi"},
       {"Title:jokowi", "title:jokowi"},
       {"title:\"harga emas\"~2", "title:\"harga emas\"~2"},
       {"title:(a b) c", "title:a OR title:b OR c"},
       {"title:(a (b AND c))", "title:a OR (title:b AND title:c)"},
       {"title:=a title:a* title:a~2", "title:=a OR title:a* OR title:a~2"},
       {"-title:a b", "b AND NOT title:a"},
       {"title:-a", "title:\\-a"},
       {"title: a", "title:a | info 1"},
       {"title :a", "title OR :a"},
       {"title:", "title\\: | error 1"},
       {"a title: AND b", "(a OR title\\:) AND b | error 3"},
       {"(title:) a", "title\\: OR a | error 2"},
       {"title: -a", "title\\: AND NOT a | error 1"},
       {"mytitle:a", "mytitle:a"},
       {"title:AND", "title:\\AND"}});
}

TEST(ParseTest, FiltersRestrict) {
  ExpectReadings(
      {{"a source:kompas", "a AND source:kompas"},
       {"a b source:kompas", "(a OR b) AND source:kompas"},
       {"+a b source:kompas", "(+a b) AND source:kompas"},
       {"+source:kompas a b", "(a OR b) AND source:kompas"},
       {"a -source:kompas", "a AND NOT source:kompas"},
       {"source:kompas", "source:kompas"},
       {"a OR source:kompas", "a OR source:kompas"},
       {"a source:x source:y", "a AND (source:x OR source:y)"},
       {"a source:(x y)", "a AND (source:x OR source:y)"},
       {"a date:2020-02 source:x date:2021-02 source:y",
        "a AND (source:x OR source:y) AND (date:2020-02-01..2020-02-29 OR "
        "date:2021-02-01..2021-02-28)"},
       {"source:x AND source:y", "source:x AND source:y"},
       {"source:\"Kompas TV\"", "source:\"Kompas TV\""},
       {"source:kompas.com", "source:kompas.com"},
       {"source:kompas*", "source:kompas | error 1"}});
}

TEST(ParseTest, ReadsDates) {
  ExpectReadings(
      {{"date:2022-01-10", "date:2022-01-10"},
       {"date:2022-01-10..2022-01-12", "date:2022-01-10..2022-01-12"},
       {"date:2022-01-10..", "date:2022-01-10.."},
       {"date:..2022", "date:..2022-12-31"},
       {"date:\"2022-01-10\"", "date:2022-01-10"},
       {"date:2023..2022", "date:2022-01-01..2023-12-31 | error 1"},
       {"date:kemarin", "kemarin | error 1"},
       {"date:2022-02-30", "2022-02-30 | error 1"},
       {"date:..", ".. | error 1"},
       {"date:2022*", "2022* | error 1"}});
}

TEST(ParseTest, ReadsNear) {
  ExpectReadings({{"a NEAR/4 b", "a NEAR/4 b"},
                  {"a NEAR b", "a NEAR/10 b | info 3"},
                  {"a NEAR/4 b NEAR/4 c", "a NEAR/4 b NEAR/4 c"},
                  {"a NEAR/4 b NEAR/2 c", "a NEAR/4 b NEAR/4 c | error 12"},
                  {"x a NEAR/4 b y", "x OR (a NEAR/4 b) OR y"},
                  {"x AND a NEAR/4 b", "x AND (a NEAR/4 b)"},
                  {"x -a NEAR/4 b", "x AND NOT (a NEAR/4 b)"},
                  {"\"a b\" NEAR/4 =c", "\"a b\" NEAR/4 =c"},
                  {"\"a b\"~2 NEAR/4 c", "\"a b\" NEAR/4 c | error 1"},
                  {"a^2 NEAR/4 b^3", "(a NEAR/4 b)^6"},
                  {"(a NEAR/4 b)^2", "(a NEAR/4 b)^2"},
                  {"title:(a NEAR/4 b)", "title:a NEAR/4 title:b"},
                  {"title:a NEAR/4 b", "title:a OR b | error 9"},
                  {"a NEAR/4 b*", "a OR b* | error 3"},
                  {"a NEAR/4 (b c)", "a OR b OR c | error 3"},
                  {"a NEAR/4 -b", "a AND NOT b | error 3"},
                  {"(a NEAR/4 b) NEAR/4 c", "(a NEAR/4 b) OR c | error 14"},
                  {"a NEAR/x b", "a OR NEAR/x OR b"}});
}

TEST(ParseTest, ABackslashTakesTheMeaningAway) {
  ExpectReadings({{"\\-a \\+a \\=a", "\\-a OR \\+a OR \\=a"},
                  {"a\\* a\\~1 a\\^2", "a\\* OR a\\~1 OR a\\^2"},
                  {"\\(a\\)", "\\(a\\)"},
                  {"\\\"a b\\\"", "\\\"a OR b\\\""},
                  {"\\\u201Ca", "\\\u201Ca"},
                  {"title\\:a", "title\\:a"},
                  {"a \\AND b", "a OR \\AND OR b"},
                  {"\\\\a", "\\\\a"},
                  {"C:\\Users", "C:\\\\Users"},
                  {"a\\", "a\\\\"},
                  {"covid\\-19", "covid-19"}});
}

TEST(ParseTest, NodesKnowTheirPlace) {
  const std::string text = "ab -title:\"c d\"^2 (=ef OR g*)";
  const ParsedQuery parsed = ParseDefault(text);
  std::vector<std::string> places;
  for (const QueryNode& node : parsed.query.nodes) {
    places.push_back(text.substr(node.begin, node.end - node.begin));
  }
  EXPECT_EQ(places,
            (std::vector<std::string>{"ab", "=ef", "g*", "title:\"c d\"^2",
                                      "ab -title:\"c d\"^2 (=ef OR g*"}));
}

TEST(ParseTest, ColumnsCountCharacters) {
  const ParsedQuery parsed = ParseDefault("\u201Ccaf\u00E9\u201D (");
  ASSERT_EQ(parsed.notes.size(), 1);
  EXPECT_EQ(parsed.notes[0].column, 8);
  EXPECT_EQ(parsed.notes[0].begin, 12);
}

TEST(StrictErrorTest, RefusesErrorsAndLimitsOnly) {
  EXPECT_TRUE(StrictError(ParseDefault("a AND b")).ok());
  EXPECT_TRUE(StrictError(ParseDefault("a NEAR b")).ok());
  const absl::Status error = StrictError(ParseDefault("title: a AND (b"));
  EXPECT_EQ(error.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(error.message(),
            "query: column 14: this parenthesis is never "
            "closed");
  ParserLimits limits;
  limits.max_clauses = 1;
  EXPECT_EQ(StrictError(Parse("a b", limits)).code(),
            absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace telusur
