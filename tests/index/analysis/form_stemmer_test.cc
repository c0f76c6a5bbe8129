#include "index/analysis/form_stemmer.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

std::string StemOf(absl::string_view form,
                   const AnalyzerOptions& options = AnalyzerOptions()) {
  std::string stem;
  FormStemmer(options).Stem(form, &stem);
  return stem;
}

TEST(FormStemmerTest, AFormIsNeverSplit) {
  EXPECT_EQ(StemOf("perkataan itu"), "perkataan itu");
  EXPECT_EQ(StemOf("kata,kata"), "kata,kata");
  EXPECT_EQ(StemOf("anak-anaknya"), "anak");
  EXPECT_EQ(StemOf("8.000"), "8000");
}

TEST(FormStemmerTest, AFormHasTheTokenizersNormalForm) {
  EXPECT_EQ(StemOf("Perkataan"), "kata");
  EXPECT_EQ(StemOf("PERKATAANNYA"), "kata");
  EXPECT_EQ(StemOf("Jum\xE2\x80\x99"
                   "at"),
            "jumat");
  EXPECT_EQ(StemOf("BEYONC\xC3\x89"), "beyonc\xC3\xA9");
}

TEST(FormStemmerTest, WithoutStemmingAFormIsItsNormalForm) {
  AnalyzerOptions options;
  options.stemming = Stemming::kNone;
  EXPECT_EQ(StemOf("Perkataan", options), "perkataan");
}

TEST(FormStemmerTest, AnyBytesHaveAStemOfBoundedLength) {
  EXPECT_EQ(StemOf(""), "");
  EXPECT_EQ(StemOf("\xff\xfe"), "\xff\xfe");
  EXPECT_EQ(StemOf(std::string(1 << 20, 'a')), std::string(255, 'a'));
  std::string accented;
  for (int i = 0; i < 200; ++i) accented += "\xC3\xA9";
  EXPECT_EQ(StemOf(accented), accented.substr(0, 254));
}

}  // namespace
}  // namespace telusur
