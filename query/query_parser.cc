// The grammar, loosest first:
//
//   query   := chain (OR chain)*
//   chain   := list (AND list)*
//   list    := clause+
//   clause  := NOT* [+-] near
//   near    := primary (NEAR/n primary)*
//   primary := word | "phrase" | * | "(" query ")"
//
// One loop over the tokens with a stack of open parentheses builds the nodes
// bottom up. In a list, a plain clause is an alternative, except that a filter
// is required; filters of one kind in one list are alternatives of each other.

#include "query/query_parser.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "query/canonicalize.h"
#include "query/query_leaf.h"
#include "query/query_lexer.h"
#include "query/query_syntax.h"

namespace telusur {
namespace {

// The distance of NEAR without a number.
constexpr int kDefaultNearDistance = 10;

// Roughly the tokens that analysis will make of `text`: its runs of letters,
// digits and bytes beyond ASCII.
int64_t CountWords(absl::string_view text) {
  int64_t num_words = 0;
  bool in_word = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_word =
        SpaceBytes(text.substr(i)) == 0 && HasWordByte(text.substr(i, 1));
    if (is_word && !in_word) ++num_words;
    in_word = is_word;
  }
  return std::max<int64_t>(1, num_words);
}

void MultiplyBoost(double boost, QueryNode* node) {
  node->boost =
      std::min(kMaxBoost, std::round(node->boost * boost * 1000) / 1000);
}

class Parser {
 public:
  Parser(absl::string_view text, const ParserLimits& limits,
         bool operators_are_words)
      : text_(text),
        limits_(limits),
        notes_(limits.max_notes),
        lexer_(text, operators_are_words, &notes_) {}

  // Whether an operator was left out because it had nothing to work on.
  bool left_out_operators() const { return left_out_operators_; }

  ParsedQuery Run() {
    frames_.emplace_back();
    for (QueryToken token = lexer_.Next(); token.kind != QueryToken::Kind::kEnd;
         token = lexer_.Next()) {
      Take(std::move(token));
    }
    while (frames_.size() > 1) {
      Error(frames_.back().begin, frames_.back().begin + 1,
            "this parenthesis is never closed", "read as closed at the end");
      Close(/*boost=*/1.0);
    }
    ParsedQuery parsed;
    const int root = FinishFrame();
    nodes_.resize(root + 1);
    parsed.query.nodes = std::move(nodes_);
    Canonicalize(&parsed.query);
    parsed.num_dropped_notes = notes_.num_dropped();
    parsed.notes = notes_.Take(text_);
    return parsed;
  }

 private:
  struct Item {
    int node;
    char sign;  // '+', '-' or none
  };

  // An operator that waits for what follows it.
  struct Pending {
    bool active = false;
    size_t begin = 0;
    size_t end = 0;
    int distance = 0;       // NEAR
    bool negative = false;  // NOT: an odd number of them
  };

  // What stands in an open parenthesis, or in none.
  struct Frame {
    size_t begin = 0;
    char sign = 0;  // of the parenthesis
    QueryScope scope = QueryScope::kNone;
    std::vector<QueryClause> alternatives;  // finished chains
    std::vector<QueryClause> chain;         // finished lists
    std::vector<Item> list;
    bool in_chain = false;     // an AND was met
    bool can_be_near = false;  // the last item may stand beside NEAR
    Pending negation;          // NOT
    Pending near;              // NEAR
    Pending junction;          // AND, OR
  };

  Frame& frame() { return frames_.back(); }

  void Error(size_t begin, size_t end, absl::string_view problem,
             absl::string_view reading) {
    notes_.Add(NoteKind::kError, begin, end, problem, reading);
  }

  void Take(QueryToken token) {
    switch (token.kind) {
      case QueryToken::Kind::kOpen:
        return Open(token);
      case QueryToken::Kind::kClose:
        return TakeClose(token);
      case QueryToken::Kind::kOperator:
        return TakeOperator(token);
      default:
        return TakeLeaf(std::move(token));
    }
  }

  // ---- Operators

  void TakeOperator(const QueryToken& token) {
    switch (token.op) {
      case QueryOperator::kNot:
        LeaveOut(&frame().near);
        if (!frame().negation.active) {
          frame().negation = {true, token.begin, token.end, 0, false};
        }
        frame().negation.end = token.end;
        frame().negation.negative = !frame().negation.negative;
        return;
      case QueryOperator::kNear:
        return TakeNear(token);
      default:
        return TakeJunction(token);
    }
  }

