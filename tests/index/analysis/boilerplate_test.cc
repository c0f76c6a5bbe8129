#include "index/analysis/boilerplate.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

// The text with every piece of boilerplate replaced by a bar.
std::string Clean(absl::string_view text) {
  std::string clean;
  size_t offset = 0;
  while (true) {
    const ByteRange range = FindBoilerplate(text, offset);
    EXPECT_LE(offset, range.begin);
    absl::StrAppend(&clean, text.substr(offset, range.begin - offset));
    if (range.begin == text.size()) return clean;
    EXPECT_LT(range.begin, range.end);
    EXPECT_LE(range.end, text.size());
    clean += "|";
    offset = range.end;
  }
}

TEST(BoilerplateTest, PhrasesAreTakenAlone) {
  EXPECT_EQ(Clean("satu ADVERTISEMENT dua"), "satu | dua");
  EXPECT_EQ(Clean("a SCROLL TO CONTINUE WITH CONTENT b"), "a | b");
  EXPECT_EQ(Clean("(ali),,loading...\nSelain itu"), "(ali),,|\nSelain itu");
  EXPECT_EQ(Clean("ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENTDia"), "|Dia");
}

TEST(BoilerplateTest, HeadlinesEndWithTheirLineOrSentence) {
  EXPECT_EQ(Clean("Baca juga: Harga Beras Naik\nDia"), "|\nDia");
  EXPECT_EQ(Clean("Baca Juga : Harga Beras Naik. Dia"), "| Dia");
  EXPECT_EQ(Clean("LIHAT JUGA: HARGA NAIK?\"Dia"), "|\"Dia");
  EXPECT_EQ(Clean("Baca juga: Harga Rp 5.000 per kg Naik"), "|");
}

TEST(BoilerplateTest, HeadlinesEndWhereTheTextIsGluedOn) {
  EXPECT_EQ(Clean("kata dia.Baca juga: Marquez TeratasIni kemenangan"),
            "kata dia.|Ini kemenangan");
  EXPECT_EQ(Clean("Simak juga: Warga \"Pulang\"Kami akan"), "|Kami akan");
  EXPECT_EQ(Clean("Lihat juga: Kembali ke Papua,Setelah itu"), "|,Setelah itu");
}

TEST(BoilerplateTest, LostHeadlinesTakeNoText) {
  EXPECT_EQ(Clean("silam.,Baca juga:,,Akan tetapi"), "silam.,|,,Akan tetapi");
  EXPECT_EQ(Clean("Baca juga,,Kami"), "|,,Kami");
}

TEST(BoilerplateTest, AHeadlineWithoutAnEndTakesNoText) {
  const std::string endless(500, 'x');
  EXPECT_EQ(Clean("Baca juga: " + endless), "|" + endless);
}

TEST(BoilerplateTest, PlayersAreTakenWithTheirTitle) {
  EXPECT_EQ(
      Clean("Menpora Simak Video \"Pesan Jokowi: Bola!\" [Gambas:Video 20x] s"),
      "Menpora | | s");
}

TEST(BoilerplateTest, SentencesOfTheArticleStay) {
  for (absl::string_view text :
       {"Saya baca juga buku itu.", "Baca juga buku ini.",
        "Membaca juga: perlu.", "Simak video berikut.",
        "Sebuah advertisement tayang.", "[Gambas", "Advertisement", "loading",
        "", "B", "Kami membaca juga"}) {
    EXPECT_EQ(Clean(text), text);
  }
}

}  // namespace
}  // namespace telusur
