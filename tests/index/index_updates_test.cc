// Appending, deleting and merging against an index built anew of the documents
// that should be left.

#include <algorithm>
#include <atomic>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "index/document_deleter.h"
#include "index/index_reader.h"
#include "index/index_writer.h"
#include "index/optimizer.h"
#include "query/bm25.h"
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"
#include "tests/support/test_index.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

// Words of which several are reduced to one root, so that terms have forms.
const std::vector<std::string>& Words() {
  static const auto* const words = new std::vector<std::string>{
      "harga",    "beras",    "makanan", "makan",  "dimakan",   "pemakan",
      "naik",     "kenaikan", "menaik",  "jual",   "dijual",    "penjualan",
      "menjual",  "kota",     "2019",    "8.000",  "covid-19",  "anak-anak",
      "WhatsApp", "presiden", "pasar",   "petani", "pertanian", "panen"};
  return *words;
}

IndexOptions Options(bool whitespace) {
  IndexOptions options;
  if (whitespace) options.analyzer.name = "whitespace";
  options.memory_bytes = kMinMemoryBytes;
  return options;
}

std::string RandomQueryText(TestRandom* random) {
  const auto word = [random] { return Words()[(*random)() % Words().size()]; };
  switch ((*random)() % 8) {
    case 0:
      return absl::StrCat("\"", word(), " ", word(), "\"");
    case 1:
      return absl::StrCat("=", word());
    case 2:
      return absl::StrCat("+", word(), " -", word(), " ", word());
    case 3:
      return absl::StrCat(word().substr(0, 3), "*");
    case 4:
      return absl::StrCat(word(), " title:", word());
    case 5:
      return absl::StrCat(word(), " AND ", word());
    case 6:
      return "*";
    default:
      return absl::StrCat(word(), " ", word(), " ", word());
  }
}

struct Answer {
  std::vector<std::pair<std::string, Score>> hits;
  uint64_t num_matches = 0;
};

Answer Ask(const IndexReader& reader, const std::string& text,
           const SearchOptions& options) {
  const CompiledQuery query = Must(
      CompileQuery(reader, Parse(text, ParserLimits()).query, options.compile));
  const SearchResult result = Must(Search(reader, query, options));
  Answer answer;
  answer.num_matches = result.num_matches;
  for (const Hit& hit : result.hits) {
    answer.hits.emplace_back(Must(reader.ReadDocument(hit.address)).id,
                             hit.score);
  }
  return answer;
}

// Everything that matches, exactly.
SearchOptions All() {
  SearchOptions options;
  options.k = 10000;
  options.count = true;
  return options;
}

std::set<std::string> Ids(const Answer& answer) {
  std::set<std::string> ids;
  for (const auto& [id, score] : answer.hits) ids.insert(id);
  return ids;
}

// The same documents match, and pruning finds the best of them.
void ExpectSameMatches(const IndexReader& reader, const IndexReader& fresh,
                       TestRandom* random) {
  for (int i = 0; i < 15; ++i) {
    const std::string text = RandomQueryText(random);
    SCOPED_TRACE(text);
    const Answer all = Ask(reader, text, All());
    const Answer expected = Ask(fresh, text, All());
    EXPECT_EQ(all.num_matches, expected.num_matches);
    EXPECT_EQ(all.hits.size(), expected.num_matches);
    EXPECT_EQ(Ids(all), Ids(expected));
    SearchOptions best;
    best.k = 1 + (*random)() % 12;
    best.offset = (*random)() % 3;
    const Answer pruned = Ask(reader, text, best);
    best.exhaustive = true;
    EXPECT_EQ(pruned.hits, Ask(reader, text, best).hits);
  }
}

// The same answers: documents, scores and order.
void ExpectSameAnswers(const IndexReader& reader, const IndexReader& fresh,
                       TestRandom* random) {
  EXPECT_EQ(reader.statistics().num_docs, fresh.statistics().num_docs);
  EXPECT_EQ(reader.statistics().num_tokens, fresh.statistics().num_tokens);
  for (int i = 0; i < 25; ++i) {
    const std::string text = RandomQueryText(random);
    SCOPED_TRACE(text);
    SearchOptions options;
    options.k = (*random)() % 2 == 0 ? 10000 : 1 + (*random)() % 12;
    options.count = (*random)() % 3 == 0;
    const Answer answer = Ask(reader, text, options);
    const Answer expected = Ask(fresh, text, options);
    EXPECT_EQ(answer.hits, expected.hits);
    EXPECT_EQ(answer.num_matches, expected.num_matches);
  }
}

