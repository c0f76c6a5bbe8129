// What a run holds, as plain values, to compare runs by and to make runs of.

#ifndef TELUSUR_TESTS_SUPPORT_RUN_MODEL_H_
#define TELUSUR_TESTS_SUPPORT_RUN_MODEL_H_

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "index/io/status_macros.h"
#include "index/occurrence.h"
#include "index/posting_chunk.h"
#include "index/run.h"
#include "index/segment/bit_packing.h"
#include "tests/support/packed_occurrences.h"

namespace telusur {

// A term, the forms that occur, and each occurrence with its form.
struct ModelTerm {
  std::string term;
  std::vector<std::string> forms;
  std::vector<std::tuple<DocId, uint32_t, std::string>> occurrences;

  friend bool operator==(const ModelTerm& a, const ModelTerm& b) {
    return a.term == b.term && a.forms == b.forms &&
           a.occurrences == b.occurrences;
  }
  friend void PrintTo(const ModelTerm& term, std::ostream* out) {
    *out << term.term << " (" << term.forms.size() << " forms, "
         << term.occurrences.size() << " occurrences)";
  }
};

using RunModel = std::vector<ModelTerm>;

// Reads a whole run.
inline absl::StatusOr<RunModel> ReadRun(RunCursor* cursor) {
  RunModel model;
  RETURN_IF_ERROR(cursor->NextTerm());
  while (cursor->Valid()) {
    ModelTerm term;
    term.term = std::string(cursor->term());
    for (const absl::string_view form : cursor->forms()) {
      term.forms.emplace_back(form);
    }
    absl::string_view chunk;
    RETURN_IF_ERROR(cursor->NextChunk(&chunk));
    while (!chunk.empty()) {
      ChunkReader reader;
      reader.Open(chunk);
      while (reader.Next()) {
        for (size_t i = 0; i < reader.positions().size(); ++i) {
          const uint32_t form =
              reader.has_forms() ? reader.forms()[i] : reader.form();
          term.occurrences.emplace_back(reader.doc_id(), reader.positions()[i],
                                        term.forms.at(form));
        }
      }
      if (!reader.ok()) return absl::DataLossError("damaged chunk");
      RETURN_IF_ERROR(cursor->NextChunk(&chunk));
    }
    std::sort(term.forms.begin(), term.forms.end());
    model.push_back(term);
    RETURN_IF_ERROR(cursor->NextTerm());
  }
  return model;
}

// Walks over `model`, which outlives the cursor, in chunks of at most
// `chunk_size` occurrences.
class ModelCursor : public RunCursor {
 public:
  ModelCursor(const RunModel* model, size_t chunk_size)
      : model_(*model), chunk_size_(chunk_size) {}

  absl::Status NextTerm() override {
    ++i_;
    next_ = 0;
    forms_.clear();
    if (Valid()) {
      forms_.assign(model_[i_].forms.begin(), model_[i_].forms.end());
    }
    return absl::OkStatus();
  }
  bool Valid() const override { return i_ < static_cast<int>(model_.size()); }
  absl::string_view term() const override { return model_[i_].term; }
  const std::vector<absl::string_view>& forms() const override {
    return forms_;
  }
  absl::Status NextChunk(absl::string_view* chunk) override {
    std::vector<Occurrence> occurrences;
    std::vector<uint32_t> forms;
    uint32_t max_position = 0;
    const auto& all = model_[i_].occurrences;
    for (; next_ < all.size() && occurrences.size() < chunk_size_; ++next_) {
      const auto& [doc_id, position, form] = all[next_];
      // As in a build, a chunk ends before what does not fit.
      max_position = std::max(max_position, position);
      if (!occurrences.empty() &&
          BitWidth(doc_id - occurrences[0].doc_id) + BitWidth(max_position) >
              32) {
        break;
      }
      occurrences.push_back({doc_id, position});
      for (uint32_t f = 0; f < forms_.size(); ++f) {
        if (forms_[f] == form) forms.push_back(f);
      }
    }
    *chunk = absl::string_view();
    if (occurrences.empty()) return absl::OkStatus();
    const PackedForTest packed(occurrences);
    chunk_.resize(MaxChunkBytes(occurrences.size()));
    const bool one_form = std::all_of(
        forms.begin(), forms.end(), [&](uint32_t f) { return f == forms[0]; });
    const char* const end =
        one_form ? EncodeChunk(packed.get(), {}, forms[0], &chunk_[0])
                 : EncodeChunk(packed.get(), forms, 0, &chunk_[0]);
    *chunk = absl::string_view(chunk_.data(), end - chunk_.data());
    return absl::OkStatus();
  }

 private:
  const RunModel& model_;
  const size_t chunk_size_;
  int i_ = -1;
  size_t next_ = 0;
  std::vector<absl::string_view> forms_;
  std::string chunk_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_RUN_MODEL_H_
