#include "index/run_merger.h"

#include <algorithm>
#include <string>
#include <utility>

#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Turns a term's occurrences into postings of the term and of its forms.
class TermPourer {
 public:
  TermPourer(absl::Span<const DocId> new_doc_ids, SegmentWriter* writer)
      : new_doc_ids_(new_doc_ids), writer_(writer) {}

  void Start(const std::vector<std::string>* forms) {
    forms_ = forms;
    num_postings_ = 0;
    doc_id_ = kNoMoreDocs;
    if (forms->size() > 1) form_positions_.resize(forms->size());
  }

  // REQUIRES: occurrences do not decrease. `form` is ignored for one form.
  absl::Status Add(const Occurrence& occurrence, uint32_t form) {
    if (occurrence.doc_id != doc_id_) {
      RETURN_IF_ERROR(FlushDocument());
      doc_id_ = occurrence.doc_id;
    }
    AddPosition(occurrence.position, &positions_);
    if (forms_->size() > 1) {
      std::vector<uint32_t>& of_form = form_positions_[form];
      if (of_form.empty()) touched_forms_.push_back(form);
      AddPosition(occurrence.position, &of_form);
    }
    return absl::OkStatus();
  }

  absl::Status Finish(absl::string_view term) {
    RETURN_IF_ERROR(FlushDocument());
    if (num_postings_ == 0) return absl::OkStatus();
    return writer_->FinishTerm(term, *forms_);
  }

 private:
  // Two readings of one place may reduce to one term: it occurs there once.
  static void AddPosition(uint32_t position, std::vector<uint32_t>* positions) {
    if (positions->empty() || positions->back() != position) {
      positions->push_back(position);
    }
  }

  absl::Status FlushDocument() {
    if (positions_.empty()) return absl::OkStatus();
    const DocId doc_id = new_doc_ids_.empty() ? doc_id_ : new_doc_ids_[doc_id_];
    if (doc_id != kNoMoreDocs) {
      ++num_postings_;
      RETURN_IF_ERROR(writer_->AddPosting(doc_id, positions_));
    }
    positions_.clear();
    for (const uint32_t form : touched_forms_) {
      if (doc_id != kNoMoreDocs) {
        writer_->AddFormPosting(form, doc_id, form_positions_[form]);
      }
      form_positions_[form].clear();
    }
    touched_forms_.clear();
    return absl::OkStatus();
  }

  const absl::Span<const DocId> new_doc_ids_;
  SegmentWriter* const writer_;
  const std::vector<std::string>* forms_ = nullptr;
  uint64_t num_postings_ = 0;
  DocId doc_id_ = kNoMoreDocs;
  std::vector<uint32_t> positions_;
  std::vector<std::vector<uint32_t>>
      form_positions_;  // empty between documents
  std::vector<uint32_t> touched_forms_;
};

// One run's occurrences of the current term.
struct Input {
  RunCursor* run;
  std::vector<uint32_t> form_numbers;  // the run's -> the union's
  OccurrenceBatch batch;
  size_t next = 0;

  const Occurrence& occurrence() const { return batch.occurrences[next]; }
  uint32_t form() const {
    return form_numbers[batch.forms.empty() ? 0 : batch.forms[next]];
  }
};

class Merger {
 public:
  Merger(std::vector<std::unique_ptr<RunCursor>> runs,
         absl::Span<const DocId> new_doc_ids, SegmentWriter* writer)
      : runs_(std::move(runs)), pourer_(new_doc_ids, writer) {}

  absl::Status Merge() {
    for (const auto& run : runs_) RETURN_IF_ERROR(run->NextTerm());
    while (FindInputs()) {
      JoinForms();
      pourer_.Start(&forms_);
      RETURN_IF_ERROR(MergeOccurrences());
      RETURN_IF_ERROR(pourer_.Finish(term_));
      for (const Input& input : inputs_) {
        RETURN_IF_ERROR(input.run->NextTerm());
      }
    }
    return absl::OkStatus();
  }

 private:
  // Finds the smallest term and the runs that have it. False at the end.
  bool FindInputs() {
    inputs_.clear();
    for (const auto& run : runs_) {
      if (!run->Valid()) continue;
      if (!inputs_.empty()) {
        const int order = run->term().compare(inputs_[0].run->term());
        if (order > 0) continue;
        if (order < 0) inputs_.clear();
      }
      inputs_.emplace_back();
      inputs_.back().run = run.get();
    }
    if (inputs_.empty()) return false;
    const absl::string_view term = inputs_[0].run->term();
    term_.assign(term.data(), term.size());
    return true;
  }

  void JoinForms() {
    forms_.clear();
    for (const Input& input : inputs_) {
      for (const absl::string_view form : input.run->forms()) {
        forms_.emplace_back(form);
      }
    }
    std::sort(forms_.begin(), forms_.end());
    forms_.erase(std::unique(forms_.begin(), forms_.end()), forms_.end());
    for (Input& input : inputs_) {
      for (const absl::string_view form : input.run->forms()) {
        input.form_numbers.push_back(static_cast<uint32_t>(
            std::lower_bound(forms_.begin(), forms_.end(), form) -
            forms_.begin()));
      }
    }
  }

  // Whether `a` stands behind `b` in the merge's heap.
  static bool Later(const Input* a, const Input* b) {
    return b->occurrence() < a->occurrence();
  }

  absl::Status MergeOccurrences() {
    std::vector<Input*> heap;
    for (Input& input : inputs_) {
      RETURN_IF_ERROR(input.run->NextBatch(&input.batch));
      if (!input.batch.occurrences.empty()) heap.push_back(&input);
    }
    std::make_heap(heap.begin(), heap.end(), Later);
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), Later);
      Input* const first = heap.back();
      const Input* const second = heap.size() > 1 ? heap.front() : nullptr;
      RETURN_IF_ERROR(PourUntil(second, first));
      if (first->batch.occurrences.empty()) {
        heap.pop_back();
      } else {
        std::push_heap(heap.begin(), heap.end(), Later);
      }
    }
    return absl::OkStatus();
  }

  // Pours the occurrences of `input` that do not come after those of `other`.
  absl::Status PourUntil(const Input* other, Input* input) {
    while (!input->batch.occurrences.empty()) {
      const size_t n = input->batch.occurrences.size();
      for (; input->next < n; ++input->next) {
        if (other != nullptr && other->occurrence() < input->occurrence()) {
          return absl::OkStatus();
        }
        RETURN_IF_ERROR(pourer_.Add(input->occurrence(), input->form()));
      }
      input->next = 0;
      RETURN_IF_ERROR(input->run->NextBatch(&input->batch));
    }
    return absl::OkStatus();
  }

  std::vector<std::unique_ptr<RunCursor>> runs_;
  TermPourer pourer_;
  std::string term_;
  std::vector<std::string> forms_;
  std::vector<Input> inputs_;
};

}  // namespace

absl::Status MergeRuns(std::vector<std::unique_ptr<RunCursor>> runs,
                       absl::Span<const DocId> new_doc_ids,
                       SegmentWriter* writer) {
  return Merger(std::move(runs), new_doc_ids, writer).Merge();
}

}  // namespace telusur
