#include "tools/input/input_reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/support/compress.h"
#include "tests/support/temp_folder.h"

namespace telusur {
namespace {

using Strings = std::vector<std::string>;

class InputReaderTest : public testing::Test {
 protected:
  // Reads `inputs`, names in the folder, into documents_ and problems_.
  void Read(const Strings& inputs) {
    Strings paths;
    for (const std::string& input : inputs) paths.push_back(Path(input));
    InputReader reader(paths, options_, [this](const RecordProblem& problem) {
      problems_.push_back(absl::StrCat(Relative(problem.file), ":",
                                       problem.line, ":", problem.column, ": ",
                                       problem.reason));
      records_.push_back(std::string(problem.record));
      return problem_status_;
    });
    documents_.clear();
    problems_.clear();
    records_.clear();
    Document document;
    for (;;) {
      absl::StatusOr<bool> more = reader.Next(&document);
      if (more.status() == problem_status_ && !more.ok()) break;
      ASSERT_TRUE(more.ok()) << more.status();
      if (!*more) break;
      documents_.push_back(absl::StrCat(Relative(document.id), "|",
                                        document.title, "|", document.text));
    }
    counts_ = reader.counts();
    file_bytes_ = reader.file_bytes_read();
  }

  std::string Path(const std::string& name) { return folder_.Path(name); }
  std::string Relative(const std::string& path) {
    return absl::StrReplaceAll(path, {{folder_.path() + "/", ""}});
  }

