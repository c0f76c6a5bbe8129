// telusur index: what a build promises whatever its threads, memory, input and
// surroundings. The long form, for a machine with nothing else to do, takes the
// sizes of the promises themselves:
//
//   bazel test --test_env=TELUSUR_LONG_TESTS=1 --test_timeout=7200 TARGET

#include <signal.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/many_words.h"
#include "tests/end_to_end/telusur_program.h"
#include "tests/support/run_program.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

using testing::HasSubstr;

// The number behind `"name":` in a line of JSON.
uint64_t NumberOf(const std::string& json, const std::string& name) {
  const std::string key = absl::StrCat("\"", name, "\":");
  const size_t at = json.find(key);
  EXPECT_NE(at, std::string::npos) << name << " in " << json;
  if (at == std::string::npos) return 0;
  return strtoull(json.c_str() + at + key.size(), nullptr, 10);
}

class IndexBuildTest : public TelusurProgramTest {
 protected:
  std::string ReadFile(const std::string& name) const {
    std::ifstream file(folder_.Path(name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  // The bytes of the first segment of the index `name`.
  std::string FirstSegment(const std::string& name) const {
    const std::string bytes =
        ReadFile(absl::StrCat(name, "/00000001-0.segment"));
    EXPECT_FALSE(bytes.empty());
    return bytes;
  }

  // Writes `count` lines, made one by one.
  void WriteLines(const std::string& name, uint64_t count,
                  const std::function<void(uint64_t, std::string*)>& append) {
    std::ofstream file(folder_.Path(name), std::ios::binary);
    std::string lines;
    for (uint64_t i = 0; i < count; ++i) {
      append(i, &lines);
      if (lines.size() > 1 << 20 || i + 1 == count) {
        file << lines;
        lines.clear();
      }
    }
  }

  // Builds with `memory_mib` and expects the promised peak.
  void ExpectBoundedPeak(const std::string& input, uint64_t memory_mib,
                         const std::vector<std::string>& more_flags) {
    std::vector<std::string> command = {"index",
                                        "-o",
                                        "peak.idx",
                                        "--memory",
                                        absl::StrCat(memory_mib, "M"),
                                        "--report",
                                        "json",
                                        input};
    command.insert(command.end(), more_flags.begin(), more_flags.end());
    const ProgramResult result = Telusur(command);
    ASSERT_THAT(result.exit_code, testing::AnyOf(0, 1)) << result.err;
    const uint64_t memory_bytes = memory_mib << 20;
    EXPECT_LE(NumberOf(result.out, "peak_rss_bytes"),
              memory_bytes + memory_bytes / 10 + (32 << 20))
        << result.out;
    RecordProperty("peak_rss_bytes",
                   absl::StrCat(NumberOf(result.out, "peak_rss_bytes")));
  }
};

// Ids that come again, dates and titles; and words enough to fill the least
// memory more than twice.
std::string CorpusOfSeveralRuns() {
  std::mt19937_64 random(1);
  std::string corpus;
  for (int i = 0; i < 400; ++i) {
    absl::StrAppend(&corpus, "{\"id\":\"", random() % 380,
                    "\",\"title\":\"Berita ke-", i, "\",\"text\":\"");
    for (uint64_t n = random() % 200; n > 0; --n) {
      const uint64_t word = random() % (1 + random() % 800);
      absl::StrAppend(&corpus, word % 3 == 0 ? "me" : "", "kata",
                      word % 5 == 0 ? "nya" : "", word / 7, " ");
    }
    absl::StrAppend(&corpus, "\",\"date\":\"2019-0", 1 + i % 9, "-03\"}\n");
  }
  for (int i = 0; i < 12000; ++i) {
    absl::StrAppend(&corpus, "{\"id\":\"w", i, "\",\"text\":\"",
                    TextOfManyWords(&random), "\"}\n");
  }
  return corpus;
}

TEST_F(IndexBuildTest, BytesDependOnTheDocumentsAndTheOptionsAlone) {
  const std::string corpus = CorpusOfSeveralRuns();
  folder_.Write("x.jsonl", corpus);
  std::string expected;
  int number = 0;
  for (const char* locale : {"C", "C.UTF-8"}) {
    for (const char* memory : {"32M", "256M", "1G"}) {
      for (const char* threads : {"1", "2", "3", "8"}) {
        for (const char* input : {"x.jsonl", "-"}) {
          const std::string name = absl::StrCat("x", number++, ".idx");
          ChildProcess::Options options = Options();
          options.environment.push_back({"LC_ALL", locale});
          const ProgramResult result = RunProgram(
              Command({"index", "-o", name, "--threads", threads, "--memory",
                       memory, "--report", "json", input}),
              input[0] == '-' ? absl::string_view(corpus) : "", options);
          ASSERT_EQ(result.exit_code, 0) << result.err;
          if (memory[0] == '3') {
            EXPECT_GE(NumberOf(result.out, "runs"), 2u);
          }
          const std::string bytes = FirstSegment(name);
          if (expected.empty()) expected = bytes;
          EXPECT_TRUE(bytes == expected)
              << locale << " " << memory << " " << threads << " " << input;
        }
      }
    }
  }
}

TEST_F(IndexBuildTest, TheReportAddsUp) {
  folder_.Write("x.tsv", "a\tsatu dua dua\nb\tdua\na\ttiga\nno tab\n");
  const ProgramResult result =
      Telusur({"index", "-o", "x.idx", "--analyzer", "whitespace", "--report",
               "json", "x.tsv"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(NumberOf(result.out, "documents"), 2);
  EXPECT_EQ(NumberOf(result.out, "replaced"), 1);
  EXPECT_EQ(NumberOf(result.out, "skipped"), 1);
  EXPECT_EQ(NumberOf(result.out, "tokens"), 2);
  EXPECT_EQ(NumberOf(result.out, "postings"), 2);
  EXPECT_EQ(NumberOf(result.out, "terms"), 2);
  EXPECT_EQ(NumberOf(result.out, "index_bytes"), FirstSegment("x.idx").size());
  EXPECT_GT(NumberOf(result.out, "peak_rss_bytes"), 1000000);
  for (const char* name : {"\"section_bytes\":{\"metadata\":",
                           "{\"name\":\"documents\",\"wall_seconds\":",
                           "{\"name\":\"terms\",\"wall_seconds\":"}) {
    EXPECT_THAT(result.out, HasSubstr(name));
  }
}

TEST_F(IndexBuildTest, WordsThatAreTooLongKeepTheirPlace) {
  const std::string longest(255, 'a');
  folder_.Write("x.tsv",
                absl::StrCat("1\tsatu ", longest, " ", longest, "a dua\n"));
  const ProgramResult result =
      Telusur({"index", "-o", "x.idx", "--analyzer", "whitespace", "--report",
               "json", "x.tsv"});
  EXPECT_EQ(NumberOf(result.out, "dropped_terms"), 1);
  const auto hits = [&](const std::string& query) {
    return Telusur({"search", "x.idx", query, "--format", "ids"}).out;
  };
  EXPECT_EQ(hits(longest), "1\n");
  EXPECT_EQ(hits("\"satu dua\""), "");
}

TEST_F(IndexBuildTest, StandardInputCannotBeResumed) {
  const ProgramResult result =
      Telusur({"index", "-o", "x.idx", "--resume", "-"}, "a\tb\n");
  EXPECT_EQ(result.exit_code, 2) << result.err;
  EXPECT_THAT(result.err, HasSubstr("standard input cannot be resumed"));
}

TEST_F(IndexBuildTest, ResumingNothingBeginsANewBuild) {
  folder_.Write("x.tsv", "a\tsatu\n");
  const ProgramResult result =
      Telusur({"index", "-o", "x.idx", "--resume", "x.tsv"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("no unfinished build"));
}

// Killed when it has read so much of its input, or in the work after that: the
// old index or the new one is there, whole, and the next build leaves no
// litter.
TEST_F(IndexBuildTest, AKilledBuildLeavesTheOldIndexOrTheNew) {
  const std::string lines = DocumentsOfManyWords(20000);
  folder_.Write("old.tsv", "old\tlama\n");
  std::mt19937_64 random(4);
  const int rounds = Rounds(4, 200);
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(round);
    ASSERT_EQ(Telusur({"index", "-o", "x.idx", "old.tsv"}).exit_code, 0);
    ChildProcess child(Command({"index", "-o", "x.idx", "--memory", "32M",
                                "--threads", "2", "--format", "tsv", "-"}),
                       Options());
    const bool whole = round % 2 == 0;
    child.Write(absl::string_view(lines).substr(
        0, whole ? lines.size() : random() % lines.size()));
    if (whole) child.CloseInput();
    child.Signal(SIGKILL);
    child.Wait();
    ASSERT_EQ(Telusur({"check", "x.idx"}).exit_code, 0);
    const std::string hits =
        Telusur({"search", "x.idx", "lama", "--format", "ids"}).out;
    EXPECT_TRUE(hits == "old\n" || whole) << hits;
    ASSERT_EQ(Telusur({"index", "-o", "x.idx", "old.tsv"}).exit_code, 0);
    EXPECT_EQ(
        RunProgram({"/bin/sh", "-c", "ls x.idx | grep -c ."}, "", Options())
            .out,
        "3\n");  // LOCK, MANIFEST, the segment
  }
}

// A build that ends when a file of its grows past a limit, so that it ends at
// the same places on every machine.
TEST_F(IndexBuildTest, AKilledBuildGoesOnFromItsLastRun) {
  folder_.Write("x.tsv", DocumentsOfManyWords(60000));
  const std::string flags =
      " --memory 32M --threads 1 --analyzer whitespace --no-store x.tsv";
  const auto run = [&](const std::string& limit, const std::string& index,
                       const std::string& more) {
    return RunProgram(
        {"/bin/sh", "-c",
         absl::StrCat("ulimit -c 0; ", limit, "exec \"$0\" index ", "-o ",
                      index, flags, more),
         ProgramPath()},
        "", Options());
  };
  ASSERT_EQ(run("", "whole.idx", "").exit_code, 0);
  const std::string expected = FirstSegment("whole.idx");
  int num_resumed = 0;
  // Shells count in blocks of 512 bytes.
  for (const int blocks : {3000, 6000, 9000}) {
    SCOPED_TRACE(blocks);
    const std::string index = absl::StrCat("x", blocks, ".idx");
    const ProgramResult killed =
        run(absl::StrCat("ulimit -f ", blocks, "; "), index, "");
    EXPECT_NE(killed.exit_code, 0) << killed.out;
    const ProgramResult result = run("", index, " --resume");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    num_resumed += absl::StrContains(result.err, "going on after document");
    EXPECT_TRUE(FirstSegment(index) == expected);
    EXPECT_EQ(RunProgram(
                  {"/bin/sh", "-c", absl::StrCat("ls ", index, " | grep -c .")},
                  "", Options())
                  .out,
              "3\n");
  }
  EXPECT_GT(num_resumed, 0);
}

// Twenty times the memory in the long form.
TEST_F(IndexBuildTest, MemoryIsBoundedWhateverTheWords) {
  const uint64_t lines = Rounds(300000, 3000000);
  std::mt19937_64 random(3);
  // Every line has words that nobody else has.
  WriteLines("x.tsv", lines, [&](uint64_t i, std::string* out) {
    absl::StrAppend(out, i, "\t");
    for (int n = 0; n < 4; ++n) absl::StrAppend(out, "k", random() >> 20, " ");
    for (int n = 0; n < 40; ++n)
      absl::StrAppend(out, "w", random() % 1000, " ");
    out->push_back('\n');
  });
  for (const char* threads : {"1", "3"}) {
    ExpectBoundedPeak("x.tsv", 32,
                      {"--threads", threads, "--analyzer", "whitespace"});
    ExpectBoundedPeak("x.tsv", 64, {"--threads", threads, "--no-store"});
  }
}

TEST_F(IndexBuildTest, MemoryIsBoundedWhateverTheNumberOfDocuments) {
  const uint64_t lines = Rounds(1500000, 60000000);
  WriteLines("x.tsv", lines, [&](uint64_t i, std::string* out) {
    absl::StrAppend(out, i, "\ta b", i % 7, "\n");
  });
  ExpectBoundedPeak("x.tsv", 32, {"--analyzer", "whitespace", "--no-store"});
}

// Appends `bytes` bytes that do not compress, in words of 200 bytes.
void AppendRandomText(uint64_t bytes, std::mt19937_64* random,
                      std::string* out) {
  for (uint64_t i = 0; i < bytes; ++i) {
    out->push_back(i % 200 == 0 ? ' ' : 'a' + (*random)() % 26);
  }
}

TEST_F(IndexBuildTest, MemoryIsBoundedWhateverTheSizeOfStoredDocuments) {
  std::mt19937_64 random(5);
  std::string text;
  AppendRandomText(15000000, &random, &text);
  WriteLines("x.jsonl", Rounds(7, 40), [&](uint64_t i, std::string* out) {
    absl::StrAppend(out, "{\"id\":\"", i, "\",\"text\":\"", text, "\"}\n");
  });
  for (const char* threads : {"1", "2"}) {
    ExpectBoundedPeak("x.jsonl", 32, {"--threads", threads});
  }
  ExpectBoundedPeak("x.jsonl", 32, {"--append"});
}

TEST_F(IndexBuildTest, MemoryIsBoundedWithALargestDocument) {
  // The most that the limit for documents allows: a third of the memory and of
  // 16 MiB.
  const uint64_t memory_mib = Rounds(101, 303);
  const uint64_t mebibytes = (memory_mib + 16) / 3;
  const uint64_t max_bytes = mebibytes << 20;
  std::mt19937_64 random(6);
  for (const bool one_word : {true, false}) {
    std::string line = "b\t";
    if (one_word) {
      line.append(max_bytes - line.size(), 'a');
    } else {
      AppendRandomText(max_bytes - line.size(), &random, &line);
    }
    folder_.Write("x.tsv", absl::StrCat("a\tsatu\n", line, "\nc\tdua\n"));
    ExpectBoundedPeak("x.tsv", memory_mib,
                      {"--max-document-bytes", absl::StrCat(mebibytes, "M")});
  }
}

TEST_F(IndexBuildTest, ARecordThatIsTooLargeIsNamedAndPassedBy) {
  const uint64_t mebibytes = Rounds(64, 256);
  for (const bool one_word : {false, true}) {
    {
      std::ofstream file(folder_.Path("x.tsv"), std::ios::binary);
      file << "a\tsatu\nb\t";
      std::string part(1 << 20, 'a');
      for (size_t i = 0; !one_word && i < part.size(); i += 8) part[i] = ' ';
      for (uint64_t i = 0; i < mebibytes; ++i) file << part;
      file << "\nc\tdua\n";
    }
    ExpectBoundedPeak("x.tsv", 32, {"--threads", "2"});
    const ProgramResult result = Telusur({"index", "-o", "x.idx", "x.tsv"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("x.tsv:2: a record over the limit of"));
    EXPECT_EQ(Telusur({"search", "x.idx", "dua", "--format", "ids"}).out,
              "c\n");
  }
}

}  // namespace
}  // namespace telusur
