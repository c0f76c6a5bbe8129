#include "query/query_words.h"

#include <algorithm>

#include "absl/types/span.h"
#include "index/analysis/token.h"

namespace telusur {
namespace {

// Whether no operator asks for a node more than for its neighbours.
std::vector<bool> FindOptional(const Query& query) {
  std::vector<bool> is_optional(query.nodes.size(), true);
  for (const QueryNode& node : query.nodes) {
    for (const QueryClause& clause : node.clauses) {
      is_optional[clause.node] = clause.occur == Occur::kShould;
    }
  }
  return is_optional;
}

}  // namespace

std::vector<QuerySurface> AnalyzeQueryText(const Analyzer& analyzer,
                                           absl::string_view text) {
  std::vector<QuerySurface> surfaces;
  analyzer.Tokenize(text, [&](absl::Span<const Token> tokens) {
    for (const Token& token : tokens) {
      surfaces.push_back(
          {std::string(token.surface), token.position, token.counts});
    }
  });
  return surfaces;
}

std::vector<bool> FindDroppedStopWords(const Analyzer& analyzer,
                                       const Query& query) {
  const std::vector<bool> is_optional = FindOptional(query);
  std::vector<bool> is_dropped(query.nodes.size(), false);
  bool has_other_words = false;
  for (size_t i = 0; i < query.nodes.size(); ++i) {
    const QueryNode& node = query.nodes[i];
    if (node.kind >= QueryKind::kSource) continue;
    if (node.kind != QueryKind::kText) {
      has_other_words = true;
      continue;
    }
    const std::vector<QuerySurface> surfaces =
        AnalyzeQueryText(analyzer, node.text);
    is_dropped[i] = is_optional[i] && !node.quoted && surfaces.size() == 1 &&
                    analyzer.IsStopWord(surfaces[0].text);
    has_other_words |= !is_dropped[i] && !surfaces.empty();
  }
  if (!has_other_words) is_dropped.assign(query.nodes.size(), false);
  return is_dropped;
}

}  // namespace telusur