// An index and the documents that should be in it, by order of addition.
class Model {
 public:
  Model(std::vector<Document> documents, const IndexOptions& options)
      : options_(options), index_(documents, options) {
    for (Document& document : documents) Add(std::move(document));
  }

  void Append(const std::vector<Document>& documents) {
    index_.Append(documents, options_);
    for (const Document& document : documents) Add(document);
  }

  void Delete(const std::vector<std::string>& ids) {
    uint64_t num_deleted = 0;
    for (const std::string& id : ids) num_deleted += Remove(id);
    EXPECT_EQ(index_.Delete(ids), num_deleted);
  }

  const std::vector<Document>& left() const { return left_; }
  TestIndex& index() { return index_; }
  TestIndex Fresh() const { return TestIndex(left_, options_); }

 private:
  bool Remove(const std::string& id) {
    const auto found =
        std::find_if(left_.begin(), left_.end(),
                     [&](const Document& d) { return d.id == id; });
    if (found == left_.end()) return false;
    left_.erase(found);
    return true;
  }

  void Add(Document document) {
    Remove(document.id);
    left_.push_back(std::move(document));
  }

  const IndexOptions options_;
  TestIndex index_;
  std::vector<Document> left_;
};

std::vector<Document> RandomDocuments(uint32_t num_docs, TestRandom* random) {
  CollectionShape shape;
  shape.num_docs = num_docs;
  shape.words = Words();
  shape.max_text_words = 30;
  shape.duplicate_ids = (*random)() % 2 == 0;
  std::vector<Document> documents = RandomCollection((*random)(), shape);
  // Few ids, so that appended documents often replace others.
  for (Document& document : documents) {
    if ((*random)() % 2 == 0) {
      document.id = absl::StrCat("n", (*random)() % 400);
    }
  }
  return documents;
}

std::vector<std::string> RandomIds(const std::vector<Document>& documents,
                                   TestRandom* random) {
  std::vector<std::string> ids = {"of no document"};
  for (const Document& document : documents) {
    if ((*random)() % 5 == 0) ids.push_back(document.id);
  }
  return ids;
}

constexpr Reorder kReorders[] = {Reorder::kNone, Reorder::kSourceDate,
                                 Reorder::kBisection};

TEST(IndexUpdatesTest, GiveTheAnswersOfAnIndexBuiltAnew) {
  const int rounds = Rounds(40, 1000);
  for (int round = 0; round < rounds && !testing::Test::HasFailure(); ++round) {
    SCOPED_TRACE(absl::StrCat("round ", round));
    TestRandom random(round);
    Model model(RandomDocuments(random() % 300, &random),
                Options(round % 4 == 0));
    for (int step = 0; step < 6; ++step) {
      SCOPED_TRACE(absl::StrCat("step ", step));
      switch (random() % 5) {
        case 0:
        case 1:
          model.Append(RandomDocuments(random() % 150, &random));
          break;
        case 2:
        case 3:
          model.Delete(RandomIds(model.left(), &random));
          break;
        default: {
          OptimizeOptions options;
          options.memory_bytes = kMinMemoryBytes;
          options.reorder = kReorders[random() % 3];
          model.index().Optimize(options);
          EXPECT_EQ(model.index().reader().num_segments(), 1u);
          const TestIndex fresh = model.Fresh();
          ExpectSameAnswers(model.index().reader(), fresh.reader(), &random);
        }
      }
      EXPECT_EQ(model.index().reader().num_docs(), model.left().size());
    }
    const TestIndex fresh = model.Fresh();
    ExpectSameMatches(model.index().reader(), fresh.reader(), &random);
  }
}

TEST(IndexUpdatesTest, AMergeInOrderOfAdditionIsByteForByteABuild) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(seed);
    TestRandom random(seed);
    Model model(RandomDocuments(200, &random), Options(seed % 2 == 0));
    model.Append(RandomDocuments(1 + random() % 100, &random));
    model.Delete(RandomIds(model.left(), &random));
    model.Append(RandomDocuments(1 + random() % 100, &random));
    model.index().Optimize(OptimizeOptions());
    TestIndex fresh = model.Fresh();
    EXPECT_EQ(model.index().ReadFile(model.index().SegmentFileName()),
              fresh.ReadFile(fresh.SegmentFileName()));
    // And again after a reordering.
    for (const Reorder reorder : {Reorder::kSourceDate, Reorder::kNone}) {
      OptimizeOptions options;
      options.reorder = reorder;
      EXPECT_TRUE(model.index().Optimize(options).changed);
    }
    EXPECT_EQ(model.index().ReadFile(model.index().SegmentFileName()),
              fresh.ReadFile(fresh.SegmentFileName()));
  }
}

