// The stemmer's data can be made again from its sources, byte for byte.

#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/support/run_program.h"
#include "tools/stemmer_data/sources.h"
#include "tools/stemmer_data/stemmer_model.h"
#include "tools/stemmer_data/tables_source.h"

namespace telusur {
namespace {

constexpr char kFolder[] = "index/analysis/data";

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(StemmerDataTest, TheTablesAreMadeAgainByteForByte) {
  const auto sources = ReadStemmerSources(kFolder);
  ASSERT_TRUE(sources.ok()) << sources.status();
  const auto model = StemmerModel::Build(*sources, {});
  // What the program was built with.
  EXPECT_TRUE(TablesSource(*model) ==
              ReadFile("index/analysis/stemmer_data.cc"));
}

TEST(StemmerDataTest, TheTablesAreHalfAMegabyteAtMost) {
  const auto sources = ReadStemmerSources(kFolder);
  ASSERT_TRUE(sources.ok()) << sources.status();
  const auto model = StemmerModel::Build(*sources, {});
  const size_t num_bytes = model->lexicon().pool().size() +
                           4 * model->lexicon().buckets().size() +
                           2 * model->weights().size();
  EXPECT_LE(num_bytes, 500000);
}

TEST(StemmerDataTest, WordStatisticsAreCountedAgainByteForByte) {
  const char* data = std::getenv("TELUSUR_DATA");
  if (data == nullptr) {
    GTEST_SKIP() << "TELUSUR_DATA names no folder with the corpora";
  }
  const ProgramResult result = RunProgram(
      {"/usr/bin/env", "python3", "tools/stemmer_data/count_words.py", data});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(result.out ==
              ReadFile("index/analysis/data/word_statistics.tsv"));
}

TEST(StemmerDataTest, EveryFileSaysHowItWasMade) {
  for (const char* name :
       {"exceptions.tsv", "extra_roots.txt", "informal.tsv", "judged_words.tsv",
        "names.txt", "old_spelling.tsv", "word_statistics.tsv"}) {
    const std::string text = ReadFile(std::string(kFolder) + "/" + name);
    EXPECT_EQ(text.substr(0, 2), "# ") << name;
  }
}

TEST(StemmerDataTest, AMissingFolderIsNotFound) {
  EXPECT_EQ(ReadStemmerSources("no/such/folder").status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace telusur
