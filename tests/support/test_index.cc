#include "tests/support/test_index.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "index/body_begin.h"
#include "index/date.h"
#include "index/doc_id_map.h"
#include "index/document_deleter.h"
#include "index/index_directory.h"
#include "index/manifest.h"
#include "index/memory_index.h"
#include "index/run_file.h"
#include "index/run_merger.h"
#include "index/segment/segment_writer.h"
#include "index/segment/term_encoder.h"
#include "index/segment_term_sink.h"
#include "tests/support/must.h"

namespace telusur {
namespace {

constexpr int kManyRuns = 7;

// The documents' entries, and their words in runs.
class SegmentBuild {
 public:
  SegmentBuild(const Analyzer& analyzer, size_t docs_per_run,
               SegmentWriter* writer)
      : analyzer_(analyzer), docs_per_run_(docs_per_run), writer_(writer) {}

  void Add(const Document& document) {
    if (num_docs_ % docs_per_run_ == 0) {
      runs_.push_back(std::make_unique<MemoryIndex>(&analyzer_));
    }
    MemoryIndex* const run = runs_.back().get();
    run->StartDocument(num_docs_++);
    DocumentEntry entry;
    uint32_t offset = 0;
    const auto add = [&](absl::Span<const Token> tokens) {
      run->AddTokens(tokens, offset);
    };
    const AnalysisCounts title = analyzer_.Tokenize(document.title, add);
    offset = BodyBegin(title.num_positions);
    const AnalysisCounts text = analyzer_.Tokenize(document.text, add);
    std::string record;
    AppendRecord(document, &record);
    entry.id = document.id;
    entry.record = record;
    entry.doc_length =
        static_cast<uint32_t>(title.num_tokens + text.num_tokens);
    entry.title_length = title.num_positions;
    entry.date = DateColumnValue(ParseDate(document.date));
    entry.source = document.source;
    Must(writer_->AddDocument(entry));
  }

  std::vector<std::unique_ptr<MemoryIndex>>& runs() { return runs_; }

