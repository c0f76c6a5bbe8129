#include "index/segment/term_encoder.h"

#include <utility>

#include "index/io/status_macros.h"
#include "index/segment/term_dictionary.h"

namespace telusur {

void EncodedTerms::Clear() {
  names.clear();
  keys.clear();
  postings.clear();
  positions.clear();
  skips.clear();
  num_terms = 0;
  num_postings = 0;
  postings_frames = FrameStatistics();
  positions_frames = FrameStatistics();
}

struct TermEncoder::FormList {
  explicit FormList(const TermEncoderOptions& options)
      : postings(options.fs, options.new_temp_path, options.form_memory_bytes),
        positions(options.fs, options.new_temp_path, options.form_memory_bytes),
        skips(options.fs, options.new_temp_path, options.form_memory_bytes),
        writer(options.compression, options.impacts, options.doc_lengths,
               postings.tail(), positions.tail(), skips.tail()) {}

  SectionSpool postings;
  SectionSpool positions;
  SectionSpool skips;
  PostingsListWriter writer;
  bool used = false;
  FrameStatistics postings_frames;  // the writer's, as of its last list
  FrameStatistics positions_frames;
};

TermEncoder::TermEncoder(TermEncoderOptions options, EncodedTerms* terms)
    : options_(std::move(options)),
      terms_(terms),
      list_(options_.compression, options_.impacts, options_.doc_lengths,
            &terms->postings, &terms->positions, &terms->skips) {}

TermEncoder::~TermEncoder() = default;

void TermEncoder::AddFormPosting(uint32_t form, DocId doc_id,
                                 absl::Span<const uint32_t> positions) {
  while (form_lists_.size() <= form) {
    form_lists_.push_back(std::make_unique<FormList>(options_));
  }
  form_lists_[form]->used = true;
  form_lists_[form]->writer.Add(doc_id, positions);
}

absl::Status TermEncoder::FinishTerm(absl::string_view term,
                                     const std::vector<std::string>& forms) {
  const TermInfo info = list_.Finish();
  terms_->postings_frames.Add(
      list_.postings_statistics().Since(postings_frames_));
  terms_->positions_frames.Add(
      list_.positions_statistics().Since(positions_frames_));
  postings_frames_ = list_.postings_statistics();
  positions_frames_ = list_.positions_statistics();
  ++terms_->num_terms;
  terms_->num_postings += info.df;
  std::vector<size_t> used;
  for (size_t i = 0; i < form_lists_.size() && i < forms.size(); ++i) {
    if (form_lists_[i]->used) used.push_back(i);
  }
  // The list of a term's only form would repeat the term's.
  const bool has_forms = used.size() > 1;
  AddKey(term, has_forms ? "" : forms[used.empty() ? 0 : used[0]], info);
  for (const size_t i : used) {
    RETURN_IF_ERROR(
        MoveFormList(term, has_forms ? forms[i] : "", form_lists_[i].get()));
  }
  return DrainIfLarge();
}

void TermEncoder::AddKey(absl::string_view key, absl::string_view form,
                         const TermInfo& info) {
  terms_->names.append(key.data(), key.size());
  const uint32_t key_end = static_cast<uint32_t>(terms_->names.size());
  terms_->names.append(form.data(), form.size());
  terms_->keys.push_back(
      {key_end, static_cast<uint32_t>(terms_->names.size()), info});
}

absl::Status TermEncoder::MoveFormList(absl::string_view term,
                                       absl::string_view form, FormList* list) {
  TermInfo info = list->writer.Finish();
  const FrameStatistics& postings_frames = list->writer.postings_statistics();
  const FrameStatistics& positions_frames = list->writer.positions_statistics();
  if (!form.empty()) {
    terms_->postings_frames.Add(postings_frames.Since(list->postings_frames));
    terms_->positions_frames.Add(
        positions_frames.Since(list->positions_frames));
    info.is_form = true;
    // First the key, so that a drain in between takes it with its list.
    AddKey(FormKey(term, form), "", info);
    const auto append_to = [this](std::string* out) {
      return [this, out](absl::string_view piece) {
        out->append(piece.data(), piece.size());
        return DrainIfLarge();
      };
    };
    RETURN_IF_ERROR(list->postings.ForEach(1, append_to(&terms_->postings)));
    RETURN_IF_ERROR(list->positions.ForEach(1, append_to(&terms_->positions)));
    RETURN_IF_ERROR(list->skips.ForEach(1, append_to(&terms_->skips)));
  }
  list->used = false;
  list->postings_frames = postings_frames;
  list->positions_frames = positions_frames;
  list->postings.Clear();
  list->positions.Clear();
  list->skips.Clear();
  return absl::OkStatus();
}

absl::Status TermEncoder::LookAtSizes() {
  num_added_ = 0;
  for (const auto& list : form_lists_) {
    if (!list->used) continue;
    RETURN_IF_ERROR(list->postings.Appended());
    RETURN_IF_ERROR(list->positions.Appended());
    RETURN_IF_ERROR(list->skips.Appended());
  }
  return DrainIfLarge();
}

absl::Status TermEncoder::DrainIfLarge() {
  if (terms_->bytes() < options_.drain_bytes) return absl::OkStatus();
  return options_.drain();
}

}  // namespace telusur
