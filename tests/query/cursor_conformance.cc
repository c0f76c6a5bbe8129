#include "tests/query/cursor_conformance.h"

#include <memory>
#include <set>

#include "gtest/gtest.h"
#include "tests/support/random_collection.h"

namespace telusur {
namespace {

// The first document of `expected` at or after `target`.
DocId FirstFrom(const Matches& expected, DocId target) {
  const auto found = expected.lower_bound(target);
  return found == expected.end() ? kNoMoreDocs : found->first;
}

void ExpectStandsAt(const Sample& sample, DocCursor* cursor, DocId doc_id) {
  ASSERT_EQ(cursor->doc_id(), doc_id);
  if (doc_id == kNoMoreDocs) return;
  EXPECT_NEAR(ScoreAsDouble(cursor->score()), sample.expected.at(doc_id),
              sample.tolerance());
}

void ExpectIsAtItsEnd(DocCursor* cursor) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(cursor->doc_id(), kNoMoreDocs);
    cursor->Next();
    EXPECT_EQ(cursor->doc_id(), kNoMoreDocs);
    for (const DocId target : {DocId{0}, kNumDocs, kNoMoreDocs}) {
      cursor->Seek(target);
      EXPECT_EQ(cursor->doc_id(), kNoMoreDocs);
    }
  }
  EXPECT_TRUE(cursor->status().ok()) << cursor->status();
}

void ExpectWalksAll(const Sample& sample) {
  const std::unique_ptr<DocCursor> cursor = sample.make();
  for (const auto& [doc_id, score] : sample.expected) {
    ASSERT_NO_FATAL_FAILURE(ExpectStandsAt(sample, cursor.get(), doc_id));
    // A second look changes nothing.
    EXPECT_EQ(cursor->score(), cursor->score());
    cursor->Next();
  }
  ExpectIsAtItsEnd(cursor.get());
}

// Each target once from a new cursor, or some of the targets.
void ExpectSeeksFromTheStart(const Sample& sample, TestRandom* random) {
  std::set<DocId> targets = {
      0, 1, kNumDocs - 1, kNumDocs, kNoMoreDocs - 1, kNoMoreDocs};
  for (int i = 0; i < 20; ++i) targets.insert((*random)() % kNumDocs);
  for (const DocId target : targets) {
    const std::unique_ptr<DocCursor> cursor = sample.make();
    cursor->Seek(target);
    ASSERT_NO_FATAL_FAILURE(ExpectStandsAt(sample, cursor.get(),
                                           FirstFrom(sample.expected, target)));
  }
}

// Any order of steps, and scores asked for now and then.
void ExpectWalksAtRandom(const Sample& sample, TestRandom* random) {
  const std::unique_ptr<DocCursor> cursor = sample.make();
  const uint32_t stride = 1 + SkewedNumber(kNumDocs / 2, random);
  DocId expected = FirstFrom(sample.expected, 0);
  while (expected != kNoMoreDocs) {
    ASSERT_EQ(cursor->doc_id(), expected);
    if ((*random)() % 2 == 0) {
      ASSERT_NO_FATAL_FAILURE(ExpectStandsAt(sample, cursor.get(), expected));
    }
    switch ((*random)() % 8) {
      case 0:  // never back
        cursor->Seek((*random)() % (expected + 1));
        break;
      case 1:
      case 2:
      case 3:
        cursor->Next();
        expected = FirstFrom(sample.expected, expected + 1);
        break;
      default: {
        const DocId target = expected + (*random)() % stride;
        cursor->Seek(target);
        expected = FirstFrom(sample.expected, target);
      }
    }
  }
  ExpectIsAtItsEnd(cursor.get());
}

}  // namespace

void ExpectConforms(const Sample& sample) {
  SCOPED_TRACE(sample.name);
  TestRandom random(13);
  ExpectWalksAll(sample);
  ExpectSeeksFromTheStart(sample, &random);
  for (int i = 0; i < 10; ++i) ExpectWalksAtRandom(sample, &random);
}

}  // namespace telusur
