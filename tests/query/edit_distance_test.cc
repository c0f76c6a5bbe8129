#include "query/edit_distance.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace telusur {
namespace {

// The whole matrix, as the definition has it.
int SlowDistance(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1,
                          d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

TEST(EditDistanceTest, CountsEdits) {
  const struct {
    const char* a;
    const char* b;
    int distance;
  } kCases[] = {
      {"", "", 0},
      {"", "abc", 3},
      {"abc", "", 3},
      {"kata", "kata", 0},
      {"kata", "kota", 1},
      {"kata", "kaata", 1},
      {"kata", "kta", 1},
      {"kata", "akta", 1},
      {"kata", "atka", 2},
      {"ca", "abc", 3},
      {"jokowi", "jokwoi", 1},
      {"a", "b", 1},
      {"presiden", "persiden", 1},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(EditDistance(c.a).To(c.b, 9), c.distance) << c.a << " " << c.b;
    EXPECT_EQ(EditDistance(c.b).To(c.a, 9), c.distance) << c.b << " " << c.a;
  }
}

TEST(EditDistanceTest, SaysOneMoreThanTheBoundForWhatIsFurtherAway) {
  EXPECT_EQ(EditDistance("kata").To("kota", 0), 1);
  EXPECT_EQ(EditDistance("kata").To("berita", 2), 3);
  EXPECT_EQ(EditDistance("kata").To("katakatakata", 2), 3);
  EXPECT_EQ(EditDistance("kata").To(std::string(10000, 'a'), 2), 3);
  EXPECT_EQ(EditDistance("kata").To("", 2), 3);
}

TEST(EditDistanceTest, CountsCharactersAndNotBytes) {
  EXPECT_EQ(EditDistance("caf\u00E9").To("cafe", 2), 1);
  EXPECT_EQ(EditDistance("\u6771\u4EAC").To("\u4EAC\u6771", 2), 1);
  EXPECT_EQ(EditDistance("\u00E9\u00E8\u00E9").To("\u00E9\u00E9", 2), 1);
  EXPECT_EQ(EditDistance("a\xFF").To("a\xFE", 2), 1);
  EXPECT_EQ(EditDistance("a\xFF").To("a\u00FF", 2), 1);
}

std::string RandomWord(size_t max_size, std::mt19937* random) {
  std::string word((*random)() % (max_size + 1), 'a');
  for (char& c : word) c = static_cast<char>('a' + (*random)() % 3);
  return word;
}

TEST(EditDistanceTest, EqualsTheWholeMatrix) {
  std::mt19937 random(1);
  for (int i = 0; i < 50000; ++i) {
    const std::string a = RandomWord(9, &random);
    const std::string b = RandomWord(9, &random);
    const int bound = random() % 10;
    ASSERT_EQ(EditDistance(a).To(b, bound),
              std::min(SlowDistance(a, b), bound + 1))
        << a << " " << b << " " << bound;
  }
}

// Around 64 characters, where one way of counting takes over from the other.
TEST(EditDistanceTest, EqualsTheWholeMatrixForLongWords) {
  std::mt19937 random(2);
  for (int i = 0; i < 3000; ++i) {
    std::string a(60 + random() % 10, 'a');
    for (char& c : a) c = static_cast<char>('a' + random() % 3);
    std::string b = a;
    for (int edits = random() % 6; edits > 0; --edits) {
      const size_t at = random() % (b.size() - 1);
      switch (random() % 4) {
        case 0:
          b.erase(at, 1);
          break;
        case 1:
          b.insert(at, 1, 'b');
          break;
        case 2:
          std::swap(b[at], b[at + 1]);
          break;
        default:
          b[at] = 'c';
      }
    }
    const int bound = random() % 8;
    ASSERT_EQ(EditDistance(a).To(b, bound),
              std::min(SlowDistance(a, b), bound + 1))
        << a << " " << b << " " << bound;
  }
}

}  // namespace
}  // namespace telusur
