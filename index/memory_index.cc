#include "index/memory_index.h"

#include <algorithm>
#include <cassert>

#include "absl/strings/string_view.h"
#include "index/segment/bit_packing.h"
#include "index/segment/term_dictionary.h"

namespace telusur {
namespace {

// A string by its first eight bytes, the first of them highest.
struct SortItem {
  uint64_t prefix;
  uint32_t id;
};

// Sorts `size` items from `from` to `to` by a byte of their prefixes; those
// with the same byte stay in their order.
void SortByByte(const SortItem* from, size_t size, int shift, SortItem* to) {
  size_t begins[257] = {};
  for (size_t i = 0; i < size; ++i) {
    ++begins[(from[i].prefix >> shift & 255) + 1];
  }
  for (int i = 0; i < 256; ++i) begins[i + 1] += begins[i];
  for (size_t i = 0; i < size; ++i) {
    to[begins[from[i].prefix >> shift & 255]++] = from[i];
  }
}

// The numbers from 0 to `size` in the order of the strings that `key` gives:
// sorted by their first bytes, few of them are left to be compared.
template <typename Key>  // absl::string_view(uint32_t)
std::vector<uint32_t> SortedByKey(size_t size, Key key) {
  std::unique_ptr<SortItem[]> items(new SortItem[size]);
  std::unique_ptr<SortItem[]> other(new SortItem[size]);
  for (uint32_t id = 0; id < size; ++id) items[id] = {PrefixOf(key(id)), id};
  constexpr int kFirstBytesShift = 40;
  for (int shift = kFirstBytesShift; shift < 64; shift += 8) {
    SortByByte(items.get(), size, shift, other.get());
    items.swap(other);
  }
  const auto is_less = [&](const SortItem& a, const SortItem& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return key(a.id) < key(b.id);
  };
  for (size_t begin = 0, end = 0; begin < size; begin = end) {
    const uint64_t first_bytes = items[begin].prefix >> kFirstBytesShift;
    while (end < size && items[end].prefix >> kFirstBytesShift == first_bytes) {
      ++end;
    }
    std::sort(items.get() + begin, items.get() + end, is_less);
  }
  std::vector<uint32_t> sorted(size);
  for (size_t i = 0; i < size; ++i) sorted[i] = items[i].id;
  return sorted;
}

// What SortedByKey and the cursor hold for a term, a surface form and a chunk.
constexpr uint64_t kReadingBytesPerTerm = 2 * 16 + 4 + 4;
constexpr uint64_t kReadingBytesPerSurface = 4;
constexpr uint64_t kReadingBytesPerChunk = 4;

// The bytes of a vector, and those that its next growth adds when that is near:
// the new array, while the old one is still there.
template <typename Vector>
uint64_t VectorBytes(const Vector& vector) {
  const uint64_t bytes = vector.capacity() * sizeof(vector[0]);
  return vector.size() >= vector.capacity() / 16 * 15 ? 3 * bytes : bytes;
}

}  // namespace

// Reads a MemoryIndex in the order of its terms.
class MemoryIndexCursor : public RunCursor {
 public:
  explicit MemoryIndexCursor(const MemoryIndex* index)
      : index_(index),
        sorted_terms_(SortedByKey(index->num_terms(), [index](uint32_t id) {
          return index->term(id);
        })) {
    ListChunks();
    if (!index_->all_terms_are_surfaces_) ListForms();
  }

  absl::Status NextTerm() override {
    ++rank_;
    forms_.clear();
    if (!Valid()) return absl::OkStatus();
    // In two steps: what says where a term's string is, and the string.
    if (rank_ + 2 * kTermsAhead < sorted_terms_.size()) {
      const SurfaceTable& strings = index_->term_strings();
      strings.PrefetchLocation(sorted_terms_[rank_ + 2 * kTermsAhead]);
      strings.PrefetchKey(sorted_terms_[rank_ + kTermsAhead]);
    }
    const uint32_t term = sorted_terms_[rank_];
    next_chunk_ = chunk_begin_[rank_];
    if (index_->all_terms_are_surfaces_) {
      forms_.push_back(index_->surfaces_.key(term));
    } else {
      for (uint32_t i = form_begin_[term]; i < form_begin_[term + 1]; ++i) {
        forms_.push_back(index_->surfaces_.key(surfaces_[i]));
      }
    }
    return absl::OkStatus();
  }

  bool Valid() const override {
    return rank_ < static_cast<int64_t>(sorted_terms_.size());
  }

  absl::string_view term() const override {
    return index_->term(sorted_terms_[rank_]);
  }

  const std::vector<absl::string_view>& forms() const override {
    return forms_;
  }

