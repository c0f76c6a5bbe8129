// An inverted index in memory, filled document by document and read in the
// order of its terms.
//
// Filling appends the number of each token's surface form to a stream. Reading
// inverts the stream by a counting sort: count the tokens of each term, give
// each term its range, walk the stream once more and put every token's place
// where its term's range has got to. That keeps the walk over the text free of
// per-term buffers, and took less than half of the time of growing a byte slice
// per term. Stemming happens at reading, once per distinct surface form.

#ifndef TELUSUR_INDEX_MEMORY_INDEX_H_
#define TELUSUR_INDEX_MEMORY_INDEX_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/analysis/analyzer.h"
#include "index/run.h"
#include "index/surface_table.h"
#include "index/types.h"

namespace telusur {

// A sequence that grows without copying, in chunks.
class TokenStream {
 public:
  void Append(uint32_t code) {
    if (used_ == kChunkSize) AddChunk();
    chunks_.back()[used_++] = code;
  }
  template <typename Visit>  // void(uint32_t code), in order
  void ForEach(Visit visit) const {
    for (size_t i = 0; i < chunks_.size(); ++i) {
      const size_t n = i + 1 < chunks_.size() ? kChunkSize : used_;
      const uint32_t* const codes = chunks_[i].get();
      for (size_t j = 0; j < n; ++j) visit(codes[j]);
    }
  }
  uint64_t size() const {
    return chunks_.empty() ? 0 : (chunks_.size() - 1) * kChunkSize + used_;
  }
  uint64_t memory_bytes() const { return chunks_.size() * kChunkSize * 4; }

 private:
  static constexpr size_t kChunkSize = 1 << 16;
  void AddChunk() {
    chunks_.emplace_back(new uint32_t[kChunkSize]);
    used_ = 0;
  }
  std::vector<std::unique_ptr<uint32_t[]>> chunks_;
  size_t used_ = kChunkSize;
};

// One thread.
class MemoryIndex {
 public:
  // `analyzer` outlives the index.
  explicit MemoryIndex(const Analyzer* analyzer) : analyzer_(analyzer) {}

  // Announces the document to which the next tokens belong.
  // REQUIRES: doc_id does not decrease.
  void StartDocument(DocId doc_id);

  // Adds tokens of the document, `position_offset` added to their positions.
  // REQUIRES: positions do not decrease within the document.
  void AddTokens(absl::Span<const Token> tokens, uint32_t position_offset);

  uint64_t num_tokens() const { return num_tokens_; }

  // Bytes that are held now plus those that reading and the next growth need.
  uint64_t memory_bytes() const;

  // A cursor over the terms. REQUIRES: nothing is added afterwards; the index
  // outlives the cursor.
  std::unique_ptr<RunCursor> NewCursor();

 private:
  friend class MemoryIndexCursor;

  const Analyzer* const analyzer_;
  SurfaceTable surfaces_;
  TokenStream stream_;
  uint64_t num_tokens_ = 0;
  DocId doc_id_ = 0;
  uint32_t next_position_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_MEMORY_INDEX_H_
