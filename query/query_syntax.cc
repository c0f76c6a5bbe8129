#include "query/query_syntax.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace telusur {
namespace {

// The length of the first of `characters` that `text` begins with, or 0.
template <size_t n>
size_t PrefixBytes(absl::string_view text,
                   const absl::string_view (&characters)[n]) {
  for (const absl::string_view character : characters) {
    if (absl::StartsWith(text, character)) return character.size();
  }
  return 0;
}

}  // namespace

QueryOperator OperatorOf(absl::string_view word, absl::string_view* distance) {
  *distance = absl::string_view();
  if (word == "AND" || word == "DAN") return QueryOperator::kAnd;
  if (word == "OR" || word == "ATAU") return QueryOperator::kOr;
  if (word == "NOT" || word == "BUKAN") return QueryOperator::kNot;
  if (word == "NEAR") return QueryOperator::kNear;
  if (!absl::ConsumePrefix(&word, "NEAR/") || word.empty() ||
      !std::all_of(word.begin(), word.end(), absl::ascii_isdigit)) {
    return QueryOperator::kNone;
  }
  *distance = word;
  return QueryOperator::kNear;
}

size_t ScopeBytes(absl::string_view text, QueryScope* scope) {
  static constexpr struct {
    absl::string_view name;
    QueryScope scope;
  } kScopes[] = {{"title:", QueryScope::kTitle},
                 {"source:", QueryScope::kSource},
                 {"date:", QueryScope::kDate}};
  for (const auto& known : kScopes) {
    if (absl::StartsWithIgnoreCase(text, known.name)) {
      *scope = known.scope;
      return known.name.size();
    }
  }
  *scope = QueryScope::kNone;
  return 0;
}

size_t SpaceBytes(absl::string_view text) {
  if (text.empty()) return 0;
  if (absl::ascii_isspace(text[0])) return 1;
  switch (static_cast<unsigned char>(text[0])) {
    case 0xC2: {
      static constexpr absl::string_view kSpaces[] = {"\u0085", "\u00A0"};
      return PrefixBytes(text, kSpaces);
    }
    case 0xE1:
    case 0xE2:
    case 0xE3: {
      static constexpr absl::string_view kSpaces[] = {
          "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
          "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
          "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};
      return PrefixBytes(text, kSpaces);
    }
    default:
      return 0;
  }
}

size_t QuoteBytes(absl::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == '"') return 1;
  switch (static_cast<unsigned char>(text[0])) {
    case 0xC2:
    case 0xE2:
    case 0xEF: {
      // “ ” „ ‟ « » and the full-width straight one.
      static constexpr absl::string_view kQuotes[] = {
          "\u201C", "\u201D", "\u201E", "\u201F", "\u00AB", "\u00BB", "\uFF02"};
      return PrefixBytes(text, kQuotes);
    }
    default:
      return 0;
  }
}

bool IsEscapable(absl::string_view text) {
  return !text.empty() &&
         (absl::ascii_ispunct(text[0]) || QuoteBytes(text) > 0);
}

bool HasWordByte(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char byte) {
    return absl::ascii_isalnum(byte) || byte >= 0x80;
  });
}

size_t CountCharacters(absl::string_view text) {
  return std::count_if(text.begin(), text.end(), [](unsigned char byte) {
    return (byte & 0xC0) != 0x80;
  });
}

}  // namespace telusur
