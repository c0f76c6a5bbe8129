// The part of a text that shows best why it was found.

#ifndef TELUSUR_QUERY_SNIPPET_H_
#define TELUSUR_QUERY_SNIPPET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace telusur {

// Bytes [begin, end) of a text that match the query's word number `term`.
struct Match {
  uint32_t begin;
  uint32_t end;
  int term;

  friend bool operator==(const Match& a, const Match& b) {
    return a.begin == b.begin && a.end == b.end && a.term == b.term;
  }
};

struct TextRange {
  size_t begin;
  size_t end;

  friend bool operator==(const TextRange& a, const TextRange& b) {
    return a.begin == b.begin && a.end == b.end;
  }
};

struct SnippetOptions {
  // Of Snippet::text; a word that is longer is cut.
  size_t max_bytes = 240;
};

struct Snippet {
  // Valid UTF-8, whatever the source is. Every run of white space is one
  // space; none stands at the ends.
  std::string text;
  std::vector<TextRange> marks;  // the matches in `text`, in order
  // Whether the source goes on before `text`, and behind.
  bool cut_before = false;
  bool cut_after = false;
};

// The window of `text` that has the most different terms, then the most
// matches, then comes first; without matches, the beginning. It begins and ends
// with sentences where that leaves enough to show, and between words where
// that is possible. O(matches.size() + options.max_bytes).
//
// `matches` are in increasing order and do not overlap; those that lie outside
// of `text` are passed over.
//
// REQUIRES: text.size() fits in 32 bits.
Snippet MakeSnippet(absl::string_view text, absl::Span<const Match> matches,
                    const SnippetOptions& options);

}  // namespace telusur

#endif  // TELUSUR_QUERY_SNIPPET_H_