  TempFolder folder_;
  InputOptions options_;
  absl::Status problem_status_;  // what the one who is told returns
  Strings documents_;
  Strings problems_;
  Strings records_;
  InputCounts counts_;
  uint64_t file_bytes_ = 0;
};

TEST_F(InputReaderTest, ReadsEveryFormat) {
  folder_.Write("a.jsonl",
                "{\"id\":\"1\",\"title\":\"t\",\"text\":\"x\"}\n"
                "\n{\"text\":\"tanpa id\",\"lain\":1}\n");
  folder_.Write("b.tsv", "2\tharga\tberas\n\ttanpa id\nsalah\n");
  folder_.Write("c.txt", "\xef\xbb\xbfkalimat\npertama");
  folder_.Write("d.html", "<title>judul</title><p>isi");
  folder_.Write("e.csv", "id,text\n3,\"harga, beras\"\n");
  Read({"a.jsonl", "b.tsv", "c.txt", "d.html", "e.csv"});
  EXPECT_EQ(documents_,
            Strings({"1|t|x", "a.jsonl:3||tanpa id", "2||harga\tberas",
                     "b.tsv:2||tanpa id", "c.txt||kalimat\npertama",
                     "d.html|judul|isi", "3||harga, beras"}));
  EXPECT_EQ(problems_, Strings({"b.tsv:3:0: no tab after an id"}));
  EXPECT_EQ(records_, Strings({"salah"}));
  EXPECT_EQ(counts_.num_documents, 7);
  EXPECT_EQ(counts_.num_skipped, 1);
  EXPECT_EQ(counts_.num_without_id, 2);
  EXPECT_EQ(counts_.num_failed_files, 0);
  EXPECT_EQ(counts_.ignored_fields, (absl::btree_set<std::string>{"lain"}));
  EXPECT_EQ(counts_.num_bytes, file_bytes_);
}

TEST_F(InputReaderTest, ReadsEveryCompression) {
  const std::string records = "{\"id\":\"1\"}\n{\"id\":\"2\",\"text\":\"x\"}\n";
  for (const char* kind : {"gz", "zst", "xz", "bz2"}) {
    folder_.Write("x", Compress(kind, records));
    Read({"x"});
    EXPECT_EQ(documents_, Strings({"1||", "2||x"})) << kind;
    EXPECT_EQ(counts_.num_bytes, records.size());
  }
}

TEST_F(InputReaderTest, AnExplicitFormatOverridesContent) {
  folder_.Write("x", "{\"id\":1}\ta\n");
  options_.format = InputFormat::kText;
  Read({"x"});
  EXPECT_EQ(documents_, Strings({"x||{\"id\":1}\ta\n"}));
  options_.format = InputFormat::kTsv;
  Read({"x"});
  EXPECT_EQ(documents_, Strings({"{\"id\":1}||a"}));
}

TEST_F(InputReaderTest, BrokenRecordsAreNamedAndTheRestIsRead) {
  folder_.Write("x.jsonl",
                "{\"id\":\"1\"}\n{\"id\":\"2\"\n[3]\n{\"id\":\"4\"} x\n"
                "{\"id\":\"5\"}");
  Read({"x.jsonl"});
  EXPECT_EQ(documents_, Strings({"1||", "5||"}));
  EXPECT_EQ(problems_, Strings({"x.jsonl:2:10: a comma or } is missing",
                                "x.jsonl:3:1: not a JSON object",
                                "x.jsonl:4:12: text after the JSON object"}));
  EXPECT_EQ(counts_.num_skipped, 3);
}

TEST_F(InputReaderTest, WhoIsToldOfAProblemMayEndTheReading) {
  folder_.Write("a.jsonl", "{\"id\":\"1\"}\n[]\n[]\n{\"id\":\"2\"}\n");
  folder_.Write("b.txt", "b");
  problem_status_ = absl::OutOfRangeError("enough");
  Read({"a.jsonl", "b.txt"});
  EXPECT_EQ(documents_, Strings({"1||"}));
  EXPECT_EQ(problems_, Strings({"a.jsonl:2:1: not a JSON object"}));
  Read({"absent", "b.txt"});
  EXPECT_EQ(documents_, Strings());
  EXPECT_EQ(counts_.num_failed_files, 1);
}

TEST_F(InputReaderTest, RecordsOverTheLimitAreSkipped) {
  options_.reader.max_document_bytes = 100;
  const std::string large(200000, 'x');
  folder_.Write("a.jsonl", "{\"id\":\"1\"}\n{\"id\":\"" + large + "\"}\n" +
                               "{\"id\":\"3\"}\n");
  folder_.Write("b.txt", large);
  folder_.Write("c.txt", large.substr(0, 100));
  Read({"a.jsonl", "b.txt", "c.txt"});
  EXPECT_EQ(documents_,
            Strings({"1||", "3||", "c.txt||" + std::string(100, 'x')}));
  EXPECT_EQ(problems_,
            Strings({"a.jsonl:2:0: a record over the limit of 100 bytes",
                     "b.txt:0:0: a record over the limit of 100 bytes"}));
}

TEST_F(InputReaderTest, FoldersAreWalkedInOrder) {
  for (const char* name : {"d/b/2.txt", "d/b.txt", "d/a.txt", "d/b/1.txt",
                           "d/.hidden/x.txt", "d/.x.txt", "d/index/seg"}) {
    folder_.Write(name, name);
  }
  std::filesystem::create_directory_symlink(Path("d"), Path("d/loop"));
  std::filesystem::create_symlink("a.txt", Path("d/link.txt"));
  ASSERT_EQ(mkfifo(Path("d/pipe").c_str(), 0600), 0);
  options_.except_folder = Path("d/index");
  Read({"d"});
  EXPECT_EQ(documents_, Strings({"d/a.txt||d/a.txt", "d/b/1.txt||d/b/1.txt",
                                 "d/b/2.txt||d/b/2.txt", "d/b.txt||d/b.txt",
                                 "d/link.txt||d/a.txt"}));
  EXPECT_EQ(problems_, Strings());
  Read({"d/loop"});
  EXPECT_EQ(documents_.size(), 5);  // an argument may be a link
}

TEST_F(InputReaderTest, OfABeirFolderTheCorpusIsRead) {
  folder_.Write("d/a.txt", "a");
  folder_.Write(
      "d/beir/corpus.jsonl.gz",
      Compress("gz", "{\"_id\":\"1\",\"title\":\"t\",\"text\":\"x\"}"));
  folder_.Write("d/beir/queries.jsonl", "{\"_id\":\"q\",\"text\":\"y\"}");
  folder_.Write("d/beir/qrels/test.tsv", "query-id\tcorpus-id\tscore\n");
  folder_.Write("d/corpus.jsonl", "{\"id\":\"2\",\"_id\":\"3\"}");
  Read({"d"});
  EXPECT_EQ(documents_, Strings({"d/a.txt||a", "1|t|x", "2||"}));
  options_.reader.fields.id = "title";
  Read({"d/beir"});
  EXPECT_EQ(documents_, Strings({"t|t|x"}));
}

TEST_F(InputReaderTest, FilesThatCannotBeReadAreNamedAndTheRestIsRead) {
  folder_.Write("d/1.bin", absl::string_view("\x7f"
                                             "ELF\0",
                                             5));
  folder_.Write("d/2.txt", "dua");
  std::filesystem::create_symlink("nowhere", Path("d/3.txt"));
  folder_.Write("d/4.txt", "empat");
  folder_.Write("d/5.txt",
                "\xff\xfe"
                "5");
  Read({"d", "absent"});
  EXPECT_EQ(documents_, Strings({"d/2.txt||dua", "d/4.txt||empat"}));
  EXPECT_EQ(problems_,
            Strings({"d/1.bin:0:0: a binary file",
                     "d/3.txt:0:0: cannot be opened: No such file or directory",
                     "d/5.txt:0:0: UTF-16 or UTF-32 text; convert it to UTF-8 "
                     "(iconv -f UTF-16 -t UTF-8)",
                     "absent:0:0: cannot be opened: No such file or "
                     "directory"}));
  EXPECT_EQ(counts_.num_failed_files, 4);
  EXPECT_EQ(counts_.num_skipped, 0);
}

TEST_F(InputReaderTest, RecordsBeforeDamageStand) {
  std::string records;
  for (int i = 0; i < 20000; ++i) {
    absl::StrAppend(&records, "{\"id\":\"", i * 7919 % 20000, "\"}\n");
  }
  for (const char* kind : {"gz", "zst", "xz", "bz2"}) {
    const std::string bytes = Compress(kind, records);
    folder_.Write("x", absl::string_view(bytes).substr(0, bytes.size() - 4));
    folder_.Write("y.txt", "y");
    Read({"x", "y.txt"});
    EXPECT_EQ(documents_.back(), "y.txt||y");
    ASSERT_EQ(problems_.size(), 1) << kind;
    EXPECT_EQ(counts_.num_failed_files, 1);
    if (std::string(kind) == "gz") {
      EXPECT_EQ(documents_.size(), 20001);
    }
  }
}

TEST_F(InputReaderTest, AnEmptyInputIsNoDocument) {
  folder_.Write("a.txt", "");
  folder_.Write("b.jsonl", "");
  folder_.Write("c", Compress("gz", ""));
  Read({"a.txt", "b.jsonl", "c"});
  EXPECT_EQ(documents_, Strings());
  EXPECT_EQ(problems_, Strings());
}

TEST_F(InputReaderTest, MissingInputsAreFoundBeforehand) {
  folder_.Write("a.txt", "x");
  EXPECT_TRUE(CheckInputsExist({Path("a.txt"), folder_.path(), "-"}).ok());
  absl::Status status = CheckInputsExist({Path("a.txt"), Path("b.txt")});
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_EQ(status.message(), Path("b.txt") + ": No such file or directory");
}

}  // namespace
}  // namespace telusur
