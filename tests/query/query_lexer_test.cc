#include "query/query_lexer.h"

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "query/query_note.h"
#include "query/query_syntax.h"
#include "tests/query/random_query.h"

namespace telusur {
namespace {

// The kinds are w(ord), p(hrase), *, (, ), o(perator).
std::string Lex(absl::string_view text, bool operators_are_words = false) {
  NoteList notes(100);
  QueryLexer lexer(text, operators_are_words, &notes);
  std::string out;
  for (QueryToken token = lexer.Next(); token.kind != QueryToken::Kind::kEnd;
       token = lexer.Next()) {
    absl::StrAppend(&out, out.empty() ? "" : " ",
                    token.sign == 0 ? "" : std::string(1, token.sign),
                    std::string(1, "wp*()o"[static_cast<int>(token.kind)]));
    if (!token.text.empty()) absl::StrAppend(&out, "{", token.text, "}");
    if (token.scope != QueryScope::kNone) {
      absl::StrAppend(&out, "@", static_cast<int>(token.scope));
    }
    if (token.exact) absl::StrAppend(&out, "=");
    if (token.prefix) absl::StrAppend(&out, "*");
    if (token.fuzzy > 0) absl::StrAppend(&out, "~", token.fuzzy);
    if (!token.slop.empty()) absl::StrAppend(&out, "~", token.slop);
    if (token.boost != 1.0) absl::StrAppend(&out, "^", token.boost);
  }
  return out;
}

TEST(QueryLexerTest, ATokenCarriesWhatIsWrittenOnIt) {
  EXPECT_EQ(Lex("-title:\"harga emas\"~2^1.5"), "-p{harga emas}@1~2^1.5");
  EXPECT_EQ(Lex("+=kata^2 -kata* kata~2"), "+w{kata}=^2 -w{kata}* w{kata}~2");
  EXPECT_EQ(Lex("-source:(a)^2 * date:2022"), "-(@2 w{a} )^2 * w{2022}@3");
}

TEST(QueryLexerTest, OperatorsStandAlone) {
  EXPECT_EQ(Lex("a AND(b NOT\"c\")"), "w{a} o ( w{b} o p{c} )");
  EXPECT_EQ(Lex("-AND =OR title:NOT \\NEAR"),
            "-w{AND} w{OR}= w{NOT}@1 w{NEAR}");
  EXPECT_EQ(Lex("a AND b", /*operators_are_words=*/true), "w{a} w{AND} w{b}");
}

TEST(QueryLexerTest, TokensCoverTheTextInOrder) {
  for (uint32_t seed = 0; seed < 20000; ++seed) {
    std::mt19937 random(seed);
    const std::string text = RandomQueryText(&random);
    NoteList notes(1000);
    QueryLexer lexer(text, false, &notes);
    size_t last = 0;
    for (;;) {
      const QueryToken token = lexer.Next();
      ASSERT_LE(last, token.begin) << "seed " << seed << ": " << text;
      ASSERT_LE(token.begin, token.value_begin) << "seed " << seed;
      ASSERT_LE(token.value_begin, token.end) << "seed " << seed;
      last = token.end;
      if (token.kind == QueryToken::Kind::kEnd) break;
      ASSERT_LT(token.begin, token.end) << "seed " << seed << ": " << text;
    }
    ASSERT_EQ(last, text.size());
    ASSERT_EQ(lexer.Next().kind, QueryToken::Kind::kEnd);
    for (const Note& note : notes.Take(text)) {
      ASSERT_LT(note.begin, note.end) << "seed " << seed << ": " << text;
      ASSERT_LE(note.end, text.size()) << "seed " << seed << ": " << text;
    }
  }
}

}  // namespace
}  // namespace telusur
