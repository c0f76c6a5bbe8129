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
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "query/canonicalize.h"
#include "query/query_builder.h"
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

class Parser {
 public:
  Parser(absl::string_view text, const ParserLimits& limits,
         bool operators_are_words)
      : text_(text),
        limits_(limits),
        notes_(limits.max_notes),
        lexer_(text, operators_are_words, &notes_),
        builder_(&notes_),
        frames_(1) {}

  // Whether an operator was left out because it had nothing to work on.
  bool left_out_operators() const { return left_out_operators_; }

  ParsedQuery Run() {
    for (QueryToken token = lexer_.Next(); token.kind != QueryToken::Kind::kEnd;
         token = lexer_.Next()) {
      Take(std::move(token));
    }
    while (frames_.size() > 1) {
      Error(frames_.back().begin, frames_.back().begin + 1,
            "this parenthesis is never closed", "read as closed at the end");
      Close(nullptr);
    }
    LeaveOutPending();
    ParsedQuery parsed;
    parsed.query.nodes = builder_.Finish();
    Canonicalize(&parsed.query);
    ReportMereExclusions(parsed.query);
    parsed.num_dropped_notes = notes_.num_dropped();
    parsed.notes = notes_.Take(text_);
    return parsed;
  }

 private:
  // An operator that waits for what follows it.
  struct Pending {
    bool active = false;
    size_t begin = 0;
    size_t end = 0;
    int distance = 0;       // NEAR
    bool negative = false;  // NOT: an odd number of them
  };

  // What is known of an open parenthesis, or of the query itself.
  struct Frame {
    size_t begin = 0;
    char sign = 0;  // of the parenthesis
    QueryScope scope = QueryScope::kNone;
    Pending negation;  // NOT
    Pending near;      // NEAR
    Pending junction;  // AND, OR
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
    if (builder_.IsListEmpty()) return LeaveOut(&near);
    if (token.near_distance.empty()) {
      notes_.Add(NoteKind::kInfo, token.begin, token.end, "NEAR has no number",
                 absl::StrCat("read as NEAR/", kDefaultNearDistance));
    } else {
      near.distance = ReadQueryDistance(token.near_distance,
                                        static_cast<int>(limits_.max_distance),
                                        token.begin, token.end, &notes_);
    }
    frame().near = near;
  }

  // AND or OR.
  void TakeJunction(const QueryToken& token) {
    LeaveOut(&frame().near);
    LeaveOut(&frame().negation);
    Pending junction = {true, token.begin, token.end, 0, false};
    // Between two junctions the later one has nothing to work on.
    if (builder_.IsListEmpty()) return LeaveOut(&junction);
    if (token.op == QueryOperator::kAnd) {
      builder_.And();
    } else {
      builder_.Or();
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
    LeaveOut(&frame().junction);
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
    frames_.push_back(inner);
    builder_.Open();
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
      Close(&token);
    }
  }

  // `token` is null where the query ends instead.
  void Close(const QueryToken* token) {
    LeaveOutPending();
    const int node = builder_.Close();
    const size_t begin = frame().begin;
    const char sign = frame().sign;
    frames_.pop_back();
    if (node >= 0) {
      const double boost = token == nullptr ? 1.0 : token->boost;
      return AddClause(node, sign, /*is_group=*/true, boost);
    }
    SkipValue();
    if (token != nullptr) {
      notes_.Add(NoteKind::kInfo, begin, token->end,
                 "there is nothing in these parentheses", "left out");
    }
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
    if (token.kind == QueryToken::Kind::kPhrase && CountWords(token.text) > 1 &&
        !CountPhrase(token.begin)) {
      return SkipValue();
    }
    LimitExpandedWords(&token);
    QueryNode node =
        MakeQueryLeaf(std::move(token), frame().scope,
                      static_cast<int>(limits_.max_distance), &notes_);
    AddClause(builder_.AddNode(std::move(node)), sign, /*is_group=*/false,
              /*boost=*/1.0);
  }

  void LimitExpandedWords(QueryToken* token) {
    if (!token->prefix && token->fuzzy == 0) return;
    if (++num_expanded_words_ <= limits_.max_expanded_words) return;
    token->prefix = false;
    token->fuzzy = 0;
    if (num_expanded_words_ > limits_.max_expanded_words + 1) return;
    notes_.Add(NoteKind::kLimit, token->begin, text_.size(),
               absl::StrCat("at most ", limits_.max_expanded_words,
                            " words have * or ~"),
               "the others are read without it");
  }

  // Whether one more phrase or NEAR is within the limit.
  bool CountPhrase(size_t begin) {
    if (++num_phrases_ <= limits_.max_phrases) return true;
    if (num_phrases_ == limits_.max_phrases + 1) {
      notes_.Add(NoteKind::kLimit, begin, text_.size(),
                 absl::StrCat("a query has at most ", limits_.max_phrases,
                              " phrases and NEARs"),
                 "later phrases are left out, and NEARs read as spaces");
    }
    return false;
  }

  void ReportClauses(size_t begin) {
    if (reported_clauses_) return;
    reported_clauses_ = true;
    notes_.Add(
        NoteKind::kLimit, begin, text_.size(),
        absl::StrCat("a query has at most ", limits_.max_clauses, " words"),
        "the rest is left out");
  }

  // ---- Clauses

  // A value was there, but is left out: nothing waits for it any more.
  void SkipValue() {
    frame().near.active = false;
    frame().negation.active = false;
    frame().junction.active = false;
  }

  void AddClause(int node, char sign, bool is_group, double boost) {
    const Pending near = frame().near;
    SkipValue();
    if (near.active && CountPhrase(near.begin)) {
      if (builder_.AddNear(node, sign, near.distance, near.begin, near.end)) {
        return;
      }
      Error(near.begin, near.end,
            "NEAR stands between words and phrases of one field",
            "read without it");
    }
    builder_.AddClause(node, sign, is_group, boost);
  }

  // Says where every document had to be put in for something to be taken from.
  // In `a AND (NOT b)` it was, too, but has gone in the canonical form.
  void ReportMereExclusions(const Query& query) {
    for (const QueryNode& node : query.nodes) {
      if (node.kind != QueryKind::kBoolean) continue;
      const QueryNode& first = query.nodes[node.clauses[0].node];
      if (first.kind != QueryKind::kEverything || first.begin < first.end) {
        continue;
      }
      const QueryNode& excluded = query.nodes[node.clauses[1].node];
      Error(excluded.begin, excluded.end, "this only says what to leave out",
            "read as every document (*) without it");
    }
  }

  const absl::string_view text_;
  const ParserLimits& limits_;
  NoteList notes_;
  QueryLexer lexer_;
  QueryBuilder builder_;
  std::vector<Frame> frames_;
  int64_t num_words_ = 0;
  int64_t num_expanded_words_ = 0;
  int64_t num_phrases_ = 0;
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
  const absl::string_view read =
      CutToLimit(text, static_cast<size_t>(limits.max_query_bytes));
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
