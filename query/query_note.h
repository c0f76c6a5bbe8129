// What the parser has to say about a query.

#ifndef TELUSUR_QUERY_QUERY_NOTE_H_
#define TELUSUR_QUERY_QUERY_NOTE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

enum class NoteKind : uint8_t {
  kInfo,   // worth saying; the query means what it says
  kError,  // not a proper query: strict callers refuse it
  kLimit,  // larger than a limit: strict callers refuse it
};

struct Note {
  NoteKind kind;
  size_t begin;  // bytes [begin, end) of the query text
  size_t end;
  size_t column;        // of `begin`, in characters, from 1
  std::string problem;  // "this quotation mark is never closed"
  std::string reading;  // "read as closed at the end": what is run instead
};

// Gathers notes. One thread.
class NoteList {
 public:
  explicit NoteList(int max_notes) : max_notes_(max_notes) {}

  // Drops the note if there are `max_notes`, unless it is of kind kLimit or the
  // first kError: a strict caller must see them.
  void Add(NoteKind kind, size_t begin, size_t end, absl::string_view problem,
           absl::string_view reading);

  int num_dropped() const { return num_dropped_; }

  // The notes by `begin`, with their columns in `text`.
  std::vector<Note> Take(absl::string_view text);

 private:
  int max_notes_;
  int num_dropped_ = 0;
  bool has_error_ = false;
  std::vector<Note> notes_;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_NOTE_H_
