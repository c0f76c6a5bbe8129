#include "index/analysis/whitespace_edges.h"

#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(WhitespaceEdgesTest, VersionsFindWhatAPlainLoopFinds) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const int spaces_in_16 = static_cast<int>(random() % 17);
    const size_t num_blocks = random() % 5;
    std::string text(num_blocks * kEdgeBlockBytes, '\0');
    for (char& c : text) {
      c = static_cast<int>(random() % 16) < spaces_in_16
              ? " \t\n\v\f\r"[random() % 6]
              : static_cast<char>(random());
    }
    const uint32_t offset = random() % 1000;
    const bool is_space_before = random() % 2 == 0;
    bool expected_is_space = is_space_before;
    std::vector<uint32_t> expected;
    for (size_t i = 0; i < text.size(); ++i) {
      if (IsWhitespace(text[i]) == expected_is_space) continue;
      expected_is_space = !expected_is_space;
      expected.push_back(offset + static_cast<uint32_t>(i));
    }
    for (const EdgeFinder* finder :
         {&PortableEdgeFinder(), &FastestEdgeFinder()}) {
      std::vector<uint32_t> edges(text.size() + kEdgeBlockBytes);
      bool is_space = is_space_before;
      const uint32_t* const end = finder->find(text.data(), num_blocks, offset,
                                               &is_space, edges.data());
      edges.resize(end - edges.data());
      EXPECT_EQ(edges, expected);
      EXPECT_EQ(is_space, expected_is_space);
    }
  }
}

}  // namespace
}  // namespace telusur
