#include "bench/gate_collection.h"

#include "bench/corpus_generator.h"
#include "bench/corpus_text.h"
#include "bench/query_sampler.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr int kNumDocuments = 10000;

const CorpusGenerator& Generator() {
  static const auto* const generator = [] {
    CorpusOptions options;
    options.seed = 7;
    options.vocabulary_size = 30000;
    options.average_length = 100;
    options.near_duplicate_chance = 65536 / 20;
    return new CorpusGenerator(options);
  }();
  return *generator;
}

}  // namespace

std::vector<Document> GateDocuments(int num_documents) {
  CorpusText text(&Generator(), TextStyle::kProse);
  GeneratedDocument generated;
  std::vector<Document> documents;
  for (int i = 0; i < num_documents; ++i) {
    Generator().Generate(i, &generated);
    documents.push_back(text.Fields(generated));
  }
  return documents;
}

std::vector<std::string> GateQueries(int num_queries) {
  QuerySampler sampler(&Generator(), kNumDocuments);
  std::vector<std::string> queries;
  for (int i = 0; i < num_queries; ++i) queries.push_back(sampler.Query(i));
  return queries;
}

std::vector<std::string> GatePhrases(int num_phrases) {
  QuerySampler sampler(&Generator(), kNumDocuments);
  std::vector<std::string> phrases;
  for (int i = 0; i < num_phrases; ++i) phrases.push_back(sampler.Phrase(i));
  return phrases;
}

absl::Status BuildGateIndex(const std::vector<Document>& documents,
                            const std::string& folder) {
  ASSIGN_OR_RETURN(
      const std::unique_ptr<IndexWriter> writer,
      IndexWriter::Create(FileSystem::Posix(), folder, IndexOptions()));
  for (const Document& document : documents) {
    RETURN_IF_ERROR(writer->Add(document));
  }
  return writer->Finish().status();
}

absl::StatusOr<std::unique_ptr<IndexReader>> OpenGateIndex(
    const std::string& folder) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader =
      IndexReader::Open(FileSystem::Posix(), folder);
  if (reader.ok()) return reader;
  RETURN_IF_ERROR(BuildGateIndex(GateDocuments(kNumDocuments), folder));
  return IndexReader::Open(FileSystem::Posix(), folder);
}

}  // namespace telusur
