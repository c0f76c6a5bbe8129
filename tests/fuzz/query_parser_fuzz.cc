// Whatever is typed: parsing ends, keeps within the limits, explains itself
// within the text, and what it read can be written and read again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"
#include "query/caret.h"
#include "query/query.h"
#include "query/query_parser.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckTree(const telusur::Query& query) {
  for (size_t i = 0; i < query.nodes.size(); ++i) {
    const telusur::QueryNode& node = query.nodes[i];
    Require(node.begin <= node.end);
    Require(node.boost >= 0 && node.boost <= telusur::kMaxBoost);
    Require(node.clauses.size() != 1);
    for (const telusur::QueryClause& clause : node.clauses) {
      Require(clause.node >= 0 && clause.node < static_cast<int>(i));
    }
  }
}

// Small limits, drawn from the input, hold.
void CheckLimits(const uint8_t* data, absl::string_view text) {
  telusur::ParserLimits limits;
  limits.max_query_bytes = 1 + data[0];
  limits.max_nesting = 1 + data[1] % 4;
  limits.max_clauses = 1 + data[2] % 8;
  limits.max_expanded_words = 1 + data[3] % 2;
  limits.max_distance = 1 + data[4] % 4;
  limits.max_phrases = 1 + data[4] / 4 % 4;
  const telusur::ParsedQuery parsed = telusur::Parse(text, limits);
  CheckTree(parsed.query);
  int64_t num_leaves = 0;
  int64_t num_expanded = 0;
  int64_t num_nears = 0;
  for (const telusur::QueryNode& node : parsed.query.nodes) {
    const bool is_expanded = node.kind == telusur::QueryKind::kPrefix ||
                             node.kind == telusur::QueryKind::kFuzzy;
    num_leaves +=
        node.clauses.empty() && node.kind != telusur::QueryKind::kEverything;
    num_expanded += is_expanded;
    num_nears += node.kind == telusur::QueryKind::kNear;
    Require(is_expanded || node.distance <= limits.max_distance);
    Require(node.end <= static_cast<size_t>(limits.max_query_bytes));
  }
  Require(num_leaves <= limits.max_clauses);
  Require(num_expanded <= limits.max_expanded_words);
  Require(num_nears <= limits.max_phrases);
}

void CheckNotes(absl::string_view text, const telusur::ParsedQuery& parsed) {
  for (const telusur::Note& note : parsed.notes) {
    Require(note.begin <= note.end && note.end <= text.size());
    Require(note.column >= 1 && note.column <= text.size() + 1);
    for (const char c : telusur::CaretLine(text, note.begin, note.end)) {
      const unsigned char byte = static_cast<unsigned char>(c);
      Require(byte == '\n' || (byte >= 0x20 && byte != 0x7F));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const telusur::ParsedQuery parsed =
      telusur::Parse(text, telusur::ParserLimits());
  CheckTree(parsed.query);
  CheckNotes(text, parsed);
  if (size >= 5) CheckLimits(data, text);

  // Parentheses and escapes may push the written query over a limit.
  telusur::ParserLimits limits;
  limits.max_query_bytes = 1 << 30;
  limits.max_nesting = 1 << 20;
  const telusur::ParsedQuery again =
      telusur::Parse(telusur::ToString(parsed.query), limits);
  Require(again.query == parsed.query);
  Require(again.notes.empty());
  return 0;
}
