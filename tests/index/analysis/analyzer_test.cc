#include "index/analysis/analyzer.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/analysis/token.h"
#include "tests/index/analysis/token_list.h"

namespace telusur {
namespace {

TEST(AnalyzerOptionsTest, ToStringIsOneReadableLine) {
  AnalyzerOptions options;
  EXPECT_EQ(options.ToString(),
            "indonesian/1 stemming=full informal=off old-spelling=off "
            "boilerplate=keep");
  options.name = "whitespace";
  EXPECT_EQ(options.ToString(), "whitespace/1");
}

TEST(AnalyzerOptionsTest, ParseReadsWhatToStringWrote) {
  for (int i = 0; i < 24; ++i) {
    AnalyzerOptions options;
    options.stemming = static_cast<Stemming>(i % 3);
    options.informal = i / 3 % 2 == 1;
    options.old_spelling = i / 6 % 2 == 1;
    options.drop_boilerplate = i / 12 % 2 == 1;
    const auto parsed = AnalyzerOptions::Parse(options.ToString());
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_EQ(*parsed, options);
    EXPECT_EQ(parsed->drop_boilerplate, options.drop_boilerplate);
  }
  ASSERT_TRUE(AnalyzerOptions::Parse("whitespace/1").ok());
  EXPECT_EQ(AnalyzerOptions::Parse("whitespace/1")->name, "whitespace");
}

TEST(AnalyzerOptionsTest, ParseRefusesAnythingElse) {
  const std::string good = AnalyzerOptions().ToString();
  for (const std::string& line :
       {std::string(), std::string("indonesian"), std::string("english/1"),
        std::string("indonesian/1"), std::string("whitespace/1 "),
        std::string("whitespace/1 informal=on"), good + " ", " " + good,
        good + " informal=on", good.substr(0, good.size() - 1),
        std::string("indonesian/1 informal=off stemming=full old-spelling=off "
                    "boilerplate=keep"),
        std::string("\0/\xFF", 3)}) {
    EXPECT_EQ(AnalyzerOptions::Parse(line).status().code(),
              absl::StatusCode::kInvalidArgument)
        << line;
  }
}

TEST(AnalyzerOptionsTest, ParseNamesAnUnknownVersion) {
  const absl::Status status =
      AnalyzerOptions::Parse("indonesian/2 colour=blue").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("\"2\""));
}

TEST(AnalyzerTest, CreateRefusesAnUnknownName) {
  AnalyzerOptions options;
  options.name = "klingon";
  EXPECT_EQ(Analyzer::Create(options).status().code(),
            absl::StatusCode::kInvalidArgument);
}

std::unique_ptr<Analyzer> NewAnalyzer(const AnalyzerOptions& options) {
  return Analyzer::Create(options).value();
}

std::string TermOf(const Analyzer& analyzer, absl::string_view surface) {
  std::string term;
  analyzer.TermOf(surface, &term);
  return term;
}

std::string Tokens(const Analyzer& analyzer, absl::string_view text) {
  return Show(KeepTokens([&](TokenSink sink) {
                return analyzer.Tokenize(text, sink);
              }).tokens);
}

TEST(AnalyzerTest, OptionsAreKept) {
  AnalyzerOptions options;
  options.stemming = Stemming::kLight;
  options.informal = true;
  EXPECT_EQ(NewAnalyzer(options)->options(), options);
}

TEST(AnalyzerTest, WhitespaceLeavesWordsAsTheyAre) {
  AnalyzerOptions options;
  options.name = "whitespace";
  const auto analyzer = NewAnalyzer(options);
  EXPECT_EQ(Tokens(*analyzer, "Yang diKazakhstan, 8.000"),
            "Yang diKazakhstan, 8.000");
  EXPECT_EQ(TermOf(*analyzer, "Perkataan,"), "Perkataan,");
  EXPECT_FALSE(analyzer->IsStopWord("yang"));
}

TEST(AnalyzerTest, IndonesianReadsWordsAndKnowsStopWords) {
  const auto analyzer = NewAnalyzer(AnalyzerOptions());
  EXPECT_EQ(Tokens(*analyzer, "Yang diKazakhstan, 8.000"),
            "yang di|dikazakhstan kazakhstan 8000");
  EXPECT_TRUE(analyzer->IsStopWord("yang"));
  EXPECT_FALSE(analyzer->IsStopWord("kazakhstan"));
}

TEST(AnalyzerTest, BoilerplateIsDroppedOnRequest) {
  const absl::string_view text = "satu ADVERTISEMENT dua";
  AnalyzerOptions options;
  EXPECT_EQ(Tokens(*NewAnalyzer(options), text), "satu advertisement dua");
  options.drop_boilerplate = true;
  EXPECT_EQ(Tokens(*NewAnalyzer(options), text), "satu dua");
}

TEST(AnalyzerTest, OnlyWordsAreStemmed) {
  for (const Stemming stemming :
       {Stemming::kNone, Stemming::kLight, Stemming::kFull}) {
    AnalyzerOptions options;
    options.stemming = stemming;
    options.informal = true;
    const auto analyzer = NewAnalyzer(options);
    for (const std::string& surface :
         {std::string("8000"), std::string("1250000,50"),
          std::string("covid-19"), std::string("detik.com"),
          std::string("beyonc\xC3\xA9"), std::string("90-an"),
          std::string("s&p"), std::string(kMaxTermBytes, 'x')}) {
      EXPECT_EQ(TermOf(*analyzer, surface), surface);
    }
  }
}

TEST(AnalyzerTest, WithoutStemmingTermsAreSurfaces) {
  AnalyzerOptions options;
  options.stemming = Stemming::kNone;
  options.informal = true;
  options.old_spelling = true;
  const auto analyzer = NewAnalyzer(options);
  for (absl::string_view surface :
       {"perkataan", "besar-besaran", "yg", "tjukup"}) {
    EXPECT_EQ(TermOf(*analyzer, surface), surface);
  }
}

}  // namespace
}  // namespace telusur
