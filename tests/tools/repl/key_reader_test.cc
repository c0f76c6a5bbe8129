#include "tools/repl/key_reader.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(TypedAheadTest, WhatIsPastedIsTakenButForItsLastCharacter) {
  TypedAhead ahead;
  ahead.bytes = "x" + std::string(100, 'a') + "z\rnext";
  ahead.next = 1;
  EXPECT_EQ(ahead.TakePasted(), std::string(100, 'a'));
  EXPECT_EQ(ahead.bytes.substr(ahead.next), "z\rnext");
}

TEST(TypedAheadTest, WhatIsTypedIsLeftAlone) {
  TypedAhead ahead;
  for (const char* bytes : {"", "\r", "harga beras", "\x1b[A"}) {
    ahead.Clear();
    ahead.bytes = bytes;
    EXPECT_EQ(ahead.TakePasted(), "");
    EXPECT_EQ(ahead.next, 0u);
  }
}

TEST(TypedAheadTest, ControlCharactersAndOtherScriptsEndAPiece) {
  for (const char* end : {"\t", "\x7f", "\x1b", "\u00e9"}) {
    TypedAhead ahead;
    ahead.bytes = std::string(100, 'a') + end + std::string(100, 'b');
    EXPECT_EQ(ahead.TakePasted(), std::string(99, 'a'));
    EXPECT_EQ(ahead.bytes.substr(ahead.next, 2), std::string("a") + end[0]);
  }
}

}  // namespace
}  // namespace telusur
