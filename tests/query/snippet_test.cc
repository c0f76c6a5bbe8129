#include "query/snippet.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "index/index_reader.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "tests/support/temp_folder.h"

namespace telusur {
namespace {

// An index in which "langka" is rarer than "umum".
class SnippetTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string path = folder_.Path("x.idx");
    auto writer =
        IndexWriter::Create(FileSystem::Posix(), path, IndexOptions());
    ASSERT_TRUE(writer.ok()) << writer.status();
    for (int i = 0; i < 10; ++i) {
      Document document;
      document.id = absl::StrCat(i);
      document.text = i == 0 ? "langka umum" : "umum biasa";
      ASSERT_TRUE((*writer)->Add(document).ok());
    }
    ASSERT_TRUE((*writer)->Finish().ok());
    auto reader = IndexReader::Open(FileSystem::Posix(), path);
    ASSERT_TRUE(reader.ok()) << reader.status();
    reader_ = *std::move(reader);
  }

  Highlighter For(absl::string_view query) {
    auto compiled = CompileQuery(*reader_, Parse(query, ParserLimits()).query,
                                 CompileOptions());
    compiled_ = std::make_unique<CompiledQuery>(*std::move(compiled));
    return Highlighter(reader_->analyzer(), *compiled_);
  }

  // The snippet with its marks in brackets and its cuts as dots.
  std::string Shown(absl::string_view query, absl::string_view text,
                    size_t max_bytes) {
    Highlighter highlighter = For(query);
    const Snippet snippet = highlighter.MakeSnippet(text, max_bytes);
    std::string shown = snippet.cut_before ? ".." : "";
    size_t at = 0;
    for (const TextRange& mark : snippet.marks) {
      absl::StrAppend(&shown, snippet.text.substr(at, mark.begin - at), "[",
                      snippet.text.substr(mark.begin, mark.end - mark.begin),
                      "]");
      at = mark.end;
    }
    absl::StrAppend(&shown, snippet.text.substr(at),
                    snippet.cut_after ? ".." : "");
    return shown;
  }

  TempFolder folder_;
  std::unique_ptr<IndexReader> reader_;
  std::unique_ptr<CompiledQuery> compiled_;
};

TEST_F(SnippetTest, AShortTextIsShownWhole) {
  EXPECT_EQ(Shown("umum langka", "Yang umum, yang Langka.", 100),
            "Yang [umum], yang [Langka].");
  EXPECT_EQ(Shown("umum", "", 100), "");
  EXPECT_EQ(Shown("umum", "  \n ", 100), "..");
}

TEST_F(SnippetTest, WithoutAMatchTheBeginningIsShown) {
  EXPECT_EQ(Shown("langka", "satu dua tiga empat lima", 12), "satu dua..");
  EXPECT_EQ(Shown("langka", "satu dua", 12), "satu dua");
}

TEST_F(SnippetTest, TheRarerWordDecidesThePlace) {
  const std::string filler(300, 'x');
  const std::string text = absl::StrCat("umum umum umum ", filler, " di sini ",
                                        "langka sekali ", filler);
  EXPECT_EQ(Shown("umum langka", text, 30), "..di sini [langka] sekali..");
}

TEST_F(SnippetTest, WordsTogetherBeatWordsApart) {
  std::string filler;
  for (int i = 0; i < 50; ++i) filler += "isi ";
  const std::string text = absl::StrCat("langka ", filler, "umum ", filler,
                                        "langka dan umum ", filler);
  EXPECT_EQ(Shown("umum langka", text, 22), "..[langka] dan [umum] isi..");
}

TEST_F(SnippetTest, CutsFallBetweenWordsOrAtLeastCharacters) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    const int size = random() % 200;
    for (int i = 0; i < size; ++i) {
      const char* kPieces[] = {"umum", " ",     "langka ", "\u65e5\u672c",
                               "\n",   "kata ", "\u00e9"};
      text += kPieces[random() % 7];
    }
    Highlighter highlighter = For("umum langka");
    const size_t max_bytes = 1 + random() % 80;
    const Snippet snippet = highlighter.MakeSnippet(text, max_bytes);
    ASSERT_LE(snippet.text.size(), max_bytes);
    ASSERT_NE(text.find(snippet.text), std::string::npos);
    if (!snippet.text.empty()) {
      EXPECT_NE(snippet.text[0] & 0xc0, 0x80);
    }
    size_t at = 0;
    for (const TextRange& mark : snippet.marks) {
      ASSERT_LE(at, mark.begin);
      ASSERT_LT(mark.begin, mark.end);
      ASSERT_LE(mark.end, snippet.text.size());
      at = mark.end;
    }
  }
}

TEST_F(SnippetTest, LargeAndBrokenTextsAreFine) {
  const std::string large(3 << 20, 'a');
  EXPECT_EQ(Shown("langka", large, 40).size(), 42);
  std::string broken;
  std::mt19937 random(9);
  for (int i = 0; i < 5000; ++i) broken.push_back(static_cast<char>(random()));
  Highlighter highlighter = For("umum");
  EXPECT_LE(highlighter.MakeSnippet(broken, 100).text.size(), 100);
  EXPECT_TRUE(highlighter.FindMarks("").empty());
}

}  // namespace
}  // namespace telusur
