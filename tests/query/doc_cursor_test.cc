// The contract of DocCursor, for every kind of cursor and many
// combinations of them, over segments that came about in different ways.

#include "query/doc_cursor.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/boolean_cursor.h"
#include "query/column_cursor.h"
#include "query/date_range.h"
#include "query/phrase_cursor.h"
#include "query/term_cursor.h"
#include "tests/query/cursor_conformance.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/reference_engine.h"
#include "tests/support/test_index.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

// Where the shape of a postings list changes.
constexpr uint32_t kDfs[] = {1, 2, 127, 128, 129, 257, 5000};

std::string WordOfDf(uint32_t df) { return absl::StrCat("df", df); }

// Documents of which exactly df have the word WordOfDf(df).
std::vector<Document> TestDocuments() {
  CollectionShape shape;
  shape.num_docs = kNumDocs;
  shape.words = ShortWords(50);
  shape.max_text_words = 12;
  std::vector<Document> documents = RandomCollection(11, shape);
  TestRandom random(12);
  for (const uint32_t df : kDfs) {
    std::vector<DocId> doc_ids(kNumDocs);
    for (DocId i = 0; i < kNumDocs; ++i) doc_ids[i] = i;
    std::shuffle(doc_ids.begin(), doc_ids.end(), random);
    for (uint32_t i = 0; i < df; ++i) {
      for (uint32_t n = 1 + SkewedNumber(5, &random); n > 0; --n) {
        absl::StrAppend(&documents[doc_ids[i]].text, " ", WordOfDf(df));
      }
    }
  }
  return documents;
}

const std::vector<Document>& Documents() {
  static const auto* const documents =
      new std::vector<Document>(TestDocuments());
  return *documents;
}

const TestIndex& Index(BuildPath path) {
  static auto* const indexes =
      new std::map<BuildPath, std::unique_ptr<TestIndex>>;
  std::unique_ptr<TestIndex>& index = (*indexes)[path];
  if (index == nullptr) {
    index = std::make_unique<TestIndex>(Documents(), WhitespaceOptions(), path);
  }
  return *index;
}

const ReferenceEngine& Engine() {
  static const auto* const engine =
      new ReferenceEngine(&Index(BuildPath::kIndexWriter).reader().analyzer(),
                          Documents(), Bm25Parameters());
  return *engine;
}

class DocCursorTest : public testing::TestWithParam<BuildPath> {
 protected:
  DocCursorTest() : segment_(Index(GetParam()).segment()) {}

  TermScorer Scorer(double idf) const {
    return TermScorer(idf, Bm25Parameters(),
                      Index(GetParam()).reader().statistics().avg_doc_length());
  }

  static double IdfOf(const std::vector<std::string>& words) {
    static auto* const idfs = new std::map<std::string, double>;
    double total = 0;
    for (const std::string& word : words) {
      double& idf = (*idfs)[word];
      if (idf == 0) idf = Engine().Idf(Engine().PlacesOfTerm(word).size());
      total += idf;
    }
    return total;
  }

  std::unique_ptr<PositionCursor> NewTermCursor(const std::string& word) const {
    TermEntry entry;
    if (!Must(segment_.dictionary().Find(word, &entry))) return nullptr;
    return std::make_unique<TermCursor>(&segment_, entry.info,
                                        Scorer(IdfOf({word})));
  }

  PositionCursors NewTermCursors(const std::vector<std::string>& words) const {
    PositionCursors cursors;
    for (const std::string& word : words) {
      cursors.push_back(NewTermCursor(word));
    }
    return cursors;
  }

  // A leaf of a query, which the reference engine answers.
  Sample LeafSample(std::string name, const QueryNode& node,
                    std::function<std::unique_ptr<DocCursor>()> make) const {
    Query query;
    query.nodes.push_back(node);
    return {std::move(name), std::move(make), Engine().Search(query)};
  }

  Sample Term(const std::string& word) const {
    QueryNode node;
    node.text = word;
    return LeafSample(word, node, [=] { return NewTermCursor(word); });
  }

