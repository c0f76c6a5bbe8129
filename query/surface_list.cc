#include "query/surface_list.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Surface forms in the order of the dictionaries, to be sorted.
class Gatherer {
 public:
  struct Entry {
    uint64_t first_bytes;  // the first eight, the first one highest
    uint64_t begin;        // in the gatherer's bytes
    uint32_t size;
    uint32_t df;
  };

  // The forms of the terms that begin with `prefix`.
  absl::Status Read(const TermDictionary& dictionary,
                    absl::string_view prefix) {
    TermDictionary::Iterator terms(&dictionary);
    RETURN_IF_ERROR(terms.Seek(prefix));
    // A term is itself a surface form unless the forms behind it are.
    TermEntry waiting;
    const auto add_waiting = [&] {
      if (waiting.term.empty()) return;
      Add(waiting.form.empty() ? waiting.term : waiting.form, waiting.info.df);
      waiting.term.clear();
    };
    while (terms.Valid() && absl::StartsWith(terms.entry().term, prefix)) {
      const TermEntry& entry = terms.entry();
      if (entry.info.is_form) {
        waiting.term.clear();
        Add(FormOfKey(entry.term), entry.info.df);
      } else {
        add_waiting();
        waiting = entry;
      }
      RETURN_IF_ERROR(terms.Next());
    }
    add_waiting();
    return absl::OkStatus();
  }

  std::vector<Entry> Sorted() {
    std::sort(entries_.begin(), entries_.end(),
              [this](const Entry& a, const Entry& b) {
                if (a.first_bytes != b.first_bytes) {
                  return a.first_bytes < b.first_bytes;
                }
                return Surface(a) < Surface(b);
              });
    return std::move(entries_);
  }

  absl::string_view Surface(const Entry& entry) const {
    return absl::string_view(bytes_).substr(entry.begin, entry.size);
  }

 private:
  void Add(absl::string_view surface, uint32_t df) {
    uint64_t first_bytes = 0;
    for (size_t i = 0; i < 8; ++i) {
      const unsigned char byte = i < surface.size() ? surface[i] : 0;
      first_bytes = first_bytes << 8 | byte;
    }
    entries_.push_back({first_bytes, bytes_.size(),
                        static_cast<uint32_t>(surface.size()), df});
    bytes_.append(surface.data(), surface.size());
  }

  std::string bytes_;
  std::vector<Entry> entries_;
};

}  // namespace

bool TermsAreSurfaces(const AnalyzerOptions& analyzer) {
  return analyzer.name == "whitespace" ||
         (analyzer.stemming == Stemming::kNone && !analyzer.informal &&
          !analyzer.old_spelling);
}

absl::StatusOr<SurfaceList> SurfaceList::Read(const IndexReader& reader) {
  return ReadPrefix(reader, "");
}

absl::StatusOr<SurfaceList> SurfaceList::ReadPrefix(const IndexReader& reader,
                                                    absl::string_view prefix) {
  Gatherer gatherer;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    RETURN_IF_ERROR(gatherer.Read(reader.segment(i).dictionary(), prefix));
  }
  SurfaceList list;
  for (const Gatherer::Entry& entry : gatherer.Sorted()) {
    list.Append(gatherer.Surface(entry), entry.df);
  }
  return list;
}

// Adds up what segments, and a form's terms, have of the same form.
void SurfaceList::Append(absl::string_view surface, uint32_t df) {
  if (size() > 0 && this->surface(size() - 1) == surface) {
    const uint64_t sum = uint64_t{dfs_.back()} + df;
    dfs_.back() = static_cast<uint32_t>(
        std::min<uint64_t>(sum, std::numeric_limits<uint32_t>::max()));
    return;
  }
  bytes_.append(surface.data(), surface.size());
  ends_.push_back(bytes_.size());
  dfs_.push_back(df);
}

size_t SurfaceList::LowerBound(absl::string_view surface) const {
  size_t begin = 0;
  size_t end = size();
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    if (this->surface(middle) < surface) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

size_t SurfaceList::EndOfPrefix(absl::string_view prefix, size_t begin) const {
  const auto has_prefix = [&](size_t i) {
    return i < size() && absl::StartsWith(surface(i), prefix);
  };
  if (!has_prefix(begin)) return begin;
  size_t step = 1;
  while (has_prefix(begin + step)) step *= 2;
  // begin + step / 2 is in the run, begin + step is not.
  size_t inside = begin + step / 2;
  size_t outside = begin + step;
  while (outside - inside > 1) {
    const size_t middle = inside + (outside - inside) / 2;
    (has_prefix(middle) ? inside : outside) = middle;
  }
  return outside;
}

absl::StatusOr<const SurfaceList*> SurfaceDictionary::Get() {
  MutexLock lock(&mutex_);
  if (list_ == nullptr) {
    ASSIGN_OR_RETURN(SurfaceList list, SurfaceList::Read(reader_));
    list_ = std::make_unique<SurfaceList>(std::move(list));
  }
  return list_.get();
}

}  // namespace telusur
