#include "tools/input/json_document.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

struct Parsed {
  bool ok;
  Document document;
  JsonProblem problem;
};

Parsed Parse(absl::string_view json, const FieldNames& fields = FieldNames()) {
  JsonDocumentParser parser(fields);
  Parsed parsed;
  parsed.ok = parser.Parse(json, &parsed.document, &parsed.problem);
  return parsed;
}

TEST(JsonDocumentTest, FillsEveryField) {
  Parsed parsed = Parse(
      R"({"id":"a1","title":"Harga beras","text":"Naik lagi.\n",)"
      R"("url":"https:\/\/contoh.id","date":"2019-09-01","source":"koran"})");
  ASSERT_TRUE(parsed.ok) << parsed.problem.reason;
  EXPECT_EQ(parsed.document.id, "a1");
  EXPECT_EQ(parsed.document.title, "Harga beras");
  EXPECT_EQ(parsed.document.text, "Naik lagi.\n");
  EXPECT_EQ(parsed.document.url, "https://contoh.id");
  EXPECT_EQ(parsed.document.date, "2019-09-01");
  EXPECT_EQ(parsed.document.source, "koran");
}

TEST(JsonDocumentTest, ScalarsKeepTheirSpelling) {
  EXPECT_EQ(Parse(R"({"id":12})").document.id, "12");
  EXPECT_EQ(Parse(R"({"id":-0.50e+10 })").document.id, "-0.50e+10");
  EXPECT_EQ(Parse(R"({"id":123456789012345678901234567890})").document.id,
            "123456789012345678901234567890");
  EXPECT_EQ(Parse(R"({"id":true,"text":false})").document.text, "false");
  EXPECT_EQ(Parse(R"({"id":null})").document.id, "");
  EXPECT_EQ(Parse(R"({"id":"a\u0000b"})").document.id, std::string("a\0b", 3));
}

TEST(JsonDocumentTest, TheLaterOfTwoEqualNamesCounts) {
  EXPECT_EQ(Parse(R"({"id":"a","id":"b"})").document.id, "b");
  EXPECT_EQ(Parse(R"({"id":"a","id":null})").document.id, "");
}

TEST(JsonDocumentTest, FieldsGoByTheirConfiguredNames) {
  FieldNames fields;
  fields.id = "nomor";
  fields.url = "nomor";  // one value may serve two fields
  fields.text = "isi";
  fields.title = "";
  JsonDocumentParser parser(fields);
  Document document;
  JsonProblem problem;
  ASSERT_TRUE(parser.Parse(R"({"nomor":7,"isi":"x","title":"y","":"z"})",
                           &document, &problem));
  EXPECT_EQ(document.id, "7");
  EXPECT_EQ(document.url, "7");
  EXPECT_EQ(document.text, "x");
  EXPECT_EQ(document.title, "");
  EXPECT_EQ(parser.ignored_fields(),
            (absl::btree_set<std::string>{"", "title"}));
}

TEST(JsonDocumentTest, NestedValuesAreSkippedInOtherFieldsOnly) {
  Parsed parsed = Parse(R"({"tags":["a",{"id":"no","text":[1]}],"id":"yes"})");
  ASSERT_TRUE(parsed.ok) << parsed.problem.reason;
  EXPECT_EQ(parsed.document.id, "yes");
  EXPECT_EQ(parsed.document.text, "");
  EXPECT_EQ(Parse(R"({"text":{"a":1}})").problem.reason,
            "field \"text\" is an object, not text");
  EXPECT_EQ(Parse(R"({"text":["a"]})").problem.reason,
            "field \"text\" is an array, not text");
}

