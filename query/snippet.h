// The part of a document that shows why it was found.

#ifndef TELUSUR_QUERY_SNIPPET_H_
#define TELUSUR_QUERY_SNIPPET_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "query/query_compiler.h"

namespace telusur {

// Bytes [begin, end) of a text.

struct TextRange {
  size_t begin = 0;
  size_t end = 0;

  friend bool operator==(const TextRange& a, const TextRange& b) {
    return a.begin == b.begin && a.end == b.end;
  }

};

struct Snippet {
  std::string text;              // as it stands in the document
  std::vector<TextRange> marks;  // matched words in it; in order, disjoint
  bool cut_before = false;       // whether the document's text goes on
  bool cut_after = false;

};

// Finds the words that a query matched. Words are compared by their terms, so

// every form of a queried word is one; a phrase's words are marked wherever

// they stand. One thread.

class Highlighter {
 public:
  // No more of a text is looked at: it bounds the time that showing one
  // document takes.
  static constexpr size_t kMaxTextBytes = 1 << 20;

  // `analyzer` must outlive this.
  Highlighter(const Analyzer& analyzer, const CompiledQuery& query);

  // The matched words of `text`. O(min(text.size(), kMaxTextBytes)).
  std::vector<TextRange> FindMarks(absl::string_view text);

  // About `max_bytes` of `text`, chosen for the most telling of the query's
  // words, each counted once; the text's beginning when it has none of them.
  Snippet MakeSnippet(absl::string_view text, size_t max_bytes);

 private:
  struct Match {
    TextRange range;
    int word;  // index into idfs_
  };

  std::vector<Match> FindMatches(absl::string_view text);

  // The word of the query that a surface form belongs to, or kNoWord.
  int WordOf(absl::string_view surface);

  // The matches [first, last) that fit into `max_bytes` with the largest sum of
  // distinct idfs; of equals the earliest.
  std::pair<size_t, size_t> BestMatches(const std::vector<Match>& matches,
                                        size_t max_bytes) const;

  static constexpr int kNoWord = -1;

  const Analyzer& analyzer_;
  absl::flat_hash_map<std::string, int> terms_;
  absl::flat_hash_map<std::string, int> forms_;  // of exact words
  std::vector<double> idfs_;
  absl::flat_hash_map<std::string, int> word_of_surface_;  // seen so far

};

}  // namespace telusur

#endif  // TELUSUR_QUERY_SNIPPET_H_

// The part of a text that shows best why it was found.

#ifndef TELUSUR_QUERY_SNIPPET_H_
#define TELUSUR_QUERY_SNIPPET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

// Bytes [begin, end) of a text that match the query's word number `term`.

struct Match {
  uint32_t begin;
  uint32_t end;
  int term;

  friend bool operator==(const Match& a, const Match& b) {
    return a.begin == b.begin && a.end == b.end && a.term == b.term;
  }

struct ByteRange {
  size_t begin;
  size_t end;

  friend bool operator==(const ByteRange& a, const ByteRange& b) {
    return a.begin == b.begin && a.end == b.end;
  }

struct SnippetOptions {
  // Of Snippet::text; a word that is longer is cut.
  size_t max_bytes = 240;

struct Snippet {
  // Valid UTF-8, whatever the source was. Every run of white space is one
  // space; none stands at the ends.
  std::string text;
  std::vector<ByteRange> marks;  // the matches in `text`, in order
  // Whether the source goes on before `text`, and behind.
  bool cut_begin = false;
  bool cut_end = false;

// The window of `text` that has the most different terms, then the most

// matches, then comes first; without matches, the beginning. It begins and ends

// with sentences where that leaves enough to show, and between words where

// that is possible. O(text.size()).

//

// `matches` are in increasing order and do not overlap; those that lie outside

// of `text` are passed over.

//

// REQUIRES: text.size() fits in 32 bits.

Snippet MakeSnippet(absl::string_view text, absl::Span<const Match> matches,
                    const SnippetOptions& options);
