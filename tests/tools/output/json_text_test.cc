#include "tools/output/json_text.h"

#include <random>
#include <string>

#include "gtest/gtest.h"
#include "index/document.h"
#include "tools/input/json_document.h"
#include "tools/output/document_text.h"

namespace telusur {
namespace {

std::string Json(absl::string_view text) {
  std::string out;
  AppendJsonString(text, &out);
  return out;
}

TEST(JsonTextTest, EscapesWhatMustBeAndWhatCouldHarm) {
  EXPECT_EQ(Json("harga “beras” 😀"), "\"harga “beras” 😀\"");
  EXPECT_EQ(Json("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
  EXPECT_EQ(Json("a\nb\tc\rd"), "\"a\\nb\\tc\\rd\"");
  EXPECT_EQ(Json(absl::string_view("\0\x1b\x7f", 3)),
            "\"\\u0000\\u001b\\u007f\"");
  EXPECT_EQ(Json("\u009b\u202e\U000e0001"), "\"\\u009b\\u202e\\udb40\\udc01\"");
}

TEST(JsonTextTest, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(Json("a\xff\xc3z"), "\"a\ufffd\ufffdz\"");
}

TEST(JsonTextTest, ADocumentIsReadBackAsItWas) {
  std::mt19937 random(5);
  JsonDocumentParser parser((FieldNames()));
  for (int round = 0; round < 300; ++round) {
    Document document;
    for (std::string* field :
         {&document.id, &document.title, &document.text, &document.url,
          &document.date, &document.source}) {
      const int size = random() % 20;
      for (int i = 0; i < size; ++i) {
        field->push_back(static_cast<char>(random() % 128));
      }
      field->append(random() % 2 ? "\u202e\U000e0001é" : "");
    }
    std::string json;
    AppendDocumentJson(document, &json);
    Document read;
    JsonProblem problem;
    ASSERT_TRUE(parser.Parse(json, &read, &problem)) << json;
    EXPECT_EQ(read.id, document.id);
    EXPECT_EQ(read.title, document.title);
    EXPECT_EQ(read.text, document.text);
    EXPECT_EQ(read.url, document.url);
    EXPECT_EQ(read.date, document.date);
    EXPECT_EQ(read.source, document.source);
  }
}

}  // namespace
}  // namespace telusur