  Sample TitleTerm(const std::string& word) const {
    QueryNode node;
    node.text = word;
    node.field = QueryField::kTitle;
    return LeafSample("title:" + word, node, [=] {
      return NewTitleCursor(&segment_, NewTermCursor(word),
                            Scorer(IdfOf({word})));
    });
  }

  Sample Phrase(const std::vector<std::string>& words, int slop) const {
    QueryNode node;
    node.quoted = true;
    node.distance = slop;
    std::vector<uint32_t> offsets;
    for (const std::string& word : words) {
      absl::StrAppend(&node.text, offsets.empty() ? "" : " ", word);
      offsets.push_back(static_cast<uint32_t>(offsets.size()));
    }
    return LeafSample(absl::StrCat("\"", node.text, "\"~", slop), node, [=] {
      return NewPhraseCursor(&segment_, NewTermCursors(words), offsets,
                             static_cast<uint32_t>(slop), Scorer(IdfOf(words)));
    });
  }

  Sample Near(const std::vector<std::string>& words, int slop) const {
    Query query;
    QueryNode near;
    near.kind = QueryKind::kNear;
    near.distance = slop;
    std::string name = absl::StrCat("near/", slop);
    for (const std::string& word : words) {
      QueryNode node;
      node.text = word;
      near.clauses.push_back(
          {Occur::kMust, static_cast<int>(query.nodes.size())});
      query.nodes.push_back(node);
      absl::StrAppend(&name, " ", word);
    }
    query.nodes.push_back(near);
    return {name,
            [=] {
              return NewNearCursor(&segment_, NewTermCursors(words),
                                   static_cast<uint32_t>(slop),
                                   Scorer(IdfOf(words)));
            },
            Engine().Search(query)};
  }

  Sample Dates(int32_t begin, int32_t end) const {
    QueryNode node;
    node.kind = QueryKind::kDates;
    node.days.begin = begin;
    node.days.end = end;
    return LeafSample(absl::StrCat("days ", begin, "..", end), node,
                      [=] { return NewDatesCursor(&segment_, node.days); });
  }

  Sample Source(const std::string& source) const {
    QueryNode node;
    node.kind = QueryKind::kSource;
    node.text = source;
    return LeafSample("source:" + source, node,
                      [=] { return NewSourceCursor(&segment_, source); });
  }

  Sample All() const {
    QueryNode node;
    node.kind = QueryKind::kEverything;
    return LeafSample("all", node, [] { return NewAllCursor(kNumDocs); });
  }

  static Sample Empty() { return {"empty", NewEmptyCursor, {}}; }

  std::vector<Sample> Leaves() const {
    std::vector<Sample> leaves;
    for (const uint32_t df : kDfs) leaves.push_back(Term(WordOfDf(df)));
    leaves.push_back(Term("a"));
    leaves.push_back(TitleTerm("a"));
    leaves.push_back(TitleTerm("cc"));
    leaves.push_back(TitleTerm(WordOfDf(129)));  // never in a title
    leaves.push_back(Phrase({"a", "b"}, 0));
    leaves.push_back(Phrase({"a", "a"}, 0));
    leaves.push_back(Phrase({"b", "a", "b"}, 4));
    leaves.push_back(Phrase({WordOfDf(5000), WordOfDf(5000)}, 0));
    leaves.push_back(Phrase({WordOfDf(257), WordOfDf(5000)}, 2));
    leaves.push_back(Phrase({WordOfDf(1), WordOfDf(2)}, 9));
    leaves.push_back(Near({"a", "b"}, 0));
    leaves.push_back(Near({"a", "b", "c"}, 3));
    leaves.push_back(Near({"a", "a"}, 1));
    leaves.push_back(Near({WordOfDf(129), "a"}, 5));
    leaves.push_back(Dates(17897, 18262));  // 2019
    leaves.push_back(Dates(DayRange::kOpenBegin, 18000));
    leaves.push_back(Dates(19000, DayRange::kOpenEnd));
    leaves.push_back(Dates(18000, 18000));
    leaves.push_back(Source("KOMPAS"));
    leaves.push_back(Source("nirmala"));
    leaves.push_back(All());
    leaves.push_back(Empty());
    return leaves;
  }

