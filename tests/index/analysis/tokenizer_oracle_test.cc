// The tokenizer against slower ones: the same code without its short cut, on
// any bytes, and one by regular expressions, on ASCII.

#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/analysis/token.h"
#include "index/analysis/tokenizer.h"
#include "tests/index/analysis/reference_tokenizer.h"
#include "tests/index/analysis/token_list.h"

namespace telusur {
namespace {

TokenList Tokenize(absl::string_view text) {
  return KeepTokens([&](TokenSink sink) {
    return TokenizeIndonesian(text, Boilerplate::kKeep, sink);
  });
}

TokenList TokenizePlainly(absl::string_view text) {
  return KeepTokens([&](TokenSink sink) {
    return TokenizeIndonesianPlainly(text, Boilerplate::kKeep, sink);
  });
}

// Pieces of real text, to be strung together at random.
constexpr int kRounds = 60000;

const char* const kSnippets[] = {
    "kata",  "Presiden", "DPR",      " ",     "\n",  "diKazakhstan",
    "KPK",   "menahan",  "nya",      ",",     ".",   "-",
    "8.000", "3,5",      "10:30",    "2019",  "%",   "Rp",
    "'",     "s",        "anak2",    "anak",  "_",   "&",
    "@",     "com",      "go",       "id",    "www", "/",
    "U",     "S",        "covid-19", "19",    "2",   "(",
    "aB",    "WhatsApp", "anti",     "ke",    "e",   "`",
    "#",     ":",        "1.250",    "500",   "\"",  "an",
    "ABC",   "Xy",       "a3f5c2",   "0",     "ab",  "co",
    "uk",    "Ab",       "surat",    "!",     "\t",  "..",
    "7",     "\x01",     "KPKakan",  "PTPer", "x"};

const char* const kSnippetsBeyondAscii[] = {
    "é",    "É",      "\u0301",   "\u200B", "\u00AD", "“",  "”",  "’", "‚Äú",
    "¬†",   "√©",     "‚Äô",      "–",      "…",      "東", "の", "ع", "َ",
    "\xFF", "\xC3",   "\xE2\x80", "²",      "½",      "７", "Ａ", "ﬁ", "İ",
    "ß",    "\u00A0", "😀",        "\u0640", "Ⅵ",      "º",  "â€", "Â"};

template <size_t n>
const char* Pick(const char* const (&snippets)[n], std::mt19937* random) {
  return snippets[(*random)() % n];
}

void ExpectEqual(absl::string_view text, const TokenList& actual,
                 const std::vector<KeptToken>& expected) {
  ASSERT_EQ(Show(actual.tokens), Show(expected)) << text;
  ASSERT_EQ(actual.tokens, expected) << text;
}

TEST(TokenizerOracleTest, TheShortCutChangesNothing) {
  std::mt19937 random(17);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const size_t size = random() % 60;
    const bool only_ascii = random() % 2;
    for (size_t i = 0; i < size; ++i) {
      text += only_ascii || random() % 4 ? Pick(kSnippets, &random)
                                         : Pick(kSnippetsBeyondAscii, &random);
      if (random() % 3 == 0) text += ' ';
    }
    const TokenList plain = TokenizePlainly(text);
    const TokenList fast = Tokenize(text);
    ExpectEqual(text, fast, plain.tokens);
    ASSERT_EQ(fast.counts.num_positions, plain.counts.num_positions);
    ASSERT_EQ(fast.counts.num_dropped_terms, plain.counts.num_dropped_terms);
  }
}

TEST(TokenizerOracleTest, TheShortCutChangesNothingForRandomBytes) {
  std::mt19937 random(18);
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 300, '\0');
    const int range = round % 2 ? 128 : 256;
    for (char& c : text) c = static_cast<char>(random() % range);
    ExpectEqual(text, Tokenize(text), TokenizePlainly(text).tokens);
  }
}

TEST(TokenizerOracleTest, AgreesWithTheReferenceOnAscii) {
  std::mt19937 random(19);
  for (int round = 0; round < kRounds; ++round) {
    std::string text;
    const size_t size = random() % 12;
    for (size_t i = 0; i < size; ++i) text += Pick(kSnippets, &random);
    ExpectEqual(text, Tokenize(text), TokenizeByRegex(text));
  }
}

// A surface is found by itself: it yields itself at its first position.
TEST(TokenizerOracleTest, SurfacesAreTheirOwn) {
  std::mt19937 random(20);
  for (int round = 0; round < kRounds; ++round) {
    std::string text;
    const size_t size = random() % 12;
    for (size_t i = 0; i < size; ++i) {
      text += random() % 8 ? Pick(kSnippets, &random)
                           : Pick(kSnippetsBeyondAscii, &random);
    }
    for (const KeptToken& token : Tokenize(text).tokens) {
      bool found = false;
      for (const KeptToken& again : Tokenize(token.surface).tokens) {
        found |= again.position == 0 && again.surface == token.surface;
      }
      ASSERT_TRUE(found) << text << ": " << token;
    }
  }
}

}  // namespace
}  // namespace telusur
