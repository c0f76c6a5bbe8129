#include "index/segment_term_sink.h"

#include "index/io/status_macros.h"
#include "index/segment/posting_room.h"

namespace telusur {
namespace {

// Two readings of one place may reduce to one term: it occurs there once.
void AddPosition(uint32_t position, std::vector<uint32_t>* positions) {
  if (positions->empty() || positions->back() != position) {
    positions->push_back(position);
  }
}

absl::Status Damage() {
  return absl::DataLossError("a chunk of the build's runs is damaged");
}

}  // namespace

absl::Status SegmentTermSink::StartTerm(absl::string_view term,
                                        const std::vector<std::string>& forms) {
  term_ = term;
  forms_ = &forms;
  num_postings_ = 0;
  doc_id_ = kNoMoreDocs;
  if (form_positions_.size() < forms.size()) {
    form_positions_.resize(forms.size());
  }
  return absl::OkStatus();
}

absl::Status SegmentTermSink::AddChunk(
    absl::string_view chunk, bool /*stays*/,
    absl::Span<const uint32_t> form_numbers) {
  chunk_.Open(chunk);
  while (chunk_.Next()) {
    if (chunk_.doc_id() != doc_id_) {
      RETURN_IF_ERROR(FlushDocument());
      if (chunk_.doc_id() >= num_docs_ ||
          (doc_id_ != kNoMoreDocs && chunk_.doc_id() < doc_id_)) {
        return Damage();
      }
      doc_id_ = chunk_.doc_id();
      // Only the last posting can go on in the next chunk.
      const bool is_whole = !chunk_.has_repeats() && !chunk_.is_last();
      if (is_whole && forms_->size() == 1) {
        RETURN_IF_ERROR(AddPosting(chunk_.positions()));
        RETURN_IF_ERROR(AddPlainPostings());
        continue;
      }
      if (is_whole && chunk_.has_one_form()) {
        const uint32_t form = chunk_.first_form();
        if (form >= form_numbers.size()) return Damage();
        RETURN_IF_ERROR(AddPostingOfForm(form_numbers[form]));
        continue;
      }
    } else if (positions_.empty()) {
      return Damage();  // the document was passed on
    }
    for (const uint32_t position : chunk_.positions()) {
      AddPosition(position, &positions_);
    }
    if (forms_->size() > 1) AddForms(form_numbers);
    if (!chunk_.ok()) return Damage();
  }
  return chunk_.ok() ? absl::OkStatus() : Damage();
}

// Passes the postings that follow on, as far as nothing about them is special:
// many at a time, and without a copy.
absl::Status SegmentTermSink::AddPlainPostings() {
  if (!doc_ids_.keeps_all()) return absl::OkStatus();
  for (;;) {
    const PostingRoom room = encoder_->Room(ChunkReader::kMaxPlainNumbers);
    uint32_t num_numbers = 0;
    const int n = chunk_.NextPlain(room, &num_numbers);
    if (n == 0) return absl::OkStatus();
    doc_id_ = chunk_.doc_id();
    if (doc_id_ >= num_docs_) return Damage();
    num_postings_ += n;
    RETURN_IF_ERROR(encoder_->AddWritten(n, num_numbers));
    if (n < room.num_postings) return absl::OkStatus();
  }
}

absl::Status SegmentTermSink::AddPosting(absl::Span<const uint32_t> positions) {
  const DocId doc_id = doc_ids_.Get(doc_id_);
  if (doc_id == kNoMoreDocs) return absl::OkStatus();
  ++num_postings_;
  return encoder_->AddPosting(doc_id, positions);
}

// Adds the posting of the chunk, and the same of the form that it has.
absl::Status SegmentTermSink::AddPostingOfForm(uint32_t form) {
  const DocId doc_id = doc_ids_.Get(doc_id_);
  if (doc_id == kNoMoreDocs) return absl::OkStatus();
  ++num_postings_;
  encoder_->AddFormPosting(form, doc_id, chunk_.positions());
  return encoder_->AddPosting(doc_id, chunk_.positions());
}

void SegmentTermSink::AddForms(absl::Span<const uint32_t> form_numbers) {
  const absl::Span<const uint32_t> positions = chunk_.positions();
  for (size_t i = 0; i < positions.size(); ++i) {
    const uint32_t form =
        chunk_.has_forms() ? chunk_.forms()[i] : chunk_.form();
    if (form >= form_numbers.size()) {
      chunk_.SetDamaged();
      return;
    }
    std::vector<uint32_t>& of_form = form_positions_[form_numbers[form]];
    if (of_form.empty()) touched_forms_.push_back(form_numbers[form]);
    AddPosition(positions[i], &of_form);
  }
}

absl::Status SegmentTermSink::FinishTerm() {
  RETURN_IF_ERROR(FlushDocument());
  if (num_postings_ == 0) return absl::OkStatus();
  return encoder_->FinishTerm(term_, *forms_);
}

absl::Status SegmentTermSink::FlushDocument() {
  if (positions_.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(AddPosting(positions_));
  positions_.clear();
  const DocId doc_id = doc_ids_.Get(doc_id_);
  for (const uint32_t form : touched_forms_) {
    if (doc_id != kNoMoreDocs) {
      encoder_->AddFormPosting(form, doc_id, form_positions_[form]);
    }
    form_positions_[form].clear();
  }
  touched_forms_.clear();
  return absl::OkStatus();
}

}  // namespace telusur
