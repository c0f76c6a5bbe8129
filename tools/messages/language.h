// The languages that the program speaks.

#ifndef TELUSUR_TOOLS_MESSAGES_LANGUAGE_H_
#define TELUSUR_TOOLS_MESSAGES_LANGUAGE_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace telusur {

enum class Language { kEnglish, kIndonesian };

// "en" or "id"; absent for anything else.
std::optional<Language> ParseLanguage(absl::string_view name);

// The language of messages that the environment asks for: the first of LC_ALL,
// LC_MESSAGES and LANG that is set and not empty. Indonesian if that is a
// locale of Indonesian, otherwise English.
Language LanguageOfEnvironment();

}  // namespace telusur

#endif  // TELUSUR_TOOLS_MESSAGES_LANGUAGE_H_
