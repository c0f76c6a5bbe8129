#include "query/did_you_mean.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "index/analysis/token.h"
#include "index/io/status_macros.h"
#include "query/near_spellings.h"
#include "query/query_words.h"
#include "query/term_lookup.h"

namespace telusur {
namespace {

// Suggestions for one word.
constexpr size_t kMaxSuggestions = 3;

// The words that count of a node's text, with their bytes in the query's.
std::vector<SpellingOffer> WordsOf(const Analyzer& analyzer,
                                   absl::string_view text,
                                   const QueryNode& node) {
  std::vector<SpellingOffer> words;
  const size_t size = std::min(text.size(), node.end) - node.begin;
  const size_t found = text.substr(node.begin, size).find(node.text);
  analyzer.Tokenize(node.text, [&](absl::Span<const Token> tokens) {
    for (const Token& token : tokens) {
      if (!token.counts) continue;
      SpellingOffer offer;
      offer.word = std::string(token.surface);
      if (found != absl::string_view::npos) {
        offer.begin = node.begin + found + token.begin;
        offer.end = node.begin + found + token.end;
      }
      words.push_back(std::move(offer));
    }
  });
  return words;
}

// Whether a form is a word of letters: what holds a digit or a full stop is no
// better spelling of one. A hyphen may stand in both.
bool IsPlainWord(absl::string_view surface) {
  return std::all_of(surface.begin(), surface.end(), [](unsigned char c) {
    return absl::ascii_isalpha(c) || c == '-' || c >= 0x80;
  });
}

std::vector<Suggestion> Suggest(const SurfaceList& list,
                                const std::string& word, uint32_t df) {
  const std::vector<NearSpelling> near =
      FindNearSpellings(list, word, MaxSuggestionDistance(word)).found;
  size_t next = 0;
  return SuggestSpelling(
      word, df,
      [&](absl::string_view* candidate, uint32_t* candidate_df) {
        while (next < near.size() &&
               !IsPlainWord(list.surface(near[next].surface))) {
          ++next;
        }
        if (next == near.size()) return false;
        *candidate = list.surface(near[next].surface);
        *candidate_df = list.df(near[next].surface);
        ++next;
        return true;
      },
      kMaxSuggestions);
}

}  // namespace

absl::StatusOr<std::vector<SpellingOffer>> OfferSpellings(
    const IndexReader& reader, SurfaceDictionary* surfaces,
    absl::string_view text, const Query& query) {
  std::vector<SpellingOffer> offers;
  TermLookup lookup(&reader, reader.statistics());
  const std::vector<bool> is_wanted = FindWanted(query);
  int num_compared = 0;
  for (size_t i = 0; i < query.nodes.size(); ++i) {
    const QueryNode& node = query.nodes[i];
    if (!is_wanted[i] || node.kind != QueryKind::kText) continue;
    for (SpellingOffer& offer : WordsOf(reader.analyzer(), text, node)) {
      ASSIGN_OR_RETURN(const int term, lookup.FindStem(offer.word));
      const uint32_t df = static_cast<uint32_t>(std::min<uint64_t>(
          lookup.terms()[term].df, std::numeric_limits<uint32_t>::max()));
      if (!IsSuspicious(offer.word, df)) continue;
      if (++num_compared > kMaxCorrectedWords) return offers;
      ASSIGN_OR_RETURN(const SurfaceList* const list, surfaces->Get());
      offer.suggestions = Suggest(*list, offer.word, df);
      if (!offer.suggestions.empty()) offers.push_back(std::move(offer));
    }
  }
  return offers;
}

std::string ApplyOffers(absl::string_view text,
                        const std::vector<SpellingOffer>& offers) {
  // By their places: operators may have moved the words of the query.
  std::vector<const SpellingOffer*> in_order;
  for (const SpellingOffer& offer : offers) {
    if (offer.begin < offer.end) in_order.push_back(&offer);
  }
  std::sort(in_order.begin(), in_order.end(),
            [](const SpellingOffer* a, const SpellingOffer* b) {
              return a->begin < b->begin;
            });
  std::string corrected;
  size_t done = 0;
  for (const SpellingOffer* offer : in_order) {
    if (offer->begin < done) continue;
    absl::StrAppend(&corrected, text.substr(done, offer->begin - done),
                    offer->suggestions[0].word);
    done = offer->end;
  }
  absl::StrAppend(&corrected, text.substr(done));
  return corrected;
}

}  // namespace telusur
