// telusur check, dump, export and stats: what is in an index, and whether it is
// sound.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rapidjson/document.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

constexpr char kRecords[] =
    "{\"id\":\"a\",\"title\":\"Harga beras\",\"text\":\"Beras \\\"mahal\\\".\","
    "\"url\":\"http://a/\",\"date\":\"2019-09-01\",\"source\":\"kabar\"}\n"
    "{\"id\":\"b\",\"title\":\"\",\"text\":\"Cabai merah, harga naik.\","
    "\"url\":\"\",\"date\":\"\",\"source\":\"\"}\n";

class InspectCommandsTest : public TelusurProgramTest {
 protected:
  std::string SegmentPath() const {
    return folder_.Path("x.idx/00000001-0.segment");
  }
  std::string ReadSegment() const {
    std::ifstream file(SegmentPath(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  // Expects that every command that reads `x.idx` ends with `exit_code` and
  // one line that names `what`.
  void ExpectRefused(int exit_code, const std::string& what) const {
    for (const char* const command : {"check", "dump", "export", "stats"}) {
      const ProgramResult result = Telusur({command, "x.idx"});
      EXPECT_EQ(result.exit_code, exit_code) << command << result.err;
      EXPECT_EQ(result.out, "") << command;
      EXPECT_THAT(result.err, HasSubstr(what)) << command;
      EXPECT_EQ(result.err.find('\n'), result.err.size() - 1) << result.err;
    }
  }
};

TEST_F(InspectCommandsTest, CheckSaysThatAnIndexIsSound) {
  Build("x.idx", kRecords);
  const ProgramResult check = Telusur({"check", "x.idx"});
  EXPECT_EQ(check.exit_code, 0) << check.err;
  EXPECT_THAT(check.out,
              MatchesRegex("x.idx: sound, 2 documents, 1 segments?, [0-9.]+ "
                           "(B|KiB), [0-9.e+-]+ GB/s\n"));
  const ProgramResult deep = Telusur({"check", "x.idx", "--deep"});
  EXPECT_EQ(deep.exit_code, 0) << deep.err;
  EXPECT_THAT(deep.out, HasSubstr("x.idx: sound to the last posting, 2 doc"));
}

TEST_F(InspectCommandsTest, CheckNamesTheDamage) {
  Build("x.idx", kRecords);
  std::string bytes = ReadSegment();
  const size_t text = bytes.find("mahal");
  ASSERT_NE(text, std::string::npos);
  bytes[text] = 'M';
  folder_.Write("x.idx/00000001-0.segment", bytes);
  for (const bool deep : {false, true}) {
    const ProgramResult check = deep ? Telusur({"check", "--deep", "x.idx"})
                                     : Telusur({"check", "x.idx"});
    EXPECT_EQ(check.exit_code, 5);
    EXPECT_EQ(check.out, "");
    EXPECT_THAT(check.err,
                MatchesRegex("x.idx/00000001-0.segment: section [a-z_]+, "
                             "offset [0-9]+: page checksum does not match\n"));
  }
}

TEST_F(InspectCommandsTest, ExportIsReadBackAsTheSameIndex) {
  Build("x.idx", kRecords);
  const ProgramResult result = Telusur({"export", "x.idx"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, kRecords);
  const std::string before = ReadSegment();
  Build("x.idx", result.out);
  std::ifstream again(folder_.Path("x.idx/00000002-0.segment"),
                      std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(again), {}), before);
}

TEST_F(InspectCommandsTest, ExportLeavesDeletedDocumentsOut) {
  Build("x.idx", kRecords);
  ASSERT_EQ(Telusur({"delete", "x.idx", "a"}).exit_code, 0);
  const ProgramResult result = Telusur({"export", "x.idx"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, MatchesRegex("\\{\"id\":\"b\".*\n"));
  EXPECT_EQ(Telusur({"check", "x.idx", "--deep"}).exit_code, 0);
}

TEST_F(InspectCommandsTest, ExportRefusesAnIndexWithoutText) {
  ASSERT_EQ(
      Telusur({"index", "--no-store", "-o", "x.idx", "-"}, kRecords).exit_code,
      0);
  const ProgramResult result = Telusur({"export", "x.idx"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("holds no text to export"));
}

TEST_F(InspectCommandsTest, AFullDiskEndsAnExportWith4) {
  Build("x.idx", kRecords);
  ChildProcess::Options options = Options();
  options.stdout_path = "/dev/full";
  for (const char* const command : {"export", "dump", "check", "stats"}) {
    const ProgramResult result =
        RunProgram(Command({command, "x.idx"}), "", options);
    EXPECT_EQ(result.exit_code, 4) << command;
    EXPECT_THAT(result.err, HasSubstr("No space left")) << command;
  }
}

TEST_F(InspectCommandsTest, DumpPrintsEverySectionAndTerm) {
  Build("x.idx", kRecords);
  const ProgramResult whole = Telusur({"dump", "x.idx"});
  EXPECT_EQ(whole.exit_code, 0) << whole.err;
  EXPECT_THAT(whole.out, HasSubstr("header: offset 0, bytes 32\n"));
  EXPECT_THAT(whole.out, HasSubstr("footer: offset "));
  for (const char* const section :
       {"metadata", "postings", "positions", "skips", "terms", "term_index",
        "doc_lengths", "title_lengths", "dates", "sources", "source_names",
        "ranks", "rank_docs", "ids", "id_index", "stored_text", "stored_blocks",
        "stored_offsets"}) {
    EXPECT_THAT(whole.out, HasSubstr(absl::StrCat("section ", section, ": ")));
    const ProgramResult result =
        Telusur({"dump", "x.idx", "--section", section});
    EXPECT_EQ(result.exit_code, 0) << section << result.err;
  }
  const ProgramResult ids = Telusur({"dump", "x.idx", "--section", "ids"});
  EXPECT_THAT(ids.out, HasSubstr("doc_id 0: \"a\"\ndoc_id 1: \"b\"\n"));
  const ProgramResult term = Telusur({"dump", "x.idx", "--term", "harga"});
  EXPECT_THAT(term.out, HasSubstr("term \"harga\": df 2, cf 2, "));
  EXPECT_THAT(term.out, HasSubstr("doc_id 0: tf 1, positions 0\n"));
  EXPECT_THAT(term.out, HasSubstr("doc_id 1: tf 1, positions 2\n"));
  EXPECT_EQ(Telusur({"dump", "x.idx", "--term", "tiada"}).exit_code, 1);
  EXPECT_EQ(Telusur({"dump", "x.idx", "--section", "tiada"}).exit_code, 2);
  EXPECT_EQ(Telusur({"dump", "x.idx", "--segment", "7"}).exit_code, 2);
}

TEST_F(InspectCommandsTest, UnderAlwaysEveryFrameIsSnappys) {
  // Frequent words, so that there are frames.
  std::string records;
  for (int i = 0; i < 300; ++i) {
    absl::StrAppend(&records, "{\"id\":\"", i, "\",\"text\":\"satu dua nomor",
                    i % 7, " satu\"}\n");
  }
  const auto frames = [&](const std::string& mode, const char* section) {
    EXPECT_EQ(
        Telusur({"index", "--postings-compression", mode, "-o", mode, "-"},
                records)
            .exit_code,
        0);
    rapidjson::Document stats;
    stats.Parse(Telusur({"stats", mode, "--format", "json"}).out.c_str());
    EXPECT_FALSE(stats.HasParseError());
    const auto& counts = stats["frames"][section];
    return std::make_pair(counts["number"].GetUint64(),
                          counts["snappy"].GetUint64());
  };
  for (const char* const section : {"postings", "positions", "terms"}) {
    const auto always = frames("always", section);
    EXPECT_GT(always.first, 0) << section;
    EXPECT_EQ(always.second, always.first) << section;
    EXPECT_EQ(frames("off", section).second, 0) << section;
  }
}

TEST_F(InspectCommandsTest, AnEmptySegmentIsDamaged) {
  Build("x.idx", kRecords);
  folder_.Write("x.idx/00000001-0.segment", "");
  ExpectRefused(5, "x.idx/00000001-0.segment: section ");
}

TEST_F(InspectCommandsTest, AnEmptyManifestIsDamaged) {
  Build("x.idx", kRecords);
  folder_.Write("x.idx/MANIFEST", "");
  ExpectRefused(5, "x.idx/MANIFEST");
}

TEST_F(InspectCommandsTest, AFolderInTheSegmentsPlaceIsRefused) {
  Build("x.idx", kRecords);
  std::filesystem::remove(SegmentPath());
  std::filesystem::create_directory(SegmentPath());
  ExpectRefused(3, "x.idx/00000001-0.segment");
}

TEST_F(InspectCommandsTest, WhatIsNoIndexIsNotThere) {
  folder_.Write("x.idx", "a file");
  ExpectRefused(3, "x.idx");
}

}  // namespace
}  // namespace telusur
