// Occurrences of words in a text, as analysis sees them.

#ifndef TELUSUR_INDEX_ANALYSIS_TOKEN_H_
#define TELUSUR_INDEX_ANALYSIS_TOKEN_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace telusur {

// One reading of one place in the text.
//
// Tokens come in increasing position. Several tokens at one position are
// readings of the same place ("diKazakhstan": the parts di, kazakhstan at
// positions p, p + 1 and the whole dikazakhstan at p): exactly one of them, the
// first, `counts` towards the document's length and serves phrases. The others
// come widest first: the first of them spans at least as many bytes as the next
// ones, so a word is meant as a whole by the first token that spans all of it.
//
// Tokens at one position have different surfaces, but may have the same term
// (the part anak and the whole anak-anak): that is one occurrence of the term.
struct Token {
  // The normalised surface form, at most kMaxTermBytes bytes, never empty.
  // Valid until the sink returns.
  absl::string_view surface;

  uint32_t position;  // from 0

  // The token's bytes [begin, end) in the original text.
  uint32_t begin;
  uint32_t end;

  bool counts;
};

// Longer surface forms are dropped (their position is kept) and counted.
inline constexpr int kMaxTermBytes = 255;

// Receives tokens in batches, so that a text of any length needs bounded
// memory.
using TokenSink = absl::FunctionRef<void(absl::Span<const Token>)>;

// What analysis met and mended in one text.
struct AnalysisCounts {
  uint64_t num_tokens = 0;             // that count
  uint64_t num_invalid_bytes = 0;      // bytes replaced as invalid UTF-8
  uint64_t num_dropped_terms = 0;      // surfaces over kMaxTermBytes
  uint64_t num_boilerplate_bytes = 0;  // left out as boilerplate
  uint32_t num_positions = 0;          // 1 + the last position used, or 0
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_TOKEN_H_
