#include "query/query_leaf.h"

#include "gtest/gtest.h"
#include "query/query.h"
#include "query/query_lexer.h"
#include "query/query_note.h"
#include "query/query_syntax.h"

namespace telusur {
namespace {

QueryToken WordToken(const char* text) {
  QueryToken token;
  token.kind = QueryToken::Kind::kWord;
  token.text = text;
  token.begin = 3;
  token.value_begin = 4;
  token.end = 9;
  return token;
}

TEST(MakeQueryLeafTest, TheTokensOwnScopeIsTheNearer) {
  NoteList notes(10);
  QueryToken token = WordToken("kompas");
  EXPECT_EQ(MakeQueryLeaf(token, QueryScope::kTitle, 9, &notes).field,
            QueryField::kTitle);
  token.scope = QueryScope::kSource;
  const QueryNode node = MakeQueryLeaf(token, QueryScope::kTitle, 9, &notes);
  EXPECT_EQ(node.kind, QueryKind::kSource);
  EXPECT_EQ(node.field, QueryField::kAny);
  EXPECT_EQ(node.begin, 4);
  EXPECT_EQ(node.end, 9);
  EXPECT_TRUE(notes.Take("").empty());
}

TEST(MakeQueryLeafTest, WhatIsNoDateIsWords) {
  NoteList notes(10);
  const QueryNode dates =
      MakeQueryLeaf(WordToken("2022"), QueryScope::kDate, 9, &notes);
  EXPECT_EQ(dates.kind, QueryKind::kDates);
  EXPECT_TRUE(dates.text.empty());
  const QueryNode words =
      MakeQueryLeaf(WordToken("besok"), QueryScope::kDate, 9, &notes);
  EXPECT_EQ(words.kind, QueryKind::kText);
  EXPECT_EQ(words.text, "besok");
  EXPECT_EQ(notes.Take("").size(), 1);
}

TEST(ReadQueryDistanceTest, CutsToTheLimit) {
  NoteList notes(10);
  EXPECT_EQ(ReadQueryDistance("9", 9, 0, 1, &notes), 9);
  EXPECT_EQ(ReadQueryDistance("009", 9, 0, 1, &notes), 9);
  EXPECT_EQ(ReadQueryDistance("10", 9, 0, 1, &notes), 9);
  EXPECT_EQ(ReadQueryDistance("99999999999999999999", 9, 0, 1, &notes), 9);
  EXPECT_EQ(notes.Take("").size(), 2);
}

}  // namespace
}  // namespace telusur
