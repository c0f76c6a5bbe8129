#include "index/merged_lists.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "index/index_reader.h"
#include "index/merged_terms.h"
#include "index/segment/term_dictionary.h"
#include "index/types.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

struct ReadPosting {
  DocId doc_id;
  std::vector<uint32_t> positions;

  friend bool operator==(const ReadPosting& a, const ReadPosting& b) {
    return a.doc_id == b.doc_id && a.positions == b.positions;
  }
};

std::vector<ReadPosting> Read(const std::vector<ListPlace>& places,
                              MergedLists* lists) {
  std::vector<ReadPosting> postings;
  Must(lists->ForEach(
      places, [&](DocId doc_id, absl::Span<const uint32_t> positions) {
        postings.push_back({doc_id, {positions.begin(), positions.end()}});
        return absl::OkStatus();
      }));
  return postings;
}

TestIndex ThreeSegments() {
  std::vector<std::vector<Document>> segments;
  CollectionShape shape;
  shape.words = ShortWords(20);
  for (const uint32_t num_docs : {700, 1, 400}) {
    shape.num_docs = num_docs;
    segments.push_back(RandomCollection(num_docs, shape));
  }
  return TestIndex(segments, WhitespaceOptions(), 1);
}

// Numbers for the documents of all segments, some of which are left out.
NewDocIds Number(const IndexReader& reader, const std::vector<DocId>& numbers) {
  NewDocIds new_doc_ids;
  size_t next = 0;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    new_doc_ids.emplace_back(reader.segment(i).num_docs(), kNoMoreDocs);
    for (DocId& doc_id : new_doc_ids.back()) {
      if (next % 7 != 3) doc_id = numbers[next];
      ++next;
    }
  }
  return new_doc_ids;
}

// However little memory there is, and so however many passes.
TEST(MergedListsTest, SortsTheSamePostingsInAnyMemory) {
  const TestIndex index = ThreeSegments();
  const IndexReader& reader = index.reader();
  std::vector<DocId> numbers(reader.num_docs());
  std::iota(numbers.begin(), numbers.end(), 0);
  const NewDocIds in_order = Number(reader, numbers);
  TestRandom random(1);
  std::shuffle(numbers.begin(), numbers.end(), random);
  const NewDocIds shuffled = Number(reader, numbers);

  MergedTerms terms(&reader);
  for (Must(terms.Next()); terms.Valid(); Must(terms.Next())) {
    MergedLists plain(&reader, &in_order, /*in_order=*/true, 0);
    std::vector<ReadPosting> expected = Read(terms.lists(), &plain);
    EXPECT_TRUE(std::is_sorted(expected.begin(), expected.end(),
                               [](const ReadPosting& a, const ReadPosting& b) {
                                 return a.doc_id < b.doc_id;
                               }));
    for (ReadPosting& posting : expected) {
      posting.doc_id = numbers[posting.doc_id];
    }
    std::sort(expected.begin(), expected.end(),
              [](const ReadPosting& a, const ReadPosting& b) {
                return a.doc_id < b.doc_id;
              });
    for (const uint64_t memory : {1, 3000, 1 << 30}) {
      MergedLists sorted(&reader, &shuffled, /*in_order=*/false, memory);
      EXPECT_EQ(Read(terms.lists(), &sorted), expected)
          << terms.term() << " in " << memory;
    }
  }
}

TEST(MergedListsTest, EndsWithTheErrorOfTheVisitor) {
  const TestIndex index = ThreeSegments();
  std::vector<DocId> numbers(index.reader().num_docs());
  std::iota(numbers.begin(), numbers.end(), 0);
  const NewDocIds new_doc_ids = Number(index.reader(), numbers);
  MergedTerms terms(&index.reader());
  Must(terms.Next());
  for (const bool in_order : {true, false}) {
    MergedLists lists(&index.reader(), &new_doc_ids, in_order, 1);
    int num_visits = 0;
    const absl::Status status =
        lists.ForEach(terms.lists(), [&](DocId, absl::Span<const uint32_t>) {
          ++num_visits;
          return absl::CancelledError("enough");
        });
    EXPECT_TRUE(absl::IsCancelled(status)) << status;
    EXPECT_EQ(num_visits, 1);
  }
}

TEST(MergedTermsTest, AreTheUnionOfTheSegmentsTerms) {
  const TestIndex index = ThreeSegments();
  MergedTerms terms(&index.reader());
  std::string before;
  uint64_t num_lists = 0;
  for (Must(terms.Next()); terms.Valid(); Must(terms.Next())) {
    EXPECT_LT(before, terms.term());
    before = std::string(terms.term());
    EXPECT_EQ(terms.forms(), std::vector<std::string>{before});
    num_lists += terms.lists().size();
    for (const ListPlace& list : terms.lists()) {
      TermEntry entry;
      ASSERT_TRUE(Must(index.reader()
                           .segment(list.segment)
                           .dictionary()
                           .Find(before, &entry)));
      EXPECT_EQ(entry.info.df, list.info.df);
    }
  }
  uint64_t expected = 0;
  for (uint32_t i = 0; i < index.reader().num_segments(); ++i) {
    expected += index.reader().segment(i).metadata().num_terms;
  }
  EXPECT_EQ(num_lists, expected);
}

}  // namespace
}  // namespace telusur