 private:
  const Analyzer& analyzer_;
  const size_t docs_per_run_;
  SegmentWriter* const writer_;
  DocId num_docs_ = 0;
  std::vector<std::unique_ptr<MemoryIndex>> runs_;
};

Manifest NewManifest(const IndexOptions& options) {
  Manifest manifest;
  manifest.generation = 1;
  manifest.analyzer = options.analyzer.ToString();
  manifest.k1 = options.bm25.k1;
  manifest.b = options.bm25.b;
  return manifest;
}

}  // namespace

IndexOptions WhitespaceOptions() {
  IndexOptions options;
  options.analyzer.name = "whitespace";
  options.memory_bytes = kMinMemoryBytes;
  return options;
}

SegmentEntry WriteTestSegment(FileSystem* fs, const std::string& directory,
                              const std::string& file_name,
                              const std::vector<Document>& documents,
                              const Analyzer& analyzer,
                              const IndexOptions& options, int num_runs,
                              bool runs_in_files) {
  const std::string path = JoinPath(directory, file_name);
  int num_temp_files = 0;
  SegmentWriterOptions writer_options;
  writer_options.analyzer = options.analyzer.ToString();
  writer_options.bm25 = options.bm25;
  writer_options.compression = options.compression;
  writer_options.store_text = options.store_text;
  writer_options.new_temp_path = [&] {
    return absl::StrCat(path, ".", num_temp_files++, ".tmp");
  };
  SegmentWriter writer(fs, writer_options);
  SegmentBuild build(analyzer, documents.size() / num_runs + 1, &writer);
  for (const Document& document : documents) build.Add(document);
  Must(writer.BeginTerms());
  std::vector<std::unique_ptr<RunCursor>> cursors;
  for (const auto& run : build.runs()) {
    cursors.push_back(run->NewCursor());
    if (!runs_in_files) continue;
    const std::string run_path = writer_options.new_temp_path();
    Must(WriteRun(fs, run_path, cursors.back().get()));
    cursors.back() = Must(OpenRun(fs, run_path, 1));
  }
  const DocIdMap all_documents;
  EncodedTerms terms;
  TermEncoder encoder(writer.EncoderOptions(), &terms);
  SegmentTermSink sink(static_cast<uint32_t>(documents.size()), &all_documents,
                       &encoder);
  Must(MergeRuns(std::move(cursors), &sink));
  Must(writer.AppendTerms(terms));
  std::unique_ptr<WritableFile> file = Must(fs->Create(path));
  Must(writer.Finish(file.get()));
  Must(file->Sync());
  Must(file->Close());
  SegmentEntry entry;
  entry.file_name = file_name;
  entry.segment_id = writer.layout().segment_id;
  entry.num_docs = writer.metadata().num_docs;
  return entry;
}

TestIndex::TestIndex(const std::vector<Document>& documents,
                     const IndexOptions& options, BuildPath path) {
  if (path == BuildPath::kIndexWriter) {
    const auto writer = Must(IndexWriter::Create(&fs_, kDirectory, options));
    for (const Document& document : documents) Must(writer->Add(document));
    Must(writer->Finish());
  } else if (path == BuildPath::kMerged) {
    BuildMerged(documents, options);
  } else {
    Must(fs_.MakeDirectory(kDirectory));
    const auto analyzer = Must(Analyzer::Create(options.analyzer));
    Manifest manifest = NewManifest(options);
    manifest.segments.push_back(WriteTestSegment(
        &fs_, kDirectory, IndexFileName(1, 0, IndexFileKind::kSegment),
        documents, *analyzer, options, kManyRuns,
        path == BuildPath::kFileRuns));
    manifest.next_order = manifest.segments[0].num_docs;
    Must(CommitManifest(&fs_, kDirectory, manifest));
  }
  reader_ = Must(IndexReader::Open(&fs_, kDirectory));
}

TestIndex::TestIndex(const std::vector<std::vector<Document>>& segments,
                     const IndexOptions& options, int num_runs) {
  Must(fs_.MakeDirectory(kDirectory));
  const auto analyzer = Must(Analyzer::Create(options.analyzer));
  Manifest manifest = NewManifest(options);
  for (size_t i = 0; i < segments.size(); ++i) {
    SegmentEntry entry = WriteTestSegment(
        &fs_, kDirectory,
        IndexFileName(1, static_cast<uint32_t>(i), IndexFileKind::kSegment),
        segments[i], *analyzer, options, num_runs, false);
    entry.first_order = manifest.next_order;
    manifest.next_order += entry.num_docs;
    manifest.segments.push_back(entry);
  }
  Must(CommitManifest(&fs_, kDirectory, manifest));
  reader_ = Must(IndexReader::Open(&fs_, kDirectory));
}

// Every third document comes first with other words and is then replaced; the
// segments have very different sizes.
void TestIndex::BuildMerged(const std::vector<Document>& documents,
                            const IndexOptions& options) {
  std::vector<std::vector<Document>> parts(4);
  for (size_t i = 0; i < documents.size(); ++i) {
    if (i % 3 == 0) {
      parts[0].push_back(documents[i]);
      absl::StrAppend(&parts[0].back().text, " replaced ",
                      documents[i / 2].text);
    }
    parts[i < 5 ? 1 : i < documents.size() / 2 ? 2 : 3].push_back(documents[i]);
  }
  auto writer = Must(IndexWriter::Create(&fs_, kDirectory, options));
  for (const Document& document : parts[0]) Must(writer->Add(document));
  Must(writer->Finish());
  writer.reset();  // and its lock
  for (int i = 1; i < 4; ++i) Append(parts[i], options);
  Optimize(OptimizeOptions());
}

void TestIndex::Append(const std::vector<Document>& documents,
                       IndexOptions options) {
  options.append = true;
  const auto writer = Must(IndexWriter::Create(&fs_, kDirectory, options));
  for (const Document& document : documents) Must(writer->Add(document));
  Must(writer->Finish());
  reader_ = Must(IndexReader::Open(&fs_, kDirectory));
}

uint64_t TestIndex::Delete(const std::vector<std::string>& ids) {
  const std::set<std::string> wanted(ids.begin(), ids.end());
  const uint64_t num_deleted =
      Must(DeleteDocuments(&fs_, kDirectory, [&](absl::string_view id) {
        return wanted.count(std::string(id)) > 0;
      }));
  reader_ = Must(IndexReader::Open(&fs_, kDirectory));
  return num_deleted;
}

OptimizeReport TestIndex::Optimize(const OptimizeOptions& options) {
  const OptimizeReport report = Must(OptimizeIndex(&fs_, kDirectory, options));
  reader_ = Must(IndexReader::Open(&fs_, kDirectory));
  return report;
}

std::string TestIndex::ReadFile(const std::string& name) {
  return Must(ReadWholeFile(&fs_, JoinPath(kDirectory, name), 1 << 30));
}

std::string TestIndex::SegmentFileName() const {
  return reader_->manifest().segments[0].file_name;
}

void WriteWholeFile(FileSystem* fs, const std::string& path,
                    absl::string_view bytes) {
  const std::unique_ptr<WritableFile> file = Must(fs->Create(path));
  Must(file->Append(bytes));
  Must(file->Sync());
  Must(file->Close());
}

}  // namespace telusur
