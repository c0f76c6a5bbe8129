#include "query/match_finder.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/analysis/analyzer.h"
#include "query/query_parser.h"
#include "query/snippet.h"

namespace telusur {
namespace {

// Splits at spaces; a term is its form without an ending "an" or "nya"; "a-b"
// has the readings a, b and a-b, like hyphenated words.
class TestAnalyzer : public Analyzer {
 public:
  TestAnalyzer() : Analyzer(AnalyzerOptions()) {}

  AnalysisCounts Tokenize(absl::string_view text,
                          TokenSink sink) const override {
    std::vector<Token> tokens;
    uint32_t position = 0;
    size_t begin = 0;
    while (begin < text.size()) {
      const size_t end = std::min(text.find_first_of(" -", begin), text.size());
      if (end > begin) {
        Add(text, begin, end, position, true, &tokens);
        const size_t whole = std::min(text.find(' ', begin), text.size());
        const bool is_first = begin == 0 || text[begin - 1] == ' ';
        if (whole > end && is_first) {
          Add(text, begin, whole, position, false, &tokens);
        }
        ++position;
      }
      begin = end + 1;
    }
    sink(tokens);
    return AnalysisCounts();
  }

  void TermOf(absl::string_view surface, std::string* term) const override {
    *term = std::string(surface);
    for (const char* ending : {"nya", "an"}) {
      const size_t size = std::string(ending).size();
      if (term->size() > size + 2 &&
          term->compare(term->size() - size, size, ending) == 0) {
        term->resize(term->size() - size);
      }
    }
  }

  bool IsStopWord(absl::string_view surface) const override {
    return surface == "yang";
  }

