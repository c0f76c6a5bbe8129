#include "tools/messages/language.h"

#include <cstdlib>

#include "absl/strings/ascii.h"

namespace telusur {
namespace {

// id, id_ID, id_ID.UTF-8, id.UTF-8, id@...
bool IsIndonesianLocale(absl::string_view locale) {
  return locale.substr(0, 2) == "id" &&
         (locale.size() == 2 ||
          !absl::ascii_isalnum(static_cast<unsigned char>(locale[2])));
}

}  // namespace

std::optional<Language> ParseLanguage(absl::string_view name) {
  if (name == "en") return Language::kEnglish;
  if (name == "id") return Language::kIndonesian;
  return std::nullopt;
}

Language LanguageOfEnvironment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* locale = getenv(name);
    if (locale == nullptr || locale[0] == '\0') continue;
    return IsIndonesianLocale(locale) ? Language::kIndonesian
                                      : Language::kEnglish;
  }
  return Language::kEnglish;
}

}  // namespace telusur
