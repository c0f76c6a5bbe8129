#include "bench/artificial_words.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

std::string Affixed(absl::string_view root, Affix affix) {
  std::string word;
  AppendAffixed(root, affix, &word);
  return word;
}

TEST(ArtificialWordsTest, NasalsAssimilateToTheRoot) {
  EXPECT_EQ(Affixed("pukul", Affix::kMeN), "memukul");
  EXPECT_EQ(Affixed("tulis", Affix::kPeN), "penulis");
  EXPECT_EQ(Affixed("sapu", Affix::kMeN), "menyapu");
  EXPECT_EQ(Affixed("kirim", Affix::kPeNAn), "pengiriman");
  EXPECT_EQ(Affixed("baca", Affix::kPeN), "pembaca");
  EXPECT_EQ(Affixed("cari", Affix::kMeN), "mencari");
  EXPECT_EQ(Affixed("dengar", Affix::kMeNKan), "mendengarkan");
  EXPECT_EQ(Affixed("jalan", Affix::kMeNI), "menjalani");
  EXPECT_EQ(Affixed("ambil", Affix::kMeN), "mengambil");
  EXPECT_EQ(Affixed("hitung", Affix::kPeNAn), "penghitungan");
  EXPECT_EQ(Affixed("lihat", Affix::kMeN), "melihat");
}

TEST(ArtificialWordsTest, OtherAffixesAttach) {
  EXPECT_EQ(Affixed("kerja", Affix::kNone), "kerja");
  EXPECT_EQ(Affixed("kerja", Affix::kBer), "berkerja");
  EXPECT_EQ(Affixed("renang", Affix::kBer), "berenang");
  EXPECT_EQ(Affixed("rasa", Affix::kTer), "terasa");
  EXPECT_EQ(Affixed("tulis", Affix::kDi), "ditulis");
  EXPECT_EQ(Affixed("tulis", Affix::kDiKan), "dituliskan");
  EXPECT_EQ(Affixed("tulis", Affix::kDiI), "ditulisi");
  EXPECT_EQ(Affixed("adil", Affix::kKeAn), "keadilan");
  EXPECT_EQ(Affixed("usaha", Affix::kPerAn), "perusahaan");
  EXPECT_EQ(Affixed("rumah", Affix::kPerAn), "perumahan");
  EXPECT_EQ(Affixed("buku", Affix::kNya), "bukunya");
  EXPECT_EQ(Affixed("tulis", Affix::kAnNya), "tulisannya");
  EXPECT_EQ(Affixed("anak", Affix::kRedup), "anak-anak");
  EXPECT_EQ(Affixed("besar", Affix::kRedupAn), "besar-besaran");
  EXPECT_EQ(Affixed("orang", Affix::kSe), "seorang");
  EXPECT_EQ(Affixed("main", Affix::kAn), "mainan");
  EXPECT_EQ(Affixed("tulis", Affix::kKan), "tuliskan");
}

TEST(ArtificialWordsTest, WordsDifferAndAreTokens) {
  const ArtificialWords words(100000, 1);
  absl::flat_hash_set<absl::string_view> seen;
  for (uint32_t rank = 0; rank < words.size(); ++rank) {
    const absl::string_view word = words.word(rank);
    ASSERT_TRUE(seen.insert(word).second) << word;
    ASSERT_LE(word.size(), size_t{ArtificialWords::kMaxWordBytes});
    ASSERT_FALSE(word.empty());
    for (const char c : word) {
      ASSERT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')
          << word;
    }
  }
}

TEST(ArtificialWordsTest, CopyGivesTheWord) {
  const ArtificialWords words(20000, 1);
  char buffer[ArtificialWords::kMaxWordBytes];
  for (uint32_t rank = 0; rank < words.size(); ++rank) {
    const char* end = words.Copy(rank, buffer);
    ASSERT_EQ(absl::string_view(buffer, end - buffer), words.word(rank));
  }
}

TEST(ArtificialWordsTest, SmallerVocabularyIsAPrefix) {
  const ArtificialWords small(1000, 7);
  const ArtificialWords large(5000, 7);
  for (uint32_t rank = 0; rank < small.size(); ++rank) {
    ASSERT_EQ(small.word(rank), large.word(rank));
  }
}

TEST(ArtificialWordsTest, SeedsGiveOtherWords) {
  const ArtificialWords one(1000, 1);
  const ArtificialWords two(1000, 2);
  int num_equal = 0;
  for (uint32_t rank = kNumFunctionWords; rank < 1000; ++rank) {
    num_equal += one.word(rank) == two.word(rank);
  }
  EXPECT_LT(num_equal, 10);
}

}  // namespace
}  // namespace telusur
