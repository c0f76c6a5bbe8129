#include "tools/repl/setting_commands.h"

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/search/query_setting.h"

namespace telusur {
namespace {

constexpr uint32_t kMaxLimit = 1000000;

absl::Status Needs(absl::string_view command, absl::string_view what,
                   const Session& session) {
  return absl::InvalidArgumentError(
      session.Say(MessageId::kNeedsArgument, command, what));
}

void AppendSetting(const QuerySetting& setting, Session* session) {
  const double value =
      setting.get(session->settings, session->reader().manifest());
  absl::StrAppendFormat(session->output()->buffer(), "%-20s %s\n", setting.name,
                        FormatSetting(setting, value));
}

absl::Status SetSwitch(absl::string_view command, absl::string_view argument,
                       bool* value, Session* session) {
  if (argument.empty()) {
    absl::StrAppend(session->output()->buffer(), command, " ",
                    *value ? "on" : "off", "\n");
    return absl::OkStatus();
  }
  if (argument != "on" && argument != "off") {
    return Needs(command, "on|off", *session);
  }
  *value = argument == "on";
  return absl::OkStatus();
}

}  // namespace

absl::Status Set(absl::string_view argument, Session* session) {
  if (argument.empty()) {
    for (const QuerySetting& setting : QuerySettingsTable()) {
      AppendSetting(setting, session);
    }
    return absl::OkStatus();
  }
  const size_t end = argument.find_first_of(" \t");
  const absl::string_view name = argument.substr(0, end);
  const absl::string_view text =
      end == absl::string_view::npos
          ? absl::string_view()
          : absl::StripAsciiWhitespace(argument.substr(end));
  const QuerySetting* const setting = FindQuerySetting(name);
  if (setting == nullptr) {
    return absl::InvalidArgumentError(
        session->Say(MessageId::kNoSuchSetting, name));
  }
  if (text.empty()) {
    AppendSetting(*setting, session);
    absl::StrAppend(session->output()->buffer(), "    ",
                    session->Say(setting->summary), " (",
                    AcceptedValues(*setting), ")\n");
    return absl::OkStatus();
  }
  const std::optional<double> value = ParseSetting(*setting, text);
  if (!value.has_value()) {
    return absl::InvalidArgumentError(session->Say(
        MessageId::kSettingAccepts, name, AcceptedValues(*setting), text));
  }
  setting->set(*value, &session->settings);
  return absl::OkStatus();
}

absl::Status SetLimit(absl::string_view argument, Session* session) {
  if (argument.empty()) {
    absl::StrAppend(session->output()->buffer(), "limit ", session->settings.k,
                    "\n");
    return absl::OkStatus();
  }
  uint32_t limit;
  if (!absl::SimpleAtoi(argument, &limit) || limit == 0 || limit > kMaxLimit) {
    return Needs("limit", absl::StrCat("1..", kMaxLimit), *session);
  }
  session->settings.k = limit;
  return absl::OkStatus();
}

absl::Status SetMode(absl::string_view argument, Session* session) {
  if (argument.empty()) {
    absl::StrAppend(session->output()->buffer(), "mode ",
                    NameOf(session->format), "\n");
    return absl::OkStatus();
  }
  const std::optional<ResultFormat> format = ParseResultFormat(argument);
  if (!format.has_value()) {
    return Needs("mode", absl::StrJoin(ResultFormatNames(), "|"), *session);
  }
  session->format = *format;
  return absl::OkStatus();
}

absl::Status SetTimer(absl::string_view argument, Session* session) {
  return SetSwitch("timer", argument, &session->timer, session);
}

absl::Status SetPager(absl::string_view argument, Session* session) {
  return SetSwitch("pager", argument, &session->pager, session);
}

}  // namespace telusur
