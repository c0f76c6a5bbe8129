#include "tools/repl/dot_commands.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "index/document.h"
#include "tools/message.h"
#include "tools/output/document_text.h"
#include "tools/output/result_format.h"
#include "tools/search/index_stats.h"

namespace telusur {
namespace {

constexpr uint32_t kMaxLimit = 1000000;

// The commands whose names begin with `name`, or the one that is `name`.
std::vector<const DotCommand*> Find(absl::string_view name) {
  std::vector<const DotCommand*> found;
  for (const DotCommand& command : DotCommands()) {
    if (command.name == name) return {&command};
    if (absl::StartsWith(command.name, name)) found.push_back(&command);
  }
  return found;
}

// The command that `name` means; otherwise tells the user and returns nullptr.
const DotCommand* FindOne(absl::string_view name) {
  const std::vector<const DotCommand*> found = Find(name);
  if (found.size() == 1) return found[0];
  std::string message = absl::StrCat("there is no command .", name);
  if (!found.empty() && !name.empty()) {
    message = absl::StrCat(".", name, " could be");
    for (const DotCommand* command : found) {
      absl::StrAppend(&message, " .", command->name);
    }
  }
  PrintMessage(absl::StrCat(message, " (.help lists all)"));
  return nullptr;
}

void Help(Session* session, absl::string_view argument) {
  std::string* out = session->output()->buffer();
  if (!argument.empty()) {
    absl::ConsumePrefix(&argument, ".");
    const DotCommand* command = FindOne(argument);
    if (command == nullptr) return;
    absl::StrAppend(out, ".", command->name,
                    command->arguments.empty() ? "" : " ", command->arguments,
                    "\n    ", command->summary, "\n", command->details);
    return;
  }
  absl::StrAppend(
      out,
      "Type what you look for: harga beras naik\n"
      "  \"harga beras\"       these words in this order\n"
      "  beras -impor        without a word; +word must be there\n"
      "  =perkataan          this form of the word only\n"
      "  kerusuh*  rusuh~1   words that begin like it, or nearly like it\n"
      "  title:beras  source:kompas  date:2019-09..2019-10\n\n");
  for (const DotCommand& command : DotCommands()) {
    absl::StrAppendFormat(
        out, "  %-18s %s\n",
        absl::StrCat(".", command.name, command.arguments.empty() ? "" : " ",
                     command.arguments),
        command.summary);
  }
}

void Limit(Session* session, absl::string_view argument) {
  uint32_t limit;
  if (!absl::SimpleAtoi(argument, &limit) || limit == 0 || limit > kMaxLimit) {
    PrintMessage(absl::StrCat(".limit needs a number from 1 to ", kMaxLimit,
                              "; it is ", session->settings.k));
    return;
  }
  session->settings.k = limit;
}

void Mode(Session* session, absl::string_view argument) {
  const absl::StatusOr<ResultFormat> format = ParseResultFormat(argument);
  if (!format.ok()) {
    PrintError(format.status());
    return;
  }
  session->format = *format;
}

void Open(Session* session, absl::string_view argument) {
  uint64_t rank;
  const uint64_t first = session->first_rank;
  const uint64_t size = session->shown_hits.size();
  if (!absl::SimpleAtoi(argument, &rank) || rank < first ||
      rank - first >= size) {
    PrintMessage(size == 0 ? std::string(".open needs a result to open")
                           : absl::StrCat(".open needs a number from ", first,
                                          " to ", first + size - 1));
    return;
  }
  const absl::StatusOr<Document> document =
      session->reader().ReadDocument(session->shown_hits[rank - first]);
  if (!document.ok()) {
    PrintError(document.status());
    return;
  }
  AppendDocumentText(*document, session->style().to_terminal,
                     session->output()->buffer());
}

void Quit(Session* session, absl::string_view) { session->quit = true; }

void Stats(Session* session, absl::string_view) {
  AppendStatsText(StatsOf(session->reader()), session->output()->buffer());
}

constexpr DotCommand kCommands[] = {
    {"help", "[COMMAND]", "list the commands, or explain one", "", Help},
    {"limit", "N", "show at most N results", "", Limit},
    {"mode", "FORMAT", "write results as text, jsonl, tsv, trec or ids", "",
     Mode},
    {"open", "N", "show the whole document of result N", "", Open},
    {"quit", "", "leave (or Ctrl-D)", "", Quit},
    {"stats", "", "what the index holds", "", Stats}};

}  // namespace

absl::Span<const DotCommand> DotCommands() { return kCommands; }

void RunDotCommand(absl::string_view line, Session* session) {
  size_t end = 0;
  while (end < line.size() &&
         !absl::ascii_isspace(static_cast<unsigned char>(line[end]))) {
    ++end;
  }
  const DotCommand* command = FindOne(line.substr(0, end));
  if (command == nullptr) return;
  command->run(session, absl::StripAsciiWhitespace(line.substr(end)));
}

}  // namespace telusur