  void TakeNear(const QueryToken& token) {
    LeaveOut(&frame().near);
    LeaveOut(&frame().negation);
    Pending near = {true, token.begin, token.end, kDefaultNearDistance, false};
    if (frame().list.empty()) return LeaveOut(&near);
    if (token.near_distance.empty()) {
      notes_.Add(NoteKind::kInfo, token.begin, token.end, "NEAR has no number",
                 absl::StrCat("read as NEAR/", kDefaultNearDistance));
    } else {
      near.distance =
          ReadQueryDistance(token.near_distance, limits_.max_distance,
                            token.begin, token.end, &notes_);
    }
    frame().near = near;
  }

  // AND or OR.
  void TakeJunction(const QueryToken& token) {
    LeaveOutPending();
    Pending junction = {true, token.begin, token.end, 0, false};
    if (frame().list.empty()) {
      // Nothing stands between this operator and the one before, if any.
      return LeaveOut(&junction);
    }
    if (token.op == QueryOperator::kAnd) {
      frame().in_chain = true;
      FinishList();
    } else {
      FinishChain();
    }
    frame().junction = junction;
  }

  // Reports an operator that has nothing to work on.
  void LeaveOut(Pending* pending) {
    if (!pending->active) return;
    pending->active = false;
    left_out_operators_ = true;
    Error(pending->begin, pending->end, "this operator has nothing to work on",
          "left out");
  }

  void LeaveOutPending() {
    LeaveOut(&frame().near);
    LeaveOut(&frame().negation);
  }

  // ---- Parentheses

  void Open(const QueryToken& token) {
    if (static_cast<int64_t>(frames_.size()) > limits_.max_nesting) {
      ++num_ignored_open_;
      return ReportNesting(token);
    }
    Frame inner;
    inner.begin = token.end - 1;
    inner.sign = TakeSign(token.sign);
    inner.scope =
        token.scope == QueryScope::kNone ? frame().scope : token.scope;
    frames_.push_back(std::move(inner));
  }

  void ReportNesting(const QueryToken& token) {
    if (reported_nesting_) return;
    reported_nesting_ = true;
    notes_.Add(
        NoteKind::kLimit, token.begin, token.end,
        absl::StrCat("parentheses nest at most ", limits_.max_nesting, " deep"),
        "deeper ones are left out");
  }

  // The sign of a value that NOTs may stand before.
  char TakeSign(char sign) {
    const bool negative = frame().negation.active && frame().negation.negative;
    frame().negation.active = false;
    if (negative != (sign == '-')) return '-';
    return sign == '+' ? '+' : 0;
  }

  void TakeClose(const QueryToken& token) {
    if (num_ignored_open_ > 0) {
      --num_ignored_open_;
    } else if (frames_.size() == 1) {
      Error(token.begin, token.begin + 1, "this parenthesis was never opened",
            "left out");
    } else {
      Close(token.boost);
    }
  }

  void Close(double boost) {
    const int node = FinishFrame();
    const size_t begin = frame().begin;
    const char sign = frame().sign;
    frames_.pop_back();
    if (node < 0) {
      notes_.Add(NoteKind::kInfo, begin, begin + 1,
                 "there is nothing in these parentheses", "left out");
      return SkipValue();
    }
    MultiplyBoost(boost, &nodes_[node]);
    AddItem({node, sign}, /*can_be_near=*/false);
  }

  // ---- Words, phrases, filters

  void TakeLeaf(QueryToken token) {
    const char sign = TakeSign(token.sign);
    if (token.kind == QueryToken::Kind::kPhrase &&
        absl::StripAsciiWhitespace(token.text).empty()) {
      notes_.Add(NoteKind::kInfo, token.begin, token.end,
                 "there is nothing between these quotation marks", "left out");
      return SkipValue();
    }
    num_words_ += CountWords(token.text);
    if (num_words_ > limits_.max_clauses) {
      ReportClauses(token.begin);
      return SkipValue();
    }
    QueryNode node = MakeQueryLeaf(std::move(token), frame().scope,
                                   limits_.max_distance, &notes_);
    const bool can_be_near =
        node.kind == QueryKind::kText || node.kind == QueryKind::kExact;
    AddItem({AddNode(std::move(node)), sign}, can_be_near);
  }

