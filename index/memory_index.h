// An inverted index in memory, filled document by document and read in the
// order of its terms.
//
// Filling appends the number of each token's surface form to a block's stream.
// A full block is inverted by a counting sort: count the tokens of each term,
// give each term its range, walk the stream once more and put every token's
// place where its term's range has got to; then each range is coded as a chunk.
// Documents of a block are near each other: a place takes 32 bits.
// Coded places take a fifth of the memory of plain ones
// (bench/results/2026-11-29-shared-2core/build.md). Stemming happens once per
// distinct surface form.

#ifndef TELUSUR_INDEX_MEMORY_INDEX_H_
#define TELUSUR_INDEX_MEMORY_INDEX_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "index/analysis/analyzer.h"
#include "index/chunk_arena.h"
#include "index/io/large_pages.h"
#include "index/occurrence.h"
#include "index/posting_chunk.h"
#include "index/run.h"
#include "index/surface_table.h"
#include "index/types.h"

namespace telusur {

// One thread; cursors only read, and may be used in others.
class MemoryIndex {
 public:
  // Larger blocks make fewer chunks, each of which costs a miss of the caches
  // when it is read, and still sort at the speed of the memory
  // (bench/results/2026-11-29-shared-2core/build.md).
  static constexpr size_t kMaxBlockTokens = 1 << 21;

  // `analyzer` and `pool`, to which the block's memory goes, outlive the index.
  // REQUIRES: 1 <= block_tokens <= 2^31.
  explicit MemoryIndex(const Analyzer* analyzer,
                       size_t block_tokens = kMaxBlockTokens,
                       LargePagePool* pool = nullptr);

  // Announces the document to which the next tokens belong.
  // REQUIRES: doc_id does not decrease.
  void StartDocument(DocId doc_id);

  // Adds tokens of the document, `position_offset` added to their positions.
  // REQUIRES: positions do not decrease within the document.
  void AddTokens(absl::Span<const Token> tokens, uint32_t position_offset);

  uint64_t num_tokens() const { return num_tokens_; }

  // Bytes that are held now plus those that reading needs, and growth when it
  // is near.
  uint64_t memory_bytes() const;

  // Whether nothing more should be added, however much memory there is.
  bool full() const { return arena_.full(); }

  // Ends the block. From here on the next NewCursor changes nothing.
  void EndBlock();

  // Forgets all that was added, as if the index were new.
  void Clear();

  // Frees the memory of blocks. REQUIRES: the block was ended; nothing is added
  // afterwards.
  void FreeBlock();

  // A cursor over the terms. REQUIRES: nothing is added afterwards; the index
  // outlives the cursor.
  std::unique_ptr<RunCursor> NewCursor();

 private:
  friend class MemoryIndexCursor;

  // The stream's code at `index` and the ones behind it, up to the next jump,
  // are tokens of the document at `position` and the positions behind that.
  struct Place {
    size_t index;
    DocId doc_id;
    uint32_t position;
  };

  // The term of a surface form, and the form's number within the term.
  struct Reduction {
    uint32_t term;
    uint32_t form;
  };

  const SurfaceTable& term_strings() const {
    return all_terms_are_surfaces_ ? surfaces_ : terms_;
  }
  absl::string_view term(uint32_t id) const { return term_strings().key(id); }
  size_t num_terms() const { return num_chunks_.size(); }
  void Jump(size_t index, DocId doc_id, uint32_t position);
  void FitPlaces(uint32_t last_position);
  template <typename Visit>  // void(index, surface, packed occurrence)
  void ForEachToken(Visit visit) const;
  void ReduceNewSurfaces();
  void SeparateTerms();
  void AddTerm(absl::string_view term);
  void CountTokens();
  void SortBlockTerms();
  void SortTokens();
  void AppendChunks(uint32_t term, size_t begin, size_t end);

  const Analyzer* const analyzer_;
  const size_t block_tokens_;
  SurfaceTable surfaces_;

  // Of surface forms and terms. While every form is its own term, as it is for
  // the whitespace analyzer, there is no second table and no reduction.
  bool all_terms_are_surfaces_ = true;
  SurfaceTable terms_;
  std::vector<Reduction> reductions_;
  std::vector<uint32_t> num_forms_;   // by term
  std::vector<uint32_t> num_chunks_;  // by term
  std::vector<uint16_t> prefixes_;    // by term: its first two bytes
  ChunkArena arena_;                  // owned by terms
  uint64_t num_tokens_ = 0;

  // The block.
  using LargeArray = std::vector<uint32_t, LargePageAllocator<uint32_t>>;
  LargeArray stream_;
  std::vector<Place> jumps_;
  DocId doc_id_ = 0;
  uint32_t next_position_ = 0;
  OccurrencePacking packing_;  // holds all of the block's occurrences

  // For inverting it. Between blocks counts_ is 0.
  LargeArray counts_;  // by term
  std::vector<uint32_t> block_terms_;
  std::vector<uint32_t> sorted_block_terms_;
  LargeArray occurrences_;  // packed
  std::vector<uint32_t> occurrence_forms_;
  std::unique_ptr<char[]> chunk_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_MEMORY_INDEX_H_
