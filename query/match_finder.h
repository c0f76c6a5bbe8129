// Where a text matches a query: what snippets mark.
//
// The text is analysed as it was for the index, so that every form of a word is
// found. A word matches by its term (kerusuhan, merusuh: rusuh), =kata by its
// surface form, kerusuh* and tokajev~1 by the surface forms they stand for. A
// phrase matches as a whole and nowhere else: its words alone are not marked.
// The words of a phrase with slop, and of NEAR, are marked one by one, where
// they stand close enough.

#ifndef TELUSUR_QUERY_MATCH_FINDER_H_
#define TELUSUR_QUERY_MATCH_FINDER_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/analysis/analyzer.h"
#include "query/edit_distance.h"
#include "query/query.h"
#include "query/query_words.h"
#include "query/snippet.h"

namespace telusur {

// Only so much of a text is searched for matches.
inline constexpr size_t kMaxMatchedBytes = 1 << 20;

// The most steps that are spent on the phrases of a query in one text. Phrases
// of words that repeat themselves need as many as words times occurrences.
inline constexpr int64_t kMaxPhraseSteps = 1 << 20;

// Finds the matches of one query in many texts. One thread.
class MatchFinder {
 public:
  // Words of `query` that stand in `ignored_words`, as typed, are passed over:
  // stop words, which would be marked everywhere. What the query excludes is
  // passed over, too. `analyzer` must outlive the finder.
  MatchFinder(const Analyzer& analyzer, const Query& query,
              absl::Span<const std::string> ignored_words);

  // The matches in a document's text; in its title, where title:kata matches as
  // well. In increasing order and without overlaps: of matches that overlap,
  // the first is kept, and of those the longest. Match::term numbers the
  // query's words, phrases and NEARs.
  std::vector<Match> FindInText(absl::string_view text) {
    return Find(text, /*is_title=*/false);
  }
  std::vector<Match> FindInTitle(absl::string_view title) {
    return Find(title, /*is_title=*/true);
  }

 private:
  static constexpr int kNone = -1;

  // A term or a surface form that the query asks for.
  struct Word {
    int term = kNone;        // that it matches by itself, anywhere
    int title_term = kNone;  // that it matches by itself, in titles
    bool in_phrase = false;
  };

  // kerusuh* or tokajev~1.
  struct Pattern {
    int term;
    bool in_title;
    bool is_prefix;
    std::string text;
    EditDistance spelling;
    int distance;
  };

  struct Phrase {
    int term;
    bool in_title;
    bool is_near;
    uint32_t slop;
    std::vector<int> words;
    std::vector<uint32_t> offsets;  // positions behind the first; not is_near
  };

  // What a surface form stands for in the query.
  struct Meaning {
    int term = kNone;
    int title_term = kNone;
    std::array<int, 2> phrase_words = {kNone, kNone};
  };

  // A place in the text where a word of a phrase stands.
  struct Occurrence {
    uint32_t position;
    uint32_t begin;
    uint32_t end;
  };
  using Occurrences = std::vector<Occurrence>;

  void AddText(const QueryNode& node);
  void AddExact(const QueryNode& node);
  void AddPattern(const QueryNode& node);
  void AddNear(const Query& query, const QueryNode& node);
  void AddPhrase(Phrase phrase);
  void AddLoneWord(int word, bool in_title);
  int WordOfTerm(absl::string_view surface);
  int WordOfForm(absl::string_view surface);

  std::vector<Match> Find(absl::string_view text, bool is_title);
  const Meaning& MeaningOf(absl::string_view surface);
  void FindPhrase(const Phrase& phrase, std::vector<Match>* matches);
  void FindNear(const Phrase& near, std::vector<Match>* matches);

  const Analyzer& analyzer_;
  int num_terms_ = 0;
  std::vector<Word> words_;
  absl::flat_hash_map<std::string, int> word_of_term_;
  absl::flat_hash_map<std::string, int> word_of_form_;
  std::vector<Pattern> patterns_;
  std::vector<Phrase> phrases_;

  // Surface forms met so far, so that each is stemmed once.
  absl::flat_hash_map<std::string, Meaning> meanings_;
  // Of the text at hand, by word.
  std::vector<Occurrences> occurrences_;
  int64_t num_steps_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_MATCH_FINDER_H_
