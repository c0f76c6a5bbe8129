#include "index/analysis/block_masks.h"

#include <cstdint>
#include <random>
#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

// A block that begins with `text` and goes on with spaces.
std::string Block(std::string text) {
  text.resize(kBlockBytes, ' ');
  return text;
}

uint64_t NotSimple(const std::string& text) {
  return MasksOf(Block(text).data()).not_simple;
}

TEST(BlockMasksTest, WordsAndCapitals) {
  const BlockMasks masks = MasksOf(Block("Ab 12, \xC3\xA9 _C").data());
  EXPECT_EQ(masks.words, 0b1001'1001'1011u);
  EXPECT_EQ(masks.capitals, 0b1000'0000'0001u);
}

TEST(BlockMasksTest, SimpleWordsHaveNoMark) {
  for (const char* text :
       {"kata", "Kata", "KATA", "K", "2019", "Kata kata KATA 2019",
        "kata, Kata. \"KATA\" (2019)", "khawatir,kini", "9/10", "a\nb",
        "kata - kata ' . & @", "19, 20", "it' s", "5 %", "x%"}) {
    EXPECT_EQ(NotSimple(text), 0u) << text;
  }
}

TEST(BlockMasksTest, OtherWordsHaveOne) {
  for (const char* text :
       {"diKazakhstan", "KPKmenahan", "NAmun", "UU11", "11UU", "kata-kata",
        "kata.Dengan", "Jum'at", "Jum`at", "S&P", "a@b", "a_b", "3,5", "10:30",
        "8.000", "5%", "caf\xC3\xA9", "\xFF", "kata.\xE2\x80\x9D"}) {
    EXPECT_NE(NotSimple(text), 0u) << text;
  }
}

TEST(BlockMasksTest, TheMarkIsAtTheWordOrBehindIt) {
  EXPECT_EQ(NotSimple("kata a-b kata"), uint64_t{1} << 6);
  EXPECT_EQ(NotSimple("kata 5% kata"), uint64_t{1} << 6);
  EXPECT_EQ(NotSimple("kata aB kata"), uint64_t{1} << 6);
}

// Byte by byte, what the header says in words.
TEST(BlockMasksTest, AgreesWithTheDefinition) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_high = [](char c) { return static_cast<uint8_t>(c) >= 0x80; };
  std::mt19937 random(64);
  for (int round = 0; round < 5000; ++round) {
    std::string block(kBlockBytes, ' ');
    for (char& c : block) c = static_cast<char>(random());
    const BlockMasks masks = MasksOf(block.data());
    for (int i = 0; i < kBlockBytes; ++i) {
      const char c = block[i];
      const bool in_word = is_letter(c) || is_digit(c) || is_high(c);
      ASSERT_EQ(masks.words >> i & 1, in_word) << "byte " << i;
      ASSERT_EQ(masks.capitals >> i & 1, c >= 'A' && c <= 'Z') << "byte " << i;
      if (i + 1 == kBlockBytes) break;  // not_simple is not valid there
      const bool marked = (masks.not_simple >> i & 1) != 0;
      ASSERT_TRUE(marked || !is_high(c)) << "byte " << i;
      ASSERT_FALSE(marked && (c == ' ' || c == '(')) << "byte " << i;
    }
  }
}

}  // namespace
}  // namespace telusur
