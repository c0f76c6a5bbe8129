#include "index/analysis/affix_rules.h"

#include <set>
#include <string>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

std::set<std::string> Roots(absl::string_view form, AffixLayer layer) {
  std::set<std::string> roots;
  ForEachCandidate(form, layer,
                   [&](absl::string_view root, const AffixPath& path) {
                     roots.emplace(root);
                   });
  return roots;
}

bool HasRoot(absl::string_view form, absl::string_view root) {
  return Roots(form, AffixLayer::kStandard).count(std::string(root)) != 0;
}

// The reading of `form` with this root, in words; empty if there is none.
std::string PathTo(absl::string_view form, absl::string_view root) {
  std::string text;
  ForEachCandidate(form, AffixLayer::kInformal,
                   [&](absl::string_view r, const AffixPath& path) {
                     if (r == root && text.empty()) text = path.ToString(r);
                   });
  return text;
}

TEST(AffixRulesTest, EveryRowReadsItsExample) {
  for (int row = 0; row < NumPrefixRules(); ++row) {
    const PrefixRule& rule = GetPrefixRule(row);
    const std::pair<std::string, std::string> example =
        absl::StrSplit(rule.example, absl::MaxSplits(" -> ", 1));
    bool found = false;
    ForEachCandidate(example.first, AffixLayer::kInformal,
                     [&](absl::string_view root, const AffixPath& path) {
                       if (root != example.second) return;
                       for (int i = 0; i < path.num_prefixes; ++i) {
                         found |= path.rows[i] == row;
                       }
                     });
    EXPECT_TRUE(found) << rule.example;
  }
}

TEST(AffixRulesTest, InformalRowsAreClosedInTheStandardLayer) {
  EXPECT_EQ(Roots("nulisin", AffixLayer::kStandard).count("tulis"), 0);
  EXPECT_EQ(Roots("nulisin", AffixLayer::kInformal).count("tulis"), 1);
}

TEST(AffixRulesTest, TheFormItselfIsTheFirstReading) {
  std::string first;
  ForEachCandidate("makan", AffixLayer::kStandard,
                   [&](absl::string_view root, const AffixPath& path) {
                     if (first.empty()) {
                       first = std::string(root);
                       EXPECT_TRUE(path.IsBare());
                     }
                   });
  EXPECT_EQ(first, "makan");
}

TEST(AffixRulesTest, EndingsStandInTheirOrder) {
  EXPECT_TRUE(HasRoot("bacakannyalah", "baca"));
  EXPECT_TRUE(HasRoot("rumahmukah", "rumah"));
  EXPECT_FALSE(HasRoot("bacalahnya", "baca"));
}

TEST(AffixRulesTest, UpToThreePrefixesAreTakenOff) {
  EXPECT_TRUE(HasRoot("memperseterukan", "teru"));
  EXPECT_TRUE(HasRoot("keberhasilan", "hasil"));
  EXPECT_TRUE(HasRoot("ketidakberdayaan", "daya"));
}

TEST(AffixRulesTest, ALetterIsGivenBackAndTakenAwayAgain) {
  const std::set<std::string> roots = Roots("mengarang", AffixLayer::kStandard);
  EXPECT_EQ(roots.count("arang"), 1);
  EXPECT_EQ(roots.count("karang"), 1);
  EXPECT_EQ(roots.count("ngarang"), 1);
  EXPECT_EQ(roots.count("kgarang"), 0);
}

TEST(AffixRulesTest, ARootKeepsTwoLetters) {
  for (const char* form : {"an", "di", "ke", "kan", "memi", "dii", "pe"}) {
    for (const std::string& root : Roots(form, AffixLayer::kInformal)) {
      EXPECT_GE(root.size(), 2) << form;
    }
  }
}

TEST(AffixRulesTest, ReadingsAreBounded) {
  for (const char* syllable :
       {"di", "me", "ke", "ber", "memper", "se", "nge"}) {
    std::string form;
    while (form.size() + 16 <= kMaxFormBytes) form += syllable;
    for (const char* end : {"", "annya", "kannyalah", "inkupun"}) {
      int readings = 0;
      ForEachCandidate(
          form + end, AffixLayer::kInformal,
          [&](absl::string_view root, const AffixPath& path) { ++readings; });
      EXPECT_LE(readings, kMaxCandidates) << form << end;
    }
  }
}

TEST(AffixRulesTest, APathIsToldInWords) {
  EXPECT_EQ(PathTo("menuliskannya", "tulis"), "me- (t) tulis -kan -nya");
}

TEST(AffixRulesTest, UndoingInflectionLeavesDerivation) {
  AffixPath path;
  ForEachCandidate("dikatakannya", AffixLayer::kStandard,
                   [&](absl::string_view root, const AffixPath& p) {
                     if (root == "kata") path = p;
                   });
  EXPECT_EQ(UndoInflection("dikatakannya", path), "katakan");
}

}  // namespace
}  // namespace telusur
