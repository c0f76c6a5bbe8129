#include "bench/bench_data.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "bench/corpus_generator.h"
#include "bench/corpus_text.h"
#include "tools/input/input_reader.h"
#include "tools/input/record_reader.h"

namespace telusur {
namespace {

constexpr uint32_t kNumDocuments = 20000;

// Below the root of the test data.
constexpr char kDefaultCorpus[] = "corpus/news-clickid.jsonl.gz";

std::string& CorpusFlag() {
  static auto* const path = new std::string;
  return *path;
}

// Empty for the generated collection.
std::string CorpusPath() {
  if (!CorpusFlag().empty()) return CorpusFlag();
  const char* data = std::getenv("TELUSUR_DATA");
  if (data == nullptr || *data == '\0') return "";
  return absl::StrCat(data, "/", kDefaultCorpus);
}

std::vector<Document> GenerateDocuments() {
  CorpusOptions options;
  options.vocabulary_size = 100000;
  options.near_duplicate_chance = 65536 / 20;
  const CorpusGenerator generator(options);
  CorpusText text(&generator, TextStyle::kProse);
  GeneratedDocument generated;
  std::vector<Document> documents;
  for (uint32_t i = 0; i < kNumDocuments; ++i) {
    generator.Generate(i, &generated);
    documents.push_back(text.Fields(generated));
  }
  return documents;
}

std::vector<Document> ReadDocuments(const std::string& path) {
  InputReader reader({path}, InputOptions(), nullptr);
  std::vector<Document> documents;
  Document document;
  while (documents.size() < kNumDocuments) {
    const absl::StatusOr<bool> read = reader.Next(&document);
    if (!read.ok() || !*read) break;
    documents.push_back(std::move(document));
  }
  if (documents.empty()) {
    std::fprintf(stderr, "%s: no documents\n", path.c_str());
    std::exit(1);
  }
  return documents;
}

bool IsWordByte(char c) {
  return absl::ascii_isalnum(c) || static_cast<uint8_t>(c) >= 0x80;
}

// Collects postings term by term as documents are added in order.
class PostingsCollector {
 public:
  void Add(DocId doc_id, absl::string_view text) {
    uint32_t position = 0;
    std::string token;
    for (size_t i = 0; i < text.size();) {
      if (!IsWordByte(text[i])) {
        ++i;
        continue;
      }
      token.clear();
      for (; i < text.size() && IsWordByte(text[i]); ++i) {
        token += absl::ascii_tolower(text[i]);
      }
      AddToken(doc_id, position++, token);
    }
    postings_.doc_lengths.push_back(position);
  }

  BenchPostings Finish() {
    const auto by_term = [](const TermPostings& a, const TermPostings& b) {
      return a.term < b.term;
    };
    std::sort(postings_.terms.begin(), postings_.terms.end(), by_term);
    for (const TermPostings& term : postings_.terms) {
      postings_.num_postings += term.doc_ids.size();
      postings_.num_positions += term.positions.size();
    }
    postings_.avg_doc_length =
        static_cast<double>(postings_.num_positions) /
        static_cast<double>(postings_.doc_lengths.size());
    return std::move(postings_);
  }

 private:
  void AddToken(DocId doc_id, uint32_t position, const std::string& token) {
    const size_t next = postings_.terms.size();
    const auto [found, is_new] = term_numbers_.try_emplace(token, next);
    if (is_new) {
      postings_.terms.emplace_back();
      postings_.terms.back().term = token;
    }
    TermPostings& term = postings_.terms[found->second];
    if (term.doc_ids.empty() || term.doc_ids.back() != doc_id) {
      term.doc_ids.push_back(doc_id);
      term.tfs.push_back(0);
    }
    ++term.tfs.back();
    term.positions.push_back(position);
  }

  BenchPostings postings_;
  absl::flat_hash_map<std::string, size_t> term_numbers_;
};

BenchPostings CollectPostings() {
  PostingsCollector collector;
  DocId doc_id = 0;
  for (const Document& document : BenchDocuments()) {
    collector.Add(doc_id++, document.text);
  }
  return collector.Finish();
}

}  // namespace

void SetBenchCorpus(const std::string& path) { CorpusFlag() = path; }

std::string BenchCorpusName() {
  const std::string path = CorpusPath();
  return path.empty() ? "generated" : path;
}

const std::vector<Document>& BenchDocuments() {
  static const auto* const documents = [] {
    const std::string path = CorpusPath();
    return new std::vector<Document>(path.empty() ? GenerateDocuments()
                                                  : ReadDocuments(path));
  }();
  return *documents;
}

const BenchPostings& GetBenchPostings() {
  static const auto* const postings = new BenchPostings(CollectPostings());
  return *postings;
}

}  // namespace telusur
