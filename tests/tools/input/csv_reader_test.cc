#include "tools/input/csv_reader.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/tools/input/read_records.h"

namespace telusur {
namespace {

using Strings = std::vector<std::string>;

ReadRecords Read(absl::string_view bytes, const ReaderOptions& options = {},
                 size_t step = 1 << 20) {
  return ReadAllRecords(InputFormat::kCsv, bytes, options, step);
}

TEST(CsvReaderTest, TheFirstLineNamesTheFields) {
  const ReadRecords read = Read(
      "title,id,source,TEXT,date,url,lain,\n"
      "Harga beras,7,Kompas,Beras naik,2019-12-09,http://a/,x,y\n");
  ASSERT_EQ(read.documents.size(), 1);
  const Document& document = read.documents[0];
  EXPECT_EQ(document.id, "7");
  EXPECT_EQ(document.title, "Harga beras");
  EXPECT_EQ(document.text, "Beras naik");
  EXPECT_EQ(document.url, "http://a/");
  EXPECT_EQ(document.date, "2019-12-09");
  EXPECT_EQ(document.source, "Kompas");
  EXPECT_EQ(read.counts.ignored_fields, (absl::btree_set<std::string>{"lain"}));
}

TEST(CsvReaderTest, QuotedFieldsHoldSeparatorsQuotesAndLines) {
  const ReadRecords read = Read(
      "\xef\xbb\xbf\"id\",\"title\",\"text\"\r\n"
      "1,\"a, b\",\"dua\r\nbaris \"\"x\"\"\"\r\n"
      "\r\n"
      "2,\"\",\"\"\"\"\r\n"
      "3,5\" pipa,x\"y\"\r\n"
      "\"4\",b,tanpa akhir");
  EXPECT_EQ(read.Texts(), Strings({"1|a, b|dua\r\nbaris \"x\"", "2||\"",
                                   "3|5\" pipa|x\"y\"", "4|b|tanpa akhir"}));
  EXPECT_EQ(read.problems, Strings());
}

TEST(CsvReaderTest, TheFirstLineTellsTheSeparator) {
  EXPECT_EQ(Read("id;text\n1;a, b\n2;\"c;d\"\n").Texts(),
            Strings({"1||a, b", "2||c;d"}));
  EXPECT_EQ(Read("id\ttext\n1\ta, b; c\n").Texts(), Strings({"1||a, b; c"}));
  EXPECT_EQ(Read("text\nsatu kolom; saja\n").Texts(),
            Strings({"x:2||satu kolom; saja"}));
}

TEST(CsvReaderTest, RecordsWithoutAnIdAreNamedAfterTheirFirstLine) {
  const ReadRecords read = Read("text\n\"a\nb\"\nc\n");
  EXPECT_EQ(read.Texts(), Strings({"x:2||a\nb", "x:4||c"}));
  EXPECT_EQ(read.counts.num_without_id, 2);
}

TEST(CsvReaderTest, AMissingColumnIsNamed) {
  ReadRecords read = Read("id,judul,isi\n1,a,b\n");
  EXPECT_TRUE(absl::IsInvalidArgument(read.status));
  EXPECT_EQ(read.status.message(),
            "no column is called \"text\"; choose with --text-field, "
            "--title-field, --id-field and so on among: id, judul, isi");
  ReaderOptions options;
  options.fields.text = "isi";
  options.fields.date = "tanggal";
  read = Read("id,judul,isi\n1,a,b\n", options);
  EXPECT_TRUE(absl::IsInvalidArgument(read.status));
  EXPECT_EQ(read.Texts(), Strings());
  options.fields.date = "";
  EXPECT_EQ(Read("id,judul,isi\n1,a,b\n", options).Texts(), Strings({"1||b"}));
}

TEST(CsvReaderTest, OneColumnMayFillTwoFields) {
  ReaderOptions options;
  options.fields.id = "isi";
  options.fields.text = "isi";
  EXPECT_EQ(Read("isi\nharga\n", options).Texts(), Strings({"harga||harga"}));
}

TEST(CsvReaderTest, BrokenRecordsAreNamedAndTheRestIsRead) {
  const ReadRecords read = Read(
      "id,text\n"
      "1,satu,lebih\n"
      "2\n"
      "3,\"tiga\" x\n"
      "4,\"em\npat\" x\n"
      "5,lima\n");
  EXPECT_EQ(read.Texts(), Strings({"5||lima"}));
  EXPECT_EQ(read.problems,
            Strings({"2:0: not 2 fields, as the first line has",
                     "3:0: not 2 fields, as the first line has",
                     "4:9: text after the end of a quoted field",
                     "6:5: text after the end of a quoted field"}));
  EXPECT_EQ(read.rejected,
            Strings({"1,satu,lebih", "2", "3,\"tiga\" x", "4,\"em\npat\" x"}));
}

TEST(CsvReaderTest, AQuoteWithoutAnEndCostsOneLine) {
  const ReadRecords read = Read(
      "id,text\n"
      "\"1\",\"satu\n"
      "2,dua\n"
      "3,tiga\n");
  EXPECT_EQ(read.problems, Strings({"2:5: a quoted field has no end"}));
  EXPECT_EQ(read.rejected, Strings({"\"1\",\"satu"}));
  EXPECT_EQ(read.Texts(), Strings({"2||dua", "3||tiga"}));
  EXPECT_EQ(Read("id,text\n1,\"x").problems,
            Strings({"2:3: a quoted field has no end"}));
}

TEST(CsvReaderTest, RecordsOverTheLimitAreSkipped) {
  ReaderOptions options;
  options.max_document_bytes = 20;
  const std::string large = absl::StrCat("2,\"", std::string(300, 'x'), "\n",
                                         std::string(300, '"'), "\"\n");
  for (const size_t step : {1, 7, 1000}) {
    const ReadRecords read =
        Read(absl::StrCat("id,text\r\n1,", std::string(18, 'x'), "\r\n", large,
                          "3,", std::string(19, 'x'), "\n4,empat\n"),
             options, step);
    EXPECT_EQ(read.Texts(),
              Strings({"1||" + std::string(18, 'x'), "4||empat"}));
    EXPECT_EQ(read.problems,
              Strings({"3:0: a record over the limit of 20 bytes",
                       "5:0: a record over the limit of 20 bytes"}));
  }
}

TEST(CsvReaderTest, ALargeQuoteWithoutAnEndTakesWhatFollows) {
  ReaderOptions options;
  options.max_document_bytes = 20;
  const ReadRecords read = Read(
      absl::StrCat("id,text\n1,a\n2,\"", std::string(300, 'x')), options, 16);
  EXPECT_EQ(read.Texts(), Strings({"1||a"}));
  EXPECT_EQ(read.problems, Strings({"3:0: a quoted field has no end"}));
}

TEST(CsvReaderTest, ALineOfNamesThatCannotBeReadEndsTheInput) {
  EXPECT_EQ(Read("id,\"text\"x\n1,a\n").status.message(),
            "the line of column names: text after the end of a quoted field");
  EXPECT_EQ(Read(std::string(5000, ',')).status.message(),
            "more than 4096 columns");
  EXPECT_TRUE(Read("").status.ok());
  EXPECT_TRUE(Read("id,text\n").status.ok());
}

// Whatever the values and however the bytes arrive: what was written is read.
TEST(CsvReaderTest, RandomValuesRoundTrip) {
  constexpr uint32_t kSeed = 20191209;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const absl::string_view kPieces[] = {"a",  "beras", ",",    "\"", "\n",
                                       "\r", "\r\n",  "\"\"", ";",  " "};
  for (int round = 0; round < 200; ++round) {
    std::string csv = "id,title,text\r\n";
    Strings expected;
    for (int i = 0; i < 5; ++i) {
      std::string values[2];
      for (std::string& value : values) {
        for (int n = random() % 6; n > 0; --n) {
          absl::StrAppend(&value, kPieces[random() % 10]);
        }
      }
      expected.push_back(absl::StrCat(i, "|", values[0], "|", values[1]));
      absl::StrAppend(&csv, i);
      for (const std::string& value : values) {
        absl::StrAppend(&csv, ",\"",
                        absl::StrReplaceAll(value, {{"\"", "\"\""}}), "\"");
      }
      absl::StrAppend(&csv, random() % 2 == 0 ? "\n" : "\r\n");
    }
    EXPECT_EQ(Read(csv, {}, 1 + random() % 9).Texts(), expected) << csv;
  }
}

}  // namespace
}  // namespace telusur
