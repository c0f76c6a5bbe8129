#include "query/query_words.h"

#include <cstddef>
#include <utility>

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

void ReadQueryText(const Analyzer& analyzer, absl::string_view text,
                   QueryReadings* readings) {
  struct Other {
    std::string text;
    uint32_t begin;
    uint32_t end;
  };
  std::vector<Other> others;
  uint32_t begin = 0;
  uint32_t end = 0;
  analyzer.Tokenize(text, [&](absl::Span<const Token> tokens) {
    for (const Token& token : tokens) {
      if (!token.counts) {
        others.push_back({std::string(token.surface), token.begin, token.end});
        continue;
      }
      if (readings->parts.empty()) begin = token.begin;
      end = token.end;
      readings->parts.push_back({std::string(token.surface), token.position});
    }
  });
  for (Other& other : others) {
    if (other.begin <= begin && other.end >= end) {
      readings->wholes.push_back(std::move(other.text));
    }
  }
}

QuerySurfaces ExactFormsOf(const QueryReadings& readings) {
  if (readings.parts.size() <= 1 || readings.wholes.empty()) {
    return readings.parts;
  }
  return {{readings.wholes[0], readings.parts[0].position}};
}

std::vector<bool> FindWanted(const Query& query) {
  std::vector<bool> is_wanted(query.nodes.size(), true);
  for (size_t i = query.nodes.size(); i-- > 0;) {
    for (const QueryClause& clause : query.nodes[i].clauses) {
      is_wanted[clause.node] = is_wanted[i] && clause.occur != Occur::kMustNot;
    }
  }
  return is_wanted;
}

std::vector<bool> FindDroppedStopWords(const Analyzer& analyzer,
                                       const Query& query) {
  const std::vector<bool> is_optional = FindOptional(query);
  const std::vector<bool> is_wanted = FindWanted(query);
  std::vector<bool> is_dropped(query.nodes.size(), false);
  bool has_other_words = false;
  for (size_t i = 0; i < query.nodes.size(); ++i) {
    const QueryNode& node = query.nodes[i];
    if (node.kind >= QueryKind::kSource) continue;
    if (node.kind != QueryKind::kText) {
      has_other_words |= is_wanted[i];
      continue;
    }
    const QueryReadings readings = ReadQueryText(analyzer, node.text);
    is_dropped[i] = is_optional[i] && !node.quoted &&
                    readings.parts.size() == 1 && readings.wholes.empty() &&
                    analyzer.IsStopWord(readings.parts[0].text);
    has_other_words |=
        is_wanted[i] && !is_dropped[i] && !readings.parts.empty();
  }
  if (!has_other_words) is_dropped.assign(query.nodes.size(), false);
  return is_dropped;
}

}  // namespace telusur
