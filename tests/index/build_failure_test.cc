// A build in which an operation of the file system fails: each one in turn, the
// disk full or broken, once or for good. What is there afterwards is the old
// index or the new one, whole, and the next build succeeds.

#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "index/index_reader.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/segment/segment_checker.h"
#include "tests/support/recording_file_system.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

constexpr char kDirectory[] = "index";

Document MakeDocument(const std::string& id, std::string text) {
  Document document;
  document.id = id;
  document.text = std::move(text);
  return document;
}

// More text than the builder's share of memory for documents (4 MiB), so that
// it goes through a temporary file.
std::vector<Document> NewDocuments() {
  const std::string long_word(250, 'x');
  std::string text = "baru";
  while (text.size() < (5 << 20)) absl::StrAppend(&text, " ", long_word);
  return {MakeDocument("1", text), MakeDocument("2", "baru saja"),
          MakeDocument("3", "baru")};
}

absl::Status Build(FileSystem* fs, const std::vector<Document>& documents) {
  IndexOptions options = WhitespaceOptions();
  options.memory_bytes = kMinMemoryBytes;
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexWriter> writer,
                   IndexWriter::Create(fs, kDirectory, options));
  for (const Document& document : documents) {
    RETURN_IF_ERROR(writer->Add(document));
  }
  return writer->Finish().status();
}

// The number of documents in the index, which must be sound.
uint64_t NumDocuments(FileSystem* fs) {
  const auto reader = IndexReader::Open(fs, kDirectory);
  EXPECT_TRUE(reader.ok()) << reader.status();
  if (!reader.ok()) return 0;
  for (uint32_t i = 0; i < (*reader)->num_segments(); ++i) {
    EXPECT_EQ(CheckSegment((*reader)->segment(i)), absl::OkStatus());
  }
  return (*reader)->num_docs();
}

// Fails the `operation`-th operation of a build over an index of one document.
// False when the build has fewer.
bool FailOperation(const std::vector<Document>& documents, FileFault fault) {
  RecordingFileSystem fs;
  EXPECT_TRUE(Build(&fs, {MakeDocument("0", "lama")}).ok());
  fault.operation += fs.num_operations();
  fs.SetFault(fault);
  const absl::Status status = Build(&fs, documents);
  if (fs.num_operations() <= fault.operation) return false;
  fs.SetFault(std::nullopt);
  SCOPED_TRACE(ToString(fs.operations()[fault.operation]));
  if (!status.ok()) {
    EXPECT_EQ(absl::IsResourceExhausted(status), fault.error == ENOSPC)
        << status;
  }
  const uint64_t num_documents = NumDocuments(&fs);
  EXPECT_TRUE(num_documents == documents.size() ||
              (num_documents == 1 && !status.ok()))
      << num_documents << status;
  EXPECT_TRUE(
      Build(&fs, {MakeDocument("a", "lagi"), MakeDocument("b", "")}).ok());
  EXPECT_EQ(NumDocuments(&fs), 2);
  return true;
}

class BuildFailureTest : public testing::TestWithParam<FileFault> {};

TEST_P(BuildFailureTest, LeavesTheOldIndexOrTheNewAndIsReported) {
  const std::vector<Document> documents = NewDocuments();
  // The operations near the end, at which files get their names, are as many as
  // those that write; all are tried.
  FileFault fault = GetParam();
  while (!HasFailure() && FailOperation(documents, fault)) ++fault.operation;
  EXPECT_GT(fault.operation, 20);
}

INSTANTIATE_TEST_SUITE_P(
    All, BuildFailureTest,
    testing::Values(FileFault{0, ENOSPC}, FileFault{0, EIO},
                    FileFault{0, ENOSPC, /*lasting=*/true, /*tears=*/true},
                    FileFault{0, EIO, /*lasting=*/true}));

}  // namespace
}  // namespace telusur
