#include "index/analysis/tokenizer.h"

#include <sys/resource.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/analysis/token.h"
#include "tests/index/analysis/token_list.h"

namespace telusur {
namespace {

using ::testing::Contains;
using ::testing::Not;

TokenList Tokenize(absl::string_view text,
                   Boilerplate boilerplate = Boilerplate::kKeep) {
  return KeepTokens([&](TokenSink sink) {
    return TokenizeIndonesian(text, boilerplate, sink);
  });
}

std::string Show(absl::string_view text) { return Show(Tokenize(text).tokens); }

// Whether the counting tokens of `word` stand one after the other in `tokens`,
// as any of the readings there.
bool HasPhrase(const std::vector<KeptToken>& word,
               const std::vector<KeptToken>& tokens, uint32_t position) {
  for (const KeptToken& part : word) {
    if (!part.counts) continue;
    bool found = false;
    for (const KeptToken& token : tokens) {
      found |= token.position == position + part.position &&
               token.surface == part.surface;
    }
    if (!found) return false;
  }
  return true;
}

// Whether a query of one word finds a text: by the word's parts as a phrase, or
// by a reading of the whole word.
bool Finds(absl::string_view word, absl::string_view text) {
  const std::vector<KeptToken> query = Tokenize(word).tokens;
  const TokenList found = Tokenize(text);
  for (uint32_t i = 0; i < found.counts.num_positions; ++i) {
    if (!query.empty() && HasPhrase(query, found.tokens, i)) return true;
  }
  for (const KeptToken& reading : query) {
    if (reading.begin > query.front().begin || reading.end < query.back().end) {
      continue;
    }
    for (const KeptToken& token : found.tokens) {
      if (token.surface == reading.surface) return true;
    }
  }
  return false;
}

TEST(TokenizerTest, WordsAreLowerCasedAndSplitAtSpacesAndPunctuation) {
  EXPECT_EQ(Show("Presiden, (DPR) \"dan\" rakyat/negara: ya!"),
            "presiden dpr dan rakyat negara ya");
  EXPECT_EQ(Show(""), "");
  EXPECT_EQ(Show(" ,.-'&@ "), "");
}

TEST(TokenizerTest, AMissingSpaceAfterPunctuationSplits) {
  EXPECT_EQ(Show("khawatir,kini kata.Dengan itu;ini"),
            "khawatir kini kata dengan itu ini");
}

TEST(TokenizerTest, GluedWordsAreFoundInBothReadings) {
  EXPECT_TRUE(Finds("kazakhstan", "pulang diKazakhstan"));
  EXPECT_TRUE(Finds("diKazakhstan", "pulang diKazakhstan"));
  EXPECT_TRUE(Finds("presiden", "membuatPresiden marah"));
  EXPECT_TRUE(Finds("whatsapp", "lewat WhatsApp"));
  EXPECT_TRUE(Finds("WhatsApp", "lewat whatsapp"));
  EXPECT_TRUE(Finds("whatsapp", "lewat diWhatsApp"));
  EXPECT_TRUE(Finds("inet", "detikInet"));
  EXPECT_TRUE(Finds("detikinet", "detikInet"));
  EXPECT_FALSE(Finds("was", "lewat WhatsApp"));
  EXPECT_FALSE(Finds("what", "lewat WhatsApp"));
  EXPECT_FALSE(Finds("kazakh", "pulang diKazakhstan"));
  EXPECT_FALSE(Finds("resident", "membuatPresiden marah"));
  EXPECT_FALSE(Finds("ikazakhstan", "pulang diKazakhstan"));
}

TEST(TokenizerTest, PartsTakePositionsAndTheWholeStandsAtTheFirst) {
  EXPECT_EQ(Show("diKazakhstan"), "di|dikazakhstan kazakhstan");
  EXPECT_EQ(Show("diWhatsApp"), "di|diwhatsapp|diwhats whats|whatsapp app");
  EXPECT_EQ(Show("iPhone MoU PhD"), "iphone mou phd");
}

TEST(TokenizerTest, AcronymsAreParted) {
  EXPECT_TRUE(Finds("kpk", "kata KPKmenahan dia"));
  EXPECT_TRUE(Finds("menahan", "kata KPKmenahan dia"));
  EXPECT_TRUE(Finds("kpk", "bila KPKakan pergi"));
  EXPECT_TRUE(Finds("akan", "bila KPKakan pergi"));
  EXPECT_TRUE(Finds("pertamina", "PTPertamina"));
  EXPECT_TRUE(Finds("dki", "warga diDKI"));
  EXPECT_TRUE(Finds("pns", "gaji PNSnya"));
  EXPECT_TRUE(Finds("ri", "KPU-RI"));
  EXPECT_FALSE(Finds("pk", "kata KPKmenahan dia"));
  EXPECT_EQ(Show("PNSnya"), "pns|pnsnya nya");
  EXPECT_EQ(Show("CSTO PT. Pertamina"), "csto pt pertamina");
  EXPECT_EQ(Show("U.S. K.H. B.J.Habibie a.n."), "us kh bj habibie an");
  EXPECT_TRUE(Finds("US", "di U.S. kini"));
}

TEST(TokenizerTest, NumbersAreOneTerm) {
  EXPECT_TRUE(Finds("8000", "seharga 8.000."));
  EXPECT_TRUE(Finds("8.000", "seharga 8000"));
  EXPECT_TRUE(Finds("8000", "seharga 8,000"));
  EXPECT_TRUE(Finds("1250000,50", "1.250.000,50"));
  EXPECT_TRUE(Finds("3,5", "naik 3,5%"));
  EXPECT_TRUE(Finds("15000", "Rp15.000"));
  EXPECT_TRUE(Finds("rp", "Rp15.000"));
  EXPECT_FALSE(Finds("8", "seharga 8.000"));
  EXPECT_FALSE(Finds("000", "seharga 8.000"));
  EXPECT_FALSE(Finds("35", "naik 3,5%"));
  EXPECT_EQ(Show("11/1/2022"), "11 1 2022");
  EXPECT_EQ(Show("pukul 10.30 dan 10:30 WIB"), "pukul 10.30 dan 10.30 wib");
  EXPECT_EQ(Show("Rp15.000, Rp.15.000,- Rp 15.000,00"),
            "rp 15000 rp 15000 rp 15000");
  EXPECT_EQ(Show("5% 3,5 %"), "5 persen 3,5");
  EXPECT_EQ(Show("8,000"), "8,000|8000");
  EXPECT_EQ(Show("192.168.1.1 2018,2019"), "192 168 1 1 2018 2019");
}

TEST(TokenizerTest, LettersBesideDigits) {
  EXPECT_EQ(Show("UU11 20detik 90an"),
            "uu|uu11 11 20|20detik detik 90|90an an");
  EXPECT_EQ(Show("A330 G30S 4G m² 10²"), "a330 g30s 4g m2 10");
  EXPECT_EQ(Show("a3ff5cc77dd"), "a3ff5cc77dd");
  EXPECT_EQ(Show("Rp15juta"), "rp|rp15juta|rp15 15|15juta juta");
  EXPECT_EQ(Show("19.30WIB"), "19.30 wib");
}

TEST(TokenizerTest, HyphenatedWordsAreFoundByPartsAndWhole) {
  EXPECT_TRUE(Finds("besar", "secara besar-besaran"));
  EXPECT_TRUE(Finds("besar-besaran", "secara besar-besaran"));
  EXPECT_TRUE(Finds("anak", "anak-anak"));
  EXPECT_TRUE(Finds("covid", "COVID-19"));
  EXPECT_TRUE(Finds("covid-19", "COVID-19"));
  EXPECT_TRUE(Finds("covid19", "COVID-19"));
  EXPECT_TRUE(Finds("antikorupsi", "anti-korupsi"));
  EXPECT_FALSE(Finds("besarbesaran", "secara besar-besaran"));
  EXPECT_FALSE(Finds("covid-1", "COVID-19"));
  EXPECT_FALSE(Finds("saran", "secara besar-besaran"));
  EXPECT_EQ(Show("sayur-mayur"), "sayur|sayur-mayur mayur");
  EXPECT_EQ(Show("2019-2024 3-1"), "2019 2024 3 1");
  EXPECT_EQ(Show("ke-3 e-KTP"), "ke|ke-3 3 e|e-ktp|ektp ktp");
  EXPECT_EQ(Show("surat-surat-suara"),
            "surat|surat-surat-suara|surat-surat surat|surat-suara suara");
  EXPECT_EQ(Show("ini-judul-berita-yang-panjang"),
            "ini judul berita yang panjang");
  EXPECT_EQ(Show("kata - dan -nya --"), "kata dan nya");
}

TEST(TokenizerTest, TheInformalTwoIsWrittenOut) {
  EXPECT_TRUE(Finds("anak-anak", "anak2 itu"));
  EXPECT_TRUE(Finds("anak2", "anak-anak itu"));
  EXPECT_FALSE(Finds("2", "anak2 itu"));
  EXPECT_EQ(Show("anak2"), "anak|anak-anak|anak2 anak");
  EXPECT_EQ(Show("macam2an"), "macam|macam-macaman|macam2an macaman");
  EXPECT_EQ(Show("Moto2 CO2 h2"), "moto|moto2 2 co|co2 2 h2");
}

TEST(TokenizerTest, ApostrophesVanish) {
  EXPECT_EQ(Show("Jum'at Jum’at Jum`at Jumat Jum‚Äôat"),
            "jumat jumat jumat jumat jumat");
  EXPECT_EQ(Show("Al-Qur'an ma'af 'kutipan' O'Brien"),
            "al|al-quran quran maaf kutipan obrien");
  EXPECT_EQ(Show("McDonald's it's"), "mc|mcdonalds|mcdonald donald it|its");
  EXPECT_FALSE(Finds("at", "hari Jum'at"));
}

TEST(TokenizerTest, HostsAndAddressesStayFindable) {
  EXPECT_TRUE(Finds("detik.com", "kata detik.com kemarin"));
  EXPECT_TRUE(Finds("detik", "kata detik.com kemarin"));
  EXPECT_TRUE(Finds("detikcom", "kata detik.com kemarin"));
  EXPECT_TRUE(Finds("www.bmkg.go.id", "https://www.bmkg.go.id/gempa?x=1"));
  EXPECT_TRUE(Finds("bmkg.go.id", "https://www.bmkg.go.id/gempa?x=1"));
  EXPECT_TRUE(Finds("gempa", "https://www.bmkg.go.id/gempa?x=1"));
  EXPECT_TRUE(Finds("a.b@mail.go.id", "tulis ke a.b@mail.go.id."));
  EXPECT_TRUE(Finds("mail.go.id", "tulis ke a.b@mail.go.id."));
  EXPECT_FALSE(Finds("etik.com", "kata detik.com kemarin"));
  EXPECT_FALSE(Finds("kata.Dengan", "kata detik dengan"));
  EXPECT_EQ(Show("S&P"), "s|s&p p");
  EXPECT_EQ(Show("@ridwan_kamil #GantiPresiden"),
            "ridwan|ridwan-kamil kamil ganti|gantipresiden presiden");
}

TEST(TokenizerTest, InvisibleCharactersAndNoBreakSpaces) {
  EXPECT_EQ(Show("ka\u200Bta pe\u00ADme\u00ADrin\u00ADtah"), "kata pemerintah");
  EXPECT_EQ(Show("dua\u00A0kata tiga¬†kata"), "dua kata tiga kata");
  EXPECT_EQ(Show("8\u200B.\u200B000"), "8000");
}

TEST(TokenizerTest, MojibakeIsPunctuation) {
  EXPECT_EQ(Show("‚ÄúKata‚Äù ‚Äî kata‚Äôkata‚Ä¶ â€œkatanyaâ€"),
            "kata katakata katanya");
  EXPECT_EQ(Show("caf√© Vi√±ales"), "café|cafe viñales|vinales");
}

TEST(TokenizerTest, WordsBeyondAscii) {
  EXPECT_EQ(Show("Beyoncé CAFE\u0301 ＡＢＣ"), "beyoncé|beyonce café|cafe abc");
  EXPECT_EQ(Show("東京は"), "東 京 は");
  EXPECT_EQ(Show("STRASSE straße"), "strasse strasse");
  EXPECT_TRUE(Finds("beyonce", "Beyoncé"));
  EXPECT_TRUE(Finds("Beyoncé", "beyonce"));
  EXPECT_FALSE(Finds("beyonc", "Beyoncé"));
}

TEST(TokenizerTest, OffsetsPointAtTheOriginal) {
  const std::string text = "a “diKazakhstan” Jum‚Äôat 8.000 anti-É\u0301x 5%";
  std::vector<std::string> bytes;
  for (const KeptToken& token : Tokenize(text).tokens) {
    bytes.push_back(absl::StrCat(
        token.surface, "=", text.substr(token.begin, token.end - token.begin)));
  }
  EXPECT_THAT(bytes, testing::IsSupersetOf(
                         {"a=a", "di=di", "kazakhstan=Kazakhstan",
                          "dikazakhstan=diKazakhstan", "jumat=Jum‚Äôat",
                          "8000=8.000", "anti=anti", "5=5", "persen=%"}));
  EXPECT_THAT(bytes, Contains(testing::EndsWith("=anti-É\u0301x")));
  EXPECT_THAT(bytes, Contains(testing::EndsWith("=É\u0301x")));
}

TEST(TokenizerTest, CountsWhatItMet) {
  const TokenList list = Tokenize("ka\xFFta " + std::string(256, 'x') + " dia",
                                  Boilerplate::kDrop);
  EXPECT_EQ(Show(list.tokens), "ka ta dia");
  EXPECT_EQ(list.counts.num_tokens, 3u);
  EXPECT_EQ(list.counts.num_invalid_bytes, 1u);
  EXPECT_EQ(list.counts.num_dropped_terms, 1u);
  EXPECT_EQ(list.counts.num_positions, 4u);
  EXPECT_EQ(list.tokens.back().position, 3u);
}

TEST(TokenizerTest, DroppedBoilerplateTakesNoPositions) {
  const std::string text = "kata dia. Baca juga: Harga Naik\nKemudian";
  const TokenList dropped = Tokenize(text, Boilerplate::kDrop);
  EXPECT_EQ(Show(dropped.tokens), "kata dia kemudian");
  EXPECT_EQ(dropped.tokens[2].position, 2u);
  EXPECT_EQ(text.substr(dropped.tokens[2].begin), "Kemudian");
  EXPECT_EQ(dropped.counts.num_boilerplate_bytes, 21u);
  EXPECT_EQ(Show(text), "kata dia baca juga harga naik kemudian");
  EXPECT_EQ(Tokenize(text).counts.num_boilerplate_bytes, 0u);
}

// What every list of tokens keeps to.
void ExpectSound(absl::string_view text, const TokenList& list) {
  uint64_t num_counting = 0;
  int64_t last = -1;
  for (const KeptToken& token : list.tokens) {
    ASSERT_FALSE(token.surface.empty());
    ASSERT_LE(token.surface.size(), static_cast<size_t>(kMaxTermBytes));
    ASSERT_LT(token.begin, token.end);
    ASSERT_LE(token.end, text.size());
    ASSERT_EQ(token.counts, static_cast<int64_t>(token.position) > last);
    ASSERT_GE(static_cast<int64_t>(token.position), last);
    last = token.position;
    num_counting += token.counts;
  }
  ASSERT_EQ(list.counts.num_tokens, num_counting);
  ASSERT_EQ(list.counts.num_positions,
            num_counting + list.counts.num_dropped_terms);
}

TEST(TokenizerTest, LongTermsAreDroppedAtTheLimit) {
  const std::string longest(kMaxTermBytes, 'x');
  EXPECT_EQ(Show(longest), longest);
  EXPECT_EQ(Show(longest + "x"), "");
  EXPECT_EQ(Show("É" + longest.substr(2)).substr(0, 5), "éxxx");
  EXPECT_EQ(Show("É" + longest.substr(1)), "");
  // The parts stay, the whole goes.
  EXPECT_EQ(Show("anti-" + longest), "anti " + longest);
  EXPECT_EQ(Show("a " + longest + "X b"), "a b");
}

TEST(TokenizerTest, ManyMarksOnOneLetter) {
  std::string marks;
  for (int i = 0; i < 65536; ++i) marks += "\u0301";
  const std::string text = "kata e" + marks + "x kata";
  const TokenList list = Tokenize(text);
  ExpectSound(text, list);
  ASSERT_EQ(list.tokens.front().surface, "kata");
  EXPECT_EQ(list.tokens.back().surface, "kata");
  EXPECT_EQ(list.tokens.back().position, 2u);
  EXPECT_EQ(list.tokens[1].end, text.size() - 5);
}

TEST(TokenizerTest, ManyMarksOnEachOfManyLetters) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += "e";
    for (int j = 0; j < 300; ++j) text += "\u0323";
  }
  const TokenList list = Tokenize(text);
  ExpectSound(text, list);
  EXPECT_EQ(list.counts.num_dropped_terms, 1u);
}

