#include "index/manifest.h"

#include <cerrno>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/io/checksum.h"
#include "index/io/file.h"
#include "index/types.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kExample[] =
    "telusur manifest 1\n"
    "requires none\n"
    "generation 8\n"
    "analyzer indonesian stem=full\n"
    "k1 1.2\n"
    "b 0.75\n"
    "next_order 40000\n"
    "segment 00000001-0.segment id=00f1e2d3c4b5a697 docs=39000 first_order=0 "
    "deleted=12 deletions=00000008-0.deletions\n"
    "segment 00000007-0.segment id=8899aabbccddeeff docs=1000 "
    "first_order=39000 deleted=0 deletions=none\n"
    "checksum 9617fbb7d7e0738a\n";

Manifest Example() {
  Manifest manifest;
  manifest.generation = 8;
  manifest.analyzer = "indonesian stem=full";
  manifest.next_order = 40000;
  manifest.segments = {
      {"00000001-0.segment", 0x00f1e2d3c4b5a697, 39000, 0,
       "00000008-0.deletions", 12},
      {"00000007-0.segment", 0x8899aabbccddeeff, 1000, 39000, "", 0}};
  return manifest;
}

// `lines` with the checksum line that makes them whole.
std::string Sealed(const std::string& lines) {
  return absl::StrCat(lines, "checksum ",
                      absl::StrFormat("%016x", Checksum64(lines)), "\n");
}

// The example with `from` replaced by `to`, and a right checksum.
std::string Changed(const std::string& from, const std::string& to) {
  const std::string text = kExample;
  const std::string lines = text.substr(0, text.find("checksum "));
  EXPECT_TRUE(absl::StrContains(lines, from)) << from;
  return Sealed(absl::StrReplaceAll(lines, {{from, to}}));
}

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

TEST(ManifestTest, MatchesTheExampleInTheFormatComment) {
  const auto text = EncodeManifest(Example());
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, kExample);
  const auto manifest = ParseManifest(kExample);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_TRUE(*manifest == Example());
}

TEST(ManifestTest, AnEmptyIndexRoundTrips) {
  const auto text = EncodeManifest(Manifest());
  ASSERT_TRUE(text.ok()) << text.status();
  const auto manifest = ParseManifest(*text);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_TRUE(*manifest == Manifest());
}

TEST(ManifestTest, ExtremesRoundTrip) {
  Manifest manifest;
  manifest.generation = manifest.next_order = ~uint64_t{0} >> 1;
  manifest.analyzer = std::string(kMaxAnalyzerBytes, '\xff');
  manifest.b = 1;
  manifest.segments = {{std::string(kMaxFileNameBytes, 'a'), ~uint64_t{0},
                        kMaxDocsPerSegment, manifest.next_order, "0._-z",
                        kMaxDocsPerSegment}};
  for (const double k1 :
       {0.0, 5e-324, 0.1, 1.0 / 3, 1e22, std::numeric_limits<double>::max()}) {
    manifest.k1 = k1;
    const auto text = EncodeManifest(manifest);
    ASSERT_TRUE(text.ok()) << text.status();
    const auto parsed = ParseManifest(*text);
    ASSERT_TRUE(parsed.ok()) << parsed.status() << *text;
    EXPECT_TRUE(*parsed == manifest) << *text;
  }
}

TEST(ManifestTest, EveryFlippedBitIsDataLossInANamedLine) {
  const std::string text = kExample;
  for (size_t i = 0; i < text.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[i] ^= static_cast<char>(1 << bit);
      const absl::Status status = ParseManifest(damaged).status();
      ASSERT_TRUE(absl::IsDataLoss(status)) << i << " " << status;
      ASSERT_THAT(Message(status), StartsWith("line ")) << i;
    }
  }
}

TEST(ManifestTest, EveryTruncationIsDataLoss) {
  const std::string text = kExample;
  for (size_t size = 0; size < text.size(); ++size) {
    const absl::Status status = ParseManifest(text.substr(0, size)).status();
    ASSERT_TRUE(absl::IsDataLoss(status)) << size << " " << status;
  }
}

