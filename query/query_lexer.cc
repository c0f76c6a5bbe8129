#include "query/query_lexer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "query/query.h"

namespace telusur {
namespace {

size_t CountDigits(absl::string_view text) {
  return std::find_if_not(text.begin(), text.end(), absl::ascii_isdigit) -
         text.begin();
}

// The bytes of the number that `text` begins with: 2, 2.5 or 2,5; or 0.
size_t CountNumberBytes(absl::string_view text) {
  const size_t whole = CountDigits(text);
  if (whole == 0 || whole == text.size()) return whole;
  if (text[whole] != '.' && text[whole] != ',') return whole;
  const size_t fraction = CountDigits(text.substr(whole + 1));
  return fraction == 0 ? whole : whole + 1 + fraction;
}

double ParseNumber(absl::string_view number) {
  double value = 0;
  const std::string dotted = absl::StrReplaceAll(number, {{",", "."}});
  return absl::SimpleAtod(dotted, &value) ? value : 0;
}

// Where `text[0, size)` ends with `mark` and a number, or `mark` alone if
// `may_be_bare`: the position of the mark. Otherwise npos. Nothing of it may be
// escaped, and something must stand before it.
size_t FindSuffix(absl::string_view text, absl::string_view escaped,
                  size_t size, char mark, bool may_be_bare) {
  text = text.substr(0, size);
  const size_t position = text.rfind(mark);
  if (position == absl::string_view::npos || position == 0 ||
      escaped.substr(position, size - position).find('\1') !=
          absl::string_view::npos) {
    return absl::string_view::npos;
  }
  const absl::string_view number = text.substr(position + 1);
  if (number.empty() ? may_be_bare
                     : CountNumberBytes(number) == number.size()) {
    return position;
  }
  return absl::string_view::npos;
}

std::string Unescape(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && IsEscapable(text.substr(i + 1))) ++i;
    out.push_back(text[i]);
  }
  return out;
}

}  // namespace

bool QueryLexer::IsGap(size_t position) const {
  return position >= text_.size() || text_[position] == ')' ||
         SpaceBytes(Rest(position)) > 0;
}

bool QueryLexer::HasSign(size_t position) const {
  const auto is_sign = [this](size_t i) {
    return text_[i] == '+' || text_[i] == '-';
  };
  return position < text_.size() && is_sign(position) && !IsGap(position + 1) &&
         !is_sign(position + 1);
}

size_t QueryLexer::FindClosingQuote(size_t position) {
  if (no_more_quotes_) return absl::string_view::npos;
  for (; position < text_.size(); ++position) {
    if (text_[position] == '\\' && IsEscapable(Rest(position + 1))) {
      position += std::max<size_t>(1, QuoteBytes(Rest(position + 1)));
    } else if (QuoteBytes(Rest(position)) > 0) {
      return position;
    }
  }
  no_more_quotes_ = true;
  return absl::string_view::npos;
}

// A quotation mark opens a phrase if it has a partner. Without one it does so
// only where it looks like an opening one, before a word and after a space.
bool QueryLexer::OpensPhrase(size_t position, bool attached) {
  const size_t content = position + QuoteBytes(Rest(position));
  const bool closed = FindClosingQuote(content) != absl::string_view::npos;
  return closed ? !(attached && IsGap(content)) : !attached && !IsGap(content);
}

QueryToken QueryLexer::Next() {
  while (position_ < text_.size()) {
    if (const size_t space = SpaceBytes(Rest(position_)); space > 0) {
      position_ += space;
      continue;
    }
    if (text_[position_] == ')') {
      QueryToken token;
      token.kind = QueryToken::Kind::kClose;
      token.begin = token.value_begin = position_++;
      TakeSuffixesAfterClosing(&token);
      return token;
    }
    const size_t quote = QuoteBytes(Rest(position_));
    if (quote == 0 || OpensPhrase(position_, position_ == last_word_end_)) {
      return ReadValue(position_);
    }
    Error(position_, position_ + quote, "this quotation mark has no partner",
          "left out");
    position_ += quote;
  }
  QueryToken token;
  token.begin = token.value_begin = token.end = text_.size();
  return token;
}

QueryToken QueryLexer::ReadValue(size_t begin) {
  QueryToken token;
  token.begin = token.value_begin = begin;
  size_t value = begin;
  if (HasSign(begin)) {
    token.sign = text_[begin];
    token.value_begin = ++value;
  }
  const size_t scope_bytes = ScopeBytes(Rest(value), &token.scope);
  if (scope_bytes > 0) {
    const size_t after = ScopeValue(value, value + scope_bytes);
    if (after == absl::string_view::npos) {
      token.scope = QueryScope::kNone;
    } else {
      value = after;
    }
  }
  if (text_[value] == '(') {
    token.kind = QueryToken::Kind::kOpen;
    token.end = position_ = value + 1;
    return token;
  }
  if (ReadPhraseAt(value, &token)) return token;
  if (QuoteBytes(Rest(value)) == 0) {
    ReadWord(value, &token);
    if (token.sign == 0 || token.scope != QueryScope::kNone ||
        token.kind != QueryToken::Kind::kWord || HasWordByte(token.text)) {
      return token;
    }
  }
  // A sign before mere punctuation belongs to it: "->" excludes nothing.
  QueryToken plain;
  plain.begin = plain.value_begin = begin;
  ReadWord(begin, &plain);
  return plain;
}

