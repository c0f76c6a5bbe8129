#include "query/snippet.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

// The occurrences of the words in the text; the i-th word is term i.
std::vector<Match> FindWords(const std::string& text,
                             const std::vector<std::string>& words) {
  std::vector<Match> matches;
  for (size_t term = 0; term < words.size(); ++term) {
    size_t begin = text.find(words[term]);
    for (; begin != std::string::npos;
         begin = text.find(words[term], begin + 1)) {
      const size_t end = begin + words[term].size();
      matches.push_back({static_cast<uint32_t>(begin),
                         static_cast<uint32_t>(end), static_cast<int>(term)});
    }
  }
  std::sort(matches.begin(), matches.end(),
            [](const Match& a, const Match& b) { return a.begin < b.begin; });
  return matches;
}

// "<" and ">" where it was cut, "[" and "]" around the marks.
std::string Show(const Snippet& snippet) {
  std::string out = snippet.cut_before ? "<" : "";
  size_t position = 0;
  for (const TextRange& mark : snippet.marks) {
    absl::StrAppend(&out, snippet.text.substr(position, mark.begin - position),
                    "[", snippet.text.substr(mark.begin, mark.end - mark.begin),
                    "]");
    position = mark.end;
  }
  absl::StrAppend(&out, snippet.text.substr(position));
  if (snippet.cut_after) out += ">";
  return out;
}

std::string Show(const std::string& text, const std::vector<std::string>& words,
                 size_t max_bytes) {
  SnippetOptions options;
  options.max_bytes = max_bytes;
  return Show(MakeSnippet(text, FindWords(text, words), options));
}

TEST(MakeSnippetTest, AShortTextIsShownAsAWhole) {
  EXPECT_EQ(Show("Harga emas naik.", {"emas"}, 100), "Harga [emas] naik.");
  EXPECT_EQ(Show("Harga emas naik.", {}, 100), "Harga emas naik.");
  EXPECT_EQ(Show("", {}, 100), "");
}

TEST(MakeSnippetTest, FoldsWhiteSpace) {
  EXPECT_EQ(Show(" Harga \n\n\temas\u00A0 naik \n", {"emas"}, 100),
            "Harga [emas] naik");
  EXPECT_EQ(Show(" \n ", {}, 100), "");
  EXPECT_EQ(Show("a" + std::string(1000, ' ') + "b", {"a"}, 10), "[a] b");
}

TEST(MakeSnippetTest, PrefersMoreTermsThenMoreMatchesThenTheFirst) {
  const std::string dots(40, '.');
  EXPECT_EQ(
      Show(absl::StrCat("x x x ", dots, " x y ", dots, " x"), {"x", "y"}, 20),
      "<[x] [y]>");
  EXPECT_EQ(Show(absl::StrCat("x ", dots, " x x ", dots, " x"), {"x"}, 20),
            "<[x] [x]>");
  EXPECT_EQ(Show(absl::StrCat("x a ", dots, " x b ", dots), {"x"}, 20),
            "[x] a>");
}

const char kNews[] =
    "Presiden tiba di Jakarta. Ia disambut menteri luar negeri. Harga emas "
    "naik tajam! Pedagang senang. Cuaca cerah di Bandung sore ini.";

TEST(MakeSnippetTest, AlignsWithSentences) {
  EXPECT_EQ(Show(kNews, {"emas"}, 50),
            "<Harga [emas] naik tajam! Pedagang senang.>");
  EXPECT_EQ(Show(kNews, {"Presiden"}, 40), "[Presiden] tiba di Jakarta.>");
  EXPECT_EQ(Show(kNews, {}, 40), "Presiden tiba di Jakarta.>");
  // Towards the end, room that is left goes to the sentences before.
  EXPECT_EQ(Show(kNews, {"Cuaca"}, 60),
            "<Pedagang senang. [Cuaca] cerah di Bandung sore ini.");
}

TEST(MakeSnippetTest, CutsLongSentencesBetweenWords) {
  EXPECT_EQ(Show(kNews, {"luar"}, 20), "<[luar] negeri.>");
  const std::string words =
      "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas";
  EXPECT_EQ(Show(words, {"enam"}, 24), "<lima [enam] tujuh delapan>");
  EXPECT_EQ(Show(words, {"sebelas"}, 20), "<sepuluh [sebelas]");
}

TEST(MakeSnippetTest, LineBreaksEndSentences) {
  EXPECT_EQ(Show("Judul berita\nIsi berita itu panjang sekali kata orang",
                 {"Isi"}, 30),
            "<[Isi] berita itu panjang sekali>");
}

TEST(MakeSnippetTest, FullStopsOfAbbreviationsEndNoSentence) {
  EXPECT_EQ(Show("Ini pembuka. Kata dr. Sutomo dan A. Yani hadir di sini",
                 {"Yani"}, 39),
            "<Kata dr. Sutomo dan A. [Yani] hadir di>");
  EXPECT_EQ(
      Show("Ini pembuka. Harga mulai Rp. 5000 per kilo hari ini", {"5000"}, 36),
      "<Harga mulai Rp. [5000] per kilo hari>");
}

TEST(MakeSnippetTest, QuotesMayCloseASentence) {
  EXPECT_EQ(Show("\u201CAyo maju.\u201D Lalu mereka pergi ke pasar pagi",
                 {"mereka"}, 30),
            "<Lalu [mereka] pergi ke pasar>");
}

