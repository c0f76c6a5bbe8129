#include "index/analysis/analyzer.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

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

}  // namespace
}  // namespace telusur
