#include "index/memory_index.h"

#include <algorithm>
#include <cassert>

namespace telusur {
namespace {

// Codes of the stream that are no surface form. Each is followed by a number.
constexpr uint32_t kSetDocument = 0xffffffff;
constexpr uint32_t kSetPosition = 0xfffffffe;
constexpr uint32_t kFirstSpecial = kSetPosition;

// Calls visit(surface, doc_id, position) for every token of the stream.
template <typename Visit>
void ForEachToken(const TokenStream& stream, Visit visit) {
  uint32_t pending = 0;
  DocId doc_id = 0;
  uint32_t position = 0;
  stream.ForEach([&](uint32_t code) {
    if (pending == 0 && code < kFirstSpecial) {
      visit(code, doc_id, position++);
    } else if (pending == 0) {
      pending = code;
    } else {
      if (pending == kSetDocument) doc_id = code;
      position = pending == kSetDocument ? 0 : code;
      pending = 0;
    }
  });
}

// The numbers of a table's keys in the order of the keys' bytes.
std::vector<uint32_t> SortedKeys(const SurfaceTable& table) {
  struct Item {
    uint64_t prefix;
    uint32_t id;
  };
  std::vector<Item> items(table.size());
  for (uint32_t id = 0; id < table.size(); ++id) {
    const absl::string_view key = table.key(id);
    uint64_t prefix = 0;
    for (size_t i = 0; i < 8; ++i) {
      prefix =
          prefix << 8 | (i < key.size() ? static_cast<uint8_t>(key[i]) : 0);
    }
    items[id] = {prefix, id};
  }
  std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return table.key(a.id) < table.key(b.id);
  });
  std::vector<uint32_t> sorted(items.size());
  for (size_t i = 0; i < items.size(); ++i) sorted[i] = items[i].id;
  return sorted;
}

}  // namespace

// Reads a MemoryIndex in the order of its terms.
class MemoryIndexCursor : public RunCursor {
 public:
  explicit MemoryIndexCursor(const MemoryIndex* index) : index_(index) {
    FindTerms();
    SortOccurrences();
  }

  absl::Status NextTerm() override {
    ++rank_;
    batch_read_ = false;
    forms_.clear();
    if (!Valid()) return absl::OkStatus();
    const uint32_t term = sorted_terms_[rank_];
    for (uint32_t i = form_begin_[term]; i < form_begin_[term + 1]; ++i) {
      forms_.push_back(index_->surfaces_.key(sorted_forms_[i]));
    }
    return absl::OkStatus();
  }

  bool Valid() const override {
    return rank_ < static_cast<int64_t>(sorted_terms_.size());
  }

  absl::string_view term() const override {
    return terms_.key(sorted_terms_[rank_]);
  }

  const std::vector<absl::string_view>& forms() const override {
    return forms_;
  }

  absl::Status NextBatch(OccurrenceBatch* batch) override {
    *batch = OccurrenceBatch();
    if (batch_read_) return absl::OkStatus();
    batch_read_ = true;
    const uint64_t begin = rank_ == 0 ? 0 : range_end_[rank_ - 1];
    const uint64_t size = range_end_[rank_] - begin;
    batch->occurrences = absl::MakeConstSpan(occurrences_.get() + begin, size);
    if (forms_.size() > 1) {
      batch->forms = absl::MakeConstSpan(occurrence_forms_.get() + begin, size);
    }
    return absl::OkStatus();
  }

 private:
  // Finds the term of every surface form, sorts the terms, and each term's
  // forms.
  void FindTerms() {
    const SurfaceTable& surfaces = index_->surfaces_;
    term_of_.resize(surfaces.size());
    std::string term;
    for (uint32_t i = 0; i < surfaces.size(); ++i) {
      index_->analyzer_->TermOf(surfaces.key(i), &term);
      term_of_[i] = terms_.Intern(term);
    }
    sorted_terms_ = SortedKeys(terms_);
    form_begin_.assign(terms_.size() + 1, 0);
    for (const uint32_t term_id : term_of_) ++form_begin_[term_id + 1];
    for (uint32_t i = 0; i < terms_.size(); ++i) {
      has_many_forms_ |= form_begin_[i + 1] > 1;
      form_begin_[i + 1] += form_begin_[i];
    }
    if (has_many_forms_) {
      std::vector<uint32_t> next(form_begin_.begin(), form_begin_.end() - 1);
      sorted_forms_.resize(surfaces.size());
      form_number_.resize(surfaces.size());
      for (const uint32_t surface : SortedKeys(surfaces)) {
        const uint32_t term_id = term_of_[surface];
        form_number_[surface] = next[term_id] - form_begin_[term_id];
        sorted_forms_[next[term_id]++] = surface;
      }
    } else {
      sorted_forms_.resize(surfaces.size());
      for (uint32_t i = 0; i < surfaces.size(); ++i) {
        sorted_forms_[form_begin_[term_of_[i]]] = i;
      }
    }
  }