  absl::Status NextChunk(absl::string_view* chunk) override {
    if (next_chunk_ == chunk_begin_[rank_ + 1]) {
      *chunk = absl::string_view();
      return absl::OkStatus();
    }
    if (next_chunk_ + kChunksAhead < chunks_.size()) {
      index_->arena_.Prefetch(chunks_[next_chunk_ + kChunksAhead]);
    }
    *chunk = index_->arena_.Get(chunks_[next_chunk_++]);
    return absl::OkStatus();
  }

  bool chunks_stay() const override { return true; }

 private:
  // In the order of the terms, their strings and chunks lie anywhere in memory.
  static constexpr size_t kChunksAhead = 16;
  static constexpr size_t kTermsAhead = 16;

  // Groups the chunks by their terms.
  void ListChunks() {
    std::vector<uint32_t> next(index_->num_terms());  // by term, into chunks_
    chunk_begin_.reserve(next.size() + 1);
    uint32_t begin = 0;
    for (const uint32_t term : sorted_terms_) {
      chunk_begin_.push_back(begin);
      next[term] = begin;
      begin += index_->num_chunks_[term];
    }
    chunk_begin_.push_back(begin);
    chunks_.resize(begin);
    index_->arena_.ForEach(
        [&](uint32_t term, uint32_t place) { chunks_[next[term]++] = place; });
  }

  // Groups the surface forms by their terms. Within a term they stand in the
  // order in which they came, by which they are numbered.
  void ListForms() {
    form_begin_.assign(index_->num_terms() + 1, 0);
    for (const auto& reduction : index_->reductions_) {
      ++form_begin_[reduction.term + 1];
    }
    for (size_t i = 0; i < index_->num_terms(); ++i) {
      form_begin_[i + 1] += form_begin_[i];
    }
    surfaces_.resize(index_->reductions_.size());
    for (uint32_t i = 0; i < surfaces_.size(); ++i) {
      const auto& reduction = index_->reductions_[i];
      surfaces_[form_begin_[reduction.term] + reduction.form] = i;
    }
  }

  const MemoryIndex* const index_;
  const std::vector<uint32_t> sorted_terms_;
  std::vector<uint32_t> chunk_begin_;  // by rank, into chunks_
  std::vector<uint32_t, LargePageAllocator<uint32_t>> chunks_;  // places
  std::vector<uint32_t> form_begin_;  // by term, into surfaces_
  std::vector<uint32_t> surfaces_;

