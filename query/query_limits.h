// How large a query may be, and how long it may take.
//
// Each limit has a flag of `telusur search` and `telusur repl`
// (docs/query_syntax.md says what happens beyond it), a usual value, and the
// range that the flag accepts: work and memory grow with the product of some of
// them, so that no flag may be set to just anything.

#ifndef TELUSUR_QUERY_QUERY_LIMITS_H_
#define TELUSUR_QUERY_QUERY_LIMITS_H_

#include <cstdint>

namespace telusur {

struct LimitRange {
  int64_t least;
  int64_t usual;
  int64_t most;
};

// Bytes of the text that are read.
inline constexpr LimitRange kQueryBytesLimit = {1, 64 << 10, 16 << 20};

// Parentheses in parentheses. A clause may be moved once a level, so that work
// is bounded by this times kClausesLimit.
inline constexpr LimitRange kNestingLimit = {1, 64, 1000};

// Words, those in phrases included, and filters.
inline constexpr LimitRange kClausesLimit = {1, 1024, 65536};

// Quoted texts of several words, and NEARs: each reads the positions of its
// words on its own.
inline constexpr LimitRange kPhrasesLimit = {1, 64, 65536};

// The number of "..."~n and NEAR/n.
inline constexpr LimitRange kDistanceLimit = {1, 1000, 1000000};

// Words with * or ~.
inline constexpr LimitRange kExpandedWordsLimit = {1, 64, 1024};

// The terms that all words with * or ~ stand for together. A cursor of about
// 3 KiB is held for each.
inline constexpr LimitRange kExpansionsLimit = {1, 1024, 65536};

// Milliseconds that the search may take.
inline constexpr LimitRange kTimeoutMsLimit = {1, 60000, 24 * 3600 * 1000};

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_LIMITS_H_