TEST(JsonDocumentTest, HalfSurrogatePairsBecomeTheReplacementCharacter) {
  const std::string r = "\xef\xbf\xbd";
  EXPECT_EQ(Parse(R"({"id":"\ud83d\ude00"})").document.id, "\xf0\x9f\x98\x80");
  EXPECT_EQ(Parse(R"({"id":"a\ud83db"})").document.id, "a" + r + "b");
  EXPECT_EQ(Parse(R"({"id":"\uDE00\uD83D"})").document.id, r + r);
  EXPECT_EQ(Parse(R"({"id":"\ud83d\ud83d\ude00"})").document.id,
            r + "\xf0\x9f\x98\x80");
  EXPECT_EQ(Parse(R"({"id":"\\ud83d"})").document.id, "\\ud83d");
  EXPECT_EQ(Parse(R"({"id":"\ud83d"})").document.id, r);
  EXPECT_FALSE(Parse(R"({"id":"\ud8)").ok);
  EXPECT_FALSE(Parse(R"({"id":"\ud8zz"})").ok);
}

TEST(JsonDocumentTest, InvalidUtf8StaysAsItIs) {
  EXPECT_EQ(Parse("{\"id\":\"\xff\xc3\"}").document.id, "\xff\xc3");
}

TEST(JsonDocumentTest, ProblemsNameTheirColumn) {
  struct Case {
    const char* json;
    size_t column;
    const char* reason;
  };
  const Case kCases[] = {
      {"", 1, "no JSON value"},
      {"  ", 3, "no JSON value"},
      {"[1]", 1, "not a JSON object"},
      {"\"x\"", 4, "not a JSON object"},
      {"12", 1, "not a JSON object"},
      {"{\"id\":\"a\"", 10, "a comma or } is missing"},
      {"{\"id\":\"a\"} x", 12, "text after the JSON object"},
      {"{\"id\":\"a\"}{}", 11, "text after the JSON object"},
      {"{\"id\":\"a}", 10, "a string has no end"},
      {"{\"id\" \"a\"}", 7, "a colon after a field name is missing"},
      {"{id:1}", 2, "a field name is missing"},
      {"{\"id\":\"a\tb\"}", 9,
       "a control character in a string is not escaped"},
      {"{\"id\":\"\\q\"}", 8, "an escape in a string is invalid"},
      {"{\"id\":nul}", 10, "invalid JSON"},
      {"{\"x\":[1 2]}", 9, "a comma or ] is missing"},
      {"{\"id\":1.}", 9, "a number is incomplete"},
  };
  for (const Case& c : kCases) {
    Parsed parsed = Parse(c.json);
    EXPECT_FALSE(parsed.ok) << c.json;
    EXPECT_EQ(parsed.problem.reason, c.reason) << c.json;
    EXPECT_EQ(parsed.problem.column, c.column) << c.json;
  }
  Parsed parsed = Parse(absl::string_view("{\"id\":\"a\0\"}", 11));
  EXPECT_EQ(parsed.problem.reason, "a NUL byte");
  EXPECT_EQ(parsed.problem.column, 9);
}

TEST(JsonDocumentTest, DeepNestingIsRefusedWithoutCost) {
  for (const char* open : {"[", "{\"a\":"}) {
    std::string json = "{\"x\":";
    for (int i = 0; i < 1000000; ++i) json += open;
    EXPECT_EQ(Parse(json).problem.reason, "nested deeper than 512 levels");
  }
  std::string json = "{\"x\":";
  json += std::string(511, '[') + std::string(511, ']') + ",\"id\":\"a\"}";
  EXPECT_EQ(Parse(json).document.id, "a");
}

TEST(JsonDocumentTest, RemembersABoundedNumberOfIgnoredFields) {
  JsonDocumentParser parser((FieldNames()));
  Document document;
  JsonProblem problem;
  for (int i = 0; i < 1000; ++i) {
    const std::string name = std::to_string(i) + std::string(1000, 'x');
    ASSERT_TRUE(parser.Parse("{\"" + name + "\":1}", &document, &problem));
  }
  EXPECT_EQ(parser.ignored_fields().size(), InputCounts::kMaxIgnoredFields);
  EXPECT_EQ(parser.ignored_fields().begin()->size(), 64);
}

TEST(JsonDocumentTest, EveryTruncationIsAProblem) {
  const std::string json =
      R"({"id":"a1","n":[1,2.5e3,{"k":null}],"text":"naik\u2026\ud83d\ude00"})";
  ASSERT_TRUE(Parse(json).ok);
  for (size_t size = 0; size < json.size(); ++size) {
    EXPECT_FALSE(Parse(absl::string_view(json).substr(0, size)).ok) << size;
  }
}

}  // namespace
}  // namespace telusur