TEST(IndexUpdatesTest, TheSameMergeGivesTheSameBytes) {
  for (const Reorder reorder : kReorders) {
    std::vector<std::string> segments;
    for (const uint64_t memory : {kMinMemoryBytes, uint64_t{1} << 30}) {
      TestRandom random(9);
      Model model(RandomDocuments(300, &random), Options(false));
      model.Append(RandomDocuments(100, &random));
      OptimizeOptions options;
      options.reorder = reorder;
      options.memory_bytes = memory;
      model.index().Optimize(options);
      segments.push_back(
          model.index().ReadFile(model.index().SegmentFileName()));
    }
    EXPECT_EQ(segments[0], segments[1]);
  }
}

Document Doc(const std::string& id, const std::string& text) {
  Document document;
  document.id = id;
  document.text = text;
  return document;
}

std::vector<std::pair<std::string, Score>> HitsFor(const TestIndex& index,
                                                   const std::string& text) {
  return Ask(index.reader(), text, All()).hits;
}

TEST(IndexUpdatesTest, ADeletedDocumentIsNowhereAndStillCounts) {
  TestIndex index(
      {Doc("a", "beras mahal"), Doc("b", "beras"), Doc("c", "cabai")},
      Options(true));
  const CollectionStatistics before = index.reader().statistics();
  const auto hits = HitsFor(index, "beras");
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(index.Delete({"b", "x"}), 1u);
  const auto left = HitsFor(index, "beras");
  ASSERT_EQ(left.size(), 1u);
  // The score of "a" is what it was: N, df and lengths count "b".
  EXPECT_EQ(left[0].first, "a");
  EXPECT_EQ(left[0].second,
            hits[0].first == "a" ? hits[0].second : hits[1].second);
  EXPECT_EQ(index.reader().statistics().num_docs, before.num_docs);
  EXPECT_EQ(index.reader().num_docs(), 2u);
  EXPECT_EQ(index.reader().num_deleted_docs(), 1u);
  EXPECT_FALSE(Must(index.reader().FindDocument("b")).has_value());
  EXPECT_EQ(Ask(index.reader(), "NOT cabai", All()).num_matches, 1u);
  EXPECT_EQ(index.Delete({"b"}), 0u);
  const OptimizeReport report = index.Optimize(OptimizeOptions());
  EXPECT_EQ(report.num_documents, 2u);
  EXPECT_EQ(report.num_dropped, 1u);
  EXPECT_EQ(index.reader().statistics().num_docs, 2u);
  EXPECT_EQ(index.reader().num_deleted_docs(), 0u);
}

TEST(IndexUpdatesTest, DeletingNothingLeavesTheIndexUntouched) {
  TestIndex index({Doc("a", "beras")}, Options(true));
  const std::string manifest = index.ReadFile("MANIFEST");
  EXPECT_EQ(index.Delete({"b"}), 0u);
  EXPECT_EQ(index.ReadFile("MANIFEST"), manifest);
  index.Append({}, Options(true));
  EXPECT_EQ(index.ReadFile("MANIFEST"), manifest);
  EXPECT_FALSE(index.Optimize(OptimizeOptions()).changed);
  EXPECT_EQ(index.ReadFile("MANIFEST"), manifest);
}

TEST(IndexUpdatesTest, EverythingMayBeDeletedAndMerged) {
  TestIndex index({Doc("a", "beras"), Doc("b", "beras")}, Options(true));
  index.Delete({"a", "b"});
  EXPECT_TRUE(HitsFor(index, "beras").empty());
  index.Optimize(OptimizeOptions());
  EXPECT_EQ(index.reader().num_docs(), 0u);
  EXPECT_EQ(index.segment().metadata().num_terms, 0u);
  index.Append({Doc("a", "beras")}, Options(true));
  EXPECT_EQ(HitsFor(index, "beras").size(), 1u);
}

TEST(IndexUpdatesTest, AReplacedDocumentComesLastAmongEquals) {
  for (const Reorder reorder : kReorders) {
    TestIndex index({Doc("a", "beras"), Doc("b", "beras"), Doc("c", "beras")},
                    Options(true));
    index.Append({Doc("a", "beras"), Doc("d", "beras")}, Options(true));
    const auto order = [&index] {
      std::string ids;
      for (const auto& [id, score] : HitsFor(index, "beras")) ids += id;
      return ids;
    };
    EXPECT_EQ(order(), "bcad");
    OptimizeOptions options;
    options.reorder = reorder;
    index.Optimize(options);
    EXPECT_EQ(order(), "bcad");
    index.Append({Doc("b", "beras")}, Options(true));
    EXPECT_EQ(order(), "cadb");
  }
}

