// Readers in other processes while an index is changed: each sees one state of
// it, whole.

#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "index/document_deleter.h"
#include "index/index_reader.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/optimizer.h"
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/recording_file_system.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

constexpr int kNumDocs = 12;
constexpr int kNumCommits = 200;
constexpr int kNumReaders = 3;

std::vector<Document> DocumentsOfVersion(int version) {
  std::vector<Document> documents(kNumDocs);
  for (int i = 0; i < kNumDocs; ++i) {
    documents[i].id = absl::StrCat("d", i);
    documents[i].text = "umum";
    documents[i].title = absl::StrCat(version);
  }
  return documents;
}

void Write(const std::string& directory, int version, bool append) {
  IndexOptions options = WhitespaceOptions();
  options.append = append;
  const auto writer =
      Must(IndexWriter::Create(FileSystem::Posix(), directory, options));
  for (const Document& document : DocumentsOfVersion(version)) {
    Must(writer->Add(document));
  }
  Must(writer->Finish());
}

// One commit: a new version by a build or by an append, or the same version
// without a document or merged. Returns the version.
int Republish(const std::string& directory, int commit, int version) {
  FileSystem* const fs = FileSystem::Posix();
  switch (commit % 4) {
    case 0:
      Write(directory, version + 1, /*append=*/false);
      return version + 1;
    case 1:
      Write(directory, version + 1, /*append=*/true);
      return version + 1;
    case 2:
      Must(DeleteDocuments(fs, directory,
                           [](absl::string_view id) { return id == "d7"; }));
      return version;
    default: {
      OptimizeOptions options;
      options.memory_bytes = kMinMemoryBytes;
      Must(OptimizeIndex(fs, directory, options));
      return version;
    }
  }
}

// What an index answers: the version that all documents have.
absl::StatusOr<int> ReadVersion(const IndexReader& reader, bool count) {
  SearchOptions options;
  options.k = 10 * kNumDocs;
  options.count = count;
  ASSIGN_OR_RETURN(const CompiledQuery query,
                   CompileQuery(reader, Parse("umum", ParserLimits()).query,
                                options.compile));
  ASSIGN_OR_RETURN(const SearchResult result, Search(reader, query, options));
  const size_t num_hits = result.hits.size();
  if (num_hits != kNumDocs && num_hits != kNumDocs - 1) {
    return absl::InternalError(absl::StrCat(num_hits, " hits"));
  }
  if (count && result.num_matches != num_hits) {
    return absl::InternalError(absl::StrCat(result.num_matches, " matches"));
  }
  int version = -1;
  for (const Hit& hit : result.hits) {
    ASSIGN_OR_RETURN(const Document document, reader.ReadDocument(hit.address));
    int of_document = -2;
    if (!absl::SimpleAtoi(document.title, &of_document) ||
        (version != -1 && of_document != version)) {
      return absl::InternalError(
          absl::StrCat("versions ", version, " and ", document.title));
    }
    version = of_document;
  }
  return version;
}

// Opens the index and asks it again and again until it has the last version.
absl::Status ReadUntil(const std::string& directory, int last_version,
                       const std::function<void()>& on_first) {
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> first,
                   IndexReader::Open(FileSystem::Posix(), directory));
  int before = -1;
  for (int round = 0; before < last_version; ++round) {
    ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> reader,
                     IndexReader::Open(FileSystem::Posix(), directory));
    ASSIGN_OR_RETURN(const int version, ReadVersion(*reader, round % 2 == 0));
    if (version < before) return absl::InternalError("an older version again");
    before = version;
    if (round == 0) on_first();
  }
  // The first snapshot stands as it was, its files gone by now.
  ASSIGN_OR_RETURN(const int version, ReadVersion(*first, true));
  return version == 0 ? absl::OkStatus()
                      : absl::InternalError("the snapshot has changed");
}

// Runs `work` in a process of its own, which ends with this one.
pid_t Fork(const std::function<absl::Status()>& work) {
  const pid_t pid = fork();
  if (pid != 0) return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const absl::Status status = work();
  if (!status.ok()) std::cerr << "in a reader: " << status << std::endl;
  _exit(status.ok() ? 0 : 1);
}

