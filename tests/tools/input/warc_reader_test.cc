#include "tools/input/warc_reader.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/compress.h"
#include "tests/tools/input/read_records.h"

namespace telusur {
namespace {

using Strings = std::vector<std::string>;

ReadRecords Read(absl::string_view bytes, const ReaderOptions& options = {},
                 size_t step = 1 << 20) {
  return ReadAllRecords(InputFormat::kWarc, bytes, options, step);
}

// A record whose Content-Length is off by `lie`.
std::string Record(const std::string& type, const std::string& uri,
                   const std::string& block, int lie = 0) {
  return absl::StrCat("WARC/1.0\r\nWARC-Type: ", type,
                      "\r\nWARC-Target-URI: ", uri,
                      "\r\nWARC-Date: 2019-12-09T10:00:00Z"
                      "\r\nWARC-Record-ID: <urn:uuid:",
                      uri, ">\r\nContent-Length: ", block.size() + lie,
                      "\r\n\r\n", block, "\r\n\r\n");
}

std::string Response(const std::string& uri, const std::string& header,
                     const std::string& body) {
  return Record("response", uri,
                absl::StrCat("HTTP/1.1 200 OK\r\n", header, "\r\n\r\n", body));
}

constexpr char kHtml[] = "Content-Type: text/html";

TEST(WarcReaderTest, PagesAndConvertedTextsAreDocuments) {
  const std::string bytes = absl::StrCat(
      Record("warcinfo", "", "software: x\r\n"),
      Record("request", "http://a/", "GET / HTTP/1.1\r\n\r\n"),
      Response("http://a/", kHtml, "<title>Judul</title><p>isi <b>a</b>"),
      Response("<http://b/>", "content-type: Text/Plain; charset=utf-8", "b<"),
      Response("http://c/", "Content-Type: image/png", "\x89PNG"),
      Record("response", "http://d/",
             "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nx"),
      Record("conversion", "http://e/", "Teks halaman\nbaris\n"));
  for (const size_t step : {1, 5, 100000}) {
    const ReadRecords read = Read(bytes, {}, step);
    EXPECT_EQ(read.Texts(), Strings({"http://a/|Judul|isi a", "http://b/||b<",
                                     "http://e/||Teks halaman\nbaris\n"}));
    EXPECT_EQ(read.documents[0].url, "http://a/");
    EXPECT_EQ(read.documents[0].date, "2019-12-09T10:00:00Z");
    EXPECT_EQ(read.problems, Strings());
    EXPECT_EQ(read.counts.num_passed_over, 4);
  }
}

TEST(WarcReaderTest, WithoutAnAddressTheRecordIdNamesTheDocument) {
  const std::string head = "WARC/1.1\nWARC-Type: conversion\n";
  EXPECT_EQ(Read(absl::StrCat(head, "WARC-Record-ID:\n <urn:1>\n",
                              "content-length: 1\n\na\n\n"))
                .Texts(),
            Strings({"<urn:1>||a"}));
  EXPECT_EQ(Read(absl::StrCat(head, "Content-Length: 1\n\na\n\n", head,
                              "Content-Length: 1\n\nb"))
                .Texts(),
            Strings({"x:0||a", "x:53||b"}));
}

TEST(WarcReaderTest, EncodingsAreUndone) {
  const std::string chunks = "4;ext=1\r\nisi \r\nA\r\n0123456789\r\n0\r\n\r\n";
  const std::string gzip = Compress("gz", "<p>gula");
  const std::string zipped_chunks = absl::StrCat(
      "5\r\n", gzip.substr(0, 5), "\r\n", absl::Hex(gzip.size() - 5), "\r\n",
      gzip.substr(5), "\r\n0\r\n\r\n");
  const std::string kChunked = "\r\nTransfer-Encoding: chunked";
  const std::string kGzip = "\r\nContent-Encoding: gzip";
  const ReadRecords read = Read(absl::StrCat(
      Response("1", kHtml + kChunked, chunks),
      Response("2", kHtml + kGzip, gzip),
      Response("3", kHtml + kGzip + kChunked, zipped_chunks),
      // Fields that crawlers leave when they undo the encoding.
      Response("4", kHtml + kGzip + kChunked, "<p>polos"),
      Response("5", kHtml + kChunked, "9\r\nisi"),
      Response("6", kHtml + kGzip, gzip.substr(0, gzip.size() - 9)),
      Response("7", absl::StrCat(kHtml, "\r\nContent-Encoding: br"), "x"),
      Response("8", absl::StrCat(kHtml, "\r\nTransfer-Encoding: gzip"), "x"),
      Record("response", "9", "bukan http")));
  EXPECT_EQ(read.Texts(),
            Strings({"1||isi 0123456789", "2||gula", "3||gula", "4||polos"}));
  Strings reasons;
  for (const std::string& problem : read.problems) {
    reasons.push_back(problem.substr(problem.find(": ") + 2));
  }
  EXPECT_EQ(reasons,
            Strings({"damaged chunks in an HTTP response",
                     "gzip data ends early", "the content encoding br",
                     "the transfer encoding gzip", "no HTTP response"}));
  EXPECT_TRUE(absl::StartsWith(read.rejected[0], "WARC/1.0\r\n"));
}

TEST(WarcReaderTest, TheHeaderAndThePageTellTheCharset) {
  const ReadRecords read = Read(absl::StrCat(
      Response("1", "Content-Type: text/html; charset=\"ISO-8859-1\"",
               "caf\xe9"),
      Response("2", kHtml, "<meta charset=windows-1252>caf\xe9"),
      Response("3", "Content-Type: text/plain;charset=latin1", "caf\xe9"),
      Response("4", "Content-Type: text/html; charset=latin1", "caf\u00e9")));
  EXPECT_EQ(read.Texts(), Strings({"1||caf\u00e9", "2||caf\u00e9",
                                   "3||caf\u00e9", "4||caf\u00e9"}));
}

TEST(WarcReaderTest, ALengthThatLiesCostsOneRecord) {
  const std::string good = Record("conversion", "http://a/", "satu");
  for (const int lie : {-3, 5, 40, 300, 100000}) {
    const std::string bad = Record("conversion", "http://b/", "dua dua", lie);
    for (const size_t step : {1, 1000}) {
      const ReadRecords read = Read(good + bad + good + good, {}, step);
      EXPECT_EQ(read.documents.size(), 3) << lie;
      ASSERT_EQ(read.problems.size(), 1) << lie;
      EXPECT_TRUE(absl::StartsWith(read.problems[0],
                                   absl::StrCat("@", good.size(), ": a WARC ")))
          << read.problems[0];
      EXPECT_EQ(read.rejected, Strings({bad}));
    }
  }
}

TEST(WarcReaderTest, WhatIsNoRecordIsNamedAndPassedBy) {
  const std::string good = Record("conversion", "http://a/", "satu");
  const struct {
    std::string bytes;
    std::string problem;
  } kCases[] = {
      {"sampah\n", "no WARC record of version 1"},
      {"WARC/0.9\r\nContent-Length: 0\r\n\r\n", "no WARC record of version 1"},
      {"WARC/1.0\r\nWARC-Type: conversion\r\n\r\n",
       "a WARC record without Content-Length"},
      {"WARC/1.0\r\nContent-Length: -1\r\n\r\n",
       "a WARC record without Content-Length"},
      {absl::StrCat("WARC/1.0\r\nX: ", std::string(70000, 'x'), "\r\n"),
       "the head of a WARC record has no end"}};
  for (const auto& [bytes, problem] : kCases) {
    const ReadRecords read = Read(good + bytes + good);
    EXPECT_EQ(read.documents.size(), 2) << problem;
    EXPECT_EQ(read.problems,
              Strings({absl::StrCat("@", good.size(), ": ", problem)}));
  }
  EXPECT_EQ(
      Read(good + "WARC/1.0\r\nContent-Length: 9\r\n\r\nabc").problems,
      Strings({absl::StrCat("@", good.size(), ": a WARC record ends early")}));
}

TEST(WarcReaderTest, RecordsOverTheLimitAreSkipped) {
  ReaderOptions options;
  options.max_document_bytes = 200;
  const std::string large(200000, 'x');
  const std::string small = Record("conversion", "http://a/", "satu");
  const std::string bytes = absl::StrCat(
      small, Record("conversion", "http://b/", large),
      Record("request", "http://b/", large),
      Response("c", "Content-Type: text/html\r\nContent-Encoding: gzip",
               Compress("gz", large.substr(0, 1000))),
      small);
  for (const size_t step : {11, 100000}) {
    const ReadRecords read = Read(bytes, options, step);
    EXPECT_EQ(read.documents.size(), 2);
    ASSERT_EQ(read.problems.size(), 2);
    EXPECT_EQ(read.problems[0],
              absl::StrCat("@", small.size(),
                           ": a record over the limit of 200 bytes"));
    EXPECT_EQ(read.counts.num_passed_over, 1);
  }
}

}  // namespace
}  // namespace telusur