 private:
  static void Add(absl::string_view text, size_t begin, size_t end,
                  uint32_t position, bool counts, std::vector<Token>* tokens) {
    tokens->push_back({text.substr(begin, end - begin), position,
                       static_cast<uint32_t>(begin), static_cast<uint32_t>(end),
                       counts});
  }
};

// The text with "[" and "]" around the matches, and their terms.
std::string Show(absl::string_view query, const std::string& text,
                 bool is_title = false,
                 const std::vector<std::string>& ignored = {}) {
  static const TestAnalyzer* const analyzer = new TestAnalyzer;
  MatchFinder finder(*analyzer, Parse(query, ParserLimits()).query, ignored);
  std::string out;
  size_t position = 0;
  for (const Match& match :
       is_title ? finder.FindInTitle(text) : finder.FindInText(text)) {
    absl::StrAppend(&out, text.substr(position, match.begin - position), "[",
                    match.term, ":",
                    text.substr(match.begin, match.end - match.begin), "]");
    position = match.end;
  }
  return out + text.substr(position);
}

TEST(MatchFinderTest, FindsAllFormsOfAWord) {
  EXPECT_EQ(Show("tulisan pasar", "tulis tulisannya di pasar itu"),
            "[0:tulis] [0:tulisannya] di [1:pasar] itu");
  EXPECT_EQ(Show("tulis", ""), "");
  EXPECT_EQ(Show("", "tulis"), "tulis");
}

TEST(MatchFinderTest, ExactFormsArePrefixesAndSpellingsOfSurfaces) {
  EXPECT_EQ(Show("=tulisan", "tulis tulisan tulisannya"),
            "tulis [0:tulisan] tulisannya");
  EXPECT_EQ(Show("tulisan*", "tulis tulisan tulisannya"),
            "tulis [0:tulisan] [0:tulisannya]");
  EXPECT_EQ(Show("tulsan~1", "tulis tulisan tulang"),
            "tulis [0:tulisan] tulang");
}

TEST(MatchFinderTest, AWordThatIsAskedForTwiceIsTheFirst) {
  EXPECT_EQ(Show("x =tulisan tulis tul*", "tulisan tulis tulang"),
            "[1:tulisan] [2:tulis] [3:tulang]");
}

TEST(MatchFinderTest, PhrasesMatchAsAWhole) {
  EXPECT_EQ(Show("\"harga emas\"", "emas harga emas naik harga"),
            "emas [0:harga emas] naik harga");
  EXPECT_EQ(Show("\"a b a\"", "a b a b a"), "[0:a b a] b a");
  EXPECT_EQ(Show("\"a b\" a", "a b a"), "[0:a b] [1:a]");
}

TEST(MatchFinderTest, WordsOfLoosePhrasesAreMarkedOneByOne) {
  EXPECT_EQ(Show("\"harga emas\"~1", "harga jual emas emas harga"),
            "[0:harga] jual [0:emas] emas harga");
  EXPECT_EQ(Show("\"a b c\"~1", "a x b x c"), "a x b x c");
  EXPECT_EQ(Show("\"a b c\"~2", "a x b x c"), "[0:a] x [0:b] x [0:c]");
}

TEST(MatchFinderTest, NearMatchesInAnyOrder) {
  EXPECT_EQ(Show("harga NEAR/1 emas", "emas x harga x x emas"),
            "[0:emas] x [0:harga] x x emas");
  EXPECT_EQ(Show("harga NEAR/0 =emas", "emas harga emasan"),
            "[0:emas] [0:harga] emasan");
}

TEST(MatchFinderTest, CompoundsMatchByPartsAndAsAWhole) {
  EXPECT_EQ(Show("covid-19", "covid-19 covid 19 19"),
            "[0:covid-19] [0:covid 19] 19");
  EXPECT_EQ(Show("covid", "covid-19"), "[0:covid]-19");
  EXPECT_EQ(Show("=covid-19", "covid-19 covid 19"), "[0:covid-19] covid 19");
}

TEST(MatchFinderTest, PassesOverWhatIsExcludedOrIgnored) {
  EXPECT_EQ(Show("a -b", "a b c"), "[0:a] b c");
  EXPECT_EQ(Show("a -(b AND c) source:c", "a b c"), "[0:a] b c");
  EXPECT_EQ(Show("a yang", "a yang b", false, {"yang"}), "[0:a] yang b");
  EXPECT_EQ(Show("\"a yang\"", "a yang b", false, {"yang"}), "[0:a yang] b");
}

TEST(MatchFinderTest, TitleWordsMatchInTitlesOnly) {
  EXPECT_EQ(Show("title:a b", "a b"), "a [1:b]");
  EXPECT_EQ(Show("title:a b", "a b", /*is_title=*/true), "[0:a] [1:b]");
  EXPECT_EQ(Show("title:\"a b\"", "a b"), "a b");
  EXPECT_EQ(Show("title:\"a b\"", "a b", /*is_title=*/true), "[0:a b]");
  EXPECT_EQ(Show("title:a* title:ab~1", "a ab"), "a ab");
}

TEST(MatchFinderTest, ReadsOnlyTheBeginningOfAHugeText) {
  std::string text(kMaxMatchedBytes - 2, ' ');
  text += "a a";
  EXPECT_EQ(Show("a", text).size(), text.size() + 4);
}

TEST(MatchFinderTest, RepetitiveTextsAndPhrasesTakeBoundedSteps) {
  std::string query = "\"";
  for (int i = 0; i < 1000; ++i) query += "a ";
  query += "b\"~1000 OR (a NEAR/1000 a) OR \"a a a\"~9";
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "a ";
  const TestAnalyzer analyzer;
  MatchFinder finder(analyzer, Parse(query, ParserLimits()).query, {});
  EXPECT_LE(finder.FindInText(text).size(), 200000);
}

// Matches are disjoint and in order, and a finder may be used again and again.
TEST(MatchFinderTest, KeepsItsPromisesForAnyQueryAndText) {
  static const char* const kQueries[] = {
      "a b-c \"b c\"", "=b-c a* \"a b\"~3", "a NEAR/2 b NEAR/2 c",
      "a~1 bb~2 -c",   "\"a-b c\" b-c",     "title:a \"c c\" =a"};
  const TestAnalyzer analyzer;
  std::vector<MatchFinder> finders;
  for (const char* query : kQueries) {
    finders.emplace_back(analyzer, Parse(query, ParserLimits()).query,
                         std::vector<std::string>());
  }
  std::mt19937 random(3);
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (int size = random() % 40; size > 0; --size) {
      text += "abc  -"[random() % 6];
    }
    for (MatchFinder& finder : finders) {
      const std::vector<Match> matches = finder.FindInText(text);
      EXPECT_EQ(finder.FindInText(text), matches);
      uint32_t last = 0;
      for (const Match& match : matches) {
        ASSERT_LE(last, match.begin) << text;
        ASSERT_LT(match.begin, match.end) << text;
        ASSERT_LE(match.end, text.size()) << text;
        last = match.end;
      }
    }
  }
}

}  // namespace
}  // namespace telusur
