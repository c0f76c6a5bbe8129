// The words, phrases, parentheses and operators of a query text.
//
// Each token carries what is written on it: -title:"harga emas"~2^1.5 is one
// token. What does not make an operator where it stands is part of a word.

#ifndef TELUSUR_QUERY_QUERY_LEXER_H_
#define TELUSUR_QUERY_QUERY_LEXER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "query/query_note.h"
#include "query/query_syntax.h"

namespace telusur {

struct QueryToken {
  enum class Kind : uint8_t {
    kWord,
    kPhrase,
    kEverything,  // *
    kOpen,
    kClose,
    kOperator,
    kEnd,
  };

  Kind kind = Kind::kEnd;
  size_t begin = 0;        // with the sign
  size_t value_begin = 0;  // after the sign
  size_t end = 0;

  QueryOperator op = QueryOperator::kNone;  // kOperator
  absl::string_view near_distance;          // digits of NEAR/4

  // kWord, kPhrase, kEverything, kOpen.
  char sign = 0;  // '+', '-' or none
  QueryScope scope = QueryScope::kNone;

  // kWord, kPhrase: escapes resolved, without sign, scope and suffixes.
  std::string text;
  bool exact = false;      // kWord: =kata
  bool prefix = false;     // kWord: kata*
  int fuzzy = 0;           // kWord: kata~1
  absl::string_view slop;  // kPhrase: digits of "..."~4
  double boost = 1.0;      // kWord, kPhrase, kEverything, kClose
};

// Splits a query text. O(text.size()) for all tokens together. One thread.
class QueryLexer {
 public:
  // `text` and `notes` must outlive the lexer and, `text`, the tokens.
  // `operators_are_words`: AND and the like are kWord.
  QueryLexer(absl::string_view text, bool operators_are_words, NoteList* notes)
      : text_(text),
        operators_are_words_(operators_are_words),
        notes_(*notes) {}

  // The next token; at the end kEnd, again and again.
  QueryToken Next();

 private:
  // A word as scanned: its text without escaping backslashes.
  struct Word {
    std::string text;
    std::string escaped;  // by byte of `text`: 1 if it was escaped
    size_t end;
  };

  absl::string_view Rest(size_t position) const {
    return text_.substr(position);
  }
  // Whether a value cannot begin at `position`: end, white space or ")".
  bool IsGap(size_t position) const;
  bool HasSign(size_t position) const;
  // The position of the value after a scope at `position`, or npos.
  size_t ScopeValue(size_t scope, size_t scope_end);
  bool OpensPhrase(size_t position, bool attached);
  size_t FindClosingQuote(size_t position);

  QueryToken ReadValue(size_t begin);
  bool ReadPhraseAt(size_t begin, QueryToken* token);
  void ReadWord(size_t begin, QueryToken* token);
  Word ScanWord(size_t begin) const;
  void TakeWordSuffixes(const Word& word, QueryToken* token);
  void TakeSuffixesAfterClosing(QueryToken* token);
  void CheckWord(absl::string_view escaped, QueryToken* token);
  // The boost that stands at [begin, end) of the word's text.
  void SetBoostAt(const Word& word, size_t begin, size_t end,
                  QueryToken* token);
  // `begin` is the position of the suffix in the query, for notes.
  void SetBoost(absl::string_view number, size_t begin, QueryToken* token);
  void SetFuzzy(absl::string_view number, size_t begin, QueryToken* token);
  void SetSlop(absl::string_view number, size_t begin, QueryToken* token);

  void Error(size_t begin, size_t end, absl::string_view problem,
             absl::string_view reading) {
    notes_.Add(NoteKind::kError, begin, end, problem, reading);
  }

  const absl::string_view text_;
  const bool operators_are_words_;
  NoteList& notes_;
  size_t position_ = 0;
  size_t last_word_end_ = absl::string_view::npos;
  bool no_more_quotes_ = false;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_LEXER_H_
