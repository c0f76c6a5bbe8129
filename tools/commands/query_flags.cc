#include "tools/commands/query_flags.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/manifest.h"
#include "tools/messages/messages.h"
#include "tools/search/query_setting.h"

namespace telusur {
namespace {

std::string ValueName(const QuerySetting& setting) {
  switch (setting.kind) {
    case QuerySetting::Kind::kNumber:
      return "NUMBER";
    case QuerySetting::Kind::kWhole:
      return "N";
    case QuerySetting::Kind::kBytes:
      return "SIZE";
    case QuerySetting::Kind::kSeconds:
      return "SECONDS";
    case QuerySetting::Kind::kChoice:
      return AcceptedValues(setting);
  }
  return "";
}

void AddFlag(CLI::App* command, const QuerySetting& setting,
             QuerySettings* settings) {
  const std::string flag = absl::StrCat("--", setting.name);
  const std::string summary(MessageText(Language::kEnglish, setting.summary));
  // A switch needs no value where it stands on the command line.
  if (IsSwitch(setting)) {
    command->add_flag_callback(
        flag, [&setting, settings] { setting.set(1, settings); }, summary);
    return;
  }
  const auto read = [&setting, settings, flag](const std::string& text) {
    const std::optional<double> value = ParseSetting(setting, text);
    if (!value.has_value()) {
      throw CLI::ValidationError(
          flag, Say(Language::kEnglish, MessageId::kSettingAccepts, "the value",
                    AcceptedValues(setting), text));
    }
    setting.set(*value, settings);
  };
  CLI::Option* option =
      command->add_option_function<std::string>(flag, read, summary);
  option->type_name(ValueName(setting));
  if (!setting.is_of_index) {
    option->default_str(
        FormatSetting(setting, setting.get(*settings, Manifest())));
  }
  if (setting.group == SettingGroup::kLimits) option->group("Limits");
}

}  // namespace

void AddQueryFlags(CLI::App* command, QuerySettings* settings) {
  for (const QuerySetting& setting : QuerySettingsTable()) {
    if (setting.group != SettingGroup::kPrompt) {
      AddFlag(command, setting, settings);
    }
  }
}

void AddFormatFlag(CLI::App* command, std::optional<ResultFormat>* format) {
  const absl::Span<const absl::string_view> names = ResultFormatNames();
  command
      ->add_option_function<std::string>(
          "--format",
          [format](const std::string& name) {
            *format = ParseResultFormat(name);
          },
          "Default: text on a terminal, tsv elsewhere")
      ->check(
          CLI::IsMember(std::vector<std::string>(names.begin(), names.end())))
      ->type_name(absl::StrJoin(names, "|"));
}

void AddLanguageFlag(CLI::App* command, Language* language) {
  *language = LanguageOfEnvironment();
  command
      ->add_option_function<std::string>(
          "--lang",
          [language](const std::string& name) {
            *language = *ParseLanguage(name);
          },
          "The language of messages [the locale's, else en]")
      ->check(CLI::IsMember({"en", "id"}))
      ->type_name("en|id");
}

}  // namespace telusur