TEST(MakeSnippetTest, CutsAWordThatIsTooLongAtACharacter) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "\u00E9";
  SnippetOptions options;
  options.max_bytes = 11;
  const Snippet snippet = MakeSnippet(text, {}, options);
  EXPECT_EQ(snippet.text.size(), 10);
  EXPECT_TRUE(snippet.cut_after);
  const std::vector<Match> all = {{0, static_cast<uint32_t>(text.size()), 0}};
  const Snippet marked = MakeSnippet(text, all, options);
  EXPECT_EQ(marked.marks, (std::vector<TextRange>{{0, 10}}));
}

TEST(MakeSnippetTest, MendsBrokenUtf8) {
  const std::string text = "a\xFF b\xC3 emas \xE2\x80";
  EXPECT_EQ(Show(text, {"emas"}, 100), "a\uFFFD b\uFFFD [emas] \uFFFD\uFFFD");
}

TEST(MakeSnippetTest, ReadsOnlyWhatIsNearTheMatches) {
  const std::string far(100000, 'x');
  const std::string text = absl::StrCat(far, ". Harga emas naik. ", far);
  EXPECT_EQ(Show(text, {"emas"}, 20), "<Harga [emas] naik.>");
}

TEST(MakeSnippetTest, PassesOverMatchesOutsideOfTheText) {
  const std::vector<Match> matches = {{2, 2, 0}, {3, 1, 0}, {4, 9, 0}};
  EXPECT_EQ(Show(MakeSnippet("ab cd", matches, SnippetOptions())), "ab cd");
}

bool IsValidUtf8(const std::string& text) {
  for (size_t i = 0; i < text.size();) {
    const unsigned char lead = text[i];
    const size_t size = lead < 0x80    ? 1
                        : lead >= 0xF0 ? 4
                        : lead >= 0xE0 ? 3
                                       : 2;
    if ((lead >= 0x80 && lead < 0xC2) || i + size > text.size()) return false;
    for (size_t j = 1; j < size; ++j) {
      if ((static_cast<unsigned char>(text[i + j]) & 0xC0) != 0x80) {
        return false;
      }
    }
    i += size;
  }
  return true;
}

TEST(MakeSnippetTest, KeepsItsPromisesForAnyTextAndMatches) {
  static const char* const kPieces[] = {
      "kata", "a",    ". ",  "! ", " ",      "\n",       "\u00E9",
      "\"",   "\xFF", "Rp.", "A",  "\u201D", "\xE2\x80", "  "};
  for (uint32_t seed = 0; seed < 20000; ++seed) {
    std::mt19937 random(seed);
    std::string text;
    for (int i = random() % 60; i > 0; --i) text += kPieces[random() % 14];
    std::vector<Match> matches;
    uint32_t position = 0;
    while (position < text.size() && random() % 4 > 0) {
      position += random() % 12;
      const uint32_t end = position + random() % 8;
      matches.push_back({position, end, static_cast<int>(random() % 3)});
      position = end;
    }
    SnippetOptions options;
    options.max_bytes = random() % 50;
    const Snippet snippet = MakeSnippet(text, matches, options);
    ASSERT_LE(snippet.text.size(), options.max_bytes) << "seed " << seed;
    ASSERT_TRUE(IsValidUtf8(snippet.text)) << "seed " << seed;
    ASSERT_EQ(snippet.text.find('\n'), std::string::npos) << "seed " << seed;
    ASSERT_EQ(snippet.text.find("  "), std::string::npos) << "seed " << seed;
    ASSERT_EQ(absl::StripAsciiWhitespace(snippet.text), snippet.text)
        << "seed " << seed;
    size_t last = 0;
    for (const TextRange& mark : snippet.marks) {
      ASSERT_LE(last, mark.begin) << "seed " << seed;
      ASSERT_LT(mark.begin, mark.end) << "seed " << seed;
      ASSERT_LE(mark.end, snippet.text.size()) << "seed " << seed;
      last = mark.end;
    }
  }
}

// The windows of matches are found in one pass; here, all are tried.
TEST(MakeSnippetTest, ShowsAsManyTermsAsAnyWindowHolds) {
  for (uint32_t seed = 0; seed < 5000; ++seed) {
    std::mt19937 random(seed);
    std::string text;
    for (int i = 5 + random() % 60; i > 0; --i) {
      text += static_cast<char>('a' + random() % 12);
      text += ' ';
    }
    const std::vector<Match> matches = FindWords(text, {"a", "b", "c", "d"});
    SnippetOptions options;
    options.max_bytes = 9;
    const auto count_terms = [&](const std::string& window) {
      int count = 0;
      for (const char c : {'a', 'b', 'c', 'd'}) {
        count += window.find(c) != std::string::npos;
      }
      return count;
    };
    int most = 0;
    for (size_t begin = 0; begin < text.size(); begin += 2) {
      most = std::max(most, count_terms(text.substr(begin, 9)));
    }
    const Snippet snippet = MakeSnippet(text, matches, options);
    ASSERT_EQ(count_terms(snippet.text), most) << "seed " << seed;
  }
}

}  // namespace
}  // namespace telusur
