#include "index/run_merger.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"
#include "index/posting_chunk.h"
#include "index/replace_heap_front.h"

namespace telusur {
namespace {

// A run, and its part of the current term.
struct Input {
  size_t number;  // among the runs
  std::unique_ptr<RunCursor> run;
  std::vector<uint32_t> form_numbers;  // the run's -> the union's
  absl::string_view chunk;
  Occurrence first;  // of the chunk
};

// The order of two inputs in a heap, whose front is the first.
struct TermIsLater {
  bool operator()(const Input* a, const Input* b) const {
    return b->run->term() < a->run->term();
  }
};
// Of the chunks that begin at one place, with two readings of it, the earlier
// run's is the first.
struct ChunkIsLater {
  bool operator()(const Input* a, const Input* b) const {
    if (b->first < a->first) return true;
    return !(a->first < b->first) && b->number < a->number;
  }
};

class Merger {
 public:
  Merger(std::vector<std::unique_ptr<RunCursor>> runs, TermSink* sink)
      : sink_(sink) {
    for (auto& run : runs) {
      all_.push_back(std::make_unique<Input>());
      all_.back()->number = all_.size() - 1;
      all_.back()->run = std::move(run);
    }
  }

  absl::Status Merge() {
    for (const auto& input : all_) RETURN_IF_ERROR(Advance(input.get()));
    while (!waiting_.empty()) {
      TakeTerm();
      JoinForms();
      RETURN_IF_ERROR(sink_->StartTerm(term_, forms_));
      RETURN_IF_ERROR(MergeChunks());
      RETURN_IF_ERROR(sink_->FinishTerm());
      for (Input* const input : inputs_) RETURN_IF_ERROR(Advance(input));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status Advance(Input* input) {
    RETURN_IF_ERROR(input->run->NextTerm());
    if (!input->run->Valid()) return absl::OkStatus();
    waiting_.push_back(input);
    std::push_heap(waiting_.begin(), waiting_.end(), TermIsLater());
    return absl::OkStatus();
  }

  // Takes the runs that have the smallest term from `waiting_`.
  void TakeTerm() {
    inputs_.clear();
    do {
      std::pop_heap(waiting_.begin(), waiting_.end(), TermIsLater());
      inputs_.push_back(waiting_.back());
      waiting_.pop_back();
    } while (!waiting_.empty() &&
             waiting_.front()->run->term() == inputs_[0]->run->term());
    const absl::string_view term = inputs_[0]->run->term();
    term_.assign(term.data(), term.size());
  }

  void JoinForms() {
    size_t num_forms = 0;
    for (const Input* input : inputs_) num_forms += input->run->forms().size();
    if (num_forms == 1) {
      const absl::string_view form = inputs_[0]->run->forms()[0];
      forms_.resize(1);
      forms_[0].assign(form.data(), form.size());
      inputs_[0]->form_numbers.assign(1, 0);
      return;
    }
    forms_.clear();
    for (const Input* input : inputs_) {
      for (const absl::string_view form : input->run->forms()) {
        forms_.emplace_back(form);
      }
    }
    std::sort(forms_.begin(), forms_.end());
    forms_.erase(std::unique(forms_.begin(), forms_.end()), forms_.end());
    for (Input* input : inputs_) {
      input->form_numbers.clear();
      for (const absl::string_view form : input->run->forms()) {
        input->form_numbers.push_back(static_cast<uint32_t>(
            std::lower_bound(forms_.begin(), forms_.end(), form) -
            forms_.begin()));
      }
    }
  }

  absl::Status MergeChunks() {
    if (inputs_.size() == 1) {
      Input* const input = inputs_[0];
      for (;;) {
        RETURN_IF_ERROR(input->run->NextChunk(&input->chunk));
        if (input->chunk.empty()) return absl::OkStatus();
        RETURN_IF_ERROR(AddChunk(*input));
      }
    }
    heap_.clear();
    for (Input* input : inputs_) {
      RETURN_IF_ERROR(AdvanceChunk(input));
      if (input->chunk.empty()) continue;
      heap_.push_back(input);
      std::push_heap(heap_.begin(), heap_.end(), ChunkIsLater());
    }
    while (!heap_.empty()) {
      Input* input = heap_.front();
      RETURN_IF_ERROR(AddChunk(*input));
      RETURN_IF_ERROR(AdvanceChunk(input));
      if (input->chunk.empty()) {
        input = heap_.back();
        heap_.pop_back();
        if (heap_.empty()) break;
      }
      ReplaceHeapFront(&heap_, input, ChunkIsLater());
    }
    return absl::OkStatus();
  }

  absl::Status AddChunk(const Input& input) {
    return sink_->AddChunk(input.chunk, input.run->chunks_stay(),
                           input.form_numbers);
  }

  absl::Status AdvanceChunk(Input* input) {
    RETURN_IF_ERROR(input->run->NextChunk(&input->chunk));
    if (input->chunk.empty() ||
        DecodeFirstOccurrence(input->chunk, &input->first)) {
      return absl::OkStatus();
    }
    return absl::DataLossError("a chunk of the build's runs is damaged");
  }

  TermSink* const sink_;
  std::vector<std::unique_ptr<Input>> all_;
  std::vector<Input*> waiting_;  // a heap
  std::vector<Input*> inputs_;   // of the current term
  std::vector<Input*> heap_;     // those with chunks left
  std::string term_;
  std::vector<std::string> forms_;
};

}  // namespace

absl::Status MergeRuns(std::vector<std::unique_ptr<RunCursor>> runs,
                       TermSink* sink) {
  return Merger(std::move(runs), sink).Merge();
}

}  // namespace telusur
