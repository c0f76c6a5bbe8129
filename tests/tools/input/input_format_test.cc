#include "tools/input/input_format.h"

#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

std::string Detected(absl::string_view path, absl::string_view head) {
  absl::StatusOr<InputFormat> format = DetectInputFormat(path, head, "isi");
  if (!format.ok()) return std::string(format.status().message());
  switch (*format) {
    case InputFormat::kJsonl:
      return "jsonl";
    case InputFormat::kTsv:
      return "tsv";
    case InputFormat::kCsv:
      return "csv";
    case InputFormat::kTrec:
      return "trec";
    case InputFormat::kWarc:
      return "warc";
    case InputFormat::kText:
      return "text";
    case InputFormat::kHtml:
      return "html";
  }
  return "?";
}

TEST(InputFormatTest, ContentTells) {
  EXPECT_EQ(Detected("x", "{\"id\": 1}\n"), "jsonl");
  EXPECT_EQ(Detected("x", "\xef\xbb\xbf\n { \"id\": 1}\n"), "jsonl");
  EXPECT_EQ(Detected("x", "{}"), "jsonl");
  EXPECT_EQ(Detected("x.txt", "{\"id\": broken\n"), "jsonl");
  EXPECT_EQ(Detected("x", "<!DOCTYPE HTML><html>"), "html");
  EXPECT_EQ(Detected("x.txt", "\n<!-- x -->\n<html lang=id>"), "html");
  EXPECT_EQ(Detected("x", "<?xml version='1.0'?>\n<!DOCTYPE html>"), "html");
  EXPECT_EQ(Detected("x", "<?xml version='1.0'?>\n<rss>"), "text");
  EXPECT_EQ(Detected("x", "\n<DOC>\n<DOCNO>1"), "trec");
  EXPECT_EQ(Detected("x", "WARC/1.0\r\n"), "warc");
  EXPECT_EQ(Detected("x", "judul, \"Isi\"\r\n"), "csv");
  EXPECT_EQ(Detected("x", "id;isi\n"), "csv");
  EXPECT_EQ(Detected("x", "isi\n"), "text");
  EXPECT_EQ(Detected("x", "judul, isian\n"), "text");
  EXPECT_EQ(Detected("x", "a1\tharga beras\n"), "tsv");
  EXPECT_EQ(Detected("x", "harga beras\na\tb"), "text");
  EXPECT_EQ(Detected("x", "{kurung}"), "text");
  EXPECT_EQ(Detected("x", "[1] catatan"), "text");
  EXPECT_EQ(Detected("x", ""), "text");
}

TEST(InputFormatTest, TheEndingTellsWhenContentDoesNot) {
  EXPECT_EQ(Detected("a/b.tsv", "x"), "tsv");
  EXPECT_EQ(Detected("a/B.TSV.GZ", "x"), "tsv");
  EXPECT_EQ(Detected("CC-MAIN.warc.wet.gz", "sampah"), "warc");
  EXPECT_EQ(Detected("a.trec", "sampah"), "trec");
  EXPECT_EQ(Detected("a.csv.gz", "id,text\n"), "csv");
  EXPECT_EQ(Detected("a.csv", "id\ttext\n"), "csv");
  EXPECT_EQ(Detected("a.jsonl.zst", "not json"), "jsonl");
  EXPECT_EQ(Detected("a.htm", "<p>x"), "html");
  EXPECT_EQ(Detected("a.txt", "kolom\tkolom"), "text");
}

TEST(InputFormatTest, WhatCannotBeReadSaysWhatToDo) {
  EXPECT_EQ(Detected("x.json", "[\n {\"id\":1},"),
            "a JSON array; write one object a line (jq -c '.[]')");
  EXPECT_EQ(Detected("x.json", "{\n  \"id\": 1\n}"),
            "a JSON object over several lines; write one object a line (jq -c "
            ".)");
  EXPECT_EQ(Detected("x.txt", "%PDF-1.5\n"),
            "a PDF file; extract its text first (pdftotext)");
  EXPECT_EQ(Detected("x", "PK\x03\x04..."), "a zip archive; unpack it first");
  EXPECT_EQ(Detected("x", std::string(257, 'n') + "ustar  "),
            "a tar archive; unpack it first");
  EXPECT_EQ(Detected("x", absl::string_view("\x7f"
                                            "ELF\0\0",
                                            6)),
            "a binary file");
  EXPECT_TRUE(absl::IsInvalidArgument(CheckEncoding("\xff\xfeh\0a\0")));
  EXPECT_TRUE(absl::IsInvalidArgument(CheckEncoding("\xfe\xff\0h\0a")));
  EXPECT_TRUE(CheckEncoding("harga").ok());
}

TEST(InputFormatTest, NamesAreChecked) {
  EXPECT_EQ(*ParseInputFormat("html"), InputFormat::kHtml);
  EXPECT_TRUE(absl::IsInvalidArgument(ParseInputFormat("HTML").status()));
}

}  // namespace
}  // namespace telusur
