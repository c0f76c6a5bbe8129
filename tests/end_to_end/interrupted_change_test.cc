// The program is killed, or the disk is full or broken, while it changes an
// index: at each of its system calls. What is there afterwards is the old index
// or the new one, complete, and the next build clears the litter.
//
// The tests of index/ ask the same of the library, and what a power failure
// leaves. The long form tries every call and builds that write runs:
//
//   bazel test --test_env=TELUSUR_LONG_TESTS=1 --test_timeout=3600 TARGET

#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/many_words.h"
#include "tests/end_to_end/telusur_program.h"
#include "tests/support/faulty_program.h"
#include "tests/support/run_program.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A command that changes x.idx. With one thread, so that its calls have an
// order.
struct Change {
  const char* name;
  std::vector<std::string> command;
};

std::vector<Change> Changes() {
  return {
      {"Build", {"index", "-o", "x.idx", "--threads", "1", "new.tsv"}},
      {"Append",
       {"index", "-o", "x.idx", "--append", "--threads", "1", "new.tsv"}},
      {"Delete", {"delete", "x.idx", "b"}},
      {"Optimize", {"optimize", "x.idx"}},
      {"Reorder", {"optimize", "x.idx", "--reorder", "source-date"}},
      {"BuildFromRuns",
       {"index", "-o", "x.idx", "--memory", "32M", "--threads", "1",
        "--analyzer", "whitespace", "words.tsv"}},
  };
}

class InterruptedChangeTest : public TelusurProgramTest {
 protected:
  // Two segments, a document of the first one replaced and one deleted.
  InterruptedChangeTest() {
    folder_.Write("old.tsv", "a\tberas\nb\tcabai\nc\tdaging\nd\tgula\n");
    folder_.Write("more.tsv", "a\tbawang\ne\tberas merah\n");
    folder_.Write("new.tsv", "b\tgaram\nf\tmerica\n");
    folder_.Write("words.tsv", DocumentsOfManyWords(6000));
    Expect(Telusur({"index", "-o", "old.idx", "old.tsv"}));
    Expect(Telusur({"index", "-o", "old.idx", "--append", "more.tsv"}));
    Expect(Telusur({"delete", "old.idx", "c"}));
  }

  static void Expect(const ProgramResult& result) {
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }

  // Makes x.idx the old index again.
  void Restore() const {
    std::filesystem::remove_all(folder_.Path("x.idx"));
    std::filesystem::copy(folder_.Path("old.idx"), folder_.Path("x.idx"));
  }

  // The manifest and all documents of x.idx, which must be sound.
  std::string Contents() const {
    Expect(Telusur({"check", "--deep", "x.idx"}));
    const ProgramResult documents = Telusur({"export", "x.idx"});
    Expect(documents);
    std::ifstream manifest(folder_.Path("x.idx/MANIFEST"), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(manifest), {}) +
           documents.out;
  }

  std::vector<std::string> FileNames() const {
    std::vector<std::string> names;
    for (const auto& file :
         std::filesystem::directory_iterator(folder_.Path("x.idx"))) {
      names.push_back(file.path().filename());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  FaultyRun Run(const Change& change,
                std::optional<SystemCallFault> fault) const {
    Restore();
    return RunFaultyProgram(Command(change.command), Options(), fault);
  }

  void LearnOutcomes(const Change& change) {
    Restore();
    old_ = Contents();
    const FaultyRun run = Run(change, std::nullopt);
    Expect(run.program);
    calls_ = run.calls;
    new_ = Contents();
    EXPECT_NE(old_, new_) << change.name;
  }

  // Has `fault` happen to the change, and looks at what is left.
  void Interrupt(const Change& change, const SystemCallFault& fault) const {
    const FaultyRun run = Run(change, fault);
    SCOPED_TRACE(absl::StrCat(change.name, ", call ", fault.call, " (",
                              calls_[fault.call], "), ", fault.error,
                              fault.lasting ? " lasting" : ""));
    const std::string contents = Contents();
    EXPECT_TRUE(contents == old_ || contents == new_) << contents;
    if (fault.error == 0) {
      EXPECT_EQ(run.program.signal, SIGKILL);
    } else if (contents != new_ || run.program.exit_code != 0) {
      EXPECT_EQ(run.program.exit_code, 4);
      EXPECT_THAT(run.program.err,
                  HasSubstr(fault.error == ENOSPC ? "No space left on device"
                                                  : "Input/output error"));
    }
    Expect(Telusur({"index", "-o", "x.idx", "old.tsv"}));
    EXPECT_THAT(FileNames(),
                ElementsAre(StartsWith("0000"), "LOCK", "MANIFEST"));
  }

  // What the undisturbed change does: calls, and contents before and after.
  std::vector<std::string> calls_;
  std::string old_;
  std::string new_;
};

// About `rounds` of the calls 0 to `num_calls`, evenly chosen, and the last
// ones, by which a change is published.
std::vector<int> SomeCalls(int num_calls, int rounds) {
  constexpr int kLastCalls = 5;
  std::set<int> calls;
  for (int i = 0; i < rounds; ++i) {
    calls.insert(static_cast<int>(int64_t{i} * num_calls / rounds));
  }
  for (int i = std::max(0, num_calls - kLastCalls); i < num_calls; ++i) {
    calls.insert(i);
  }
  return {calls.begin(), calls.end()};
}

TEST_F(InterruptedChangeTest, TheCallsOfAChangeAreSeen) {
  LearnOutcomes(Changes()[2]);
  // The lock; a file of deletions and the names; the manifest and its name; the
  // old deletions.
  EXPECT_EQ(absl::StrJoin(calls_, " "),
            "create create write sync rename sync create write sync rename sync"
            " remove");
  EXPECT_EQ(Run(Changes()[2], SystemCallFault{3}).calls,
            std::vector<std::string>(calls_.begin(), calls_.begin() + 4));
}

TEST_F(InterruptedChangeTest, AFullOrBrokenDiskLeavesTheOldIndexOrTheNew) {
  constexpr SystemCallFault kFaults[] = {
      {0, ENOSPC}, {0, EIO}, {0, ENOSPC, true}, {0, EIO, true}};
  size_t num_faults = 0;
  for (const Change& change : Changes()) {
    LearnOutcomes(change);
    const int num_calls = static_cast<int>(calls_.size());
    for (const int call : SomeCalls(num_calls, Rounds(4, num_calls))) {
      for (int i = Rounds(1, std::size(kFaults)); i > 0; --i) {
        SystemCallFault fault = kFaults[num_faults++ % std::size(kFaults)];
        fault.call = call;
        Interrupt(change, fault);
      }
    }
  }
}

TEST_F(InterruptedChangeTest, AKilledChangeLeavesTheOldIndexOrTheNew) {
  std::mt19937_64 random(4);
  for (const Change& change : Changes()) {
    LearnOutcomes(change);
    for (int round = Rounds(6, 200); round > 0; --round) {
      Interrupt(change, {static_cast<int>(random() % calls_.size())});
    }
  }
}

}  // namespace
}  // namespace telusur
