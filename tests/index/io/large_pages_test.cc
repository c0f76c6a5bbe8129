#include "index/io/large_pages.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(LargePagesTest, AreAlignedZerosThatCanBeWritten) {
  for (const size_t bytes :
       {size_t{1}, kLargePageBytes, 3 * kLargePageBytes + 5}) {
    char* const memory = static_cast<char*>(AllocateLargePages(bytes));
    EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % kLargePageBytes, 0);
    EXPECT_TRUE(
        std::all_of(memory, memory + bytes, [](char c) { return c == 0; }));
    std::fill_n(memory, bytes, 'x');
    FreeLargePages(memory, bytes);
  }
}

TEST(LargePagesTest, VectorsKeepTheirElementsWhenTheyGrow) {
  std::vector<uint32_t, LargePageAllocator<uint32_t>> numbers;
  constexpr uint32_t kSize = 3 * kLargePageBytes / sizeof(uint32_t);
  for (uint32_t i = 0; i < kSize; ++i) numbers.push_back(i);
  for (uint32_t i = 0; i < kSize; ++i) ASSERT_EQ(numbers[i], i);
}

TEST(LargePagesTest, APoolGivesWhatItTookAndThenNewPages) {
  LargePagePool pool;
  {
    std::vector<char, LargePageAllocator<char>> array(
        2 * kLargePageBytes + 5000, 'x', LargePageAllocator<char>(&pool));
  }
  for (const int x : {'x', 'x', '\0'}) {
    const auto page = pool.Take();
    EXPECT_EQ(std::count(page.get(), page.get() + kLargePageBytes, x),
              kLargePageBytes);
    std::fill_n(page.get(), kLargePageBytes, 'y');
  }
  pool.Give(AllocateLargePages(kLargePageBytes), kLargePageBytes);
  pool.Clear();
  EXPECT_EQ(*pool.Take(), 0);
}

TEST(LargePagesTest, ElementsHaveTheValueThatTheyAreGivenAndElseAnOldOne) {
  for (const size_t size : {size_t{100}, size_t{kLargePageBytes}}) {
    std::vector<uint32_t, LargePageAllocator<uint32_t>> numbers(size, 7);
    EXPECT_EQ(std::count(numbers.begin(), numbers.end(), 7), size);
    numbers.clear();
    numbers.resize(size / 2, 8);
    EXPECT_EQ(std::count(numbers.begin(), numbers.end(), 8), size / 2);
    // Not written: the memory is what it was.
    numbers.resize(size);
    EXPECT_EQ(std::count(numbers.begin(), numbers.end(), 7), size - size / 2);
  }
}

}  // namespace
}  // namespace telusur