void ExpectSucceeds(pid_t pid) {
  int status = -1;
  ASSERT_EQ(waitpid(pid, &status, 0), pid);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST(ConcurrentReadersTest, SeeOneVersionWhileTheIndexIsRepublished) {
  const TempFolder folder;
  const std::string directory = folder.Path("index");
  Write(directory, 0, /*append=*/false);
  constexpr int kLastVersion = kNumCommits / 2;  // every other commit
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  std::vector<pid_t> readers;
  for (int i = 0; i < kNumReaders; ++i) {
    readers.push_back(Fork([&] {
      return ReadUntil(directory, kLastVersion, [&] {
        if (write(ready[1], ".", 1) != 1) abort();
      });
    }));
  }
  for (int i = 0; i < kNumReaders; ++i) {
    char byte;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
  }
  int version = 0;
  for (int commit = 0; commit < kNumCommits; ++commit) {
    version = Republish(directory, commit, version);
  }
  EXPECT_EQ(version, kLastVersion);
  for (const pid_t reader : readers) ExpectSucceeds(reader);
  close(ready[0]);
  close(ready[1]);
}

TEST(ConcurrentReadersTest, ABuilderInAnotherProcessKeepsOthersOut) {
  const TempFolder folder;
  const std::string directory = folder.Path("index");
  Write(directory, 0, /*append=*/false);
  const auto builder = Must(
      IndexWriter::Create(FileSystem::Posix(), directory, WhitespaceOptions()));
  ExpectSucceeds(Fork([&] {
    const absl::Status status =
        DeleteDocuments(FileSystem::Posix(), directory, [](absl::string_view) {
          return true;
        }).status();
    return absl::IsFailedPrecondition(status) ? absl::OkStatus()
                                              : absl::InternalError("not kept");
  }));
}

// A file system in which a segment vanishes between the manifest that names it
// and the open.
class VanishingFileSystem : public RecordingFileSystem {
 public:
  absl::StatusOr<std::unique_ptr<MappedFile>> Map(
      const std::string& path) override {
    if (before_map) {
      const std::function<void()> change = std::move(before_map);
      before_map = nullptr;
      change();
    }
    return RecordingFileSystem::Map(path);
  }
  std::function<void()> before_map;
};

TEST(ConcurrentReadersTest, ReadTheManifestAgainWhenASegmentHasVanished) {
  VanishingFileSystem fs;
  const auto write = [&fs](int version) {
    const auto writer =
        Must(IndexWriter::Create(&fs, "index", WhitespaceOptions()));
    for (const Document& document : DocumentsOfVersion(version)) {
      Must(writer->Add(document));
    }
    Must(writer->Finish());
  };
  write(0);
  fs.before_map = [&] {
    write(1);
    fs.before_map = [&] { write(2); };
  };
  const auto reader = Must(IndexReader::Open(&fs, "index"));
  EXPECT_EQ(Must(ReadVersion(*reader, true)), 2);
}

TEST(ConcurrentReadersTest, DoNotWrite) {
  TestIndex index(DocumentsOfVersion(0), WhitespaceOptions());
  index.Delete({"d3"});
  const int before = index.fs()->num_operations();
  const auto reader =
      Must(IndexReader::Open(index.fs(), TestIndex::kDirectory));
  EXPECT_EQ(Must(ReadVersion(*reader, true)), 0);
  const std::vector<FileOperation> operations = index.fs()->operations();
  ASSERT_GT(index.fs()->num_operations(), before);
  for (int i = before; i < index.fs()->num_operations(); ++i) {
    EXPECT_GE(operations[i].kind, FileOperation::Kind::kOpen)
        << ToString(operations[i]);
  }
}

// Gives up what lets root write where permissions forbid it.
bool DropPrivileges() {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
  return syscall(SYS_capset, &header, none) == 0;
}

TEST(ConcurrentReadersTest, NeedNoWriteAccess) {
  const TempFolder folder;
  const std::string directory = folder.Path("index");
  Write(directory, 0, /*append=*/false);
  Must(DeleteDocuments(FileSystem::Posix(), directory,
                       [](absl::string_view id) { return id == "d7"; }));
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    ASSERT_EQ(chmod(file.path().c_str(), 0444), 0);
  }
  ASSERT_EQ(chmod(directory.c_str(), 0555), 0);
  ExpectSucceeds(Fork([&]() -> absl::Status {
    if (!DropPrivileges() || access(directory.c_str(), W_OK) == 0 ||
        access(JoinPath(directory, "LOCK").c_str(), W_OK) == 0) {
      return absl::InternalError("the directory can be written");
    }
    ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> reader,
                     IndexReader::Open(FileSystem::Posix(), directory));
    return ReadVersion(*reader, true).status();
  }));
  chmod(directory.c_str(), 0755);
}

}  // namespace
}  // namespace telusur
