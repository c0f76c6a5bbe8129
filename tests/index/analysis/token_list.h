// Tokens kept, and shown, for tests.

#ifndef TELUSUR_TESTS_INDEX_ANALYSIS_TOKEN_LIST_H_
#define TELUSUR_TESTS_INDEX_ANALYSIS_TOKEN_LIST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/analysis/token.h"

namespace telusur {

struct KeptToken {
  std::string surface;
  uint32_t position;
  uint32_t begin;
  uint32_t end;
  bool counts;

  friend bool operator==(const KeptToken& a, const KeptToken& b) {
    return a.surface == b.surface && a.position == b.position &&
           a.begin == b.begin && a.end == b.end && a.counts == b.counts;
  }

  friend std::ostream& operator<<(std::ostream& out, const KeptToken& token) {
    return out << token.position << (token.counts ? ":" : "+") << token.surface
               << "[" << token.begin << "," << token.end << ")";
  }
};

struct TokenList {
  std::vector<KeptToken> tokens;
  AnalysisCounts counts;
};

// `tokenize` is called with a sink and returns AnalysisCounts.
template <typename Tokenize>
TokenList KeepTokens(Tokenize tokenize) {
  TokenList list;
  list.counts = tokenize([&](absl::Span<const Token> tokens) {
    for (const Token& token : tokens) {
      list.tokens.push_back({std::string(token.surface), token.position,
                             token.begin, token.end, token.counts});
    }
  });
  return list;
}

// The surfaces, a space before each position and a bar before each further
// reading: "di|dikazakhstan kazakhstan".
inline std::string Show(const std::vector<KeptToken>& tokens) {
  std::string shown;
  for (const KeptToken& token : tokens) {
    if (!shown.empty()) shown += token.counts ? " " : "|";
    absl::StrAppend(&shown, token.surface);
  }
  return shown;
}

}  // namespace telusur

#endif  // TELUSUR_TESTS_INDEX_ANALYSIS_TOKEN_LIST_H_
