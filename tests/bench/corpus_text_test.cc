#include "bench/corpus_text.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rapidjson/document.h"

namespace telusur {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CorpusOptions FullOptions() {
  CorpusOptions options;
  options.vocabulary_size = 10000;
  options.near_duplicate_chance = 6554;
  options.navigation = true;
  return options;
}

// FNV-1a.
uint64_t Hash(absl::string_view bytes, uint64_t hash) {
  for (const char c : bytes) {
    hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  }
  return hash;
}

uint64_t HashOfRecords(TextStyle style, RecordFormat format) {
  const CorpusGenerator generator(FullOptions());
  CorpusText text(&generator, style);
  GeneratedDocument document;
  uint64_t hash = 0xcbf29ce484222325;
  for (uint64_t i = 0; i < 1000; ++i) {
    generator.Generate(i, &document);
    hash = Hash(text.Record(document, format), hash);
  }
  return hash;
}

// The tokens that splitting at anything but letters, digits and hyphens gives.
std::string Tokens(absl::string_view text) {
  std::string tokens;
  for (const char c : text) {
    const bool in_word = absl::ascii_isalnum(c) || c == '-';
    if (in_word) {
      tokens += absl::ascii_tolower(c);
    } else if (!tokens.empty() && tokens.back() != ' ') {
      tokens += ' ';
    }
  }
  return std::string(absl::StripTrailingAsciiWhitespace(tokens));
}

// A change of these numbers is a change of every figure that was measured on a
// generated collection.
TEST(CorpusTextTest, BytesOfASeedNeverChange) {
  EXPECT_EQ(HashOfRecords(TextStyle::kTokens, RecordFormat::kTsv),
            5088922863382709933u);
  EXPECT_EQ(HashOfRecords(TextStyle::kProse, RecordFormat::kJsonl),
            15447836437999684663u);
}

TEST(CorpusTextTest, TsvTokensAreTheRanksWords) {
  const CorpusGenerator generator(FullOptions());
  CorpusText text(&generator, TextStyle::kTokens);
  GeneratedDocument document;
  for (uint64_t i = 0; i < 50; ++i) {
    generator.Generate(i, &document);
    std::vector<absl::string_view> words;
    for (const uint32_t rank : document.text) {
      words.push_back(generator.words().word(rank));
    }
    EXPECT_EQ(text.Record(document, RecordFormat::kTsv),
              absl::StrCat(i, "\t", absl::StrJoin(words, " "), "\n"));
  }
}

TEST(CorpusTextTest, JsonHoldsTheFields) {
  const CorpusGenerator generator(FullOptions());
  GeneratedDocument generated;
  for (const TextStyle style : {TextStyle::kTokens, TextStyle::kProse}) {
    CorpusText text(&generator, style);
    for (uint64_t i = 0; i < 200; ++i) {
      generator.Generate(i, &generated);
      const std::string record(text.Record(generated, RecordFormat::kJsonl));
      ASSERT_EQ(record.find('\n'), record.size() - 1);
      rapidjson::Document json;
      json.Parse(record.c_str());
      ASSERT_FALSE(json.HasParseError()) << record;
      const Document fields = text.Fields(generated);
      EXPECT_EQ(fields.id, absl::StrCat(i));
      EXPECT_EQ(json["id"].GetString(), fields.id);
      EXPECT_EQ(json["title"].GetString(), fields.title);
      EXPECT_EQ(json["text"].GetString(), fields.text);
      EXPECT_EQ(json["url"].GetString(), fields.url);
      EXPECT_EQ(json["date"].GetString(), fields.date);
      EXPECT_EQ(json["source"].GetString(), fields.source);
      EXPECT_EQ(json.MemberCount(), 6);
    }
  }
}

TEST(CorpusTextTest, ProseHasTheSameWordsInSentences) {
  const CorpusGenerator generator(FullOptions());
  CorpusText prose(&generator, TextStyle::kProse);
  CorpusText tokens(&generator, TextStyle::kTokens);
  GeneratedDocument document;
  for (uint64_t i = 0; i < 200; ++i) {
    generator.Generate(i, &document);
    const Document fields = prose.Fields(document);
    EXPECT_EQ(Tokens(fields.text), tokens.Fields(document).text);
    EXPECT_THAT(fields.text, HasSubstr("."));
    EXPECT_THAT(fields.text, Not(HasSubstr("  ")));
    EXPECT_THAT(fields.text, Not(HasSubstr(" \n")));
    EXPECT_FALSE(absl::ascii_islower(fields.text[0]));
    EXPECT_FALSE(absl::ascii_islower(fields.title[0]));
  }
}

TEST(CorpusTextTest, DatesAreDaysInOrder) {
  EXPECT_EQ(GeneratedDate(0), "2010-01-01");
  EXPECT_EQ(GeneratedDate(249), "2010-01-01");
  EXPECT_EQ(GeneratedDate(250), "2010-01-02");
  EXPECT_EQ(GeneratedDate(250 * 59), "2010-03-01");
}

}  // namespace
}  // namespace telusur