int64_t PeakMemoryKib() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(TokenizerTest, ATokenOfAHundredMegabytesNeedsNoMemory) {
  const std::string text(100'000'000, 'x');
  const int64_t before = PeakMemoryKib();
  const AnalysisCounts counts = TokenizeIndonesian(
      text, Boilerplate::kDrop,
      [](absl::Span<const Token>) { FAIL() << "the term is too long"; });
  EXPECT_EQ(counts.num_positions, 1u);
  EXPECT_EQ(counts.num_dropped_terms, 1u);
  EXPECT_LT(PeakMemoryKib() - before, 1024);
}

TEST(TokenizerTest, LongCompoundsOfEveryKindNeedNoMemory) {
  constexpr size_t kBytes = 500'000;
  for (absl::string_view unit :
       {"aB",        "ab1",     "a-",          "ab-",
        "a.",        "ab.",     "1.",          "1.000.",
        "7",         "a'",      "a&",          "a@b.com.",
        "é",         "e\u0301", "Éé",          "\u200B",
        "a\u200B",   "-",       "東",          "‚Äú",
        "\u0301",    "\xFF",    "a\xFF",       "Ab",
        "ABc",       "1a",      "²",           "a²",
        "%",         "1%",      "Baca juga: ", "ADVERTISEMENT",
        "Baca juga", "B",       "\uFDFA"}) {
    std::string text;
    while (text.size() < kBytes) text.append(unit.data(), unit.size());
    const int64_t before = PeakMemoryKib();
    uint64_t num_tokens = 0;
    const AnalysisCounts counts = TokenizeIndonesian(
        text, Boilerplate::kDrop, [&](absl::Span<const Token> tokens) {
          for (const Token& token : tokens) num_tokens += token.counts;
        });
    EXPECT_EQ(counts.num_tokens, num_tokens) << unit;
    EXPECT_LT(PeakMemoryKib() - before, 1024) << unit;
  }
}

TEST(TokenizerTest, RandomBytesAreAccepted) {
  std::mt19937 random(3);
  std::string text(10'000'000, '\0');
  for (char& c : text) c = static_cast<char>(random());
  const TokenList list = Tokenize(text);
  ExpectSound(text, list);
  EXPECT_GT(list.counts.num_invalid_bytes, 1'000'000u);
}

}  // namespace
}  // namespace telusur