TEST(ManifestTest, BytesAfterTheEndAreDataLoss) {
  for (const char* more : {"\n", "x", "x\n", "checksum 0\n", "\r"}) {
    EXPECT_TRUE(
        absl::IsDataLoss(ParseManifest(absl::StrCat(kExample, more)).status()));
  }
}

TEST(ManifestTest, DamageIsToldWithItsLineAndWhatWasExpected) {
  std::string damaged = kExample;
  damaged[damaged.size() - 2] = '0';
  EXPECT_THAT(Message(ParseManifest(damaged).status()),
              AllOf(StartsWith("line 10: "), HasSubstr("9617fbb7d7e0738a")));
  EXPECT_THAT(Message(ParseManifest("PK\x03\x04").status()),
              AllOf(StartsWith("line 1: "), HasSubstr("telusur manifest 1")));
}

// What a checksum cannot catch: a writer that is wrong, or hostile.
TEST(ManifestTest, ASealedTextThatBreaksARuleIsDataLossAtItsLine) {
  const struct {
    const char* from;
    const char* to;
    int line;
  } kCases[] = {
      {"manifest 1\n", "manifest\n", 1},
      {"manifest 1\n", "manifest 0\n", 1},
      {"manifest 1\n", "manifest 01\n", 1},
      {"manifest 1\n", "manifest one\n", 1},
      {"requires none\n", "", 2},
      {"requires none\n", "requires \n", 2},
      {"requires none\n", "requires a,,b\n", 2},
      {"requires none\n", "requires \x1b[2J\n", 2},
      {"generation 8", "generation -8", 3},
      {"generation 8", "generation +8", 3},
      {"generation 8", "generation 08", 3},
      {"generation 8", "generation 8 ", 3},
      {"generation 8", "generation  8", 3},
      {"generation 8", "generation 9223372036854775808", 3},
      {"generation 8", "generation 99999999999999999999", 3},
      {"generation 8", "generatio 8", 3},
      {"generation 8\n", "", 3},
      {"stem=full", "stem=\x7f", 9},
      {"k1 1.2", "k1 1.20", 5},
      {"k1 1.2", "k1 nan", 9},
      {"k1 1.2", "k1 inf", 9},
      {"k1 1.2", "k1 -1", 9},
      {"k1 1.2", "k1 ", 5},
      {"b 0.75", "b 1.5", 9},
      {"b 0.75", "b -0", 9},
      {"b 0.75", "b 0x1p-1", 6},
      {"next_order 40000", "next_order 38999", 9},
      {"next_order 40000", "next_order x", 7},
      {"segment 00000001-0.segment", "segment ../passwd", 8},
      {"segment 00000001-0.segment", "segment a/b", 8},
      {"segment 00000001-0.segment", "segment .hidden", 8},
      {"segment 00000001-0.segment", "segment MANIFEST", 8},
      {"segment 00000001-0.segment", "segment ", 8},
      {"segment 00000001-0.segment", "segment 00000007-0.segment", 9},
      {"00000008-0.deletions", "00000007-0.segment", 9},
      {"id=00f1e2d3c4b5a697", "id=f1e2d3c4b5a697", 8},
      {"id=00f1e2d3c4b5a697", "id=00F1e2d3c4b5a697", 8},
      {"id=00f1e2d3c4b5a697", "id=0x00f1e2d3c4b5a697", 8},
      {"docs=39000", "docs=4294967295", 8},
      {"docs=39000", "docs=18446744073709551617", 8},
      {"docs=39000", "docs=11", 8},
      {"deleted=12", "deleted=39001", 8},
      {"deleted=0", "deleted=1", 9},
      {"deletions=none", "deletions=", 9},
      {"deletions=none", "deletions=a/b", 9},
      {"deletions=none", "", 9},
      {" deletions=none", "", 9},
      {"deletions=none\n", "deletions=none\n\n", 10},
      {"deletions=none\n", "deletions=none\nmore\n", 10},
  };
  for (const auto& test : kCases) {
    const absl::Status status =
        ParseManifest(Changed(test.from, test.to)).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << test.to << ": " << status;
    EXPECT_THAT(Message(status),
                StartsWith(absl::StrCat("line ", test.line, ": ")))
        << test.from << " -> " << test.to;
  }
}

