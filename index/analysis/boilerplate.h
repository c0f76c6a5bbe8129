// Sentences that a news page puts into its articles and that are no part of
// them: links to other articles, advertisements, players.

#ifndef TELUSUR_INDEX_ANALYSIS_BOILERPLATE_H_
#define TELUSUR_INDEX_ANALYSIS_BOILERPLATE_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace telusur {

struct ByteRange {
  size_t begin;
  size_t end;
};

// Finds the first piece of boilerplate in `text` at or after `offset`, by the
// table in boilerplate.cc. Returns {text.size(), text.size()} if there is none.
// Where the end of a headline is in doubt, less is taken rather than more.
//
// Going through a text from end to end is O(text.size()).
ByteRange FindBoilerplate(absl::string_view text, size_t offset);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_BOILERPLATE_H_
