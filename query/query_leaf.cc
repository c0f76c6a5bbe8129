#include "query/query_leaf.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "query/date_range.h"

namespace telusur {
namespace {

void MakeEverything(const QueryToken& token, QueryScope scope, QueryNode* node,
                    NoteList* notes) {
  node->kind = QueryKind::kEverything;
  if (scope == QueryScope::kNone) return;
  notes->Add(NoteKind::kError, token.begin, token.end, "* has no field",
             "read as every document");
}

// Returns false if the value is no date.
bool MakeDates(const QueryToken& token, QueryNode* node, NoteList* notes) {
  std::optional<DayRange> days;
  if (!token.prefix && token.fuzzy == 0 && !token.exact) {
    days = ParseDateRange(token.text);
  }
  if (!days.has_value()) {
    notes->Add(
        NoteKind::kError, token.begin, token.end,
        "a date is written 2022, 2022-01, 2022-01-10, 10/1/2022, \"10 januari "
        "2022\" or FROM..TO",
        "read as words");
    return false;
  }
  if (days->begin >= days->end) {
    notes->Add(NoteKind::kError, token.begin, token.end,
               "this range ends before it begins", "read the other way round");
    const absl::string_view text = absl::StripAsciiWhitespace(token.text);
    const size_t dots = text.find("..");
    days = ParseDateRange(
        absl::StrCat(text.substr(dots + 2), "..", text.substr(0, dots)));
  }
  node->kind = QueryKind::kDates;
  node->days = *days;
  return true;
}

void MakeSource(QueryToken token, QueryNode* node, NoteList* notes) {
  node->kind = QueryKind::kSource;
  node->text = std::move(token.text);
  if (token.prefix || token.fuzzy > 0 || token.exact) {
    notes->Add(NoteKind::kError, token.begin, token.end,
               "a source is given by its whole name",
               "read without the operator");
  }
}

void MakeText(QueryToken token, int max_distance, QueryNode* node,
              NoteList* notes) {
  node->text = std::move(token.text);
  if (token.kind == QueryToken::Kind::kPhrase) {
    node->quoted = true;
    if (!token.slop.empty()) {
      node->distance = ReadQueryDistance(token.slop, max_distance, token.begin,
                                         token.end, notes);
    }
  } else if (token.prefix) {
    node->kind = QueryKind::kPrefix;
  } else if (token.fuzzy > 0) {
    node->kind = QueryKind::kFuzzy;
    node->distance = token.fuzzy;
  } else if (token.exact) {
    node->kind = QueryKind::kExact;
  }
}

}  // namespace

QueryNode MakeQueryLeaf(QueryToken token, QueryScope scope, int max_distance,
                        NoteList* notes) {
  if (token.scope != QueryScope::kNone) scope = token.scope;
  QueryNode node;
  node.begin = token.value_begin;
  node.end = token.end;
  node.boost = token.boost;
  if (token.kind == QueryToken::Kind::kEverything) {
    MakeEverything(token, scope, &node, notes);
  } else if (scope == QueryScope::kDate && MakeDates(token, &node, notes)) {
    // Done; what is no date is read as words.
  } else if (scope == QueryScope::kSource) {
    MakeSource(std::move(token), &node, notes);
  } else {
    if (scope == QueryScope::kTitle) node.field = QueryField::kTitle;
    MakeText(std::move(token), max_distance, &node, notes);
  }
  return node;
}

int ReadQueryDistance(absl::string_view digits, int max_distance, size_t begin,
                      size_t end, NoteList* notes) {
  int distance = 0;
  if (absl::SimpleAtoi(digits, &distance) && distance <= max_distance) {
    return distance;
  }
  notes->Add(NoteKind::kLimit, begin, end,
             absl::StrCat("a distance is at most ", max_distance),
             absl::StrCat("read as ", max_distance));
  return max_distance;
}

}  // namespace telusur