  void ReportClauses(size_t begin) {
    if (reported_clauses_) return;
    reported_clauses_ = true;
    notes_.Add(
        NoteKind::kLimit, begin, text_.size(),
        absl::StrCat("a query has at most ", limits_.max_clauses, " words"),
        "the rest is left out");
  }

  // ---- Putting it together

  int AddNode(QueryNode node) {
    is_filter_.push_back(IsFilter(node, is_filter_));
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size()) - 1;
  }

  int AddBoolean(std::vector<QueryClause> clauses) {
    QueryNode node;
    node.kind = QueryKind::kBoolean;
    node.begin = text_.size();
    for (const QueryClause& clause : clauses) {
      node.begin = std::min(node.begin, nodes_[clause.node].begin);
      node.end = std::max(node.end, nodes_[clause.node].end);
    }
    node.clauses = std::move(clauses);
    return AddNode(std::move(node));
  }

  // A value was there, but is left out: nothing waits for it any more.
  void SkipValue() {
    frame().near.active = false;
    frame().negation.active = false;
    frame().junction.active = false;
  }

  void AddItem(Item item, bool can_be_near) {
    const Pending near = frame().near;
    SkipValue();
    if (near.active && !JoinNear(near, item, can_be_near)) {
      Error(near.begin, near.end,
            "NEAR stands between words and phrases of one field",
            "read without it");
    } else if (near.active) {
      return;
    }
    frame().list.push_back(item);
    frame().can_be_near = can_be_near;
  }

  // Makes the last item and `item` operands of one kNear.
  bool JoinNear(const Pending& near, Item item, bool can_be_near) {
    Item& last = frame().list.back();
    if (!can_be_near || !frame().can_be_near || item.sign != 0 ||
        nodes_[last.node].field != nodes_[item.node].field) {
      return false;
    }
    QueryNode joined;
    if (nodes_[last.node].kind == QueryKind::kNear) {
      // The old node stays behind, in no tree.
      joined = std::move(nodes_[last.node]);
      nodes_[last.node] = QueryNode();
      if (joined.distance != near.distance) {
        Error(near.begin, near.end, "one row of NEARs has one distance",
              absl::StrCat("read as NEAR/",
                           std::max(joined.distance, near.distance)));
      }
    } else {
      joined.kind = QueryKind::kNear;
      joined.field = nodes_[last.node].field;
      joined.begin = nodes_[last.node].begin;
      AddOperand(last.node, &joined);
    }
    joined.distance = std::max(joined.distance, near.distance);
    AddOperand(item.node, &joined);
    last.node = AddNode(std::move(joined));
    return true;
  }

  void AddOperand(int operand, QueryNode* near) {
    QueryNode& node = nodes_[operand];
    if (node.distance > 0) {
      Error(node.begin, node.end, "a phrase beside NEAR has no ~ of its own",
            "read without it");
      node.distance = 0;
    }
    MultiplyBoost(node.boost, near);
    node.boost = 1.0;
    near->end = node.end;
    near->clauses.push_back({Occur::kMust, operand});
  }

  // Moves the list of clauses to the chain of ANDs.
  void FinishList() {
    std::vector<QueryClause> clauses = ListClauses();
    if (!frame().in_chain || AreExclusions(clauses)) {
      std::move(clauses.begin(), clauses.end(),
                std::back_inserter(frame().chain));
      return;
    }
    const int node =
        clauses.size() == 1 ? clauses[0].node : AddBoolean(std::move(clauses));
    frame().chain.push_back(
        {is_filter_[node] ? Occur::kFilter : Occur::kMust, node});
  }

  std::vector<QueryClause> ListClauses() {
    std::vector<QueryClause> clauses;
    std::vector<QueryClause> sources;
    std::vector<QueryClause> dates;
    for (const Item& item : frame().list) {
      const QueryKind kind = nodes_[item.node].kind;
      if (item.sign == '-') {
        clauses.push_back({Occur::kMustNot, item.node});
      } else if (item.sign == 0 && kind == QueryKind::kSource) {
        sources.push_back({Occur::kShould, item.node});
      } else if (item.sign == 0 && kind == QueryKind::kDates) {
        dates.push_back({Occur::kShould, item.node});
      } else if (is_filter_[item.node]) {
        clauses.push_back({Occur::kFilter, item.node});
      } else {
        clauses.push_back(
            {item.sign == '+' ? Occur::kMust : Occur::kShould, item.node});
      }
    }
    for (std::vector<QueryClause>* filters : {&sources, &dates}) {
      if (filters->empty()) continue;
      const int node = filters->size() == 1 ? filters->front().node
                                            : AddBoolean(std::move(*filters));
      clauses.push_back({Occur::kFilter, node});
    }
    frame().list.clear();
    return clauses;
  }