// Ties are broken by the order of addition also where that is not the order of
// doc_ids, for every k.
TEST(IndexUpdatesTest, TiesKeepTheOrderOfAdditionInAReorderedSegment) {
  std::vector<Document> documents;
  for (int i = 0; i < 3000; ++i) {
    documents.push_back(Doc(absl::StrCat(i), i % 3 == 0 ? "beras" : "cabai"));
    documents.back().source = absl::StrCat("s", 9 - i % 10);
  }
  TestIndex index(documents, Options(true));
  const TestIndex fresh(documents, Options(true));
  OptimizeOptions reorder;
  reorder.reorder = Reorder::kSourceDate;
  index.Optimize(reorder);
  EXPECT_TRUE(index.segment().is_reordered());
  for (const uint32_t k : {1, 7, 10, 99, 100, 999, 1000, 2500}) {
    for (const char* const text : {"beras", "beras cabai", "*"}) {
      SearchOptions options;
      options.k = k;
      EXPECT_EQ(Ask(index.reader(), text, options).hits,
                Ask(fresh.reader(), text, options).hits)
          << k << " " << text;
    }
  }
}

TEST(IndexUpdatesTest, AppendingWithAnotherAnalyzerIsRefused) {
  TestIndex index({Doc("a", "beras")}, Options(true));
  for (IndexOptions options : {Options(false), Options(true)}) {
    options.append = true;
    if (options.analyzer.name == "whitespace") options.bm25.k1 = 2;
    const auto writer =
        IndexWriter::Create(index.fs(), TestIndex::kDirectory, options);
    EXPECT_TRUE(absl::IsInvalidArgument(writer.status())) << writer.status();
  }
}

TEST(IndexUpdatesTest, AppendingAndDeletingAndMergingNeedAnIndex) {
  RecordingFileSystem fs;
  IndexOptions append = Options(true);
  append.append = true;
  const auto is_wanted = [](absl::string_view) { return true; };
  const auto expect = [&](bool (*is_expected)(const absl::Status&)) {
    EXPECT_TRUE(is_expected(IndexWriter::Create(&fs, "x", append).status()));
    EXPECT_TRUE(is_expected(DeleteDocuments(&fs, "x", is_wanted).status()));
    EXPECT_TRUE(
        is_expected(OptimizeIndex(&fs, "x", OptimizeOptions()).status()));
  };
  expect(absl::IsNotFound);
  Must(fs.MakeDirectory("x"));
  expect(absl::IsFailedPrecondition);
  EXPECT_TRUE(Must(fs.List("x")).empty());
}

TEST(IndexUpdatesTest, EveryChangeIsRefusedWhileAnotherGoesOn) {
  TestIndex index({Doc("a", "beras")}, Options(true));
  const auto builder = Must(
      IndexWriter::Create(index.fs(), TestIndex::kDirectory, Options(true)));
  IndexOptions append = Options(true);
  append.append = true;
  for (const absl::Status& status :
       {IndexWriter::Create(index.fs(), TestIndex::kDirectory, append).status(),
        IndexWriter::Create(index.fs(), TestIndex::kDirectory, Options(true))
            .status(),
        DeleteDocuments(index.fs(), TestIndex::kDirectory,
                        [](absl::string_view) { return true; })
            .status(),
        OptimizeIndex(index.fs(), TestIndex::kDirectory, OptimizeOptions())
            .status()}) {
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_NE(status.message().find("LOCK"), absl::string_view::npos) << status;
  }
}

TEST(IndexUpdatesTest, ACancelledMergeLeavesTheIndex) {
  TestIndex index({Doc("a", "beras"), Doc("b", "beras")}, Options(true));
  index.Delete({"a"});
  const std::vector<std::string> files =
      Must(index.fs()->List(TestIndex::kDirectory));
  const std::atomic<bool> cancelled(true);
  OptimizeOptions options;
  options.cancelled = &cancelled;
  EXPECT_TRUE(absl::IsCancelled(
      OptimizeIndex(index.fs(), TestIndex::kDirectory, options).status()));
  EXPECT_EQ(Must(index.fs()->List(TestIndex::kDirectory)), files);
}

}  // namespace
}  // namespace telusur
