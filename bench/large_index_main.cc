// Builds an index of more than 2^31 postings, with sections above 4 GiB, and
// compares its answers with those that modular_collection.h computes.
//
//   bazel run -c opt //bench:large_index -- /tmp/large.idx
//
// That takes some 20 GB of disk and several minutes. `telusur check --deep`
// looks at every posting afterwards.

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bench/modular_collection.h"
#include "bench/pseudo_random.h"
#include "index/document.h"
#include "index/index_options.h"
#include "index/index_reader.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/segment/segment_format.h"
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "query/searcher.h"

namespace telusur {
namespace {

struct Flags {
  std::string index;
  uint64_t num_documents = 40000;
  uint64_t length = 65535;
  uint64_t memory_mib = 1024;
  int num_threads = 2;
  uint64_t num_queries = 200;
  bool only_ask = false;
};

absl::Status Build(const ModularCollection& collection, const Flags& flags) {
  IndexOptions options;
  options.analyzer.name = "whitespace";
  options.store_text = false;
  options.memory_bytes = flags.memory_mib << 20;
  options.num_threads = flags.num_threads;
  ASSIGN_OR_RETURN(
      const std::unique_ptr<IndexWriter> writer,
      IndexWriter::Create(FileSystem::Posix(), flags.index, options));
  for (uint64_t i = 0; i < collection.num_documents(); ++i) {
    Document document;
    document.id = absl::StrCat(i);
    document.text = collection.Text(i);
    RETURN_IF_ERROR(writer->Add(std::move(document)));
  }
  ASSIGN_OR_RETURN(const BuildReport report, writer->Finish());
  std::cout << report.num_documents << " documents, "
            << report.segment.num_postings << " postings, " << report.num_runs
            << " runs, " << report.index_bytes << " bytes\n";
  for (int i = 0; i < kNumSections; ++i) {
    std::cout << "section " << SectionName(SectionId(i)) << ": "
              << report.layout.section_sizes[i] << " bytes\n";
  }
  return absl::OkStatus();
}

// What the index answers to `text`: the number of documents and the first ids.
absl::StatusOr<std::string> Ask(const IndexReader& reader,
                                const std::string& text,
                                const SearchOptions& options) {
  ASSIGN_OR_RETURN(
      const CompiledQuery query,
      CompileQuery(reader, Parse(text, ParserLimits()).query, options.compile));
  ASSIGN_OR_RETURN(const SearchResult result, Search(reader, query, options));
  std::string answer = absl::StrCat(result.num_matches, ":");
  for (const Hit& hit : result.hits) {
    ASSIGN_OR_RETURN(const Document document, reader.ReadDocument(hit.address));
    absl::StrAppend(&answer, " ", document.id);
  }
  return answer;
}

// The right answer. All documents are as long and no word comes again in one,
// so that scores are equal and the first documents are the best.
std::string Expected(const ModularCollection& collection,
                     const std::vector<uint64_t>& words, uint32_t k) {
  const std::vector<uint64_t> matches = collection.Matches(words);
  std::string answer = absl::StrCat(matches.size(), ":");
  for (size_t i = 0; i < matches.size() && i < k; ++i) {
    absl::StrAppend(&answer, " ", matches[i]);
  }
  return answer;
}

// Asks for words, and for phrases of two and three words. Returns the number of
// wrong answers.
absl::StatusOr<uint64_t> CountWrongAnswers(const ModularCollection& collection,
                                           const Flags& flags) {
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> reader,
                   IndexReader::Open(FileSystem::Posix(), flags.index));
  SearchOptions options;
  options.count = true;
  PseudoRandom random(1);
  uint64_t num_wrong = 0;
  for (uint64_t i = 0; i < flags.num_queries; ++i) {
    const uint64_t num_words = 1 + i % 3;
    const uint64_t document = random.Next() % collection.num_documents();
    const uint64_t place =
        random.Next() % (collection.length() - num_words + 1);
    std::vector<uint64_t> words;
    std::vector<std::string> spellings;
    for (uint64_t j = 0; j < num_words; ++j) {
      words.push_back(collection.WordAt(document, place + j));
      spellings.push_back(ModularCollection::Spelling(words.back()));
    }
    const std::string text =
        absl::StrCat("\"", absl::StrJoin(spellings, " "), "\"");
    ASSIGN_OR_RETURN(const std::string answer, Ask(*reader, text, options));
    const std::string expected = Expected(collection, words, options.k);
    if (answer == expected) continue;
    ++num_wrong;
    std::cout << text << ": " << answer << ", expected " << expected << "\n";
  }
  return num_wrong;
}

absl::Status Run(const Flags& flags) {
  const ModularCollection collection(flags.num_documents, flags.length);
  if (!flags.only_ask) RETURN_IF_ERROR(Build(collection, flags));
  ASSIGN_OR_RETURN(const uint64_t num_wrong,
                   CountWrongAnswers(collection, flags));
  std::cout << flags.num_queries << " queries, " << num_wrong << " wrong\n";
  return num_wrong == 0 ? absl::OkStatus()
                        : absl::InternalError("wrong answers");
}

int Main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Builds a large index and checks its answers.");
  app.add_option("DIR", flags.index, "the index's folder")->required();
  app.add_option("--docs", flags.num_documents, "documents")
      ->check(CLI::Range(uint64_t{1}, uint64_t{1} << 31))
      ->capture_default_str();
  app.add_option("--length", flags.length, "words of a document")
      ->check(CLI::Range(uint64_t{3}, ModularCollection::kNumWords - 1))
      ->capture_default_str();
  app.add_option("--memory", flags.memory_mib, "memory of the build, in MiB")
      ->check(CLI::Range(uint64_t{32}, uint64_t{1} << 20))
      ->capture_default_str();
  app.add_option("--threads", flags.num_threads)
      ->check(CLI::Range(1, kMaxThreads))
      ->capture_default_str();
  app.add_option("--queries", flags.num_queries)->capture_default_str();
  app.add_flag("--only-ask", flags.only_ask, "the index is there already");
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = Run(flags);
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}

}  // namespace
}  // namespace telusur

int main(int argc, char** argv) { return telusur::Main(argc, argv); }
