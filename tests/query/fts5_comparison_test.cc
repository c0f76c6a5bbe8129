// Match sets against those of SQLite's FTS5, for the same tokens: boolean and
// phrase queries of random shapes. Debian's sqlite3 answers them by its command
// line, all in one run.

#include <unistd.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/run_program.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

constexpr char kSqlite[] = "/usr/bin/sqlite3";
constexpr int kNumQueries = 10000;

// The same question in two languages.
struct Question {
  std::string telusur;
  std::string fts5;
};

class QuestionMaker {
 public:
  explicit QuestionMaker(std::vector<std::string> words, uint64_t seed)
      : words_(std::move(words)), random_(seed) {}

  Question Make() { return Combine(1 + random_() % 3); }

 private:
  // FTS5's operators are binary; both sides stand in parentheses.
  Question Combine(int depth) {
    if (depth == 0 || random_() % 5 == 0) return Leaf();
    const Question a = Combine(depth - 1);
    const Question b = Combine(depth - 1);
    static const char* const kOperators[][2] = {
        {"AND", "AND"}, {"OR", "OR"},   {"NOT", "NOT"},
        {"DAN", "AND"}, {"ATAU", "OR"}, {"BUKAN", "NOT"}};
    const auto& names = kOperators[random_() % 6];
    return {absl::StrCat("(", a.telusur, ") ", names[0], " (", b.telusur, ")"),
            absl::StrCat("(", a.fts5, ") ", names[1], " (", b.fts5, ")")};
  }

  Question Leaf() {
    const uint64_t kind = random_() % 4;
    if (kind < 2) {
      const std::string word = Word();
      return {word, Quoted(word)};
    }
    std::vector<std::string> words;
    for (uint64_t n = 2 + random_() % 2; n > 0; --n) words.push_back(Word());
    const std::string phrase = Quoted(absl::StrJoin(words, " "));
    return {phrase, phrase};
  }

  std::string Word() { return words_[SkewedNumber(words_.size(), &random_)]; }
  static std::string Quoted(const std::string& text) {
    return absl::StrCat("\"", text, "\"");
  }

  const std::vector<std::string> words_;
  TestRandom random_;
};

std::string SetOf(const IndexReader& reader, const std::string& text) {
  SearchOptions options;
  options.k = static_cast<uint32_t>(reader.num_docs());
  options.compile.keep_stop_words = true;
  const ParsedQuery parsed = Parse(text, ParserLimits());
  EXPECT_TRUE(StrictError(parsed).ok()) << text;
  const CompiledQuery compiled =
      Must(CompileQuery(reader, parsed.query, options.compile));
  std::set<DocId> matches;
  for (const Hit& hit : Must(Search(reader, compiled, options)).hits) {
    matches.insert(hit.address.doc_id);
  }
  return absl::StrJoin(matches, ",");
}

TEST(Fts5ComparisonTest, MatchSetsAreTheSame) {
  if (access(kSqlite, X_OK) != 0) {
    GTEST_SKIP() << kSqlite << " is missing; tools/install --tests installs it";
  }
  CollectionShape shape;
  shape.num_docs = 300;
  shape.words = ShortWords(60);
  shape.max_text_words = 30;
  std::vector<Document> documents = RandomCollection(20, shape);
  std::string script =
      ".mode list\n.nullvalue ''\n"
      "CREATE VIRTUAL TABLE d USING fts5(x);\nBEGIN;\n";
  for (size_t i = 0; i < documents.size(); ++i) {
    // One field, as FTS5's phrases do not leave theirs.
    documents[i].title.clear();
    absl::StrAppend(&script, "INSERT INTO d(rowid, x) VALUES(", i, ", '",
                    documents[i].text, "');\n");
  }
  absl::StrAppend(&script, "COMMIT;\n");
  QuestionMaker maker(shape.words, 21);
  std::vector<Question> questions;
  for (int i = 0; i < kNumQueries; ++i) {
    questions.push_back(maker.Make());
    absl::StrAppend(&script,
                    "SELECT group_concat(rowid) FROM (SELECT rowid FROM d('",
                    questions.back().fts5, "') ORDER BY rowid);\n");
  }
  const ProgramResult sqlite = RunProgram({kSqlite, ":memory:"}, script);
  ASSERT_EQ(sqlite.exit_code, 0) << sqlite.err.substr(0, 500);
  ASSERT_EQ(sqlite.err, "");
  const std::vector<std::string> answers = absl::StrSplit(sqlite.out, '\n');
  ASSERT_EQ(answers.size(), questions.size() + 1);

  const TestIndex index(documents, WhitespaceOptions());
  int num_empty = 0;
  for (size_t i = 0; i < questions.size(); ++i) {
    num_empty += answers[i].empty();
    ASSERT_EQ(SetOf(index.reader(), questions[i].telusur), answers[i])
        << questions[i].telusur;
  }
  EXPECT_LT(num_empty, kNumQueries / 2);
}

}  // namespace
}  // namespace telusur