TEST(ManifestTest, ANewerVersionIsUnimplementedWhateverFollows) {
  const absl::Status status =
      ParseManifest(Sealed("telusur manifest 2\nsomething else\n")).status();
  EXPECT_TRUE(absl::IsUnimplemented(status)) << status;
  EXPECT_THAT(Message(status), HasSubstr("version 2"));
}

TEST(ManifestTest, UnknownRequiredFeaturesAreUnimplementedByName) {
  const absl::Status status =
      ParseManifest(Changed("requires none\n", "requires shards,sorted-v2\n"))
          .status();
  EXPECT_TRUE(absl::IsUnimplemented(status)) << status;
  EXPECT_THAT(Message(status), HasSubstr("shards,sorted-v2"));
}

// Random edits of the text, resealed: an error, or the one text of what was
// parsed.
TEST(ManifestTest, WhatIsParsedIsEncodedToTheSameText) {
  const std::string text = kExample;
  const std::string lines = text.substr(0, text.find("checksum "));
  std::mt19937 random(20240604);
  const std::string bytes = "0123456789abc-. =\n";
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string changed = lines;
    for (int edits = 1 + random() % 2; edits > 0; --edits) {
      const size_t at = random() % changed.size();
      const char byte = bytes[random() % bytes.size()];
      if (random() % 2 == 0) {
        changed[at] = byte;
      } else {
        changed.insert(at, 1, byte);
      }
    }
    const std::string sealed = Sealed(changed);
    const auto manifest = ParseManifest(sealed);
    if (!manifest.ok()) continue;
    ++accepted;
    ASSERT_EQ(*EncodeManifest(*manifest), sealed)
        << "seed 20240604, edit " << i;
  }
  EXPECT_GT(accepted, 100);
}

TEST(ManifestTest, ManyLinesAreReadInBoundedMemory) {
  std::string lines = "telusur manifest 1\nrequires none\n";
  lines.append(1 << 20, '\n');
  EXPECT_TRUE(absl::IsDataLoss(ParseManifest(Sealed(lines)).status()));
}

TEST(ManifestTest, AManifestThatBreaksARuleIsNotWritten) {
  const std::vector<void (*)(Manifest*)> kBreaks = {
      [](Manifest* m) { m->generation = ~uint64_t{0}; },
      [](Manifest* m) { m->next_order = ~uint64_t{0}; },
      [](Manifest* m) { m->next_order = 38999; },
      [](Manifest* m) { m->analyzer = "a\nb"; },
      [](Manifest* m) { m->analyzer = std::string(1, '\0'); },
      [](Manifest* m) { m->analyzer.assign(kMaxAnalyzerBytes + 1, 'a'); },
      [](Manifest* m) { m->k1 = -1; },
      [](Manifest* m) { m->k1 = std::numeric_limits<double>::infinity(); },
      [](Manifest* m) { m->k1 = std::numeric_limits<double>::quiet_NaN(); },
      [](Manifest* m) { m->b = std::numeric_limits<double>::quiet_NaN(); },
      [](Manifest* m) { m->b = 1.01; },
      [](Manifest* m) { m->b = -0.0; },
      [](Manifest* m) { m->segments[0].file_name = ""; },
      [](Manifest* m) { m->segments[0].file_name = "a/b"; },
      [](Manifest* m) { m->segments[0].file_name = m->segments[1].file_name; },
      [](Manifest* m) { m->segments[0].deletions_file = "none"; },
      [](Manifest* m) { m->segments[0].deletions_file = ""; },
      [](Manifest* m) { m->segments[0].num_deleted = 39001; },
      [](Manifest* m) { m->segments[0].num_docs = kMaxDocsPerSegment + 1; }};
  for (size_t i = 0; i < kBreaks.size(); ++i) {
    Manifest manifest = Example();
    kBreaks[i](&manifest);
    RecordingFileSystem fs;
    const absl::Status status = CommitManifest(&fs, "/", manifest);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << i << " " << status;
    EXPECT_EQ(fs.num_operations(), 0) << i;
  }
}

