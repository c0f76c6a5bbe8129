#include "tools/search/query_setting.h"

#include <cmath>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "query/query_compiler.h"
#include "query/query_limits.h"
#include "query/title_boost.h"
#include "tools/byte_size.h"

namespace telusur {
namespace {

using Kind = QuerySetting::Kind;

constexpr absl::string_view kSortNames[] = {"score", "date"};
static_assert(static_cast<int>(SortOrder::kDate) == 1);
constexpr absl::string_view kStopWordNames[] = {"drop", "keep"};
constexpr absl::string_view kSwitchNames[] = {"off", "on"};

// A setting that is a whole number within the range of a limit. `kMember` says
// where it is kept.
template <int64_t ParserLimits::*kMember>
constexpr QuerySetting ParserLimit(absl::string_view name, Kind kind,
                                   const LimitRange& range, MessageId summary) {
  return {name,
          kind,
          SettingGroup::kLimits,
          static_cast<double>(range.least),
          static_cast<double>(range.most),
          {},
          summary,
          false,
          [](const QuerySettings& s, const Manifest&) {
            return static_cast<double>(s.limits.*kMember);
          },
          [](double value, QuerySettings* s) {
            s->limits.*kMember = std::llrint(value);
          }};
}

template <int64_t QuerySettings::*kMember>
constexpr QuerySetting SearchLimit(absl::string_view name, Kind kind,
                                   const LimitRange& range, MessageId summary) {
  return {
      name,
      kind,
      SettingGroup::kLimits,
      static_cast<double>(range.least),
      static_cast<double>(range.most),
      {},
      summary,
      false,
      [](const QuerySettings& s, const Manifest&) {
        return static_cast<double>(s.*kMember);
      },
      [](double value, QuerySettings* s) { s->*kMember = std::llrint(value); }};
}

template <bool QuerySettings::*kMember>
constexpr QuerySetting Switch(
    absl::string_view name, SettingGroup group, MessageId summary,
    absl::Span<const absl::string_view> choices = kSwitchNames) {
  return {name,
          Kind::kChoice,
          group,
          0,
          1,
          choices,
          summary,
          false,
          [](const QuerySettings& s, const Manifest&) {
            return static_cast<double>(s.*kMember);
          },
          [](double value, QuerySettings* s) { s->*kMember = value != 0; }};
}

constexpr QuerySetting kTable[] = {
    {"k1",
     Kind::kNumber,
     SettingGroup::kRanking,
     0,
     kMaxK1,
     {},
     MessageId::kSettingK1,
     true,
     [](const QuerySettings& s, const Manifest& m) {
       return s.k1.value_or(m.k1);
     },
     [](double value, QuerySettings* s) { s->k1 = value; }},
    {"b",
     Kind::kNumber,
     SettingGroup::kRanking,
     0,
     1,
     {},
     MessageId::kSettingB,
     true,
     [](const QuerySettings& s, const Manifest& m) {
       return s.b.value_or(m.b);
     },
     [](double value, QuerySettings* s) { s->b = value; }},
    {"title-boost",
     Kind::kNumber,
     SettingGroup::kRanking,
     0,
     kMaxTitleBoost,
     {},
     MessageId::kSettingTitleBoost,
     false,
     [](const QuerySettings& s, const Manifest&) { return s.title_boost; },
     [](double value, QuerySettings* s) { s->title_boost = value; }},
    {"sort", Kind::kChoice, SettingGroup::kRanking, 0, 1, kSortNames,
     MessageId::kSettingSort, false,
     [](const QuerySettings& s, const Manifest&) {
       return static_cast<double>(s.sort);
     },
     [](double value, QuerySettings* s) {
       s->sort = static_cast<SortOrder>(value);
     }},
    Switch<&QuerySettings::keep_stop_words>(
        "stop-words", SettingGroup::kRanking, MessageId::kSettingStopWords,
        kStopWordNames),
    {"exact-weight",
     Kind::kNumber,
     SettingGroup::kRanking,
     0,
     1,
     {},
     MessageId::kSettingExactWeight,
     false,
     [](const QuerySettings& s, const Manifest&) {
       return s.typed_form_share.value_or(kDefaultTypedFormShare);
     },
     [](double value, QuerySettings* s) { s->typed_form_share = value; }},
    Switch<&QuerySettings::strict>("strict", SettingGroup::kRanking,
                                   MessageId::kSettingStrict),
    Switch<&QuerySettings::count>("count", SettingGroup::kPrompt,
                                  MessageId::kSettingCount),
    ParserLimit<&ParserLimits::max_query_bytes>(
        "max-query-bytes", Kind::kBytes, kQueryBytesLimit,
        MessageId::kSettingMaxQueryBytes),
    ParserLimit<&ParserLimits::max_nesting>("max-nesting", Kind::kWhole,
                                            kNestingLimit,
                                            MessageId::kSettingMaxNesting),
    ParserLimit<&ParserLimits::max_clauses>("max-clauses", Kind::kWhole,
                                            kClausesLimit,
                                            MessageId::kSettingMaxClauses),
    ParserLimit<&ParserLimits::max_phrases>("max-phrases", Kind::kWhole,
                                            kPhrasesLimit,
                                            MessageId::kSettingMaxPhrases),
    ParserLimit<&ParserLimits::max_distance>("max-distance", Kind::kWhole,
                                             kDistanceLimit,
                                             MessageId::kSettingMaxDistance),
    ParserLimit<&ParserLimits::max_expanded_words>(
        "max-expanded-words", Kind::kWhole, kExpandedWordsLimit,
        MessageId::kSettingMaxExpandedWords),
    SearchLimit<&QuerySettings::max_expansions>(
        "max-expansions", Kind::kWhole, kExpansionsLimit,
        MessageId::kSettingMaxExpansions),
    SearchLimit<&QuerySettings::timeout_ms>(
        "timeout", Kind::kSeconds, kTimeoutMsLimit, MessageId::kSettingTimeout),
};

std::optional<double> ParseNumber(Kind kind, absl::string_view text) {
  double number;
  int64_t whole;
  switch (kind) {
    case Kind::kBytes: {
      const absl::StatusOr<uint64_t> bytes = ParseByteSize(text);
      if (!bytes.ok()) return std::nullopt;
      return static_cast<double>(*bytes);
    }
    case Kind::kWhole:
      if (!absl::SimpleAtoi(text, &whole)) return std::nullopt;
      return static_cast<double>(whole);
    default:
      if (!absl::SimpleAtod(text, &number)) return std::nullopt;
      return kind == Kind::kSeconds ? number * 1000 : number;
  }
}

}  // namespace

absl::Span<const QuerySetting> QuerySettingsTable() { return kTable; }

bool IsSwitch(const QuerySetting& setting) {
  return setting.choices.data() == kSwitchNames;
}

const QuerySetting* FindQuerySetting(absl::string_view name) {
  for (const QuerySetting& setting : kTable) {
    if (setting.name == name) return &setting;
  }
  return nullptr;
}

std::optional<double> ParseSetting(const QuerySetting& setting,
                                   absl::string_view text) {
  if (setting.kind == Kind::kChoice) {
    for (size_t i = 0; i < setting.choices.size(); ++i) {
      if (setting.choices[i] == text) return static_cast<double>(i);
    }
    return std::nullopt;
  }
  const std::optional<double> value = ParseNumber(setting.kind, text);
  // A NaN is in no range.
  if (!value || !(*value >= setting.least && *value <= setting.most)) {
    return std::nullopt;
  }
  return value;
}

std::string FormatSetting(const QuerySetting& setting, double value) {
  switch (setting.kind) {
    case Kind::kChoice:
      return std::string(setting.choices[static_cast<size_t>(value)]);
    case Kind::kSeconds:
      return absl::StrCat(value / 1000);
    case Kind::kNumber:
      return absl::StrCat(value);
    default:
      return absl::StrCat(std::llrint(value));
  }
}

std::string AcceptedValues(const QuerySetting& setting) {
  if (setting.kind == Kind::kChoice) return absl::StrJoin(setting.choices, "|");
  return absl::StrCat(FormatSetting(setting, setting.least), "..",
                      FormatSetting(setting, setting.most));
}

}  // namespace telusur