size_t QueryLexer::ScopeValue(size_t scope, size_t scope_end) {
  size_t value = scope_end;
  while (value < text_.size() && SpaceBytes(Rest(value)) > 0) {
    value += SpaceBytes(Rest(value));
  }
  bool has_value = !IsGap(value) && (QuoteBytes(Rest(value)) == 0 ||
                                     OpensPhrase(value, /*attached=*/false));
  if (has_value && value > scope_end) {
    absl::string_view distance;
    has_value =
        !HasSign(value) &&
        OperatorOf(ScanWord(value).text, &distance) == QueryOperator::kNone;
    if (has_value) {
      notes_.Add(NoteKind::kInfo, scope, value,
                 "there is a space after the colon",
                 "read as though there were none");
    }
  }
  if (has_value) return value;
  Error(scope, scope_end, "there is nothing after the colon", "read as a word");
  return absl::string_view::npos;
}

bool QueryLexer::ReadPhraseAt(size_t begin, QueryToken* token) {
  const bool exact = text_[begin] == '=' && QuoteBytes(Rest(begin + 1)) > 0;
  if (exact) ++begin;
  const size_t quote = QuoteBytes(Rest(begin));
  if (quote == 0 || !OpensPhrase(begin, /*attached=*/false)) return false;
  if (exact) {
    Error(begin - 1, begin, "= stands before a single word only", "left out");
  }
  token->kind = QueryToken::Kind::kPhrase;
  const size_t content = begin + quote;
  const size_t end = FindClosingQuote(content);
  token->text = Unescape(text_.substr(content, end - content));
  if (end == absl::string_view::npos) {
    Error(begin, content, "this quotation mark is never closed",
          "read as closed at the end");
    token->end = position_ = text_.size();
  } else {
    position_ = end + QuoteBytes(Rest(end));
    TakeSuffixesAfterClosing(token);
  }
  return true;
}

void QueryLexer::ReadWord(size_t begin, QueryToken* token) {
  token->kind = QueryToken::Kind::kWord;
  if (text_[begin] == '=' && !IsGap(begin + 1) && text_[begin + 1] != '=' &&
      QuoteBytes(Rest(begin + 1)) == 0) {
    QueryToken exact = *token;
    exact.exact = true;
    TakeWordSuffixes(ScanWord(begin + 1), &exact);
    if (HasWordByte(exact.text)) {
      *token = std::move(exact);
      return;
    }
  }
  const Word word = ScanWord(begin);
  if (begin == token->begin && !operators_are_words_) {
    // The source, because an escape makes an operator a word.
    const absl::string_view source = text_.substr(begin, word.end - begin);
    token->op = OperatorOf(source, &token->near_distance);
    if (token->op != QueryOperator::kNone) {
      token->kind = QueryToken::Kind::kOperator;
      token->end = position_ = last_word_end_ = word.end;
      return;
    }
  }
  TakeWordSuffixes(word, token);
}

QueryLexer::Word QueryLexer::ScanWord(size_t begin) const {
  Word word;
  size_t i = begin;
  while (i < text_.size()) {
    if (text_[i] == '\\' && IsEscapable(Rest(i + 1))) {
      const size_t size = std::max<size_t>(1, QuoteBytes(Rest(i + 1)));
      absl::StrAppend(&word.text, text_.substr(i + 1, size));
      word.escaped.append(size, '\1');
      i += 1 + size;
      continue;
    }
    if (IsGap(i) || text_[i] == '(') break;
    // 15" is a length.
    const bool after_digit = !word.text.empty() &&
                             absl::ascii_isdigit(word.text.back()) &&
                             text_[i] == '"';
    if (QuoteBytes(Rest(i)) > 0 && !after_digit && i > begin) break;
    word.text.push_back(text_[i++]);
    word.escaped.push_back('\0');
  }
  word.end = i;
  return word;
}

