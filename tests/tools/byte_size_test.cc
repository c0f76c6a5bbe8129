#include "tools/byte_size.h"

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(ByteSizeTest, ReadsNumbersAndUnits) {
  EXPECT_EQ(*ParseByteSize("0"), 0);
  EXPECT_EQ(*ParseByteSize("4096"), 4096);
  EXPECT_EQ(*ParseByteSize("4096B"), 4096);
  EXPECT_EQ(*ParseByteSize("64K"), 65536);
  EXPECT_EQ(*ParseByteSize("64kb"), 65536);
  EXPECT_EQ(*ParseByteSize("16M"), 16777216);
  EXPECT_EQ(*ParseByteSize("2GiB"), uint64_t{2} << 30);
  EXPECT_EQ(*ParseByteSize("3t"), uint64_t{3} << 40);
  EXPECT_EQ(*ParseByteSize("007K"), 7168);
}

TEST(ByteSizeTest, RefusesAllElse) {
  for (const char* text : {"", "K", "-1", "+1", "1.5G", "1 K", " 1", "1KK",
                           "1iB", "1X", "0x10", "K1", "1K1"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseByteSize(text).status())) << text;
  }
}

TEST(ByteSizeTest, RefusesWhatDoesNotFit) {
  EXPECT_EQ(*ParseByteSize("8191T"), uint64_t{8191} << 40);
  for (const char* text :
       {"99999999999999999999", "18446744073709551616", "8388608T",
        "18446744073709551615K", "99999999999999999999999999999999999G"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseByteSize(text).status())) << text;
  }
}

TEST(ByteSizeTest, WritesThreeDigitsOrFour) {
  EXPECT_EQ(FormatByteSize(0), "0 B");
  EXPECT_EQ(FormatByteSize(1023), "1023 B");
  EXPECT_EQ(FormatByteSize(1024), "1.0 KiB");
  EXPECT_EQ(FormatByteSize(1536), "1.5 KiB");
  EXPECT_EQ(FormatByteSize((1 << 20) - 1), "1.0 MiB");
  EXPECT_EQ(FormatByteSize(uint64_t{5} << 30), "5.0 GiB");
  EXPECT_EQ(FormatByteSize(~uint64_t{0}), "16777216.0 TiB");
}

}  // namespace
}  // namespace telusur
