#include "tools/messages/messages.h"

#include <cstdlib>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/query_parser.h"
#include "tools/messages/language.h"
#include "tools/messages/message_table.h"

namespace telusur {
namespace {

// The variable parts of a message: "$0", "$1".
std::multiset<std::string> PartsOf(absl::string_view text) {
  std::multiset<std::string> parts;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '$') continue;
    parts.insert(std::string(text.substr(i, 2)));
    ++i;
  }
  return parts;
}

TEST(MessageTableTest, EveryMessageIsInBothLanguagesWithEqualParts) {
  ASSERT_EQ(MessageTable().size(),
            static_cast<size_t>(MessageId::kNumMessages));
  for (size_t i = 0; i < MessageTable().size(); ++i) {
    const MessageRow& row = MessageTable()[i];
    EXPECT_EQ(static_cast<size_t>(row.id), i) << row.english;
    EXPECT_EQ(PartsOf(row.english), PartsOf(row.indonesian)) << row.english;
    if (row.id == MessageId::kNoDetails) continue;
    EXPECT_FALSE(row.english.empty());
    EXPECT_FALSE(row.indonesian.empty()) << row.english;
    EXPECT_EQ(row.english.back() == '\n', row.indonesian.back() == '\n');
  }
  for (const SentenceRow& row : SentenceTable()) {
    EXPECT_EQ(PartsOf(row.english), PartsOf(row.indonesian)) << row.english;
  }
}

TEST(MessageTableTest, LinesOfHelpFitAWindow) {
  for (const MessageRow& row : MessageTable()) {
    if (row.english.empty() || row.english.back() != '\n') continue;
    for (absl::string_view text : {row.english, row.indonesian}) {
      while (!text.empty()) {
        const size_t end = text.find('\n');
        EXPECT_LE(end, 80u) << text.substr(0, end);
        text.remove_prefix(end + 1);
      }
    }
  }
}

TEST(MessagesTest, PartsAreFilledIn) {
  EXPECT_EQ(
      Say(Language::kEnglish, MessageId::kNeedsResultNumber, "open", 1, 7),
      ".open needs a number from 1 to 7");
  EXPECT_EQ(
      Say(Language::kIndonesian, MessageId::kNeedsResultNumber, "open", 1, 7),
      ".open memerlukan nomor dari 1 sampai 7");
  EXPECT_EQ(SayDocuments(Language::kEnglish, 1), "1 document");
  EXPECT_EQ(SayDocuments(Language::kEnglish, 2), "2 documents");
  EXPECT_EQ(SayDocuments(Language::kIndonesian, 2), "2 dokumen");
}

TEST(MessagesTest, SentencesOfOtherLayersAreTranslated) {
  EXPECT_EQ(Translated(Language::kEnglish, "interrupted"), "interrupted");
  EXPECT_EQ(Translated(Language::kIndonesian, "interrupted"), "dihentikan");
  EXPECT_EQ(Translated(Language::kIndonesian, "a query has at most 9 words"),
            "kueri paling banyak 9 kata");
  EXPECT_EQ(Translated(Language::kIndonesian,
                       "query: column 3: this parenthesis is never closed"),
            "kueri: kolom 3: kurung ini tidak ditutup");
  EXPECT_EQ(Translated(Language::kIndonesian, "x.segment: damaged"),
            "x.segment: damaged");
}

// A query for each of the parser's remarks.
TEST(MessagesTest, EveryRemarkOnAQueryIsTranslated) {
  ParserLimits narrow;
  narrow.max_nesting = 1;
  narrow.max_clauses = 3;
  narrow.max_expanded_words = 1;
  narrow.max_distance = 5;
  ParserLimits phrases;
  phrases.max_phrases = 1;
  ParserLimits bytes;
  bytes.max_query_bytes = 4;
  std::set<std::string> problems;
  for (const ParserLimits& limits : {ParserLimits(), narrow, phrases, bytes}) {
    for (const char* query : {"(a",
                              "\"a b\" \"c d\"",
                              "a)",
                              "\"a",
                              "a \" b",
                              "() a",
                              "\"\" a",
                              "a AND",
                              "AND OR",
                              "-a",
                              "title:a NEAR/2 b",
                              "a NEAR b",
                              "a NEAR/2 b NEAR/3 c",
                              "\"a b\"~2 NEAR/2 c",
                              "\"a b\"~x",
                              "(a b)~2",
                              "kata~",
                              "kata~7",
                              "kata~1.5",
                              "a^2000",
                              "\"a b\"~9999",
                              "title:*",
                              "(a)*",
                              "k*ta",
                              "\"a b\"*",
                              "=\"a b\"",
                              "=kata*",
                              "title:",
                              "title: a",
                              "date:x",
                              "date:2020..2019",
                              "source:a*",
                              "source:a~1",
                              "((((a))))",
                              "a b c d e",
                              "a* b* c*",
                              "\"a b\"~99"}) {
      for (const Note& note : Parse(query, limits).notes) {
        problems.insert(note.problem);
        for (const std::string& text : {note.problem, note.reading}) {
          EXPECT_NE(Translated(Language::kIndonesian, text), text) << query;
        }
      }
    }
  }
  EXPECT_GE(problems.size(), 30u) << "queries no longer cause what they did";
}

TEST(LanguageTest, TheFirstVariableThatIsSetDecides) {
  struct Case {
    const char* all;
    const char* messages;
    const char* lang;
    Language expected;
  };
  constexpr Case kCases[] = {
      {"", "", "", Language::kEnglish},
      {"", "", "id_ID.UTF-8", Language::kIndonesian},
      {"", "en_GB.UTF-8", "id_ID.UTF-8", Language::kEnglish},
      {"id", "en_GB.UTF-8", "C", Language::kIndonesian},
      {"C.UTF-8", "id_ID", "id_ID", Language::kEnglish},
      {"ido_XX", "", "", Language::kEnglish}};
  for (const Case& c : kCases) {
    setenv("LC_ALL", c.all, 1);
    setenv("LC_MESSAGES", c.messages, 1);
    setenv("LANG", c.lang, 1);
    EXPECT_EQ(LanguageOfEnvironment(), c.expected)
        << c.all << " " << c.messages << " " << c.lang;
  }
}

TEST(LanguageTest, OnlyTwoNamesAreKnown) {
  EXPECT_EQ(ParseLanguage("id"), Language::kIndonesian);
  EXPECT_EQ(ParseLanguage("en"), Language::kEnglish);
  EXPECT_FALSE(ParseLanguage("ms").has_value());
  EXPECT_FALSE(ParseLanguage("").has_value());
}

}  // namespace
}  // namespace telusur
