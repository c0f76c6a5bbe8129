#include "tools/search/similar_query.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "index/analysis/analyzer.h"
#include "index/analysis/token.h"
#include "index/io/status_macros.h"
#include "query/bm25.h"
#include "tools/search/term_list.h"

namespace telusur {
namespace {

// A term of the document by one of its surface forms.
struct Word {
  std::string surface;
  uint64_t tf = 0;
  double weight = 0;
};

using Words = absl::flat_hash_map<std::string, Word>;  // by term

void CountWords(const Analyzer& analyzer, absl::string_view text,
                Words* words) {
  std::string term;
  analyzer.Tokenize(text, [&](absl::Span<const Token> tokens) {
    for (const Token& token : tokens) {
      if (!token.counts || analyzer.IsStopWord(token.surface)) continue;
      analyzer.TermOf(token.surface, &term);
      Word& word = (*words)[term];
      if (word.tf++ == 0) word.surface = std::string(token.surface);
    }
  });
}

// The words with the largest weights, the best first.
absl::StatusOr<std::vector<Word>> BestWords(const IndexReader& reader,
                                            Words words) {
  std::vector<Word> best;
  for (auto& [term, word] : words) {
    ASSIGN_OR_RETURN(const uint64_t df, DocumentsOfTerm(reader, term));
    if (df < 2) continue;
    word.weight = static_cast<double>(word.tf) * Idf(df, reader.statistics());
    best.push_back(std::move(word));
  }
  // By spelling where weights are equal: the table has no order.
  std::sort(best.begin(), best.end(), [](const Word& a, const Word& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.surface < b.surface;
  });
  if (best.size() > kMaxSimilarWords) best.resize(kMaxSimilarWords);
  return best;
}

}  // namespace

absl::StatusOr<Query> SimilarQuery(const IndexReader& reader,
                                   const Document& document) {
  Words words;
  CountWords(reader.analyzer(), document.title, &words);
  CountWords(reader.analyzer(), document.text, &words);
  ASSIGN_OR_RETURN(const std::vector<Word> best,
                   BestWords(reader, std::move(words)));
  Query query;
  QueryNode root;
  root.kind = QueryKind::kBoolean;
  for (const Word& word : best) {
    QueryNode node;
    node.text = word.surface;
    // Boosts are thousandths.
    node.boost =
        std::max(1.0, std::round(1000 * word.weight / best[0].weight)) / 1000;
    root.clauses.push_back(
        {Occur::kShould, static_cast<int>(query.nodes.size())});
    query.nodes.push_back(std::move(node));
  }
  // A list of one clause is not canonical.
  if (query.nodes.size() > 1) query.nodes.push_back(std::move(root));
  return query;
}

}  // namespace telusur