  int64_t rank_ = -1;
  uint32_t next_chunk_ = 0;
  std::vector<absl::string_view> forms_;
};

MemoryIndex::MemoryIndex(const Analyzer* analyzer, size_t block_tokens,
                         LargePagePool* pool)
    : analyzer_(analyzer),
      block_tokens_(block_tokens),
      stream_(LargePageAllocator<uint32_t>(pool)),
      occurrences_(LargePageAllocator<uint32_t>(pool)) {
  assert(block_tokens >= 1 && block_tokens <= size_t{1} << 31);
  stream_.reserve(block_tokens);
}

void MemoryIndex::StartDocument(DocId doc_id) {
  // The documents between are in somebody else's runs, and chunks of different
  // runs must not overlap.
  if (!stream_.empty() && doc_id > doc_id_ + 1) EndBlock();
  Jump(stream_.size(), doc_id, 0);
}

void MemoryIndex::Jump(size_t index, DocId doc_id, uint32_t position) {
  // A jump over which no token stands is forgotten.
  if (!jumps_.empty() && jumps_.back().index == index) jumps_.pop_back();
  jumps_.push_back({index, doc_id, position});
  doc_id_ = doc_id;
  next_position_ = position;
}

void MemoryIndex::AddTokens(absl::Span<const Token> tokens,
                            uint32_t position_offset) {
  // Not initialised.
  union Keys {
    Keys() {}
    absl::string_view of[SurfaceTable::kMaxBatch];
  } keys;
  while (!tokens.empty()) {
    if (stream_.size() == block_tokens_) EndBlock();
    FitPlaces(tokens.back().position + position_offset);
    const size_t n = std::min({tokens.size(), block_tokens_ - stream_.size(),
                               size_t{SurfaceTable::kMaxBatch}});
    const size_t begin = stream_.size();
    uint32_t next_position = next_position_;
    for (size_t i = 0; i < n; ++i) {
      keys.of[i] = tokens[i].surface;
      const uint32_t position = tokens[i].position + position_offset;
      if (position != next_position) Jump(begin + i, doc_id_, position);
      next_position = position + 1;
    }
    next_position_ = next_position;
    stream_.resize(begin + n);
    surfaces_.InternBatch(keys.of, static_cast<int>(n), &stream_[begin]);
    num_tokens_ += n;
    tokens.remove_prefix(n);
  }
}

// Has the block's packing hold the document's positions up to `last_position`,
// and ends the block if it cannot: when it has a document of many tokens beside
// many documents.
void MemoryIndex::FitPlaces(uint32_t last_position) {
  constexpr int kPackedBits = 32;
  if (!stream_.empty()) {
    const int position_bits =
        std::max(packing_.position_bits, BitWidth(last_position));
    const DocId distance = doc_id_ - packing_.first_doc_id;
    if (BitWidth(distance) + position_bits <= kPackedBits) {
      packing_.position_bits = position_bits;
      return;
    }
    EndBlock();
  }
  packing_ = {doc_id_, BitWidth(last_position)};
}

template <typename Visit>
void MemoryIndex::ForEachToken(Visit visit) const {
  for (size_t j = 0; j < jumps_.size(); ++j) {
    const size_t begin = jumps_[j].index;
    const size_t end =
        j + 1 < jumps_.size() ? jumps_[j + 1].index : stream_.size();
    uint32_t packed = packing_.Pack({jumps_[j].doc_id, jumps_[j].position});
    for (size_t i = begin; i < end; ++i) visit(i, stream_[i], packed++);
  }
}

void MemoryIndex::EndBlock() {
  if (!stream_.empty()) {
    ReduceNewSurfaces();
    CountTokens();
    SortTokens();
    size_t begin = 0;
    for (size_t i = 0; i < block_terms_.size(); ++i) {
      constexpr size_t kAhead = 16;
      if (i + kAhead < block_terms_.size()) {
        __builtin_prefetch(&counts_[block_terms_[i + kAhead]]);
        __builtin_prefetch(&num_chunks_[block_terms_[i + kAhead]]);
      }
      const uint32_t term = block_terms_[i];
      const size_t end = counts_[term];
      AppendChunks(term, begin, end);
      counts_[term] = 0;
      begin = end;
    }
    stream_.clear();
  }
  block_terms_.clear();
  jumps_.clear();
  // The document may go on.
  Jump(/*index=*/0, doc_id_, next_position_);
}

void MemoryIndex::ReduceNewSurfaces() {
  std::string term;
  uint32_t surface = static_cast<uint32_t>(
      all_terms_are_surfaces_ ? num_terms() : reductions_.size());
  for (; surface < surfaces_.size(); ++surface) {
    const absl::string_view key = surfaces_.key(surface);
    analyzer_->TermOf(key, &term);
    if (all_terms_are_surfaces_) {
      if (term == key) {
        AddTerm(term);
        continue;
      }
      SeparateTerms();
    }
    const uint32_t id = terms_.Intern(term);
    if (id == num_terms()) {
      AddTerm(term);
      num_forms_.push_back(0);
    }
    reductions_.push_back({id, num_forms_[id]++});
  }
  counts_.resize(num_terms(), 0);
}

void MemoryIndex::AddTerm(absl::string_view term) {
  num_chunks_.push_back(0);
  const uint32_t first = static_cast<uint8_t>(term[0]);
  const uint32_t second = term.size() > 1 ? static_cast<uint8_t>(term[1]) : 0;
  prefixes_.push_back(static_cast<uint16_t>(first << 8 | second));
}

// Gives the terms a table of their own, in which they keep their numbers.
void MemoryIndex::SeparateTerms() {
  all_terms_are_surfaces_ = false;
  for (uint32_t id = 0; id < num_terms(); ++id) {
    terms_.Intern(surfaces_.key(id));
    reductions_.push_back({id, 0});
  }
  num_forms_.assign(num_terms(), 1);
}

void MemoryIndex::CountTokens() {
  // Without a branch on the counts, which would wait for them.
  block_terms_.resize(std::min(stream_.size(), num_terms()) + 1);
  uint32_t* next_block_term = block_terms_.data();
  uint32_t* const counts = counts_.data();
  const auto count = [&](uint32_t term) {
    *next_block_term = term;
    next_block_term += counts[term]++ == 0;
  };
  if (all_terms_are_surfaces_) {
    for (const uint32_t surface : stream_) count(surface);
  } else {
    for (const uint32_t surface : stream_) count(reductions_[surface].term);
  }
  block_terms_.resize(next_block_term - block_terms_.data());
  SortBlockTerms();
  // From counts to the begins of ranges, which SortTokens moves to their ends.
  uint32_t begin = 0;
  for (const uint32_t term : block_terms_) {
    const uint32_t count = counts_[term];
    counts_[term] = begin;
    begin += count;
  }
}

// Brings the block's terms near the order in which their chunks will be read:
// memory that is read in order is read several times as fast.
void MemoryIndex::SortBlockTerms() {
  sorted_block_terms_.resize(block_terms_.size());
  for (const int shift : {0, 8}) {
    size_t begins[257] = {};
    for (const uint32_t term : block_terms_) {
      ++begins[(prefixes_[term] >> shift & 0xff) + 1];
    }
    for (int i = 0; i < 256; ++i) begins[i + 1] += begins[i];
    for (const uint32_t term : block_terms_) {
      sorted_block_terms_[begins[prefixes_[term] >> shift & 0xff]++] = term;
    }
    block_terms_.swap(sorted_block_terms_);
  }
}

void MemoryIndex::SortTokens() {
  if (occurrences_.empty()) {
    occurrences_.resize(block_tokens_);
    chunk_.reset(new char[MaxChunkBytes(kMaxChunkOccurrences)]);
  }
  uint32_t* const occurrences = occurrences_.data();
  uint32_t* const counts = counts_.data();
  if (all_terms_are_surfaces_) {
    // A term's places are written one behind the other, but the terms are in
    // all of the memory.
    constexpr size_t kTokensAhead = 24;
    const uint32_t* const stream = stream_.data();
    const size_t last = stream_.size() - 1;
    ForEachToken([=](size_t i, uint32_t surface, uint32_t occurrence) {
      const uint32_t soon = stream[std::min(i + kTokensAhead, last)];
      __builtin_prefetch(&occurrences[counts[soon]], /*rw=*/1);
      occurrences[counts[surface]++] = occurrence;
    });
    return;
  }
  if (occurrence_forms_.empty()) occurrence_forms_.resize(block_tokens_);
  ForEachToken([=](size_t, uint32_t surface, uint32_t occurrence) {
    const Reduction reduction = reductions_[surface];
    const uint32_t at = counts[reduction.term]++;
    occurrences[at] = occurrence;
    occurrence_forms_[at] = reduction.form;
  });
}

void MemoryIndex::AppendChunks(uint32_t term, size_t begin, size_t end) {
  const bool has_forms = !all_terms_are_surfaces_ && num_forms_[term] > 1;
  while (begin < end) {
    const size_t n = std::min(end - begin, kMaxChunkOccurrences);
    const PackedOccurrences occurrences = {
        packing_, absl::MakeConstSpan(occurrences_.data() + begin, n)};
    absl::Span<const uint32_t> forms;
    uint32_t form = 0;
    if (has_forms) {
      const uint32_t* const all = occurrence_forms_.data() + begin;
      form = all[0];
      if (std::any_of(all, all + n, [form](uint32_t f) { return f != form; })) {
        forms = absl::MakeConstSpan(all, n);
      }
    }
    const char* const chunk_end =
        EncodeChunk(occurrences, forms, form, chunk_.get());
    arena_.Add(term, absl::string_view(chunk_.get(), chunk_end - chunk_.get()));
    ++num_chunks_[term];
    begin += n;
  }
}

uint64_t MemoryIndex::memory_bytes() const {
  // Every token of the block may bring a surface form and a term.
  constexpr uint64_t kBytesPerBlockToken = 3 * sizeof(uint32_t);
  return surfaces_.memory_bytes() + surfaces_.growth_bytes() +
         terms_.memory_bytes() + terms_.growth_bytes() +
         VectorBytes(reductions_) + VectorBytes(num_forms_) +
         VectorBytes(num_chunks_) + VectorBytes(prefixes_) +
         VectorBytes(counts_) + 2 * VectorBytes(block_terms_) +
         VectorBytes(jumps_) + arena_.memory_bytes() +
         block_tokens_ * kBytesPerBlockToken +
         MaxChunkBytes(kMaxChunkOccurrences) +
         num_terms() * kReadingBytesPerTerm +
         surfaces_.size() * kReadingBytesPerSurface +
         arena_.num_chunks() * kReadingBytesPerChunk;
}

void MemoryIndex::Clear() {
  surfaces_ = SurfaceTable();
  all_terms_are_surfaces_ = true;
  terms_ = SurfaceTable();
  std::vector<Reduction>().swap(reductions_);
  std::vector<uint32_t>().swap(num_forms_);
  std::vector<uint32_t>().swap(num_chunks_);
  std::vector<uint16_t>().swap(prefixes_);
  decltype(counts_)().swap(counts_);
  arena_ = ChunkArena();
  num_tokens_ = 0;
  stream_.clear();
  jumps_.clear();
}

void MemoryIndex::FreeBlock() {
  for (LargeArray* const array : {&stream_, &occurrences_}) {
    LargeArray(array->get_allocator()).swap(*array);
  }
  std::vector<uint32_t>().swap(occurrence_forms_);
}

std::unique_ptr<RunCursor> MemoryIndex::NewCursor() {
  EndBlock();
  return std::make_unique<MemoryIndexCursor>(this);
}

}  // namespace telusur
