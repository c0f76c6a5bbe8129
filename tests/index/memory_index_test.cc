#include "index/memory_index.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/forms_analyzer.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/run_model.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;

// A run in the plainest way: a map from terms to what was seen of them.
class PlainRun {
 public:
  explicit PlainRun(const Analyzer* analyzer) : analyzer_(analyzer) {}

  void Add(DocId doc_id, absl::Span<const Token> tokens, uint32_t offset) {
    std::string term;
    for (const Token& token : tokens) {
      analyzer_->TermOf(token.surface, &term);
      const std::string surface(token.surface);
      terms_[term].forms.insert(surface);
      terms_[term].occurrences.emplace_back(doc_id, token.position + offset,
                                            surface);
    }
  }

  RunModel Model() const {
    RunModel model;
    for (const auto& [term, seen] : terms_) {
      model.push_back(
          {term, {seen.forms.begin(), seen.forms.end()}, seen.occurrences});
    }
    return model;
  }

 private:
  struct Seen {
    std::set<std::string> forms;
    std::vector<std::tuple<DocId, uint32_t, std::string>> occurrences;
  };

  const Analyzer* const analyzer_;
  std::map<std::string, Seen> terms_;
};

// Adds the same to both.
void Add(const Analyzer& analyzer, DocId doc_id, absl::string_view text,
         uint32_t offset, MemoryIndex* index, PlainRun* plain) {
  analyzer.Tokenize(text, [&](absl::Span<const Token> tokens) {
    index->AddTokens(tokens, offset);
    plain->Add(doc_id, tokens, offset);
  });
}

std::vector<std::string> WordsOfForms() {
  return {"makan_1", "minum", "makan", "pergi_1", "makan_2", "a+b_1", "b+b_2",
          "pergi_2", "a",     "b",     "a_x+a_y", "baca_1",  "tulis"};
}

TEST(MemoryIndexTest, GivesBackWhatWasAdded) {
  const FormsAnalyzer analyzer(3);
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    TestRandom random(seed);
    MemoryIndex index(&analyzer, /*block_tokens=*/1 + random() % 300);
    PlainRun plain(&analyzer);
    for (DocId doc_id = 0; doc_id < 60; doc_id += random() % 3) {
      index.StartDocument(doc_id);
      uint32_t offset = 0;
      for (int part = 0; part < 2; ++part) {
        const std::string text =
            RandomText(WordsOfForms(), random() % 30, &random);
        Add(analyzer, doc_id, text, offset, &index, &plain);
        offset += 100;
      }
      if (random() % 20 == 0) break;
      ++doc_id;
    }
    EXPECT_EQ(Must(ReadRun(index.NewCursor().get())), plain.Model());
    // A second cursor reads the same.
    EXPECT_EQ(Must(ReadRun(index.NewCursor().get())), plain.Model());
  }
}

// Documents far from each other and large positions do not fit in one block.
TEST(MemoryIndexTest, GivesBackPlacesThatDoNotFitIn32Bits) {
  const FormsAnalyzer analyzer(1);
  MemoryIndex index(&analyzer);
  PlainRun plain(&analyzer);
  for (DocId doc_id = 0; doc_id < 3000; ++doc_id) {
    index.StartDocument(doc_id);
    const uint32_t offset =
        doc_id % 700 == 5 ? 4000000000 : (doc_id % 150) * 10000;
    Add(analyzer, doc_id, "a b a", offset, &index, &plain);
  }
  index.StartDocument(4000000000);
  Add(analyzer, 4000000000, "b a", 0, &index, &plain);
  Add(analyzer, 4000000000, "a c", 4000000000, &index, &plain);
  EXPECT_EQ(Must(ReadRun(index.NewCursor().get())), plain.Model());
}

TEST(MemoryIndexTest, WithoutTokensHasNoTerms) {
  const FormsAnalyzer analyzer(3);
  MemoryIndex index(&analyzer);
  EXPECT_TRUE(Must(ReadRun(index.NewCursor().get())).empty());
  index.StartDocument(0);
  index.StartDocument(7);
  EXPECT_TRUE(Must(ReadRun(index.NewCursor().get())).empty());
  EXPECT_EQ(index.num_tokens(), 0);
}

