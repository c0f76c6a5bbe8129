#include "tools/repl/dot_commands.h"

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "index/io/status_macros.h"
#include "tools/repl/dictionary_commands.h"
#include "tools/repl/file_commands.h"
#include "tools/repl/index_commands.h"
#include "tools/repl/result_commands.h"
#include "tools/repl/setting_commands.h"

namespace telusur {
namespace {

// The commands whose names begin with `name`, or the one that is `name`.
std::vector<const DotCommand*> Find(absl::string_view name) {
  std::vector<const DotCommand*> found;
  for (const DotCommand& command : DotCommands()) {
    if (command.name == name) return {&command};
    if (absl::StartsWith(command.name, name)) found.push_back(&command);
  }
  return found;
}

// The one command that `name` means.
absl::StatusOr<const DotCommand*> FindOne(absl::string_view name,
                                          const Session& session) {
  const std::vector<const DotCommand*> found = Find(name);
  if (found.size() == 1) return found[0];
  if (found.empty() || name.empty()) {
    return absl::InvalidArgumentError(
        session.Say(MessageId::kNoSuchCommand, name));
  }
  std::string names;
  for (const DotCommand* command : found) {
    absl::StrAppend(&names, " .", command->name);
  }
  return absl::InvalidArgumentError(
      session.Say(MessageId::kAmbiguousCommand, name, names));
}

std::string Usage(const DotCommand& command) {
  return absl::StrCat(".", command.name, command.arguments.empty() ? "" : " ",
                      command.arguments);
}

absl::Status Help(absl::string_view argument, Session* session) {
  std::string* out = session->output()->buffer();
  if (!argument.empty()) {
    absl::ConsumePrefix(&argument, ".");
    ASSIGN_OR_RETURN(const DotCommand* command, FindOne(argument, *session));
    absl::StrAppend(out, Usage(*command), "\n    ",
                    session->Say(command->summary), "\n",
                    session->Say(command->details));
    return absl::OkStatus();
  }
  out->append(session->Say(MessageId::kCommandsIntroduction));
  for (const DotCommand& command : DotCommands()) {
    absl::StrAppendFormat(out, "  %-19s %s\n", Usage(command),
                          session->Say(command.summary));
  }
  return absl::OkStatus();
}

absl::Status Quit(absl::string_view, Session* session) {
  session->quit = true;
  return absl::OkStatus();
}

using Id = MessageId;

constexpr DotCommand kCommands[] = {
    {"help", "[COMMAND]", Id::kHelpHelp, Id::kNoDetails, false, Help},
    {"next", "", Id::kHelpNext, Id::kNoDetails, false, ShowNext},
    {"prev", "", Id::kHelpPrev, Id::kNoDetails, false, ShowPrevious},
    {"open", "N", Id::kHelpOpen, Id::kDetailsPager, true, OpenResult},
    {"explain", "N", Id::kHelpExplain, Id::kDetailsExplain, true,
     ExplainResult},
    {"similar", "N", Id::kHelpSimilar, Id::kDetailsSimilar, false, FindSimilar},
    {"terms", "PREFIX", Id::kHelpTerms, Id::kDetailsTerms, true, ListTerms},
    {"stem", "WORD", Id::kHelpStem, Id::kNoDetails, true, ExplainStem},
    {"analyze", "TEXT", Id::kHelpAnalyze, Id::kNoDetails, true, AnalyzeText},
    {"mode", "[FORMAT]", Id::kHelpMode, Id::kDetailsMode, false, SetMode},
    {"limit", "[N]", Id::kHelpLimit, Id::kNoDetails, false, SetLimit},
    {"set", "[NAME [VALUE]]", Id::kHelpSet, Id::kDetailsSet, false, Set},
    {"timer", "[on|off]", Id::kHelpTimer, Id::kNoDetails, false, SetTimer},
    {"pager", "[on|off]", Id::kHelpPager, Id::kDetailsPager, false, SetPager},
    {"read", "FILE", Id::kHelpRead, Id::kDetailsRead, false, ReadScript},
    {"output", "[FILE]", Id::kHelpOutput, Id::kDetailsOutput, false,
     RedirectOutput},
    {"stats", "", Id::kHelpStats, Id::kNoDetails, false, ShowStats},
    {"check", "[deep]", Id::kHelpCheck, Id::kNoDetails, false, CheckIndex},
    {"reload", "", Id::kHelpReload, Id::kDetailsReload, false, Reload},
    {"quit", "", Id::kHelpQuit, Id::kNoDetails, false, Quit}};

}  // namespace

absl::Span<const DotCommand> DotCommands() { return kCommands; }

absl::Status RunDotCommand(absl::string_view line, Session* session) {
  size_t end = 0;
  while (end < line.size() &&
         !absl::ascii_isspace(static_cast<unsigned char>(line[end]))) {
    ++end;
  }
  ASSIGN_OR_RETURN(const DotCommand* command,
                   FindOne(line.substr(0, end), *session));
  if (command->is_long && session->pager) session->output()->BeginLong();
  absl::Status status =
      command->run(absl::StripAsciiWhitespace(line.substr(end)), session);
  status.Update(session->output()->EndLong());
  return status;
}

}  // namespace telusur
