#include "index/analysis/whitespace_tokenizer.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <limits>

#include "index/analysis/token_batch.h"
#include "index/analysis/whitespace_edges.h"

namespace telusur {
namespace {

// Edges are found for so much of the text at a time: alternately the begin and
// the end of a token.
constexpr size_t kBytesPerPass = 2048;

class EdgeTokenizer {
 public:
  EdgeTokenizer(absl::string_view text, TokenSink sink)
      : text_(text), batch_(sink) {}

  // Adds the tokens that end in `num_blocks` blocks of the text, which stand at
  // `bytes` and at `offset` in it.
  void Add(const char* bytes, size_t num_blocks, size_t offset) {
    const uint32_t* const end =
        finder_.find(bytes, num_blocks, static_cast<uint32_t>(offset),
                     &is_space_, edges_ + num_edges_);
    num_edges_ = end - edges_;
    const size_t num_tokens = num_edges_ / 2;
    batch_.AddBetween(text_.data(), edges_, num_tokens);
    // The begin of a token that goes on.
    num_edges_ %= 2;
    if (num_edges_ == 1) edges_[0] = edges_[2 * num_tokens];
  }

  AnalysisCounts Finish() { return batch_.Finish(); }

 private:
  const EdgeFinder& finder_ = FastestEdgeFinder();
  const absl::string_view text_;
  TokenBatch batch_;
  bool is_space_ = true;
  size_t num_edges_ = 0;
  uint32_t edges_[1 + kBytesPerPass + kEdgeBlockBytes];
};

}  // namespace

AnalysisCounts TokenizeAtWhitespace(absl::string_view text, TokenSink sink) {
  assert(text.size() <= std::numeric_limits<uint32_t>::max());
  EdgeTokenizer tokenizer(text, sink);
  const size_t whole = text.size() / kEdgeBlockBytes * kEdgeBlockBytes;
  for (size_t offset = 0; offset < whole; offset += kBytesPerPass) {
    tokenizer.Add(text.data() + offset,
                  std::min(kBytesPerPass, whole - offset) / kEdgeBlockBytes,
                  offset);
  }
  // White space behind the text ends its last token.
  char rest[kEdgeBlockBytes];
  memset(rest, ' ', sizeof(rest));
  std::copy(text.begin() + whole, text.end(), rest);
  tokenizer.Add(rest, 1, whole);
  return tokenizer.Finish();
}

AnalysisCounts TokenizeAtWhitespacePlainly(absl::string_view text,
                                           TokenSink sink) {
  assert(text.size() <= std::numeric_limits<uint32_t>::max());
  TokenBatch batch(sink);
  size_t i = 0;
  while (i < text.size()) {
    const size_t begin = i;
    while (i < text.size() && !IsWhitespace(text[i])) ++i;
    if (i > begin) batch.Add(text.substr(begin, i - begin), begin, i);
    ++i;
  }
  return batch.Finish();
}

}  // namespace telusur
