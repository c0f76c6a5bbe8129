// The surface forms of an index in the order of their bytes.
//
// The term dictionary is ordered by stems: kerusuhan stands under rusuh. What
// is asked of spellings (which begin with kerusuh? which are a letter away from
// tokajev?) needs them in an order of their own. A list takes some 25 bytes a
// form, twice that while it is made.

#ifndef TELUSUR_QUERY_SURFACE_LIST_H_
#define TELUSUR_QUERY_SURFACE_LIST_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "index/io/mutex.h"

namespace telusur {

// Whether an analyzer keys the index by the surface forms themselves.
bool TermsAreSurfaces(const AnalyzerOptions& analyzer);

// Immutable. Thread-safe.
class SurfaceList {
 public:
  // Reads all dictionaries of the index. DataLoss when one is damaged.
  static absl::StatusOr<SurfaceList> Read(const IndexReader& reader);

  // Reads the forms that begin with `prefix` and no others: a range of the
  // dictionaries where terms are the forms themselves.
  //
  // REQUIRES: TermsAreSurfaces(reader.analyzer().options()), or no prefix.
  static absl::StatusOr<SurfaceList> ReadPrefix(const IndexReader& reader,
                                                absl::string_view prefix);

  size_t size() const { return dfs_.size(); }

  // REQUIRES: i < size().
  absl::string_view surface(size_t i) const {
    return absl::string_view(bytes_).substr(ends_[i], ends_[i + 1] - ends_[i]);
  }

  // The documents that have the form, over all segments.
  uint32_t df(size_t i) const { return dfs_[i]; }

  // The first form that is not less than `surface`; size() if there is none.
  size_t LowerBound(absl::string_view surface) const;

  // The end of the run of forms that begin with `prefix`, which starts at
  // `begin`. O(log(size of the run)).
  //
  // REQUIRES: no form from `begin` on is less than `prefix`.
  size_t EndOfPrefix(absl::string_view prefix, size_t begin) const;

 private:
  SurfaceList() = default;
  void Append(absl::string_view surface, uint32_t df);

  std::string bytes_;
  std::vector<uint64_t> ends_ = {0};  // of the form before
  std::vector<uint32_t> dfs_;
};

// The list of an index, read when it is first asked for. Thread-safe.
class SurfaceDictionary {
 public:
  // `reader` outlives this object.
  explicit SurfaceDictionary(const IndexReader* reader) : reader_(*reader) {}

  // The list, which lives as long as this object; DataLoss when a dictionary is
  // damaged.
  absl::StatusOr<const SurfaceList*> Get();

 private:
  const IndexReader& reader_;
  Mutex mutex_;
  std::unique_ptr<SurfaceList> list_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_SURFACE_LIST_H_
