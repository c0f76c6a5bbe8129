// Writes an artificial collection, and queries for it.

#include <cstdint>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/string_view.h"
#include "bench/corpus_generator.h"
#include "bench/corpus_text.h"
#include "bench/query_sampler.h"

namespace telusur {
namespace {

struct Options {
  CorpusOptions corpus;
  uint64_t num_documents = 100000;
  double near_duplicates = 0;
  RecordFormat format = RecordFormat::kJsonl;
  bool prose = false;
  std::string output = "-";
  std::string queries;
  uint64_t num_queries = 1000;
  std::string phrases;
  uint64_t num_phrases = 200;
};

// Opens `path` ("-" is standard output), lets `write` write to it and closes
// it. False, with a message, when the file or a write fails.
bool WriteFile(const std::string& path,
               const std::function<void(std::FILE*)>& write) {
  std::FILE* file = path == "-" ? stdout : std::fopen(path.c_str(), "wb");
  if (file != nullptr) {
    write(file);
    const bool failed = std::ferror(file) != 0;
    if (std::fclose(file) == 0 && !failed) return true;
  }
  std::cerr << path << ": ";
  std::perror("cannot write");
  return false;
}

void WriteBytes(absl::string_view bytes, std::FILE* file) {
  std::fwrite(bytes.data(), 1, bytes.size(), file);
}

bool WriteCorpus(const Options& options, const CorpusGenerator& generator) {
  uint64_t num_bytes = 0;
  uint64_t num_tokens = 0;
  const auto write = [&](std::FILE* file) {
    CorpusText text(&generator,
                    options.prose ? TextStyle::kProse : TextStyle::kTokens);
    GeneratedDocument document;
    for (uint64_t i = 0; i < options.num_documents; ++i) {
      generator.Generate(i, &document);
      const absl::string_view record = text.Record(document, options.format);
      num_bytes += record.size();
      num_tokens += document.text.size();
      WriteBytes(record, file);
    }
  };
  if (!WriteFile(options.output, write)) return false;
  std::cerr << options.num_documents << " documents, " << num_tokens
            << " tokens, " << num_bytes << " bytes\n";
  return true;
}

bool WriteQueries(const Options& options, const CorpusGenerator& generator) {
  QuerySampler sampler(&generator, options.num_documents);
  const auto write_queries = [&](std::FILE* file) {
    for (uint64_t i = 0; i < options.num_queries; ++i) {
      WriteBytes(sampler.Query(i) + "\n", file);
    }
  };
  const auto write_phrases = [&](std::FILE* file) {
    for (uint64_t i = 0; i < options.num_phrases; ++i) {
      WriteBytes(sampler.Phrase(i) + "\n", file);
    }
  };
  return (options.queries.empty() ||
          WriteFile(options.queries, write_queries)) &&
         (options.phrases.empty() || WriteFile(options.phrases, write_phrases));
}

void AddFlags(Options* options, CLI::App* app) {
  const std::map<std::string, RecordFormat> formats = {
      {"tsv", RecordFormat::kTsv}, {"jsonl", RecordFormat::kJsonl}};
  CorpusOptions& corpus = options->corpus;
  app->add_option("--docs", options->num_documents, "documents")
      ->check(CLI::Range(uint64_t{1}, uint64_t{1} << 40))
      ->capture_default_str();
  app->add_option("--vocabulary", corpus.vocabulary_size, "different words")
      ->check(CLI::Range(kNumFunctionWords + 1, kMaxZipfRanks))
      ->capture_default_str();
  app->add_option("--average-length", corpus.average_length,
                  "average tokens of a text, navigation apart")
      ->check(CLI::Range(1, (1 << 16) - 1))
      ->capture_default_str();
  app->add_option("--seed", corpus.seed, "another seed, another collection")
      ->capture_default_str();
  app->add_option("--format", options->format, "tsv or jsonl (default)")
      ->transform(CLI::CheckedTransformer(formats));
  app->add_flag("--prose", options->prose,
                "sentences, punctuation and capitals instead of plain tokens");
  app->add_flag("--navigation", corpus.navigation,
                "put each text between a menu, links and a footer");
  app->add_option("--near-duplicates", options->near_duplicates,
                  "the share of documents that repeat an earlier one with "
                  "small edits")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app->add_option("--output", options->output, "- is standard output")
      ->capture_default_str();
  app->add_option("--queries", options->queries, "file for queries");
  app->add_option("--num-queries", options->num_queries)->capture_default_str();
  app->add_option("--phrases", options->phrases, "file for phrases");
  app->add_option("--num-phrases", options->num_phrases)->capture_default_str();
}

int Main(int argc, char** argv) {
  Options options;
  CLI::App app("Writes an artificial collection of Indonesian-like documents.");
  AddFlags(&options, &app);
  CLI11_PARSE(app, argc, argv);
  options.corpus.near_duplicate_chance =
      static_cast<uint32_t>(options.near_duplicates * 65536);
  const CorpusGenerator generator(options.corpus);
  return WriteCorpus(options, generator) && WriteQueries(options, generator)
             ? 0
             : 1;
}

}  // namespace
}  // namespace telusur

int main(int argc, char** argv) { return telusur::Main(argc, argv); }
