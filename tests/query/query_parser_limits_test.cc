// What Parse makes of texts beyond its limits.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/query.h"
#include "query/query_parser.h"

namespace telusur {
namespace {

int CountNotes(const ParsedQuery& parsed, NoteKind kind) {
  int count = 0;
  for (const Note& note : parsed.notes) count += note.kind == kind;
  return count;
}

TEST(ParserLimitsTest, QueryBytes) {
  ParserLimits limits;
  limits.max_query_bytes = 9;
  EXPECT_TRUE(Parse("aaaa bbbb", limits).notes.empty());
  const ParsedQuery parsed = Parse("aaaa bbbbb", limits);
  EXPECT_EQ(ToString(parsed.query), "aaaa");
  ASSERT_EQ(parsed.notes.size(), 1);
  EXPECT_EQ(parsed.notes[0].kind, NoteKind::kLimit);
  EXPECT_EQ(parsed.notes[0].begin, 4);
  EXPECT_EQ(parsed.notes[0].column, 5);
  // Neither a word nor a character is cut if that can be avoided.
  EXPECT_EQ(ToString(Parse("aaaa bbbb cc", limits).query), "aaaa OR bbbb");
  EXPECT_EQ(ToString(Parse("aaaaaaaa\u00E9", limits).query), "aaaaaaaa");
  limits.max_query_bytes = 0;
  EXPECT_TRUE(Parse("a", limits).query.empty());
}

TEST(ParserLimitsTest, Nesting) {
  ParserLimits limits;
  limits.max_nesting = 2;
  const ParsedQuery at = Parse("x AND (a OR (b AND c))", limits);
  EXPECT_TRUE(at.notes.empty());
  EXPECT_EQ(ToString(at.query), "x AND (a OR (b AND c))");
  const ParsedQuery past = Parse("x AND (a OR (b AND (c)))", limits);
  EXPECT_EQ(CountNotes(past, NoteKind::kLimit), 1);
  EXPECT_EQ(past.notes.size(), 1);
  EXPECT_EQ(past.notes[0].column, 20);
  EXPECT_EQ(ToString(past.query), "x AND (a OR (b AND c))");
}

TEST(ParserLimitsTest, Clauses) {
  ParserLimits limits;
  limits.max_clauses = 4;
  EXPECT_TRUE(Parse("a AND \"b c\" source:x", limits).notes.empty());
  const ParsedQuery past = Parse("a AND \"b c\" d source:x y", limits);
  ASSERT_EQ(past.notes.size(), 1);
  EXPECT_EQ(past.notes[0].kind, NoteKind::kLimit);
  EXPECT_EQ(past.notes[0].column, 15);
  EXPECT_EQ(ToString(past.query), "a AND (\"b c\" OR d)");
  // The parts of a word count, too.
  EXPECT_FALSE(Parse("a-b-c-d-e", limits).notes.empty());
}

TEST(ParserLimitsTest, Phrases) {
  ParserLimits limits;
  limits.max_phrases = 2;
  EXPECT_TRUE(Parse("\"a b\" \"c\" d NEAR/3 e", limits).notes.empty());
  const ParsedQuery past =
      Parse("\"a b\" c NEAR/3 d \"e f\" g NEAR/3 h", limits);
  ASSERT_EQ(past.notes.size(), 1);
  EXPECT_EQ(past.notes[0].kind, NoteKind::kLimit);
  EXPECT_EQ(past.notes[0].column, 18);
  EXPECT_EQ(ToString(past.query), "\"a b\" OR (c NEAR/3 d) OR g OR h");
}

TEST(ParserLimitsTest, Distance) {
  ParserLimits limits;
  limits.max_distance = 7;
  EXPECT_TRUE(Parse("\"a b\"~7 OR c NEAR/7 d", limits).notes.empty());
  const ParsedQuery past =
      Parse("\"a b\"~8 OR c NEAR/99999999999999999999 d", limits);
  EXPECT_EQ(CountNotes(past, NoteKind::kLimit), 2);
  EXPECT_EQ(ToString(past.query), "\"a b\"~7 OR (c NEAR/7 d)");
}

TEST(ParserLimitsTest, NotesKeepTheFirstErrorAndTheLimits) {
  ParserLimits limits;
  limits.max_notes = 2;
  limits.max_clauses = 3;
  const ParsedQuery at = Parse("a~ b~", limits);
  EXPECT_EQ(at.notes.size(), 2);
  EXPECT_EQ(at.num_dropped_notes, 0);
  const ParsedQuery past = Parse("a~ b~ c~ ) ) d", limits);
  EXPECT_EQ(past.num_dropped_notes, 2);
  EXPECT_EQ(CountNotes(past, NoteKind::kInfo), 2);
  EXPECT_EQ(CountNotes(past, NoteKind::kError), 1);
  EXPECT_EQ(CountNotes(past, NoteKind::kLimit), 1);
}

std::string Repeat(absl::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) absl::StrAppend(&out, piece);
  return out;
}

// Texts that make a careless parser recurse, backtrack or copy.
std::vector<std::string> HostileTexts(int times) {
  std::vector<std::string> texts;
  for (const char* piece :
       {"NOT ",      "BUKAN ",  "(",           ")",       "((a ",
        "(a OR ",    "a) ",     "\"",          "\" ",     "a\"",
        "\u201C",    "-",       "- ",          "-(",      "+(",
        "NOT (",     "title:",  "title: ",     "title:(", "date:(",
        "source:\"", "=",       "==",          "*",       "a* ",
        "a~2 ",      "^2",      "a^2 ",        "~",       "\\",
        "\\\\",      "\\\"",    "AND ",        "a AND ",  "a OR ",
        "a NEAR/9 ", "NEAR/9 ", "a",           "a-",      "9",
        "9\"",       "..",      "date:2022..", "\xFF",    "\xE2\x80",
        "\xC2",      " ",       "\u00A0",      "\u00E9",  "a source:b "}) {
    texts.push_back(Repeat(piece, times));
  }
  texts.push_back(absl::StrCat("a ", Repeat("NOT ", times), "b"));
  texts.push_back(
      absl::StrCat(Repeat("(a AND b OR ", times), "c", Repeat(")", times)));
  texts.push_back(absl::StrCat(Repeat("(", times), "a", Repeat(")^2", times)));
  return texts;
}

TEST(ParserLimitsTest, HostileTextsStayWithinTheLimits) {
  for (const std::string& text : HostileTexts(100000)) {
    const ParserLimits limits;
    const ParsedQuery parsed = Parse(text, limits);
    EXPECT_LE(parsed.query.nodes.size(), 4 * limits.max_clauses)
        << text.substr(0, 20);
    EXPECT_LE(parsed.notes.size(), limits.max_notes + 10) << text.substr(0, 20);
  }
}

// Without limits on the query's size, time must still be linear: a quadratic
// step would run into the test's time limit.
TEST(ParserLimitsTest, HostileTextsAreLinearWithWideLimits) {
  ParserLimits limits;
  limits.max_query_bytes = 1 << 30;
  limits.max_clauses = 1 << 30;
  for (const std::string& text : HostileTexts(30000)) {
    const ParsedQuery parsed = Parse(text, limits);
    EXPECT_LE(parsed.query.nodes.size(), 3 * text.size() + 3);
    EXPECT_LE(ToString(parsed.query).size(), 12 * text.size() + 10);
  }
}

}  // namespace
}  // namespace telusur
