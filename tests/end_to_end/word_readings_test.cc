// Words that can be read in several ways, from documents to hits: each query
// finds what it should and nothing else.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

struct Document {
  const char* id;
  const char* text;
};

constexpr Document kDocuments[] = {
    {"glue", "Ia lahir diKazakhstan."},
    {"acronym", "Surat membuatPresiden marah."},
    {"name", "Kirim lewat WhatsApp saja."},
    {"thousands", "Harganya 8.000 per ikat."},
    {"repeated", "Panen besar-besaran terjadi."},
    {"virus", "Pasien covid-19 sembuh."},
    {"commas", "Mereka khawatir,kini tenang.Dengan doa."},
    {"date", "Rapat pada 11/1/2022 batal."},
    {"money", "Gajinya Rp15.000 sehari."},
    {"country", "Kapal U.S. merapat."},
    {"mail", "Tulis ke redaksi@koran.co.id ya."},
    {"host", "Lihat https://www.detik.com/berita untuk itu."},
    {"decimal", "Gempa 3,5 skala Richter."},
    {"mojibake",
     "Kata \xE2\x80\x9A\xC3\x84\xC3\xBAhalo\xE2\x80\x9A\xC3\x84\xC3\xB9 itu."},
    {"invisible",
     "Ker\xE2\x80\x8B"
     "bau\xC2\xA0putih lewat."},
    {"plain", "Perkataan itu dikatakan lagi."},
};

class WordReadingsTest : public TelusurProgramTest {
 protected:
  void SetUp() override {
    std::string records;
    for (const Document& document : kDocuments) {
      absl::StrAppend(&records, "{\"id\":\"", document.id, "\",\"text\":\"",
                      document.text, "\"}\n");
    }
    Build("x.idx", records);
  }

  std::string Ids(const std::string& query) const {
    return Telusur({"search", "x.idx", "--format", "ids", "--", query}).out;
  }
};

TEST_F(WordReadingsTest, AGluedWordIsFoundByItsPartsAndAsAWhole) {
  EXPECT_EQ(Ids("kazakhstan"), "glue\n");
  EXPECT_EQ(Ids("diKazakhstan"), "glue\n");
  EXPECT_EQ(Ids("dikazakhstan"), "glue\n");
  EXPECT_EQ(Ids("stan"), "");
  EXPECT_EQ(Ids("presiden"), "acronym\n");
  EXPECT_EQ(Ids("membuat"), "acronym\n");
  EXPECT_EQ(Ids("residen"), "");
}

TEST_F(WordReadingsTest, ANameWithACapitalInsideIsAWhole) {
  EXPECT_EQ(Ids("whatsapp"), "name\n");
  EXPECT_EQ(Ids("WhatsApp"), "name\n");
  EXPECT_EQ(Ids("WHATSAPP"), "name\n");
  EXPECT_EQ(Ids("was"), "");
  EXPECT_EQ(Ids("appwhats"), "");
}

TEST_F(WordReadingsTest, NumbersAreOneTermWithOrWithoutSeparators) {
  EXPECT_EQ(Ids("8000"), "thousands\n");
  EXPECT_EQ(Ids("8.000"), "thousands\n");
  EXPECT_EQ(Ids("=8.000"), "thousands\n");
  EXPECT_EQ(Ids("8"), "");
  EXPECT_EQ(Ids("000"), "");
  EXPECT_EQ(Ids("15000"), "money\n");
  EXPECT_EQ(Ids("Rp15.000"), "money\n");
  EXPECT_EQ(Ids("15"), "");
  EXPECT_EQ(Ids("3,5"), "decimal\n");
  EXPECT_EQ(Ids("3.5"), "decimal\n");
  EXPECT_EQ(Ids("5"), "");
}

TEST_F(WordReadingsTest, RepetitionIsFoundByItsRootAndAsAWhole) {
  EXPECT_EQ(Ids("besar"), "repeated\n");
  EXPECT_EQ(Ids("besar-besaran"), "repeated\n");
  EXPECT_EQ(Ids("=besar-besaran"), "repeated\n");
  EXPECT_EQ(Ids("=besar-besar"), "");
}

TEST_F(WordReadingsTest, AHyphenatedWordIsFoundByItsPartsAndAsAWhole) {
  EXPECT_EQ(Ids("covid"), "virus\n");
  EXPECT_EQ(Ids("covid-19"), "virus\n");
  EXPECT_EQ(Ids("covid19"), "virus\n");
  EXPECT_EQ(Ids("covid-20"), "");
  EXPECT_EQ(Ids("=covid-19"), "virus\n");
}

