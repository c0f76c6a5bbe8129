// telusur analyze: tokens for people and machines, and stems of forms.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class AnalyzeCommandTest : public TelusurProgramTest {
 protected:
  std::string Stems(const std::string& forms,
                    std::vector<std::string> flags = {}) const {
    flags.insert(flags.begin(), {"analyze", "--format", "stems"});
    const ProgramResult result = Telusur(flags, forms);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    return result.out;
  }
};

TEST_F(AnalyzeCommandTest, WritesOneLineATokenWithItsPlaceSurfaceAndStem) {
  const ProgramResult result =
      Telusur({"analyze", "Perkataan yang", "diKazakhstan"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.out,
            "0\t0\t9\tperkataan\tkata\tword\n"
            "1\t10\t14\tyang\tyang\tstop\n"
            "2\t15\t17\tdi\tdi\tstop\n"
            "2\t15\t27\tdikazakhstan\tdikazakhstan\treading\n"
            "3\t17\t27\tkazakhstan\tkazakhstan\tword\n");
}

TEST_F(AnalyzeCommandTest, ReadsStandardInputWithoutATextOrForAHyphen) {
  const std::string expected = Telusur({"analyze", "kata"}).out;
  EXPECT_EQ(Telusur({"analyze"}, "kata").out, expected);
  EXPECT_EQ(Telusur({"analyze", "-"}, "kata").out, expected);
}

TEST_F(AnalyzeCommandTest, StemmingFollowsTheLevel) {
  EXPECT_THAT(Telusur({"analyze", "--stemming", "none", "perkataan"}).out,
              HasSubstr("\tperkataan\tperkataan\t"));
  EXPECT_THAT(Telusur({"analyze", "--stemming", "light", "perkataannya"}).out,
              HasSubstr("\tperkataannya\tperkataan\t"));
}

TEST_F(AnalyzeCommandTest, ExplainsWithThePathAndTheRejectedReadings) {
  const std::string line =
      Telusur({"analyze", "--explain", "dikatakannya"}).out;
  const std::vector<std::string> fields = absl::StrSplit(line, '\t');
  ASSERT_EQ(fields.size(), 9u) << line;
  EXPECT_EQ(fields[4], "kata");
  EXPECT_EQ(fields[6], "rules");
  EXPECT_EQ(fields[7], "di- kata -kan -nya");
  EXPECT_THAT(fields[8], HasSubstr("di- katakan -nya ("));
  EXPECT_THAT(fields[8], HasSubstr("; "));
}

TEST_F(AnalyzeCommandTest, TheTableIsForPeople) {
  const ProgramResult result =
      Telusur({"analyze", "--format", "table", "--explain", "perkataan"});
  EXPECT_THAT(result.out, StartsWith("position "));
  EXPECT_THAT(result.out, HasSubstr("  perkataan "));
}

TEST_F(AnalyzeCommandTest, SaysWhatWasDropped) {
  const ProgramResult result =
      Telusur({"analyze", "--boilerplate", "drop", "-"},
              absl::StrCat("ADVERTISEMENT kata \xff ", std::string(300, 'x')));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "0\t14\t18\tkata\tkata\tword\n");
  EXPECT_EQ(result.err,
            "1 bytes that are no UTF-8\n"
            "1 words too long to be indexed\n"
            "13 bytes left out as boilerplate\n");
}

TEST_F(AnalyzeCommandTest, ATextOverTheLimitIsRefused) {
  const ProgramResult result =
      Telusur({"analyze", "--max-document-bytes", "4", "-"}, "katak");
  EXPECT_EQ(result.exit_code, 6);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("over the limit of 4 bytes"));
}

TEST_F(AnalyzeCommandTest, StemsAreOneLineAFormInOrder) {
  EXPECT_EQ(Stems("mengatakan\n\nPERKATAAN\nkata kata\nanak-anaknya\nx"),
            "mengatakan\tkata\n\t\nPERKATAAN\tkata\nkata kata\tkata kata\n"
            "anak-anaknya\tanak\nx\tx\n");
  EXPECT_EQ(Stems(""), "");
}

TEST_F(AnalyzeCommandTest, StemsFollowTheLayers) {
  EXPECT_EQ(Stems("yg\ntjukup\n"), "yg\tyg\ntjukup\ttjukup\n");
  EXPECT_EQ(Stems("yg\ntjukup\n", {"--informal", "on", "--old-spelling", "on"}),
            "yg\tyang\ntjukup\tcukup\n");
  EXPECT_EQ(Stems("perkataan\n", {"--stemming", "none"}),
            "perkataan\tperkataan\n");
}

TEST_F(AnalyzeCommandTest, FormsMayHoldAnyBytes) {
  EXPECT_EQ(Stems(std::string("\xff\xfe\na\tb\r\n\0\n\r", 11)),
            std::string("\xff\xfe\t\xff\xfe\na\tb\ta\tb\n\0\t\0\n\t\n", 20));
  // Longer than any window of the input, with a line end of two bytes.
  const std::string large(1 << 20, 'a');
  EXPECT_EQ(Stems(absl::StrCat(large, "\r\nkata\r\n")),
            absl::StrCat(large, "\t", large.substr(0, 255), "\nkata\tkata\n"));
}

TEST_F(AnalyzeCommandTest, WrongFlagsAreUsageErrors) {
  EXPECT_EQ(Telusur({"analyze", "--informal", "yes", "x"}).exit_code, 2);
  EXPECT_EQ(Telusur({"analyze", "--stemming", "much", "x"}).exit_code, 2);
  EXPECT_EQ(
      Telusur({"analyze", "--format", "stems", "--explain"}, "x").exit_code, 2);
}

}  // namespace
}  // namespace telusur
