// How a query is written so that it is read as exactly this query.
//
//   alternatives alone      a OR b
//   requirements alone      a AND b AND source:x AND NOT c
//   both                    +a b c, the only place where a space joins
//   alternatives and more   (a OR b) AND source:x AND NOT c
//   both and more           (+a b) AND source:x AND NOT c
//
// A nested kBoolean or kNear stands in parentheses.

#include "query/query.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "query/query_syntax.h"

namespace telusur {
namespace {

bool SameNode(const QueryNode& a, const QueryNode& b) {
  return a.kind == b.kind && a.field == b.field && a.quoted == b.quoted &&
         a.distance == b.distance && a.boost == b.boost && a.text == b.text &&
         a.days == b.days && a.clauses == b.clauses;
}

bool IsOneOf(absl::string_view characters, char c) {
  return characters.find(c) != absl::string_view::npos;
}

// Appends `text` as it stands between quotes.
void AppendQuoted(absl::string_view text, std::string* out) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' || QuoteBytes(text.substr(i)) > 0) out->push_back('\\');
    out->push_back(text[i]);
  }
}

bool HasSpace(absl::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (SpaceBytes(text.substr(i)) > 0) return true;
  }
  return false;
}

// Appends `word` so that nothing in it is an operator.
void AppendWord(absl::string_view word, std::string* out) {
  absl::string_view distance;
  QueryScope scope;
  const size_t scope_bytes = ScopeBytes(word, &scope);
  if (OperatorOf(word, &distance) != QueryOperator::kNone) out->push_back('\\');
  for (size_t i = 0; i < word.size(); ++i) {
    const bool special =
        IsOneOf("\\()*~^", word[i]) || QuoteBytes(word.substr(i)) > 0 ||
        i + 1 == scope_bytes || (i == 0 && IsOneOf("+-=", word[i]));
    if (special) out->push_back('\\');
    out->push_back(word[i]);
  }
}

void AppendLeaf(const QueryNode& node, std::string* out) {
  if (node.field == QueryField::kTitle) out->append("title:");
  switch (node.kind) {
    case QueryKind::kText:
      if (!node.quoted) return AppendWord(node.text, out);
      out->push_back('"');
      AppendQuoted(node.text, out);
      out->push_back('"');
      if (node.distance > 0) absl::StrAppend(out, "~", node.distance);
      return;
    case QueryKind::kExact:
      out->push_back('=');
      return AppendWord(node.text, out);
    case QueryKind::kPrefix:
      AppendWord(node.text, out);
      return out->push_back('*');
    case QueryKind::kFuzzy:
      AppendWord(node.text, out);
      return absl::StrAppend(out, "~", node.distance);
    case QueryKind::kSource:
      out->append("source:");
      if (!HasSpace(node.text)) return AppendWord(node.text, out);
      out->push_back('"');
      AppendQuoted(node.text, out);
      return out->push_back('"');
    case QueryKind::kDates:
      return absl::StrAppend(out, "date:", FormatDateRange(node.days));
    case QueryKind::kEverything:
      return out->push_back('*');
    case QueryKind::kNear:
    case QueryKind::kBoolean:
      return;  // no leaves
  }
}

// Walks the tree with a stack of what has yet to be written.
class Writer {
 public:
  explicit Writer(const Query& query) : nodes_(query.nodes) {}

  std::string Write(int root) {
    pending_.push_back({"", root, nodes_[root].boost != 1.0});
    while (!pending_.empty()) {
      const Item item = std::move(pending_.back());
      pending_.pop_back();
      out_.append(item.literal);
      if (item.node >= 0) WriteNode(nodes_[item.node], item.nested);
    }
    return std::move(out_);
  }

 private:
  // A literal and then, unless `node` is -1, a node.
  struct Item {
    std::string literal;
    int node;
    bool nested;
  };

  void WriteNode(const QueryNode& node, bool nested) {
    std::string boost;
    if (node.boost != 1.0) boost = absl::StrFormat("^%.7g", node.boost);
    if (node.clauses.empty()) {
      AppendLeaf(node, &out_);
      out_.append(boost);
      return;
    }
    std::vector<Item> items;
    if (nested) items.push_back({"(", -1, false});
    if (node.kind == QueryKind::kNear) {
      Join(node, Occur::kMust, absl::StrCat(" NEAR/", node.distance, " "),
           &items);
    } else {
      AddClauses(node, &items);
    }
    if (nested) items.push_back({absl::StrCat(")", boost), -1, false});
    std::move(items.rbegin(), items.rend(), std::back_inserter(pending_));
  }

  void AddClauses(const QueryNode& node, std::vector<Item>* items) const {
    const bool has_must = node.clauses.front().occur == Occur::kMust;
    const bool has_should = Has(node, Occur::kShould);
    const bool has_more =
        Has(node, Occur::kFilter) || Has(node, Occur::kMustNot);
    if (has_should) {
      if (has_more) items->push_back({"(", -1, false});
      if (has_must) AddRequired(node, items);
      Join(node, Occur::kShould, has_must ? " " : " OR ", items);
      if (has_more) items->push_back({")", -1, false});
    } else {
      Join(node, Occur::kMust, " AND ", items);
    }
    const char* separator = has_must || has_should ? " AND " : "";
    for (const QueryClause& clause : node.clauses) {
      if (clause.occur != Occur::kFilter && clause.occur != Occur::kMustNot) {
        continue;
      }
      const char* sign = clause.occur == Occur::kMustNot ? "NOT " : "";
      items->push_back({absl::StrCat(separator, sign), clause.node, true});
      separator = " AND ";
    }
  }

  static bool Has(const QueryNode& node, Occur occur) {
    return std::any_of(
        node.clauses.begin(), node.clauses.end(),
        [occur](const QueryClause& clause) { return clause.occur == occur; });
  }

  static void Join(const QueryNode& node, Occur occur,
                   absl::string_view separator, std::vector<Item>* items) {
    bool first = true;
    for (const QueryClause& clause : node.clauses) {
      if (clause.occur != occur) continue;
      items->push_back(
          {first ? std::string() : std::string(separator), clause.node, true});
      first = false;
    }
  }

  // "+a +b " A sign does not apply to punctuation, but to parentheses.
  void AddRequired(const QueryNode& node, std::vector<Item>* items) const {
    for (const QueryClause& clause : node.clauses) {
      if (clause.occur != Occur::kMust) continue;
      const QueryNode& child = nodes_[clause.node];
      const bool bare =
          !child.clauses.empty() || child.quoted || HasWordByte(child.text);
      items->push_back({bare ? "+" : "+(", clause.node, true});
      items->push_back({bare ? " " : ") ", -1, false});
    }
  }

  const std::vector<QueryNode>& nodes_;
  std::vector<Item> pending_;
  std::string out_;
};

}  // namespace

bool IsFilter(const QueryNode& node, const std::vector<bool>& is_filter) {
  switch (node.kind) {
    case QueryKind::kSource:
    case QueryKind::kDates:
    case QueryKind::kEverything:
      return true;
    case QueryKind::kBoolean:
      return std::all_of(node.clauses.begin(), node.clauses.end(),
                         [&is_filter](const QueryClause& clause) {
                           return clause.occur == Occur::kMustNot ||
                                  is_filter[clause.node];
                         });
    default:
      return false;
  }
}

bool operator==(const Query& a, const Query& b) {
  return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(),
                    b.nodes.end(), SameNode);
}

std::string ToString(const Query& query) {
  if (query.empty()) return "";
  return Writer(query).Write(query.root());
}

}  // namespace telusur