TEST_F(WordReadingsTest, PunctuationWithoutASpaceParts) {
  EXPECT_EQ(Ids("khawatir"), "commas\n");
  EXPECT_EQ(Ids("kini"), "commas\n");
  EXPECT_EQ(Ids("tenang"), "commas\n");
  EXPECT_EQ(Ids("\"kini tenang\""), "commas\n");
  EXPECT_EQ(Ids("khawatirkini"), "");
}

TEST_F(WordReadingsTest, DatesAcronymsAndAddresses) {
  EXPECT_EQ(Ids("11/1/2022"), "date\n");
  EXPECT_EQ(Ids("2022"), "date\n");
  EXPECT_EQ(Ids("\"1 2022\""), "date\n");
  EXPECT_EQ(Ids("1/11/2022"), "");
  EXPECT_EQ(Ids("U.S."), "country\n");
  EXPECT_EQ(Ids("us"), "country\n");
  EXPECT_EQ(Ids("redaksi@koran.co.id"), "mail\n");
  EXPECT_EQ(Ids("koran.co.id"), "mail\n");
  EXPECT_EQ(Ids("humas@koran.co.id"), "");
  EXPECT_EQ(Ids("detik.com"), "host\n");
  EXPECT_EQ(Ids("www.detik.com"), "host\n");
  EXPECT_EQ(Ids("detik"), "host\n");
  EXPECT_EQ(Ids("etik"), "");
}

TEST_F(WordReadingsTest, MojibakeAndInvisibleCharactersDoNotHideAWord) {
  EXPECT_EQ(Ids("halo"), "mojibake\n");
  EXPECT_EQ(Ids("kerbau"), "invisible\n");
  EXPECT_EQ(Ids("putih"), "invisible\n");
  EXPECT_EQ(Ids("bau"), "");
}

TEST_F(WordReadingsTest, AnExactFormIsNoOtherFormOfTheRoot) {
  EXPECT_EQ(Ids("kata =perkataan"), "plain\nmojibake\n");
  EXPECT_EQ(Ids("=perkataan"), "plain\n");
  EXPECT_EQ(Ids("=katanya"), "");
}

TEST_F(WordReadingsTest, TheFormAsTypedComesFirstUnlessItHasNoWeight) {
  Build("y.idx",
        "{\"id\":\"a\",\"text\":\"dikatakan lagi\"}\n"
        "{\"id\":\"b\",\"text\":\"perkataan lagi\"}\n");
  const auto ids = [&](const std::string& word, const char* weight) {
    return Telusur({"search", "y.idx", word, "--format", "ids",
                    "--exact-weight", weight})
        .out;
  };
  EXPECT_EQ(ids("dikatakan", "0.2"), "a\nb\n");
  EXPECT_EQ(ids("perkataan", "0.2"), "b\na\n");
  EXPECT_EQ(ids("perkataan", "0"), "a\nb\n");
  EXPECT_EQ(Telusur({"search", "y.idx", "perkataan", "--format", "ids"}).out,
            "b\na\n");
  EXPECT_EQ(Telusur({"search", "y.idx", "x", "--exact-weight", "2"}).exit_code,
            2);
}

TEST_F(WordReadingsTest, StopWordsAreDroppedUnlessKept) {
  Build("y.idx",
        "{\"id\":\"a\",\"text\":\"yang lain\"}\n"
        "{\"id\":\"b\",\"text\":\"beras mahal\"}\n");
  const ProgramResult dropped =
      Telusur({"search", "y.idx", "yang beras", "--format", "ids"});
  EXPECT_EQ(dropped.out, "b\n");
  EXPECT_EQ(dropped.err, "common words left out: yang\n");
  const ProgramResult kept = Telusur({"search", "y.idx", "yang beras",
                                      "--format", "ids", "--stop-words=keep"});
  EXPECT_EQ(kept.out, "a\nb\n");
  EXPECT_EQ(kept.err, "");
  EXPECT_EQ(Telusur({"search", "y.idx", "yang", "--format", "ids"}).out, "a\n");
  EXPECT_EQ(
      Telusur({"search", "y.idx", "\"beras yang\"", "--format", "ids"}).out,
      "");
}

}  // namespace
}  // namespace telusur
