// telusur index: every format and compression, and what goes wrong with them.

#include <signal.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"
#include "tests/support/compress.h"
#include "tests/support/run_program.h"

namespace telusur {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

constexpr char kRecords[] =
    "{\"id\":\"a\",\"title\":\"Harga beras\",\"text\":\"Beras mahal.\"}\n"
    "{\"id\":\"b\",\"text\":\"Cabai merah.\"}\n";

// A record of a web archive.
std::string Warc(const std::string& type, const std::string& uri,
                 const std::string& block) {
  return absl::StrCat(
      "WARC/1.0\r\nWARC-Type: ", type, "\r\nWARC-Target-URI: ", uri,
      "\r\nWARC-Date: 2019-12-09T10:00:00Z\r\n",
      "Content-Length: ", block.size(), "\r\n\r\n", block, "\r\n\r\n");
}

class IndexCommandTest : public TelusurProgramTest {
 protected:
  std::string Ids(const std::string& query) const {
    return Telusur({"search", "x.idx", query, "--format", "ids"}).out;
  }
};

TEST_F(IndexCommandTest, EndsWithALineThatAddsUp) {
  folder_.Write("x.jsonl", kRecords);
  const ProgramResult result =
      Telusur({"index", "--output", "x.idx", "x.jsonl"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out, MatchesRegex(absl::StrCat(
                              "2 records: 2 indexed, 0 replaced, 0 skipped; ",
                              std::string(kRecords).size(),
                              " bytes, [0-9.]+ s \\([0-9.]+ MB/s\\), "
                              "index [0-9.]+ (B|KiB)\n")));
  EXPECT_EQ(Ids("mahal"), "a\n");
  EXPECT_EQ(Ids("cabai"), "b\n");
}

TEST_F(IndexCommandTest, ReadsEveryCompressionFromFileAndStandardInput) {
  for (const char* kind : {"gz", "zst", "xz", "bz2"}) {
    const std::string bytes = Compress(kind, kRecords);
    folder_.Write("x", bytes);
    EXPECT_EQ(Telusur({"index", "-o", "x.idx", "x"}).exit_code, 0);
    EXPECT_EQ(Ids("mahal"), "a\n") << kind;
    EXPECT_EQ(Telusur({"index", "-o", "x.idx", "-"}, bytes).exit_code, 0);
    EXPECT_EQ(Ids("cabai"), "b\n") << kind;
  }
}

TEST_F(IndexCommandTest, ReadsFoldersOfEveryFormat) {
  folder_.Write("d/a.jsonl", kRecords);
  folder_.Write("d/b.tsv.gz", Compress("gz", "t1\tbawang putih\n"));
  folder_.Write("d/e/c.txt", "kedelai impor\n");
  folder_.Write("d/e/d.html",
                "<title>Gula pasir</title><p>Harga <b>gula</b>nya turun");
  folder_.Write("d/f.csv", "ID;Text\r\nc1;\"jagung; manis\"\r\n");
  folder_.Write("d/g", "<DOC>\n<DOCNO> T-1 </DOCNO>\n<TEXT>ubi</TEXT></DOC>");
  folder_.Write(
      "d/h.warc.gz",
      Compress("gz", Warc("warcinfo", "", "software: x\r\n")) +
          Compress("gz", Warc("response", "http://a/",
                              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                              "\r\n<title>Talas</title>")) +
          Compress("gz", Warc("conversion", "http://b/", "singkong")));
  const ProgramResult result = Telusur({"index", "-o", "x.idx", "d"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err,
            "records without a page (requests, images, errors ...): 1\n");
  EXPECT_EQ(Ids("jagung"), "c1\n");
  EXPECT_EQ(Ids("ubi"), "T-1\n");
  EXPECT_EQ(Ids("talas"), "http://a/\n");
  EXPECT_EQ(Ids("singkong date:2019-12"), "http://b/\n");
  EXPECT_EQ(Ids("mahal"), "a\n");
  EXPECT_EQ(Ids("bawang"), "t1\n");
  EXPECT_EQ(Ids("kedelai"), "d/e/c.txt\n");
  EXPECT_EQ(Ids("pasir"), "d/e/d.html\n");
}

TEST_F(IndexCommandTest, FieldsGoByTheirFlags) {
  const ProgramResult result = Telusur(
      {"index", "-o", "x.idx", "--id-field", "no", "--text-field", "isi",
       "--title-field", "", "-"},
      "{\"no\":7,\"isi\":\"beras\",\"title\":\"cabai\",\"lain\":[1]}\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "fields that were not indexed: lain, title\n");
  EXPECT_EQ(Ids("beras"), "7\n");
  EXPECT_EQ(Ids("cabai"), "");
}

TEST_F(IndexCommandTest, BrokenRecordsAreNamedCountedAndSkipped) {
  folder_.Write("x.jsonl", absl::StrCat("{\"id\":\"1\"\n", kRecords,
                                        "[]\n{\"text\":{}}\n{\"id\":\"\\"));
  const ProgramResult result = Telusur({"index", "-o", "x.idx", "x.jsonl"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "x.jsonl:1:10: a comma or } is missing (skipped)\n"
            "x.jsonl:4:1: not a JSON object (skipped)\n"
            "x.jsonl:5:9: field \"text\" is an object, not text (skipped)\n"
            "x.jsonl:6:8: an escape in a string is invalid (skipped)\n");
  EXPECT_THAT(result.out,
              StartsWith("6 records: 2 indexed, 0 replaced, 4 skipped; "));
  EXPECT_THAT(result.out,
              EndsWith("\n  1 skipped: a comma or } is missing\n"
                       "  1 skipped: an escape in a string is invalid\n"
                       "  1 skipped: field \"text\" is an object, not text\n"
                       "  1 skipped: not a JSON object\n"));
  EXPECT_EQ(Ids("mahal"), "a\n");
}

TEST_F(IndexCommandTest, FormatsThatContentDoesNotTellAreNamed) {
  const ProgramResult result = Telusur(
      {"index", "-o", "x.idx", "--format", "csv", "--text-field", "isi", "-"},
      "no,isi\n1,\"beras,\nketan\"\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(Ids("ketan"), "stdin:2\n");
  EXPECT_EQ(
      Telusur({"index", "-o", "x.idx", "--format", "xml", "-"}, "").exit_code,
      2);
}

TEST_F(IndexCommandTest, ACsvFileWithoutANeededColumnIsAnError) {
  folder_.Write("x.csv", "no,isi\n1,beras\n");
  const ProgramResult result = Telusur({"index", "-o", "x.idx", "x.csv"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.err,
            "x.csv: no column is called \"text\"; choose with --text-field, "
            "--title-field, --id-field and so on among: no, isi (skipped)\n"
            "no record could be read; the index was not written\n");
}

// What bash's printf %b makes of an escaped record.
std::string Unescaped(const std::string& record) {
  return RunProgram({"/usr/bin/bash", "-c", "printf %b \"$1\"", "bash", record})
      .out;
}

TEST_F(IndexCommandTest, RejectedRecordsAreKeptInAFile) {
  const std::string bad = "{\"id\":\"a\\tb\",\x1b\xff\tx}";
  folder_.Write("x.jsonl", absl::StrCat(kRecords, bad, "\n[]\n"));
  folder_.Write("y.warc", "sampah");
  const ProgramResult result = Telusur(
      {"index", "-o", "x.idx", "--rejects", "bad.txt", "x.jsonl", "y.warc"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out,
              StartsWith("5 records: 2 indexed, 0 replaced, 3 skipped; "));
  const std::string rejects =
      RunProgram({"/usr/bin/cat", folder_.Path("bad.txt")}).out;
  const std::vector<std::string> lines = absl::StrSplit(rejects, '\n');
  ASSERT_EQ(lines.size(), 4) << rejects;
  EXPECT_EQ(lines[0],
            "x.jsonl:3:14: a field name is missing\t"
            "{\"id\":\"a\\\\tb\",\\x1b\\xff\\tx}");
  EXPECT_EQ(Unescaped(lines[0].substr(lines[0].find('\t') + 1)), bad);
  EXPECT_EQ(lines[1], "x.jsonl:4:1: not a JSON object\t[]");
  EXPECT_EQ(lines[2], "y.warc:@0: no WARC record of version 1\tsampah");
}

TEST_F(IndexCommandTest, TooManyRejectsEndTheBuildAndLeaveTheIndex) {
  Build("x.idx", kRecords);
  const std::string records = "{\"text\":\"kedelai\"}\n[]\n[]\n";
  ProgramResult result = Telusur({"index", "-o", "x.idx", "--max-rejects", "1",
                                  "--rejects", "bad.txt", "-"},
                                 records);
  EXPECT_EQ(result.exit_code, 6);
  EXPECT_EQ(result.err,
            "more than 1 record rejected (--max-rejects); the index was not "
            "written\n");
  EXPECT_EQ(Ids("mahal"), "a\n");
  EXPECT_EQ(Ids("kedelai"), "");
  EXPECT_EQ(RunProgram({"/usr/bin/wc", "-l", folder_.Path("bad.txt")}).out,
            absl::StrCat("2 ", folder_.Path("bad.txt"), "\n"));
  result =
      Telusur({"index", "-o", "x.idx", "--max-rejects", "2", "-"}, records);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(Ids("kedelai"), "stdin:1\n");
}

TEST_F(IndexCommandTest, ARejectsFileThatCannotBeWrittenEndsTheBuild) {
  Build("x.idx", kRecords);
  ProgramResult result = Telusur(
      {"index", "-o", "x.idx", "--rejects", "absent/bad.txt", "-"}, kRecords);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.err, "absent/bad.txt: No such file or directory\n");
  result = Telusur({"index", "-o", "x.idx", "--rejects", "/dev/full", "-"},
                   "{\"text\":\"kedelai\"}\n[]\n");
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, HasSubstr("/dev/full"));
  EXPECT_EQ(Ids("mahal"), "a\n");
}

TEST_F(IndexCommandTest, RecordsOverTheLimitAreSkipped) {
  const std::string large(3 << 20, 'x');
  const ProgramResult result =
      Telusur({"index", "-o", "x.idx", "--max-document-bytes", "1M", "-"},
              absl::StrCat(kRecords, "{\"id\":\"", large, "\"}\n"));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "stdin:3: a record over the limit of 1048576 bytes (skipped)\n");
  EXPECT_EQ(Ids("cabai"), "b\n");
}

TEST_F(IndexCommandTest, ALimitThatTheMemoryCannotHoldIsRefused) {
  const auto index = [&](const std::string& limit) {
    return Telusur({"index", "-o", "x.idx", "--memory", "32M",
                    "--max-document-bytes", limit, "-"},
                   kRecords);
  };
  EXPECT_EQ(index("16M").exit_code, 0);
  const ProgramResult result = index("17M");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--max-document-bytes of 17825792 needs "
                                    "more memory than --memory of 33554432"));
}

TEST_F(IndexCommandTest, DamagedCompressionKeepsWhatCameBefore) {
  std::string records;
  for (int i = 0; i < 5000; ++i) {
    absl::StrAppend(&records, "{\"id\":\"", i, "\",\"text\":\"kata", i % 7, " ",
                    i * 7919 % 10007, "\"}\n");
  }
  const std::string bytes = Compress("gz", records);
  folder_.Write("x.gz", absl::string_view(bytes).substr(0, bytes.size() - 40));
  const ProgramResult result = Telusur({"index", "-o", "x.idx", "x.gz"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err, "x.gz: gzip data ends early (skipped)\n");
  EXPECT_THAT(result.out, EndsWith("\n  1 file not read, or not to the end\n"));
  EXPECT_TRUE(absl::StartsWith(Ids("kata0"), "0\n7\n"));
}

TEST_F(IndexCommandTest, NotesSayWhatWasUnusual) {
  const ProgramResult result =
      Telusur({"index", "-o", "x.idx", "-"},
              "{\"id\":\"a\",\"date\":\"kemarin\",\"text\":\"satu\"}\n"
              "{\"text\":\"dua\"}\n{\"id\":\"a\",\"text\":\"tiga\"}\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err,
            "1 record without an id, named after file and line\n"
            "1 document replaced by a later one with the same id\n"
            "1 date could not be read\n");
  EXPECT_THAT(result.out,
              StartsWith("3 records: 2 indexed, 1 replaced, 0 skipped; "));
  EXPECT_EQ(Ids("satu"), "");
  EXPECT_EQ(Ids("dua"), "stdin:2\n");
  EXPECT_EQ(Ids("tiga"), "a\n");
}

TEST_F(IndexCommandTest, WithoutStoredTextDocumentsAreStillFound) {
  ASSERT_EQ(
      Telusur({"index", "-o", "x.idx", "--no-store", "-"}, kRecords).exit_code,
      0);
  EXPECT_EQ(Ids("mahal"), "a\n");
  EXPECT_EQ(Telusur({"get", "x.idx", "a"}).out, "id: a\n\n");
}

TEST_F(IndexCommandTest, TheWhitespaceAnalyzerSplitsAndDoesNothingElse) {
  ASSERT_EQ(Telusur({"index", "-o", "x.idx", "--analyzer", "whitespace", "-"},
                    kRecords)
                .exit_code,
            0);
  EXPECT_EQ(Ids("mahal."), "a\n");
  EXPECT_EQ(Ids("mahal"), "");
}

TEST_F(IndexCommandTest, AnIndexIsReplacedAsAWhole) {
  Build("x.idx", kRecords);
  Build("x.idx", "{\"id\":\"c\",\"text\":\"kedelai\"}\n");
  EXPECT_EQ(Ids("mahal"), "");
  EXPECT_EQ(Ids("kedelai"), "c\n");
}

TEST_F(IndexCommandTest, AnIndexInsideItsInputIsNotReadIn) {
  folder_.Write("d/a.txt", "padi");
  for (int round = 0; round < 2; ++round) {
    const ProgramResult result = Telusur({"index", "-o", "d/x.idx", "d"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    EXPECT_THAT(
        result.out,
        StartsWith("1 record: 1 indexed, 0 replaced, 0 skipped; 4 bytes"));
  }
}

TEST_F(IndexCommandTest, MissingInputsAreFoundBeforeAnythingIsWritten) {
  Build("x.idx", kRecords);
  const ProgramResult result =
      Telusur({"index", "-o", "x.idx", "absent.jsonl"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.err, "absent.jsonl: No such file or directory\n");
  EXPECT_EQ(Ids("mahal"), "a\n");
}

TEST_F(IndexCommandTest, UnreadableInputsLeaveTheIndexAsItWas) {
  Build("x.idx", kRecords);
  folder_.Write("utf16.txt", absl::string_view("\xff\xfeh\0a\0", 6));
  const ProgramResult result = Telusur({"index", "-o", "x.idx", "utf16.txt"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.err,
            "utf16.txt: UTF-16 or UTF-32 text; convert it to UTF-8 (iconv -f "
            "UTF-16 -t UTF-8) (skipped)\n"
            "no record could be read; the index was not written\n");
  EXPECT_EQ(Ids("mahal"), "a\n");
}

TEST_F(IndexCommandTest, AFolderThatIsNoIndexIsRefused) {
  folder_.Write("docs/letter.txt", "penting");
  folder_.Write("x.jsonl", kRecords);
  const ProgramResult result = Telusur({"index", "-o", "docs", "x.jsonl"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("neither empty nor a Telusur index"));
}

TEST_F(IndexCommandTest, ControlCharactersOfInputsDoNotReachTheTerminal) {
  folder_.Write("d/\x1b[2J.tsv", "no tab here\n");
  folder_.Write("d/a.txt", "padi");
  const ProgramResult result = Telusur({"index", "-o", "x.idx", "d"});
  EXPECT_EQ(result.err, "d/\\x1b[2J.tsv:1: no tab after an id (skipped)\n");
}

// Enough records that the program must be past opening its output.
std::string ManyRecords() {
  std::string records;
  for (int i = 0; i < 20000; ++i) {
    absl::StrAppend(&records, "{\"id\":\"", i, "\",\"text\":\"kedelai\"}\n");
  }
  return records;
}

TEST_F(IndexCommandTest, AnInterruptLeavesTheIndexAsItWas) {
  Build("x.idx", kRecords);
  ChildProcess build(Command({"index", "-o", "x.idx", "-"}), Options());
  ASSERT_TRUE(build.Write(ManyRecords()));
  build.Signal(SIGINT);
  const ProgramResult result = build.Wait();
  EXPECT_EQ(result.exit_code, 130);
  EXPECT_EQ(result.err, "interrupted; the index is as it was\n");
  EXPECT_EQ(Ids("mahal"), "a\n");
  EXPECT_EQ(Ids("kedelai"), "");
}

TEST_F(IndexCommandTest, AKilledBuildLeavesTheIndexAsItWas) {
  Build("x.idx", kRecords);
  ChildProcess build(Command({"index", "-o", "x.idx", "-"}), Options());
  ASSERT_TRUE(build.Write(ManyRecords()));
  build.Signal(SIGKILL);
  EXPECT_EQ(build.Wait().signal, SIGKILL);
  EXPECT_EQ(Ids("mahal"), "a\n");
  EXPECT_EQ(Telusur({"check", "x.idx"}).exit_code, 0);
  Build("x.idx", "{\"id\":\"c\",\"text\":\"kedelai\"}\n");
  EXPECT_EQ(Ids("kedelai"), "c\n");
}

}  // namespace
}  // namespace telusur
