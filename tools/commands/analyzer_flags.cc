#include "tools/commands/analyzer_flags.h"

#include <cstdint>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/analysis/user_lexicon.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "tools/message.h"

namespace telusur {
namespace {

constexpr char kGroup[] = "Analysis";

constexpr uint64_t kMaxListBytes = 64 << 20;

// A flag with two values; `*value` is whether the second one was given.
void AddChoice(CLI::App* command, const char* name, const char* off,
               const char* on, const char* description, bool* value) {
  const std::string off_text = off;
  const std::string on_text = on;
  command
      ->add_option_function<std::string>(
          name,
          [value, on_text](const std::string& text) {
            *value = text == on_text;
          },
          description)
      ->check(CLI::IsMember({off_text, on_text}))
      ->type_name(off_text + "|" + on_text)
      ->default_str(*value ? on_text : off_text)
      ->group(kGroup);
}

void AddStemming(CLI::App* command, Stemming* stemming) {
  command
      ->add_option_function<std::string>(
          "--stemming",
          [stemming](const std::string& level) {
            *stemming = level == "none"    ? Stemming::kNone
                        : level == "light" ? Stemming::kLight
                                           : Stemming::kFull;
          },
          "How far words are reduced to their roots")
      ->check(CLI::IsMember({"none", "light", "full"}))
      ->type_name("none|light|full")
      ->default_str("full")
      ->group(kGroup);
}

}  // namespace

void AddAnalyzerFlags(CLI::App* command, AnalyzerOptions* options,
                      std::string* lexicon_file) {
  command
      ->add_option("--analyzer", options->name,
                   "How text becomes words; whitespace splits at blanks and "
                   "does nothing else")
      ->check(CLI::IsMember({"indonesian", "whitespace"}))
      ->type_name("indonesian|whitespace")
      ->capture_default_str()
      ->group(kGroup);
  AddStemming(command, &options->stemming);
  AddChoice(command, "--informal", "off", "on",
            "Read informal words too (ngomongin, bikinin, yg)",
            &options->informal);
  AddChoice(command, "--old-spelling", "off", "on",
            "Read the spelling of before 1972 too (tjukup)",
            &options->old_spelling);
  AddChoice(command, "--boilerplate", "keep", "drop",
            "What web pages repeat around their text (Baca juga: ...)",
            &options->drop_boilerplate);
  command
      ->add_option("--lexicon", *lexicon_file,
                   "A word list (hunspell .dic) with further roots, which "
                   "become part of the index")
      ->type_name("FILE")
      ->group(kGroup);
}

absl::Status TakeLexicon(const std::string& file, AnalyzerOptions* options) {
  if (file.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string dictionary,
                   ReadWholeFile(FileSystem::Posix(), file, kMaxListBytes));
  absl::StatusOr<WordList> list = ParseHunspellWords(dictionary);
  if (!list.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": ", list.status().message()));
  }
  ASSIGN_OR_RETURN(MergedLexicon merged, MergeWords(*options, *list));
  PrintMessage(absl::StrCat(file, ": ", merged.num_added, " roots added, ",
                            list->words.size() - merged.num_added,
                            " words known without it, ", list->num_ignored,
                            " entries that are no plain words"));
  options->lexicon = std::move(merged.lexicon);
  return absl::OkStatus();
}

}  // namespace telusur