  // The counting sort.
  void SortOccurrences() {
    std::vector<uint32_t> rank_of(terms_.size());
    for (uint32_t i = 0; i < sorted_terms_.size(); ++i) {
      rank_of[sorted_terms_[i]] = i;
    }
    for (uint32_t& term : term_of_) term = rank_of[term];
    const std::vector<uint32_t>& rank_of_surface = term_of_;
    range_end_.assign(terms_.size() + 1, 0);
    ForEachToken(index_->stream_, [&](uint32_t surface, DocId, uint32_t) {
      ++range_end_[rank_of_surface[surface] + 1];
    });
    for (uint32_t i = 0; i < terms_.size(); ++i) {
      range_end_[i + 1] += range_end_[i];
    }
    // range_end_[i] is where range i begins; the walk moves it to its end.
    occurrences_.reset(new Occurrence[index_->num_tokens_]);
    if (!has_many_forms_) {
      ForEachToken(index_->stream_,
                   [&](uint32_t surface, DocId doc_id, uint32_t position) {
                     occurrences_[range_end_[rank_of_surface[surface]]++] = {
                         doc_id, position};
                   });
      return;
    }
    occurrence_forms_.reset(new uint32_t[index_->num_tokens_]);
    ForEachToken(index_->stream_,
                 [&](uint32_t surface, DocId doc_id, uint32_t position) {
                   const uint64_t at = range_end_[rank_of_surface[surface]]++;
                   occurrences_[at] = {doc_id, position};
                   occurrence_forms_[at] = form_number_[surface];
                 });
  }

  const MemoryIndex* const index_;
  SurfaceTable terms_;
  std::vector<uint32_t> term_of_;  // by surface; a term's rank after sorting
  std::vector<uint32_t> sorted_terms_;
  bool has_many_forms_ = false;
  std::vector<uint32_t> form_begin_;    // by term, into sorted_forms_
  std::vector<uint32_t> sorted_forms_;  // surfaces
  std::vector<uint32_t> form_number_;   // by surface, within its term
  std::vector<uint64_t> range_end_;     // by rank, into occurrences_
  std::unique_ptr<Occurrence[]> occurrences_;
  std::unique_ptr<uint32_t[]> occurrence_forms_;

  int64_t rank_ = -1;
  bool batch_read_ = false;
  std::vector<absl::string_view> forms_;
};

void MemoryIndex::StartDocument(DocId doc_id) {
  stream_.Append(kSetDocument);
  stream_.Append(doc_id);
  doc_id_ = doc_id;
  next_position_ = 0;
}

void MemoryIndex::AddTokens(absl::Span<const Token> tokens,
                            uint32_t position_offset) {
  absl::string_view keys[SurfaceTable::kMaxBatch];
  uint32_t ids[SurfaceTable::kMaxBatch];
  for (size_t begin = 0; begin < tokens.size();
       begin += SurfaceTable::kMaxBatch) {
    const int n = static_cast<int>(
        std::min<size_t>(SurfaceTable::kMaxBatch, tokens.size() - begin));
    for (int i = 0; i < n; ++i) keys[i] = tokens[begin + i].surface;
    surfaces_.InternBatch(keys, n, ids);
    for (int i = 0; i < n; ++i) {
      const uint32_t position = tokens[begin + i].position + position_offset;
      if (position != next_position_) {
        stream_.Append(kSetPosition);
        stream_.Append(position);
      }
      stream_.Append(ids[i]);
      next_position_ = position + 1;
    }
    num_tokens_ += n;
  }
}

uint64_t MemoryIndex::memory_bytes() const {
  // Reading needs an occurrence and a form number a token, and per surface form
  // the cursor's vectors, its table of terms and the sorting's items.
  constexpr uint64_t kBytesPerToken = sizeof(Occurrence) + 4;
  constexpr uint64_t kBytesPerSurface = 120;
  return surfaces_.memory_bytes() + surfaces_.growth_bytes() +
         stream_.memory_bytes() + num_tokens_ * kBytesPerToken +
         surfaces_.size() * kBytesPerSurface;
}

std::unique_ptr<RunCursor> MemoryIndex::NewCursor() {
  return std::make_unique<MemoryIndexCursor>(this);
}

}  // namespace telusur