TEST(MemoryIndexTest, SortsTermsAndFormsByTheirBytes) {
  const FormsAnalyzer analyzer(64);
  MemoryIndex index(&analyzer);
  PlainRun plain(&analyzer);
  index.StartDocument(0);
  // Equal in their first eight bytes, and bytes above 0x7f.
  Add(analyzer, 0,
      absl::StrCat("longword9 longword longwor\xff longword\x01 ",
                   "longword\x80_b longword\x80_\xff z \xff \x01 ",
                   absl::string_view("nul\0_1 nul\0\0 nul", 15)),
      0, &index, &plain);
  const RunModel model = Must(ReadRun(index.NewCursor().get()));
  EXPECT_EQ(model, plain.Model());
  EXPECT_TRUE(std::is_sorted(
      model.begin(), model.end(),
      [](const ModelTerm& a, const ModelTerm& b) { return a.term < b.term; }));
}

TEST(MemoryIndexTest, TokensOfOnePlaceMayComeInSeveralBatches) {
  const FormsAnalyzer analyzer(1);
  MemoryIndex index(&analyzer);
  PlainRun plain(&analyzer);
  index.StartDocument(5);
  Add(analyzer, 5, "x+y+z x", 4000000000, &index, &plain);
  const RunModel model = Must(ReadRun(index.NewCursor().get()));
  EXPECT_EQ(model, plain.Model());
  ASSERT_EQ(model.size(), 3);
  EXPECT_THAT(model[0].forms, ElementsAre("x", "x+y+z"));
  EXPECT_THAT(model[0].occurrences,
              ElementsAre(std::make_tuple(5, 4000000000, "x"),
                          std::make_tuple(5, 4000000000, "x+y+z"),
                          std::make_tuple(5, 4000000003, "x")));
}

// More tokens than a block, than a chunk, and than a batch of the table.
TEST(MemoryIndexTest, HoldsManyTokensAndTerms) {
  const FormsAnalyzer analyzer(1000);
  MemoryIndex index(&analyzer, /*block_tokens=*/20000);
  PlainRun plain(&analyzer);
  for (DocId doc_id = 0; doc_id < 50; ++doc_id) {
    std::string text;
    for (uint32_t i = 0; i < 1500; ++i) {
      absl::StrAppend(&text, " w", (doc_id * 977 + i * i) % 20000, "_", i % 3);
    }
    index.StartDocument(doc_id);
    Add(analyzer, doc_id, text, 0, &index, &plain);
  }
  EXPECT_EQ(index.num_tokens(), 75000);
  EXPECT_EQ(Must(ReadRun(index.NewCursor().get())), plain.Model());
}

// One term in more places than a chunk holds, and within one document.
TEST(MemoryIndexTest, CutsLongListsIntoChunks) {
  const FormsAnalyzer analyzer(1000);
  MemoryIndex index(&analyzer);
  PlainRun plain(&analyzer);
  std::string text;
  for (size_t i = 0; i < 3 * kMaxChunkOccurrences + 5; ++i) {
    absl::StrAppend(&text, " w_", i / 5000);
  }
  for (const DocId doc_id : {3, 4}) {
    index.StartDocument(doc_id);
    Add(analyzer, doc_id, text, 0, &index, &plain);
  }
  EXPECT_EQ(Must(ReadRun(index.NewCursor().get())), plain.Model());
}

// Terms that differ from their forms may come late.
TEST(MemoryIndexTest, TermsMayBeFormsForALongTime) {
  const FormsAnalyzer analyzer(10);
  MemoryIndex index(&analyzer, /*block_tokens=*/4);
  PlainRun plain(&analyzer);
  index.StartDocument(0);
  Add(analyzer, 0, "satu dua tiga dua satu tiga dua_2 empat satu_1 dua", 0,
      &index, &plain);
  EXPECT_EQ(Must(ReadRun(index.NewCursor().get())), plain.Model());
}

TEST(MemoryIndexTest, CountsTheMemoryThatReadingNeeds) {
  const FormsAnalyzer analyzer(1000);
  MemoryIndex index(&analyzer);
  std::string text;
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&text, " w", i);
  for (DocId doc_id = 0; doc_id < 300; ++doc_id) {
    index.StartDocument(doc_id);
    analyzer.Tokenize(text, [&](absl::Span<const Token> tokens) {
      index.AddTokens(tokens, 0);
    });
    // A posting has at least a document and a position.
    EXPECT_GE(index.memory_bytes(), (doc_id + 1) * 1000 * 2);
  }
}

}  // namespace
}  // namespace telusur
