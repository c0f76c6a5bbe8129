#include "query/query_note.h"

#include <vector>

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(NoteListTest, SortsByPlaceAndCountsColumnsInCharacters) {
  NoteList notes(10);
  notes.Add(NoteKind::kInfo, 4, 5, "b", "read as b");
  notes.Add(NoteKind::kError, 0, 1, "a", "read as a");
  notes.Add(NoteKind::kInfo, 4, 4, "c", "read as c");
  notes.Add(NoteKind::kInfo, 99, 99, "d", "read as d");
  const std::vector<Note> taken = notes.Take("\u00E9\u00E9(");
  ASSERT_EQ(taken.size(), 4);
  EXPECT_EQ(taken[0].problem, "a");
  EXPECT_EQ(taken[0].column, 1);
  EXPECT_EQ(taken[1].problem, "b");
  EXPECT_EQ(taken[1].reading, "read as b");
  EXPECT_EQ(taken[1].column, 3);
  EXPECT_EQ(taken[2].problem, "c");
  EXPECT_EQ(taken[3].column, 4);
}

TEST(NoteListTest, NeverDropsTheFirstErrorOrALimit) {
  NoteList notes(1);
  notes.Add(NoteKind::kInfo, 0, 0, "info", "");
  notes.Add(NoteKind::kInfo, 0, 0, "dropped info", "");
  notes.Add(NoteKind::kError, 0, 0, "error", "");
  notes.Add(NoteKind::kError, 0, 0, "dropped error", "");
  notes.Add(NoteKind::kLimit, 0, 0, "limit", "");
  notes.Add(NoteKind::kLimit, 0, 0, "another limit", "");
  EXPECT_EQ(notes.num_dropped(), 2);
  EXPECT_EQ(notes.Take("").size(), 4);
}

}  // namespace
}  // namespace telusur
