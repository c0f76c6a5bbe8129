// Collects tokens and passes them on a batch at a time.

#ifndef TELUSUR_INDEX_ANALYSIS_TOKEN_BATCH_H_
#define TELUSUR_INDEX_ANALYSIS_TOKEN_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/analysis/token.h"

namespace telusur {

// One thread. The sink must outlive the batch.
class TokenBatch {
 public:
  explicit TokenBatch(TokenSink sink) : sink_(sink) {}

  TokenBatch(const TokenBatch&) = delete;
  TokenBatch& operator=(const TokenBatch&) = delete;

  // Adds a token at the next position. `surface` must stay valid and is not
  // empty; if it is too long it is dropped, and the position kept.
  void Add(absl::string_view surface, uint32_t begin, uint32_t end) {
    if (surface.size() > static_cast<size_t>(kMaxTermBytes)) {
      AddDropped();
      return;
    }
    Append({surface, counts_.num_positions++, begin, end, /*counts=*/true});
  }

  // Adds `num_tokens` tokens at the next positions: from each edge with an even
  // number to the one behind it. `text` must stay valid.
  void AddBetween(const char* text, const uint32_t* edges, size_t num_tokens) {
    while (num_tokens > 0) {
      const size_t n =
          num_tokens < kMaxTokens - size_ ? num_tokens : kMaxTokens - size_;
      Token* token = tokens_.of + size_;
      for (const uint32_t* const end = edges + 2 * n; edges < end; edges += 2) {
        const uint32_t size = edges[1] - edges[0];
        if (size > static_cast<uint32_t>(kMaxTermBytes)) {
          AddDropped();
          continue;
        }
        *token++ = {absl::string_view(text + edges[0], size),
                    counts_.num_positions++, edges[0], edges[1],
                    /*counts=*/true};
      }
      const size_t size_before = size_;
      size_ = token - tokens_.of;
      counts_.num_tokens += size_ - size_before;
      num_tokens -= n;
      if (size_ == kMaxTokens) Flush();
    }
  }

  // Uses a position for a surface that is too long.
  void AddDropped() {
    ++counts_.num_positions;
    ++counts_.num_dropped_terms;
  }

  // The same for a surface that does not stay valid: it is copied.
  void AddCopy(absl::string_view surface, uint32_t begin, uint32_t end) {
    if (surface.size() > static_cast<size_t>(kMaxTermBytes)) {
      AddDropped();
    } else {
      Add(Copy(surface), begin, end);
    }
  }

  // Adds another reading of the position added last. Copies.
  //
  // REQUIRES: `surface` is neither empty nor longer than kMaxTermBytes.
  void AddReading(absl::string_view surface, uint32_t begin, uint32_t end) {
    const absl::string_view copy = Copy(surface);
    Append({copy, counts_.num_positions - 1, begin, end, /*counts=*/false});
  }

  // Room for a surface of up to kMaxTermBytes, valid until the next call of
  // any method but Add.
  char* RoomForSurface() {
    if (kCopiesBytes - copied_ < kRoom) Flush();
    return copies_ + copied_;
  }

  // Keeps the `size` bytes written into RoomForSurface and adds them.
  void AddFromRoom(size_t size, uint32_t begin, uint32_t end) {
    const absl::string_view surface(copies_ + copied_, size);
    copied_ += size;
    Add(surface, begin, end);
  }

  // Adds the surface of `size` bytes at `bytes`, of which `num_kept` are in
  // RoomForSurface and are kept: all or none.
  //
  // REQUIRES: `size` is at most kMaxTermBytes.
  void AddShort(const char* bytes, size_t size, size_t num_kept,
                uint32_t begin) {
    copied_ += num_kept;
    Append({absl::string_view(bytes, size), counts_.num_positions++, begin,
            static_cast<uint32_t>(begin + size), /*counts=*/true});
  }

  // Passes on what is left, and returns the counts of tokens, positions and
  // dropped terms. The batch is used up.
  AnalysisCounts Finish() {
    Flush();
    return counts_;
  }

 private:
  // 256 tokens are 8 KiB: batch and copies stay in the first-level cache.
  static constexpr size_t kMaxTokens = 256;
  static constexpr size_t kCopiesBytes = 4096;
  static constexpr size_t kRoom = kMaxTermBytes + 1;

  void Append(const Token& token) {
    tokens_.of[size_] = token;
    counts_.num_tokens += token.counts ? 1 : 0;
    if (++size_ == kMaxTokens) Flush();
  }

  absl::string_view Copy(absl::string_view surface) {
    char* room = RoomForSurface();
    memcpy(room, surface.data(), surface.size());
    copied_ += surface.size();
    return {room, surface.size()};
  }

  void Flush() {
    if (size_ > 0) sink_(absl::MakeConstSpan(tokens_.of, size_));
    size_ = 0;
    copied_ = 0;
  }

  TokenSink sink_;
  AnalysisCounts counts_;
  size_t size_ = 0;
  size_t copied_ = 0;
  // Not initialised: most batches of a query's are of one word.
  union Tokens {
    Tokens() {}
    Token of[kMaxTokens];
  } tokens_;
  char copies_[kCopiesBytes];
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_TOKEN_BATCH_H_
