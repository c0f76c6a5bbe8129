#include "tools/search/query_setting.h"

#include <set>
#include <string>

#include "gtest/gtest.h"
#include "index/manifest.h"
#include "tools/search/answer.h"

namespace telusur {
namespace {

std::optional<double> Parsed(absl::string_view name, absl::string_view text) {
  return ParseSetting(*FindQuerySetting(name), text);
}

TEST(QuerySettingTest, EachIsFoundByItsNameAndSetsWhatItGets) {
  std::set<std::string> names;
  for (const QuerySetting& setting : QuerySettingsTable()) {
    EXPECT_TRUE(names.insert(std::string(setting.name)).second);
    EXPECT_EQ(FindQuerySetting(setting.name), &setting);
    QuerySettings settings;
    for (const double value : {setting.least, setting.most}) {
      setting.set(value, &settings);
      EXPECT_EQ(setting.get(settings, Manifest()), value) << setting.name;
      EXPECT_EQ(ParseSetting(setting, FormatSetting(setting, value)), value)
          << setting.name;
    }
  }
  EXPECT_EQ(FindQuerySetting("K1"), nullptr);
}

TEST(QuerySettingTest, NoTwoSetTheSame) {
  for (const QuerySetting& setting : QuerySettingsTable()) {
    QuerySettings settings;
    Manifest manifest;
    const double other = setting.get(settings, manifest) == setting.most
                             ? setting.least
                             : setting.most;
    setting.set(other, &settings);
    for (const QuerySetting& another : QuerySettingsTable()) {
      if (&another == &setting) continue;
      EXPECT_EQ(another.get(settings, manifest),
                another.get(QuerySettings(), manifest))
          << setting.name << " " << another.name;
    }
  }
}

TEST(QuerySettingTest, TheIndexHasValuesOfItsOwn) {
  Manifest manifest;
  manifest.k1 = 0.9;
  const QuerySetting& k1 = *FindQuerySetting("k1");
  QuerySettings settings;
  EXPECT_EQ(k1.get(settings, manifest), 0.9);
  k1.set(1.5, &settings);
  EXPECT_EQ(k1.get(settings, manifest), 1.5);
}

TEST(QuerySettingTest, ValuesAreReadAsPeopleWriteThem) {
  EXPECT_EQ(Parsed("k1", "0.9"), 0.9);
  EXPECT_EQ(Parsed("sort", "date"), 1);
  EXPECT_EQ(Parsed("strict", "on"), 1);
  EXPECT_EQ(Parsed("max-query-bytes", "64K"), 65536);
  EXPECT_EQ(Parsed("timeout", "1.5"), 1500);
  EXPECT_EQ(Parsed("max-clauses", "7"), 7);
}

TEST(QuerySettingTest, OtherValuesAreRefused) {
  for (const char* text : {"", "-1", "1001", "nan", "inf", "1x", "0,9"}) {
    EXPECT_FALSE(Parsed("k1", text).has_value()) << text;
  }
  EXPECT_FALSE(Parsed("b", "1.1").has_value());
  EXPECT_FALSE(Parsed("sort", "Date").has_value());
  EXPECT_FALSE(Parsed("max-clauses", "1.5").has_value());
  EXPECT_FALSE(Parsed("max-clauses", "99999999999999999999").has_value());
  EXPECT_FALSE(Parsed("timeout", "0").has_value());
}

TEST(QuerySettingTest, WhatIsAcceptedCanBeSaid) {
  EXPECT_EQ(AcceptedValues(*FindQuerySetting("b")), "0..1");
  EXPECT_EQ(AcceptedValues(*FindQuerySetting("sort")), "score|date");
  EXPECT_EQ(AcceptedValues(*FindQuerySetting("strict")), "off|on");
}

}  // namespace
}  // namespace telusur
