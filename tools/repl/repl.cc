#include "tools/repl/repl.h"

#include <unistd.h>

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "tools/counted.h"
#include "tools/input/input_stream.h"
#include "tools/input/line_reader.h"
#include "tools/interrupt.h"
#include "tools/message.h"
#include "tools/output/colour.h"
#include "tools/output/file_output.h"
#include "tools/output/terminal_text.h"
#include "tools/repl/history_file.h"
#include "tools/repl/line_editor.h"
#include "tools/repl/session.h"
#include "tools/version.h"

namespace telusur {
namespace {

absl::Status ReadFromTerminal(const std::string& index, Session* session) {
  session->timer = true;
  absl::StrAppend(session->output()->buffer(), "Telusur ", kVersion, ": ",
                  Counted(session->reader().num_docs(), "document"), " in ",
                  TerminalText(index), "; .help explains, .quit leaves\n");
  LineEditor editor("telusur> ", HistoryFile::DefaultPath());
  CatchInterrupts(CaughtSignals::kKeyboard);
  std::string line;
  while (!session->quit) {
    RETURN_IF_ERROR(session->output()->Flush());
    const TypedLine typed = editor.Read(&line);
    if (typed == TypedLine::kCleared) continue;
    if (typed == TypedLine::kEnd) {
      session->output()->buffer()->append("\n");
      break;
    }
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    editor.Remember(line);
    RETURN_IF_ERROR(session->Execute(line, ""));
  }
  return session->output()->Flush();
}

absl::Status ReadFromPipe(Session* session) {
  ASSIGN_OR_RETURN(const std::unique_ptr<InputStream> input,
                   InputStream::Open("-"));
  LineReader lines(input.get(), session->settings.limits.max_query_bytes);
  Line line;
  while (!session->quit) {
    ASSIGN_OR_RETURN(const bool more, lines.Next(&line));
    if (!more) break;
    if (line.too_long) {
      PrintMessage(absl::StrCat("stdin:", line.number,
                                ": the query is too long (skipped)"));
      continue;
    }
    RETURN_IF_ERROR(session->Execute(line.text, absl::StrCat(line.number)));
  }
  return session->output()->Flush();
}

}  // namespace

ExitCode RunRepl(const std::string& index, const QuerySettings& settings) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader =
      IndexReader::Open(FileSystem::Posix(), index);
  if (!reader.ok()) return PrintError(reader.status());
  FileOutput output(1, "standard output");
  ResultStyle style;
  style.to_terminal = output.is_terminal();
  style.colour = UseColour(ColourChoice::kAuto, output.is_terminal());
  Session session(*std::move(reader), &output, style);
  session.settings = settings;
  session.settings.suggest = true;
  const bool interactive = isatty(0) == 1;
  const absl::Status status =
      interactive ? ReadFromTerminal(index, &session) : ReadFromPipe(&session);
  if (!status.ok()) return PrintError(status);
  return interactive || session.any_hits() ? kExitOk : kExitNothing;
}

}  // namespace telusur
