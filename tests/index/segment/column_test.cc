#include "index/segment/column.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/support/owned_section.h"

namespace telusur {
namespace {

std::string Encode(const std::vector<uint32_t>& values) {
  std::string bytes;
  AppendColumn(values, &bytes);
  return bytes;
}

TEST(ColumnTest, MatchesTheExampleInTheFormatComment) {
  EXPECT_EQ(Encode({300, 301, 555}),
            std::string("\x2c\x01\x00\x00\x01\x00\x01\xff", 8));
}

TEST(ColumnTest, RoundTripsEveryWidth) {
  const std::vector<std::vector<uint32_t>> columns = {
      {},       {7, 7, 7},  {0, 255},   {1000, 1255},
      {0, 256}, {5, 65540}, {0, 65536}, {0, 0xffffffff, 1},
  };
  const uint64_t widths[] = {0, 0, 1, 1, 2, 2, 4, 4};
  for (size_t c = 0; c < columns.size(); ++c) {
    const std::vector<uint32_t>& values = columns[c];
    const OwnedSection bytes(Encode(values));
    EXPECT_EQ(bytes.bytes().size(), 5 + widths[c] * values.size());
    const uint32_t n = static_cast<uint32_t>(values.size());
    const auto column = Column::Open(bytes.section(), n);
    ASSERT_TRUE(column.ok()) << column.status();
    std::vector<DocId> doc_ids;
    for (uint32_t i = 0; i < n; ++i) {
      EXPECT_EQ(column->Get(i), values[i]);
      doc_ids.insert(doc_ids.begin(), i);
    }
    std::vector<uint32_t> gathered(n);
    column->Gather(doc_ids.data(), static_cast<int>(n), gathered.data());
    EXPECT_EQ(std::vector<uint32_t>(gathered.rbegin(), gathered.rend()),
              values);
  }
}

TEST(ColumnTest, AWrongSizeOrWidthIsDamage) {
  const std::string right = Encode({300, 301, 555});
  std::string wide = right;
  wide[4] = 3;
  for (const std::string& wrong : {right + "x", right.substr(0, 7),
                                   right.substr(0, 4), wide, std::string()}) {
    const OwnedSection bytes(wrong);
    EXPECT_TRUE(absl::IsDataLoss(Column::Open(bytes.section(), 3).status()));
  }
}

}  // namespace
}  // namespace telusur