  // Moves the chain of ANDs to the alternatives.
  void FinishChain() {
    if (!frame().list.empty()) FinishList();
    std::vector<QueryClause> clauses = std::move(frame().chain);
    frame().chain.clear();
    frame().in_chain = false;
    if (clauses.empty()) return;
    if (AreExclusions(clauses)) clauses.push_back(AddEverything(clauses[0]));
    const int node =
        clauses.size() == 1 ? clauses[0].node : AddBoolean(std::move(clauses));
    frame().alternatives.push_back({Occur::kShould, node});
  }

  static bool AreExclusions(const std::vector<QueryClause>& clauses) {
    return std::all_of(clauses.begin(), clauses.end(),
                       [](const QueryClause& clause) {
                         return clause.occur == Occur::kMustNot;
                       });
  }

  // Every document, for `exclusion` to be taken from.
  QueryClause AddEverything(const QueryClause& exclusion) {
    const size_t begin = nodes_[exclusion.node].begin;
    Error(begin, nodes_[exclusion.node].end, "this only says what to leave out",
          "read as every document (*) without it");
    QueryNode everything;
    everything.kind = QueryKind::kEverything;
    everything.begin = everything.end = begin;
    return {Occur::kFilter, AddNode(std::move(everything))};
  }

  // The node for all that stands in the frame, or -1.
  int FinishFrame() {
    LeaveOutPending();
    LeaveOut(&frame().junction);
    FinishChain();
    std::vector<QueryClause>& alternatives = frame().alternatives;
    if (alternatives.empty()) return -1;
    if (alternatives.size() == 1) return alternatives[0].node;
    return AddBoolean(std::move(alternatives));
  }

  const absl::string_view text_;
  const ParserLimits& limits_;
  NoteList notes_;
  QueryLexer lexer_;
  std::vector<Frame> frames_;
  std::vector<QueryNode> nodes_;
  std::vector<bool> is_filter_;  // by node
  int64_t num_words_ = 0;
  int64_t num_ignored_open_ = 0;
  bool reported_nesting_ = false;
  bool reported_clauses_ = false;
  bool left_out_operators_ = false;
};

// The part of `text` that is read: at most `max_bytes`, whole characters, and
// whole words if there is a space near the end.
absl::string_view CutToLimit(absl::string_view text, size_t max_bytes) {
  constexpr size_t kMaxWordBytes = 256;
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  for (size_t i = end; i > 0 && end - i < kMaxWordBytes; --i) {
    if (SpaceBytes(text.substr(i)) > 0) return text.substr(0, i);
  }
  return text.substr(0, end);
}

}  // namespace

ParsedQuery Parse(absl::string_view text, const ParserLimits& limits) {
  const absl::string_view read = CutToLimit(text, limits.max_query_bytes);
  Parser parser(read, limits, /*operators_are_words=*/false);
  ParsedQuery parsed = parser.Run();
  if (parsed.query.empty() && parser.left_out_operators()) {
    parsed = Parser(read, limits, /*operators_are_words=*/true).Run();
    parsed.notes.insert(parsed.notes.begin(),
                        {NoteKind::kError, 0, read.size(), /*column=*/1,
                         "there are only operators", "read as words"});
  }
  if (read.size() < text.size()) {
    parsed.notes.push_back(
        {NoteKind::kLimit, read.size(), text.size(), CountCharacters(read) + 1,
         absl::StrCat("a query has at most ", limits.max_query_bytes, " bytes"),
         "the rest is left out"});
  }
  return parsed;
}

absl::Status StrictError(const ParsedQuery& parsed) {
  for (const Note& note : parsed.notes) {
    if (note.kind == NoteKind::kInfo) continue;
    const std::string message =
        absl::StrCat("query: column ", note.column, ": ", note.problem);
    return note.kind == NoteKind::kLimit ? absl::ResourceExhaustedError(message)
                                         : absl::InvalidArgumentError(message);
  }
  return absl::OkStatus();
}

}  // namespace telusur
