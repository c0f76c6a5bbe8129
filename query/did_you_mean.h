// Other spellings for the words of a query that find nothing, or suspiciously
// little. They are offered, never applied.

#ifndef TELUSUR_QUERY_DID_YOU_MEAN_H_
#define TELUSUR_QUERY_DID_YOU_MEAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "query/query.h"
#include "query/suggest.h"
#include "query/surface_list.h"

namespace telusur {

// Only so many words of a query are looked at: a text in another language is
// not a row of misspellings.
inline constexpr int kMaxCorrectedWords = 8;

// A word of a query, and what may have been meant.
struct SpellingOffer {
  std::string word;
  std::vector<Suggestion> suggestions;  // surface forms, the best first

  // The word's bytes in the query's text; begin == end where it does not stand
  // there as such (because of an escape).
  size_t begin = 0;
  size_t end = 0;
};

// Offers for the words of `query`, which was read from `text`, that are looked
// for as words: in phrases or not, but without =, * or ~. At most
// kMaxCorrectedWords words are compared with the index's, and `surfaces` is not
// read unless one is suspicious. DataLoss when a dictionary is damaged.
absl::StatusOr<std::vector<SpellingOffer>> OfferSpellings(
    const IndexReader& reader, SurfaceDictionary* surfaces,
    absl::string_view text, const Query& query);

// `text` with the best suggestion in the place of each word.
std::string ApplyOffers(absl::string_view text,
                        const std::vector<SpellingOffer>& offers);

}  // namespace telusur

#endif  // TELUSUR_QUERY_DID_YOU_MEAN_H_
