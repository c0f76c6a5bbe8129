#include "tools/input/line_reader.h"

#include <random>
#include <string>
#include <vector>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/support/string_source.h"
#include "tools/input/input_stream.h"

namespace telusur {
namespace {

// The lines as "number:offset:text", or "number:offset:size!" when too long.
std::vector<std::string> Lines(const std::string& bytes,
                               uint64_t max_line_bytes = 1000,
                               size_t step = 4096,
                               absl::Status end = absl::OkStatus()) {
  InputStream stream(absl::make_unique<StringSource>(bytes, step, end));
  LineReader reader(&stream, max_line_bytes);
  std::vector<std::string> lines;
  Line line;
  for (;;) {
    absl::StatusOr<bool> more = reader.Next(&line);
    if (!more.ok()) lines.push_back(std::string(more.status().message()));
    if (!more.ok() || !*more) return lines;
    lines.push_back(std::to_string(line.number) + ":" +
                    std::to_string(line.offset) + ":" +
                    (line.too_long ? std::to_string(line.size) + "!"
                                   : std::string(line.text)));
  }
}

using Strings = std::vector<std::string>;

TEST(LineReaderTest, SplitsAtEveryKindOfLineEnd) {
  EXPECT_EQ(Lines(""), Strings());
  EXPECT_EQ(Lines("\n"), Strings({"1:0:"}));
  EXPECT_EQ(Lines("a\nb\r\n\r\nc"),
            Strings({"1:0:a", "2:2:b", "3:5:", "4:7:c"}));
  EXPECT_EQ(Lines("a\rb\n"), Strings({"1:0:a\rb"}));
  EXPECT_EQ(Lines("a\r"), Strings({"1:0:a"}));
}

TEST(LineReaderTest, NulBytesAreBytes) {
  EXPECT_EQ(Lines(std::string("a\0b\nc", 5)),
            Strings({std::string("1:0:a\0b", 7), "2:4:c"}));
}

TEST(LineReaderTest, AByteOrderMarkIsDropped) {
  EXPECT_EQ(Lines("\xef\xbb\xbfpadi\n\xef\xbb\xbf"),
            Strings({"1:3:padi", "2:8:\xef\xbb\xbf"}));
}

TEST(LineReaderTest, LongLinesArePassedBy) {
  EXPECT_EQ(Lines("abcde\nabcdef\nx\n", 5),
            Strings({"1:0:abcde", "2:6:6!", "3:13:x"}));
  EXPECT_EQ(Lines("abcde\r\n", 5), Strings({"1:0:abcde"}));
  EXPECT_EQ(Lines("x\n" + std::string(3000000, 'y') + "\nz", 5),
            Strings({"1:0:x", "2:2:3000000!", "3:3000003:z"}));
  EXPECT_EQ(Lines(std::string(3000000, 'y'), 5), Strings({"1:0:3000000!"}));
}

TEST(LineReaderTest, LinesBeforeAnErrorStand) {
  EXPECT_EQ(Lines("a\nbcd\nef", 100, 3, absl::DataLossError("damaged")),
            Strings({"1:0:a", "2:2:bcd", "damaged"}));
}

TEST(LineReaderTest, MatchesASlowSplitWhateverTheReadSizes) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string bytes;
    const int size = random() % 300;
    for (int i = 0; i < size; ++i) bytes += "ab\r\n"[random() % 4];
    Strings expected;
    size_t begin = 0;
    int number = 0;
    while (begin < bytes.size()) {
      size_t end = bytes.find('\n', begin);
      std::string text = bytes.substr(begin, end - begin);
      if (!text.empty() && text.back() == '\r') text.pop_back();
      expected.push_back(std::to_string(++number) + ":" +
                         std::to_string(begin) + ":" + text);
      begin = end == std::string::npos ? bytes.size() : end + 1;
    }
    EXPECT_EQ(Lines(bytes, 1000, 1 + random() % 20), expected) << round;
  }
}

}  // namespace
}  // namespace telusur
