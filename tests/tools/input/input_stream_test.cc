#include "tools/input/input_stream.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/support/compress.h"
#include "tests/support/string_source.h"
#include "tests/support/temp_folder.h"

namespace telusur {
namespace {

// Bytes that compress, though not to nothing.
std::string SomeText(size_t size) {
  std::mt19937 random(1);
  std::string text;
  while (text.size() < size) {
    text += std::to_string(random() % 5000);
    text += random() % 10 == 0 ? '\n' : ' ';
  }
  text.resize(size);
  return text;
}

struct Reading {
  absl::Status status;
  std::string bytes;
};

Reading ReadAll(const std::string& path) {
  Reading reading;
  auto stream = InputStream::Open(path);
  if (!stream.ok()) {
    reading.status = stream.status();
    return reading;
  }
  for (;;) {
    absl::StatusOr<bool> more = (*stream)->ReadMore();
    absl::string_view window = (*stream)->window();
    reading.bytes.append(window.data(), window.size());
    (*stream)->Consume(window.size());
    if (!more.ok()) reading.status = more.status();
    if (!more.ok() || !*more) break;
  }
  EXPECT_EQ((*stream)->offset(), reading.bytes.size());
  return reading;
}

class CompressedInputTest : public testing::TestWithParam<const char*> {
 protected:
  TempFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(Kinds, CompressedInputTest,
                         testing::Values("gz", "zst", "xz", "bz2"));

TEST_P(CompressedInputTest, IsReadWhateverItsName) {
  const std::string text = SomeText(400000);
  Reading reading = ReadAll(folder_.Write("x.txt", Compress(GetParam(), text)));
  EXPECT_TRUE(reading.status.ok()) << reading.status;
  EXPECT_TRUE(reading.bytes == text);
}

TEST_P(CompressedInputTest, MayHoldNothing) {
  Reading reading = ReadAll(folder_.Write("x", Compress(GetParam(), "")));
  EXPECT_TRUE(reading.status.ok()) << reading.status;
  EXPECT_EQ(reading.bytes, "");
}

TEST_P(CompressedInputTest, MembersAreReadAsOne) {
  const std::string bytes = Compress(GetParam(), "satu\n") +
                            Compress(GetParam(), "dua\n") +
                            Compress(GetParam(), "tiga\n");
  Reading reading = ReadAll(folder_.Write("x", bytes));
  EXPECT_TRUE(reading.status.ok()) << reading.status;
  EXPECT_EQ(reading.bytes, "satu\ndua\ntiga\n");
}

TEST_P(CompressedInputTest, TruncationIsDataLossAfterWhatCouldBeRead) {
  const std::string text = SomeText(300000);
  const std::string bytes = Compress(GetParam(), text);
  for (size_t size : {bytes.size() - 1, bytes.size() - 9, bytes.size() / 2,
                      bytes.size() / 10}) {
    Reading reading =
        ReadAll(folder_.Write("x", absl::string_view(bytes).substr(0, size)));
    EXPECT_TRUE(absl::IsDataLoss(reading.status))
        << size << " of " << bytes.size() << ": " << reading.status;
    EXPECT_TRUE(reading.bytes == text.substr(0, reading.bytes.size()));
    if (size == bytes.size() - 1) {
      EXPECT_GT(reading.bytes.size(), 0);
    }
  }
}

// libarchive's writer puts no checksum into zstd frames.
TEST_P(CompressedInputTest, DamageIsDataLoss) {
  const std::string text = SomeText(200000);
  std::string bytes = Compress(GetParam(), text);
  bytes[bytes.size() / 2] ^= 0x10;
  Reading reading = ReadAll(folder_.Write("x", bytes));
  if (std::string(GetParam()) == "zst" && reading.status.ok()) return;
  EXPECT_TRUE(absl::IsDataLoss(reading.status)) << reading.status;
}

TEST(GzipInputTest, AWrongChecksumIsDataLoss) {
  TempFolder folder;
  std::string bytes = Compress("gz", "harga beras naik");
  bytes[bytes.size() - 6] ^= 1;
  Reading reading = ReadAll(folder.Write("x", bytes));
  EXPECT_TRUE(absl::IsDataLoss(reading.status)) << reading.status;
  EXPECT_EQ(reading.bytes, "harga beras naik");
}

TEST(GzipInputTest, ZeroPaddingAfterTheDataIsNoDamage) {
  TempFolder folder;
  const std::string bytes = Compress("gz", "padi") + std::string(200000, '\0');
  Reading reading = ReadAll(folder.Write("x", bytes));
  EXPECT_TRUE(reading.status.ok()) << reading.status;
  EXPECT_EQ(reading.bytes, "padi");
  EXPECT_TRUE(
      absl::IsDataLoss(ReadAll(folder.Write("x", bytes + "padi")).status));
  EXPECT_TRUE(absl::IsDataLoss(
      ReadAll(folder.Write("x", Compress("gz", "padi") + "padi")).status));
}

TEST(InputStreamTest, PlainBytesComeAsTheyAre) {
  TempFolder folder;
  for (const std::string& bytes :
       {std::string(), std::string("x"), std::string("BZ"),
        std::string("\x1f\x8b"), std::string(300, '\0'), SomeText(1500000)}) {
    Reading reading = ReadAll(folder.Write("x", bytes));
    EXPECT_TRUE(reading.status.ok()) << reading.status;
    EXPECT_TRUE(reading.bytes == bytes);
  }
}

TEST(InputStreamTest, MissingFilesAndFoldersAreErrors) {
  TempFolder folder;
  EXPECT_TRUE(absl::IsNotFound(ReadAll(folder.Path("absent")).status));
  EXPECT_TRUE(absl::IsInvalidArgument(ReadAll(folder.path()).status));
}

// Hands out a few bytes at a time.
TEST(InputStreamTest, TheWindowWidensOverUnconsumedBytes) {
  const std::string text = SomeText(3000000);
  InputStream stream(absl::make_unique<StringSource>(text, 7));
  size_t consumed = 0;
  for (size_t size : {10, 1000000, 5, 1200000, 3, 900000}) {
    ASSERT_TRUE(stream.Fill(size).ok());
    absl::string_view window = stream.window();
    ASSERT_GE(window.size(), std::min<size_t>(size, text.size() - consumed));
    ASSERT_TRUE(window ==
                absl::string_view(text).substr(consumed, window.size()));
    const size_t used = std::min(size / 2 + 1, window.size());
    stream.Consume(used);
    consumed += used;
    EXPECT_EQ(stream.offset(), consumed);
  }
}

}  // namespace
}  // namespace telusur
