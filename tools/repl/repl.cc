#include "tools/repl/repl.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "tools/interrupt.h"
#include "tools/message.h"
#include "tools/messages/messages.h"
#include "tools/output/terminal_text.h"
#include "tools/repl/completer.h"
#include "tools/repl/execute_line.h"
#include "tools/repl/history_file.h"
#include "tools/repl/index_commands.h"
#include "tools/repl/line_editor.h"
#include "tools/repl/session.h"
#include "tools/repl/session_output.h"
#include "tools/version.h"

namespace telusur {
namespace {

void Welcome(Session* session) {
  absl::StrAppend(session->output()->buffer(),
                  session->Say(MessageId::kWelcome, kVersion,
                               SayDocuments(session->language(),
                                            session->reader().num_docs()),
                               TerminalText(session->index())),
                  "\n");
}

// What people type to be helped or to leave, from habit. It is searched for
// like any other word.
bool IsHabit(absl::string_view line) {
  constexpr absl::string_view kHabits[] = {
      "help", "quit", "exit", "bantuan", "keluar", "?", "\\?", "\\q", "\\h"};
  return std::find(std::begin(kHabits), std::end(kHabits), line) !=
         std::end(kHabits);
}

absl::Status ReadFromTerminal(Session* session) {
  session->interactive = true;
  session->timer = true;
  Welcome(session);
  LineEditor editor("telusur> ", HistoryFile::DefaultPath());
  editor.set_completer(
      [session](absl::string_view line) { return Complete(line, session); });
  CatchInterrupts(CaughtSignals::kKeyboard);
  std::string line;
  while (!session->quit) {
    RETURN_IF_ERROR(session->output()->Flush());
    // Not behind Read: a Ctrl-C that comes right after a line is meant for what
    // the line does.
    ClearInterrupt();
    const TypedLine typed = editor.Read(&line);
    if (typed == TypedLine::kCleared) continue;
    if (typed == TypedLine::kEnd) {
      PrintMessage("");
      break;
    }
    const absl::string_view text = absl::StripAsciiWhitespace(line);
    if (text.empty()) continue;
    editor.Remember(line);
    if (IsHabit(text))
      session->Remark(session->Say(MessageId::kWordsAreSearched));
    NoticeNewerIndex(session);
    RETURN_IF_ERROR(ExecuteLine(line, "", session));
  }
  return absl::OkStatus();
}

absl::Status ExecuteRequest(const ReplRequest& request, Session* session) {
  const bool are_many = request.lines.size() > 1;
  for (size_t i = 0; i < request.lines.size() && !session->quit; ++i) {
    RETURN_IF_ERROR(ExecuteLine(request.lines[i],
                                are_many ? absl::StrCat(i + 1) : "", session));
  }
  for (const std::string& file : request.files) {
    if (session->quit) break;
    RETURN_IF_ERROR(ExecuteFile(file, session));
  }
  return absl::OkStatus();
}

absl::Status ReadLines(const ReplRequest& request, Session* session) {
  if (!request.lines.empty() || !request.files.empty()) {
    return ExecuteRequest(request, session);
  }
  if (isatty(0) == 1) return ReadFromTerminal(session);
  return ExecuteFile("-", session);
}

}  // namespace

ExitCode RunRepl(const ReplRequest& request) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader =
      IndexReader::Open(FileSystem::Posix(), request.index);
  if (!reader.ok()) return PrintError(reader.status());
  SessionOutput output;
  Session session(request.index, *std::move(reader), &output, request.language);
  session.settings = request.settings;
  session.settings.suggest = true;
  if (request.format.has_value()) session.format = *request.format;
  const absl::Status status = ReadLines(request, &session);
  if (!status.ok()) return PrintError(status);
  const absl::Status closed = output.CloseFile();
  if (!closed.ok()) return PrintError(closed);
  return session.interactive ? kExitOk : session.exit_code();
}

}  // namespace telusur