  const SegmentReader& segment_;
};

DocCursors MakeAll(const std::vector<Sample>& samples) {
  DocCursors cursors;
  for (const Sample& sample : samples) cursors.push_back(sample.make());
  return cursors;
}

Sample Joined(const std::string& name, const std::vector<Sample>& samples) {
  Sample joined;
  joined.num_terms = 0;
  joined.name = "(" + name;
  for (const Sample& sample : samples) {
    joined.num_terms += sample.num_terms;
    absl::StrAppend(&joined.name, " ", sample.name);
  }
  joined.name += ")";
  return joined;
}

Sample Or(const std::vector<Sample>& samples, Combine combine) {
  Sample sample = Joined(combine == Combine::kSum ? "or" : "max", samples);
  sample.make = [=] { return NewOrCursor(MakeAll(samples), combine); };
  for (const Sample& part : samples) {
    for (const auto& [doc_id, score] : part.expected) {
      double& total = sample.expected[doc_id];
      total = combine == Combine::kSum ? total + score : std::max(total, score);
    }
  }
  return sample;
}

Sample And(const std::vector<Sample>& samples) {
  Sample sample = Joined("and", samples);
  sample.make = [=] { return NewAndCursor(MakeAll(samples)); };
  for (auto [doc_id, total] : samples[0].expected) {
    bool is_in_all = true;
    for (size_t i = 1; i < samples.size(); ++i) {
      const auto found = samples[i].expected.find(doc_id);
      is_in_all &= found != samples[i].expected.end();
      if (is_in_all) total += found->second;
    }
    if (is_in_all) sample.expected[doc_id] = total;
  }
  return sample;
}

Sample AndNot(const Sample& included, const Sample& excluded) {
  Sample sample = Joined("and-not", {included, excluded});
  sample.make = [=] {
    return NewAndNotCursor(included.make(), excluded.make());
  };
  for (const auto& [doc_id, score] : included.expected) {
    if (excluded.expected.count(doc_id) == 0) sample.expected[doc_id] = score;
  }
  return sample;
}

Sample Optional(const Sample& required, const Sample& optional) {
  Sample sample = Joined("optional", {required, optional});
  sample.make = [=] {
    return NewOptionalCursor(required.make(), optional.make());
  };
  for (const auto& [doc_id, score] : required.expected) {
    const auto found = optional.expected.find(doc_id);
    const double more = found == optional.expected.end() ? 0 : found->second;
    sample.expected[doc_id] = score + more;
  }
  return sample;
}

Sample Filter(const Sample& filtered) {
  Sample sample = Joined("filter", {filtered});
  sample.make = [=] { return NewFilterCursor(filtered.make()); };
  for (const auto& [doc_id, score] : filtered.expected) {
    sample.expected[doc_id] = 0;
  }
  return sample;
}

Sample RandomCombination(const std::vector<Sample>& parts, TestRandom* random) {
  const auto any = [&] { return parts[(*random)() % parts.size()]; };
  std::vector<Sample> some;
  for (size_t n = 1 + (*random)() % 4; n > 0; --n) some.push_back(any());
  switch ((*random)() % 6) {
    case 0:
      return Or(some, Combine::kSum);
    case 1:
      return Or(some, Combine::kMax);
    case 2:
      return And(some);
    case 3:
      return AndNot(any(), any());
    case 4:
      return Optional(any(), any());
    default:
      return Filter(any());
  }
}

TEST_P(DocCursorTest, LeavesConform) {
  for (const Sample& leaf : Leaves()) ExpectConforms(leaf);
}

