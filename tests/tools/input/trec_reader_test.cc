#include "tools/input/trec_reader.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/tools/input/read_records.h"

namespace telusur {
namespace {

using Strings = std::vector<std::string>;

ReadRecords Read(absl::string_view bytes, const ReaderOptions& options = {},
                 size_t step = 1 << 20) {
  return ReadAllRecords(InputFormat::kTrec, bytes, options, step);
}

std::string Doc(const std::string& id, const std::string& text) {
  return absl::StrCat("<DOC>\n<DOCNO> ", id, " </DOCNO>\n<TEXT>\n", text,
                      "\n</TEXT>\n</DOC>\n");
}

TEST(TrecReaderTest, ElementsBecomeFields) {
  const std::string bytes =
      "<DOC>\n<DOCNO> AP-1 </DOCNO>\n<FILEID>lain</FILEID>\n"
      "<DATE>2019-12-09</DATE>\n<HEAD>Harga &amp;\nberas</HEAD>\n"
      "<HEAD>naik</HEAD>\n<TEXT>\nSatu <b>dua</b>.\n</TEXT>\n"
      "<TEXT>Tiga.</TEXT>\n</DOC>\n"
      "<doc><docno>2</docno><headline>H</headline><title>T</title>"
      "<text>isi</text></doc>";
  for (const size_t step : {1, 3, 1000}) {
    const ReadRecords read = Read(bytes, {}, step);
    EXPECT_EQ(read.Texts(),
              Strings({"AP-1|Harga & beras naik|Satu dua. Tiga.", "2|T|isi"}));
    EXPECT_EQ(read.problems, Strings());
    EXPECT_EQ(read.documents[0].date, "2019-12-09");
  }
}

TEST(TrecReaderTest, BrokenRecordsAreNamedAndTheRestIsRead) {
  const std::string bytes = absl::StrCat(
      "\xef\xbb\xbf", Doc("1", "satu"), "sisa\n",            // lines 1 to 7
      "<DOC>\n<TEXT>x</TEXT>\n</DOC>\n",                     // 8 to 10
      "<DOC>\n<DOCNO>3</DOCNO>\n</DOC>\n",                   // 11 to 13
      "<DOC>\n<DOCNO>4</DOCNO>\n<TEXT>x</TEXT>\n",           // 14 to 16
      Doc("5", "lima"), "</DOC>\n<DOC>\n<DOCNO>6</DOCNO>");  // 17 to 25
  for (const size_t step : {1, 7, 1000}) {
    const ReadRecords read = Read(bytes, {}, step);
    EXPECT_EQ(read.Texts(), Strings({"1||satu", "5||lima"}));
    EXPECT_EQ(
        read.problems,
        Strings({"6:0: text outside of <DOC> and </DOC>", "8:0: no <DOCNO>",
                 "11:0: no <TEXT>", "14:0: no </DOC>",
                 "22:0: text outside of <DOC> and </DOC>", "24:0: no </DOC>"}));
    EXPECT_EQ(read.rejected[1], "<DOC>\n<TEXT>x</TEXT>\n</DOC>");
  }
}

TEST(TrecReaderTest, RecordsOverTheLimitAreSkipped) {
  ReaderOptions options;
  options.max_document_bytes = 100;
  const std::string bytes =
      absl::StrCat(std::string(500, 'x'), Doc("1", "satu"),
                   Doc("2", std::string(5000, '\n')), Doc("3", "tiga"));
  for (const size_t step : {1, 90, 10000}) {
    const ReadRecords read = Read(bytes, options, step);
    EXPECT_EQ(read.Texts(), Strings({"1||satu", "3||tiga"}));
    EXPECT_EQ(read.problems,
              Strings({"1:0: text outside of <DOC> and </DOC>",
                       "7:0: a record over the limit of 100 bytes"}));
  }
}

TEST(TrecReaderTest, AnEmptyInputHasNoRecords) {
  EXPECT_EQ(Read("").Texts(), Strings());
  EXPECT_EQ(Read("\n\n").problems, Strings());
}

}  // namespace
}  // namespace telusur