TEST(ManifestTest, TooManySegmentsAreNotWritten) {
  Manifest manifest;
  manifest.segments.resize(150000);
  for (size_t i = 0; i < manifest.segments.size(); ++i) {
    manifest.segments[i].file_name =
        absl::StrCat(std::string(100, 'a'), ".", i);
  }
  EXPECT_TRUE(absl::IsInvalidArgument(EncodeManifest(manifest).status()));
}

TEST(ManifestTest, FileNamesCannotLeaveTheDirectory) {
  for (const char* name : {"a", "0", "-", "_", "00000001-0.segment", "a..b"}) {
    EXPECT_TRUE(IsValidFileName(name)) << name;
  }
  for (const char* name : {"", ".", "..", ".a", "a/b", "/a", "A", "a b", "a\n",
                           "\xc3\xa4", "MANIFEST", "LOCK"}) {
    EXPECT_FALSE(IsValidFileName(name)) << name;
  }
  EXPECT_TRUE(IsValidFileName(std::string(kMaxFileNameBytes, 'a')));
  EXPECT_FALSE(IsValidFileName(std::string(kMaxFileNameBytes + 1, 'a')));
  EXPECT_FALSE(IsValidFileName(absl::string_view("a\0b", 3)));
}

TEST(ManifestFileTest, CommittedIsWhatIsRead) {
  RecordingFileSystem fs;
  ASSERT_EQ(fs.MakeDirectory("news"), absl::OkStatus());
  ASSERT_EQ(CommitManifest(&fs, "news", Manifest()), absl::OkStatus());
  ASSERT_EQ(CommitManifest(&fs, "news", Example()), absl::OkStatus());
  const auto manifest = ReadManifest(&fs, "news");
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_TRUE(*manifest == Example());
  EXPECT_FALSE(fs.Exists("news/MANIFEST.tmp"));
}

TEST(ManifestFileTest, TheUserIsToldWhatIsMissing) {
  RecordingFileSystem fs;
  const absl::Status missing = ReadManifest(&fs, "news").status();
  EXPECT_TRUE(absl::IsNotFound(missing)) << missing;
  EXPECT_THAT(Message(missing), StartsWith("news: no such index"));
  ASSERT_EQ(fs.MakeDirectory("news"), absl::OkStatus());
  const absl::Status no_index = ReadManifest(&fs, "news").status();
  EXPECT_TRUE(absl::IsFailedPrecondition(no_index)) << no_index;
  EXPECT_EQ(Message(no_index), "news: not a Telusur index (no MANIFEST)");
}

TEST(ManifestFileTest, DamageIsToldWithThePath) {
  RecordingFileSystem fs;
  auto file = fs.Create("MANIFEST");
  ASSERT_TRUE(file.ok());
  ASSERT_EQ((*file)->Append("telusur manifest 1\nrequires none\n"),
            absl::OkStatus());
  const absl::Status status = ReadManifest(&fs, "/").status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(Message(status), StartsWith("/MANIFEST: line 2: "));
}

TEST(ManifestFileTest, AHugeFileIsNotRead) {
  RecordingFileSystem fs;
  auto file = fs.Create("MANIFEST");
  ASSERT_TRUE(file.ok());
  ASSERT_EQ((*file)->Append(std::string(kMaxManifestBytes + 1, 'a')),
            absl::OkStatus());
  EXPECT_TRUE(absl::IsDataLoss(ReadManifest(&fs, "/").status()));
}

// An unreadable manifest must never look like a missing one.
TEST(ManifestFileTest, AReadErrorIsThatError) {
  RecordingFileSystem fs;
  ASSERT_EQ(CommitManifest(&fs, "/", Example()), absl::OkStatus());
  for (int offset : {0, 1}) {
    fs.SetFault(FileFault{fs.num_operations() + offset, EACCES});
    const absl::Status status = ReadManifest(&fs, "/").status();
    EXPECT_TRUE(absl::IsPermissionDenied(status)) << status;
  }
}

}  // namespace
}  // namespace telusur
