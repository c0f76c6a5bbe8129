#include "query/query_note.h"

#include <algorithm>
#include <utility>

#include "query/query_syntax.h"

namespace telusur {

void NoteList::Add(NoteKind kind, size_t begin, size_t end,
                   absl::string_view problem, absl::string_view reading) {
  const bool is_needed =
      kind == NoteKind::kLimit || (kind == NoteKind::kError && !has_error_);
  if (!is_needed &&
      notes_.size() >= static_cast<size_t>(std::max(0, max_notes_))) {
    ++num_dropped_;
    return;
  }
  has_error_ = has_error_ || kind == NoteKind::kError;
  notes_.push_back({kind, begin, end, /*column=*/0, std::string(problem),
                    std::string(reading)});
}

std::vector<Note> NoteList::Take(absl::string_view text) {
  std::stable_sort(
      notes_.begin(), notes_.end(),
      [](const Note& a, const Note& b) { return a.begin < b.begin; });
  size_t position = 0;
  size_t column = 1;
  for (Note& note : notes_) {
    const size_t begin = std::min(note.begin, text.size());
    column += CountCharacters(text.substr(position, begin - position));
    position = begin;
    note.column = column;
  }
  return std::move(notes_);
}

}  // namespace telusur
