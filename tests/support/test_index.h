// Indexes of small collections, in memory.

#ifndef TELUSUR_TESTS_SUPPORT_TEST_INDEX_H_
#define TELUSUR_TESTS_SUPPORT_TEST_INDEX_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "index/analysis/analyzer.h"
#include "index/document.h"
#include "index/index_reader.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "index/optimizer.h"
#include "tests/support/recording_file_system.h"

namespace telusur {

// The options of a build whose words are what stands between blanks.
IndexOptions WhitespaceOptions();

// How an index comes to be.
enum class BuildPath {
  kIndexWriter,  // as everybody builds
  kMemoryRuns,   // merged from several runs in memory
  kFileRuns,     // merged from several run files
  kMerged,       // several segments, with deleted documents, made one
};

// A file system in memory with an index in it.
class TestIndex {
 public:
  static constexpr char kDirectory[] = "index";

  TestIndex(const std::vector<Document>& documents, const IndexOptions& options,
            BuildPath path = BuildPath::kIndexWriter);

  // An index of several segments, as appending would leave it. Each segment is
  // merged from `num_runs` runs.
  TestIndex(const std::vector<std::vector<Document>>& segments,
            const IndexOptions& options, int num_runs);

  // What changes the index; each opens it anew.
  void Append(const std::vector<Document>& documents, IndexOptions options);
  uint64_t Delete(const std::vector<std::string>& ids);
  OptimizeReport Optimize(const OptimizeOptions& options);

  RecordingFileSystem* fs() { return &fs_; }
  const IndexReader& reader() const { return *reader_; }
  const SegmentReader& segment() const { return reader_->segment(0); }

  // The bytes of a file in the index.
  std::string ReadFile(const std::string& name);

  // The name of the only segment's file.
  std::string SegmentFileName() const;

 private:
  void BuildMerged(const std::vector<Document>& documents,
                   const IndexOptions& options);

  RecordingFileSystem fs_;
  std::unique_ptr<IndexReader> reader_;
};

// Writes a segment of `documents`, merged from `num_runs` runs of about as many
// documents each, as IndexWriter does with little memory. Ids may not repeat.
// The analyzer may be any; `options.analyzer` is what the segment says. Returns
// the segment's part of a manifest, but for the order of its documents.
SegmentEntry WriteTestSegment(FileSystem* fs, const std::string& directory,
                              const std::string& file_name,
                              const std::vector<Document>& documents,
                              const Analyzer& analyzer,
                              const IndexOptions& options, int num_runs,
                              bool runs_in_files);

// Replaces or creates a file.
void WriteWholeFile(FileSystem* fs, const std::string& path,
                    absl::string_view bytes);

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_TEST_INDEX_H_