TEST_P(DocCursorTest, SamplesAreWhatTheirNamesSay) {
  for (const uint32_t df : kDfs) {
    EXPECT_EQ(Term(WordOfDf(df)).expected.size(), df);
  }
  EXPECT_TRUE(TitleTerm(WordOfDf(129)).expected.empty());
  EXPECT_FALSE(Phrase({"b", "a", "b"}, 4).expected.empty());
  EXPECT_FALSE(Near({"a", "b", "c"}, 3).expected.empty());
  EXPECT_EQ(All().expected.size(), kNumDocs);
}

TEST_P(DocCursorTest, CombinationsConform) {
  TestRandom random(14);
  std::vector<Sample> parts = Leaves();
  const size_t num_leaves = parts.size();
  // Later ones are made of earlier ones.
  const size_t num_combinations = Rounds(40, 2000);
  while (parts.size() < num_leaves + num_combinations) {
    const Sample sample = RandomCombination(parts, &random);
    if (sample.num_terms > 12) continue;
    ExpectConforms(sample);
    if (HasFailure()) return;
    parts.push_back(sample);
  }
}

TEST_P(DocCursorTest, AnOrOfNothingIsEmpty) {
  ExpectConforms(Or({}, Combine::kSum));
}

TEST_P(DocCursorTest, PositionsAreThoseOfTheText) {
  for (const uint32_t df : kDfs) {
    const Places expected = Engine().PlacesOfTerm(WordOfDf(df));
    // All documents, then some with jumps and with tfs left unread.
    for (const uint32_t stride : {1, 3, 700}) {
      const auto cursor = NewTermCursor(WordOfDf(df));
      std::vector<uint32_t> positions;
      for (auto it = expected.begin(); it != expected.end();
           it = expected.lower_bound(it->first + stride)) {
        cursor->Seek(it->first);
        ASSERT_EQ(cursor->doc_id(), it->first);
        if (it->first % 2 == 0) {
          EXPECT_EQ(cursor->tf(), it->second.size());
        }
        cursor->ReadPositions(&positions);
        EXPECT_EQ(positions, it->second);
      }
    }
  }
}

TEST_P(DocCursorTest, PhrasesAndTitlesTellWhereTheyStand) {
  const auto phrase = NewPhraseCursor(&segment_, NewTermCursors({"a", "b"}),
                                      {0, 1}, 0, Scorer(1));
  const auto title = NewTitleCursor(&segment_, NewTermCursor("a"), Scorer(1));
  const Places a = Engine().PlacesOfTerm("a");
  const Places b = Engine().PlacesOfTerm("b");
  std::vector<uint32_t> positions;
  for (const auto& [doc_id, places] : a) {
    std::vector<uint32_t> in_phrase;
    std::vector<uint32_t> in_title;
    for (const uint32_t place : places) {
      const auto other = b.find(doc_id);
      if (other != b.end() &&
          std::count(other->second.begin(), other->second.end(), place + 1)) {
        in_phrase.push_back(place);
      }
      if (place < Engine().documents()[doc_id].title_length) {
        in_title.push_back(place);
      }
    }
    for (const auto& [cursor, expected] :
         {std::make_pair(phrase.get(), in_phrase),
          std::make_pair(title.get(), in_title)}) {
      cursor->Seek(doc_id);
      ASSERT_EQ(cursor->doc_id() == doc_id, !expected.empty());
      if (expected.empty()) continue;
      cursor->ReadPositions(&positions);
      EXPECT_EQ(positions, expected);
      EXPECT_EQ(cursor->tf(), expected.size());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Segments, DocCursorTest,
    testing::Values(BuildPath::kIndexWriter, BuildPath::kMemoryRuns,
                    BuildPath::kFileRuns, BuildPath::kMerged),
    [](const testing::TestParamInfo<BuildPath>& info) {
      return info.param == BuildPath::kIndexWriter  ? "OneRun"
             : info.param == BuildPath::kMemoryRuns ? "MemoryRuns"
             : info.param == BuildPath::kFileRuns   ? "FileRuns"
                                                    : "Merged";
    });

}  // namespace
}  // namespace telusur
