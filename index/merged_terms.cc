#include "index/merged_terms.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// What reading a list touches at least.
constexpr uint64_t kMinListBytes = 256;

}  // namespace

// One segment's term, with the forms behind it.
class MergedTerms::Input {
 public:
  explicit Input(const SegmentReader* segment)
      : segment_(segment), iterator_(&segment->dictionary()) {}

  absl::Status Start() {
    RETURN_IF_ERROR(iterator_.Seek(""));
    return Next();
  }

  absl::Status Next() {
    forms_.clear();
    valid_ = iterator_.Valid();
    if (!valid_) return absl::OkStatus();
    entry_ = iterator_.entry();
    if (entry_.info.is_form) {
      return absl::DataLossError(absl::StrCat(
          segment_->path(), ": section terms: a form without its term"));
    }
    RETURN_IF_ERROR(iterator_.Next());
    while (iterator_.Valid() && iterator_.entry().info.is_form) {
      forms_.push_back(iterator_.entry());
      RETURN_IF_ERROR(iterator_.Next());
    }
    return absl::OkStatus();
  }

  bool Valid() const { return valid_; }
  const TermEntry& entry() const { return entry_; }
  const std::vector<TermEntry>& forms() const { return forms_; }

 private:
  const SegmentReader* const segment_;
  TermDictionary::Iterator iterator_;
  bool valid_ = false;
  TermEntry entry_;
  std::vector<TermEntry> forms_;
};

MergedTerms::MergedTerms(const IndexReader* reader) : reader_(reader) {}

MergedTerms::~MergedTerms() = default;

absl::Status MergedTerms::Start() {
  for (uint32_t i = 0; i < reader_->num_segments(); ++i) {
    inputs_.push_back(std::make_unique<Input>(&reader_->segment(i)));
    RETURN_IF_ERROR(inputs_.back()->Start());
  }
  return absl::OkStatus();
}

absl::Status MergedTerms::Next() {
  if (inputs_.empty()) {
    RETURN_IF_ERROR(Start());
  } else {
    for (const ListPlace& list : lists_) {
      RETURN_IF_ERROR(inputs_[list.segment]->Next());
    }
  }
  lists_.clear();
  forms_.clear();
  form_lists_.clear();
  const Input* first = nullptr;
  for (const auto& input : inputs_) {
    if (input->Valid() &&
        (first == nullptr || input->entry().term < first->entry().term)) {
      first = input.get();
    }
  }
  valid_ = first != nullptr;
  if (!valid_) return absl::OkStatus();
  term_ = first->entry().term;
  for (uint32_t i = 0; i < inputs_.size(); ++i) {
    const Input& input = *inputs_[i];
    if (input.Valid() && input.entry().term == term_) AddInput(i, input);
  }
  return absl::OkStatus();
}

uint64_t MergedTerms::ListBytes(const std::vector<ListPlace>& lists) {
  uint64_t bytes = 0;
  for (const ListPlace& list : lists) {
    bytes +=
        list.info.postings_bytes + list.info.positions_bytes + kMinListBytes;
  }
  return bytes;
}

void MergedTerms::AddInput(uint32_t segment, const Input& input) {
  const TermEntry& entry = input.entry();
  lists_.push_back({segment, entry.info});
  for (const TermEntry& form : input.forms()) {
    AddForm(std::string(FormOfKey(form.term)), {segment, form.info});
  }
  if (input.forms().empty()) {
    AddForm(entry.form.empty() ? entry.term : entry.form,
            {segment, entry.info});
  }
}

void MergedTerms::AddForm(const std::string& form, ListPlace place) {
  const auto found = std::lower_bound(forms_.begin(), forms_.end(), form);
  const size_t i = found - forms_.begin();
  if (found == forms_.end() || *found != form) {
    forms_.insert(found, form);
    form_lists_.insert(form_lists_.begin() + i, std::vector<ListPlace>());
  }
  form_lists_[i].push_back(place);
}

}  // namespace telusur
