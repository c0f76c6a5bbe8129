// What a run holds, as plain values, to compare runs by and to make runs of.

#ifndef TELUSUR_TESTS_SUPPORT_RUN_MODEL_H_
#define TELUSUR_TESTS_SUPPORT_RUN_MODEL_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "index/io/status_macros.h"
#include "index/run.h"

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
    OccurrenceBatch batch;
    RETURN_IF_ERROR(cursor->NextBatch(&batch));
    while (!batch.occurrences.empty()) {
      for (size_t i = 0; i < batch.occurrences.size(); ++i) {
        const uint32_t form = batch.forms.empty() ? 0 : batch.forms[i];
        term.occurrences.emplace_back(batch.occurrences[i].doc_id,
                                      batch.occurrences[i].position,
                                      term.forms.at(form));
      }
      RETURN_IF_ERROR(cursor->NextBatch(&batch));
    }
    model.push_back(term);
    RETURN_IF_ERROR(cursor->NextTerm());
  }
  return model;
}

// Walks over `model`, which outlives the cursor, in batches of at most
// `batch_size` occurrences.
class ModelCursor : public RunCursor {
 public:
  ModelCursor(const RunModel* model, size_t batch_size)
      : model_(*model), batch_size_(batch_size) {}

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
  absl::Status NextBatch(OccurrenceBatch* batch) override {
    occurrences_.clear();
    occurrence_forms_.clear();
    const auto& all = model_[i_].occurrences;
    for (; next_ < all.size() && occurrences_.size() < batch_size_; ++next_) {
      const auto& [doc_id, position, form] = all[next_];
      occurrences_.push_back({doc_id, position});
      if (forms_.size() == 1) continue;
      for (uint32_t f = 0; f < forms_.size(); ++f) {
        if (forms_[f] == form) occurrence_forms_.push_back(f);
      }
    }
    batch->occurrences = occurrences_;
    batch->forms = occurrence_forms_;
    return absl::OkStatus();
  }

 private:
  const RunModel& model_;
  const size_t batch_size_;
  int i_ = -1;
  size_t next_ = 0;
  std::vector<absl::string_view> forms_;
  std::vector<Occurrence> occurrences_;
  std::vector<uint32_t> occurrence_forms_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_RUN_MODEL_H_
