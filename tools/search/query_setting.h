// The settings of a query by their names: the flags of `telusur search` and
// what .set knows.

#ifndef TELUSUR_TOOLS_SEARCH_QUERY_SETTING_H_
#define TELUSUR_TOOLS_SEARCH_QUERY_SETTING_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/manifest.h"
#include "tools/messages/message_table.h"
#include "tools/search/answer.h"

namespace telusur {

inline constexpr double kMaxK1 = 1000;

enum class SettingGroup {
  kRanking,  // how queries are read and documents ranked
  kLimits,
  kPrompt,  // for .set alone
};

// Every setting is a number inside: a choice is the place of a name in
// `choices`, a time is in milliseconds.
struct QuerySetting {
  enum class Kind { kNumber, kWhole, kBytes, kSeconds, kChoice };

  absl::string_view name;  // "title-boost"
  Kind kind;
  SettingGroup group;
  double least;
  double most;
  absl::Span<const absl::string_view> choices;  // of a kChoice
  MessageId summary;
  bool is_of_index;  // unless it is set, the index has a value of its own

  // `manifest` is that of the index, which has parameters of its own.
  double (*get)(const QuerySettings& settings, const Manifest& manifest);
  void (*set)(double value, QuerySettings* settings);
};

absl::Span<const QuerySetting> QuerySettingsTable();

// Whether it is either off or on.
bool IsSwitch(const QuerySetting& setting);

// nullptr when there is none of this name.
const QuerySetting* FindQuerySetting(absl::string_view name);

// Reads a value as people write it: "0.9", "date", "64K", seconds as "1.5".
// Absent when it is none, or out of range.
std::optional<double> ParseSetting(const QuerySetting& setting,
                                   absl::string_view text);

// A value as ParseSetting reads it.
std::string FormatSetting(const QuerySetting& setting, double value);

// What ParseSetting accepts: "0..1000", "score|date".
std::string AcceptedValues(const QuerySetting& setting);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_QUERY_SETTING_H_
