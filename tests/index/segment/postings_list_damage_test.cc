#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/segment/postings_list.h"
#include "tests/index/segment/model_lists.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

using ::testing::HasSubstr;

TEST(PostingsListDamageTest, ADamagedPageIsNamed) {
  TestRandom random(30);
  const ModelList model = RandomList(&random, 20000);
  for (int section = 0; section < 3; ++section) {
    Lists lists({model}, PostingsCompression::kOff);
    const std::string& bytes = lists.bytes(section);
    lists.SetBytes(section, WithFlippedBit(bytes, 4 * bytes.size()), false);
    absl::Status status;
    ReadList(lists, lists.infos()[0], &status);
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("page checksum does not match"));
    EXPECT_THAT(std::string(status.message()), HasSubstr("test.seg"));
  }
}

// Damage that the checksums do not see, as a writer's bug would leave it.
TEST(PostingsListDamageTest, SignedDamageNeverReadsOutside) {
  TestRandom random(31);
  std::vector<ModelList> models = {RandomList(&random, 4500),
                                   RandomList(&random, 60)};
  for (const PostingsCompression compression : kAllCompressions) {
    const Lists good(models, compression);
    for (int section = 0; section < 3; ++section) {
      for (int round = 0; round < 60; ++round) {
        Lists lists(models, compression);
        const std::string& bytes = good.bytes(section);
        lists.SetBytes(section,
                       WithFlippedBit(bytes, random() % (8 * bytes.size())),
                       true);
        for (const TermInfo& info : lists.infos()) {
          absl::Status status;
          const ModelList list = ReadList(lists, info, &status);
          EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
          for (size_t i = 1; i < list.size(); ++i) {
            ASSERT_LT(list[i - 1].doc_id, list[i].doc_id);
          }
        }
      }
    }
  }
}

TEST(PostingsListDamageTest, SignedTruncationsAreDamage) {
  TestRandom random(32);
  const std::vector<ModelList> models = {RandomList(&random, 4500)};
  const Lists good(models, PostingsCompression::kAuto);
  for (int section = 0; section < 3; ++section) {
    for (int round = 0; round < 50; ++round) {
      Lists lists(models, PostingsCompression::kAuto);
      const std::string& bytes = good.bytes(section);
      lists.SetBytes(section, bytes.substr(0, random() % bytes.size()), true);
      absl::Status status;
      ReadList(lists, lists.infos()[0], &status);
      EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    }
  }
}

TEST(PostingsListDamageTest, WrongInfosNeverReadOutside) {
  TestRandom random(33);
  const std::vector<ModelList> models = {RandomList(&random, 4500),
                                         RandomList(&random, 60)};
  const Lists lists(models, PostingsCompression::kAuto);
  for (int round = 0; round < 2000; ++round) {
    TermInfo info = lists.infos()[round % 2];
    const uint64_t wrong = random() >> (random() % 64);
    switch (random() % 6) {
      case 0:
        info.df = static_cast<uint32_t>(
            std::min<uint64_t>(std::max<uint64_t>(wrong, 1), kNumDocs));
        break;
      case 1:
        info.cf = std::max<uint64_t>(wrong, info.df);
        break;
      case 2:
        info.postings_offset = wrong;
        break;
      case 3:
        info.postings_bytes = wrong;
        break;
      case 4:
        info.positions_bytes = wrong;
        break;
      default:
        info.skip_offset = wrong;
    }
    absl::Status status;
    ReadList(lists, info, &status);
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
  }
}

}  // namespace
}  // namespace telusur