// A word's suffixes, in either order: ^2, and one of * and ~1.
void QueryLexer::TakeWordSuffixes(const Word& word, QueryToken* token) {
  const absl::string_view text = word.text;
  const absl::string_view escaped = word.escaped;
  token->end = position_ = last_word_end_ = word.end;
  // The size without a boost at the end of the first `size` bytes.
  const auto without_boost = [&](size_t size) {
    return std::min(size, FindSuffix(text, escaped, size, '^', false));
  };
  const size_t size = without_boost(text.size());
  size_t base = size;
  while (base > 0 && text[base - 1] == '*' && escaped[base - 1] == '\0') {
    --base;
  }
  if (base == 0) {
    token->kind = QueryToken::Kind::kEverything;
  } else {
    if (base == size) {
      base = std::min(size, FindSuffix(text, escaped, size, '~', true));
    }
    size_t core = size == text.size() ? without_boost(base) : base;
    if (base == size || !HasWordByte(text.substr(0, core))) {
      core = base = size;
    } else if (text[base] == '*') {
      token->prefix = true;
    } else {
      SetFuzzy(text.substr(base + 1, size - base - 1),
               word.end - (text.size() - base), token);
    }
    token->text = std::string(text.substr(0, core));
    if (core < base) SetBoostAt(word, core, base, token);
    CheckWord(escaped, token);
  }
  if (size < text.size()) SetBoostAt(word, size, text.size(), token);
}

// `escaped` is of the whole word.
void QueryLexer::CheckWord(absl::string_view escaped, QueryToken* token) {
  std::string& text = token->text;
  bool has_star = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*' && escaped[i] == '\0') has_star = true;
  }
  if (has_star && HasWordByte(text)) {
    Error(token->value_begin, token->end,
          "* stands for letters at the end of a word only",
          "read as a plain word");
    token->prefix = false;
    token->fuzzy = 0;
  } else if (token->exact && (token->prefix || token->fuzzy > 0)) {
    Error(token->value_begin, token->end, "= does not go together with * or ~",
          "read without =");
    token->exact = false;
  }
  absl::string_view distance;
  if (text[0] == '\\' && escaped[0] == '\0' &&
      OperatorOf(absl::string_view(text).substr(1), &distance) !=
          QueryOperator::kNone) {
    text.erase(0, 1);
  }
}

void QueryLexer::SetBoostAt(const Word& word, size_t begin, size_t end,
                            QueryToken* token) {
  // Nothing from here to the end of the word is escaped.
  SetBoost(absl::string_view(word.text).substr(begin + 1, end - begin - 1),
           word.end - (word.text.size() - begin), token);
}

void QueryLexer::SetBoost(absl::string_view number, size_t begin,
                          QueryToken* token) {
  const double boost = ParseNumber(number);
  if (boost > kMaxBoost) {
    Error(begin, begin + 1 + number.size(), "a boost is at most 1000",
          "read as ^1000");
  }
  token->boost = std::round(std::min(boost, kMaxBoost) * 1000) / 1000;
}

void QueryLexer::SetFuzzy(absl::string_view number, size_t begin,
                          QueryToken* token) {
  const size_t end = begin + 1 + number.size();
  if (number.empty()) {
    notes_.Add(NoteKind::kInfo, begin, end, "~ has no number", "read as ~1");
    token->fuzzy = 1;
    return;
  }
  const double distance = ParseNumber(number);
  token->fuzzy = distance < 2 ? 1 : kMaxFuzzyDistance;
  if (distance != token->fuzzy) {
    Error(begin, end, "a word takes ~1 or ~2",
          token->fuzzy == 1 ? "read as ~1" : "read as ~2");
  }
}

void QueryLexer::TakeSuffixesAfterClosing(QueryToken* token) {
  bool has_boost = false;
  bool has_tilde = false;
  while (position_ < text_.size()) {
    const size_t begin = position_;
    const char mark = text_[begin];
    if (mark == '*') {
      position_ = std::min(text_.size(), text_.find_first_not_of('*', begin));
      Error(begin, position_, "* stands at the end of a word only", "left out");
      continue;
    }
    if (mark != '~' && mark != '^') break;
    const size_t size = CountNumberBytes(Rest(begin + 1));
    const size_t end = begin + 1 + size;
    const bool ends =
        IsGap(end) || QuoteBytes(Rest(end)) > 0 ||
        absl::string_view("(~^*").find(text_[end]) != absl::string_view::npos;
    if (!ends || (mark == '^' ? has_boost || size == 0 : has_tilde)) break;
    if (mark == '^') {
      SetBoost(text_.substr(begin + 1, size), begin, token);
      has_boost = true;
    } else {
      SetSlop(text_.substr(begin + 1, size), begin, token);
      has_tilde = true;
    }
    position_ = end;
  }
  token->end = position_;
}

void QueryLexer::SetSlop(absl::string_view number, size_t begin,
                         QueryToken* token) {
  if (token->kind == QueryToken::Kind::kPhrase && !number.empty() &&
      CountDigits(number) == number.size()) {
    token->slop = number;
    return;
  }
  Error(begin, begin + 1 + number.size(),
        token->kind == QueryToken::Kind::kPhrase
            ? "a phrase takes ~ and a whole number"
            : "~ stands after a word or a phrase only",
        "left out");
}

}  // namespace telusur
