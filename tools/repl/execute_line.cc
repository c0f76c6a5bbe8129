#include "tools/repl/execute_line.h"

#include <poll.h>

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"
#include "tools/input/byte_source.h"
#include "tools/input/input_stream.h"
#include "tools/input/line_reader.h"
#include "tools/interrupt.h"
#include "tools/repl/ask.h"
#include "tools/repl/dot_commands.h"

namespace telusur {
namespace {

// Files that read one another; each is open meanwhile.
constexpr int kMaxScriptDepth = 16;

constexpr char kStandardInput[] = "stdin";

absl::Status ExecuteFileAt(const std::string& path, int depth,
                           Session* session);

// Writes out what was made. When it is a file of .output that takes no more,
// the user is told and results go to standard output again.
absl::Status WriteOut(Session* session) {
  SessionOutput* output = session->output();
  const bool is_file = output->is_file();
  const absl::Status status = output->MaybeFlush();
  if (status.ok() || !is_file) return status;
  output->CloseFile().IgnoreError();
  session->Fail(absl::Status(
      status.code(),
      session->Say(MessageId::kOutputFailed, std::string(status.message()))));
  return absl::OkStatus();
}

absl::Status ExecuteLineAt(absl::string_view line, const std::string& query_id,
                           int depth, Session* session) {
  line = absl::StripAsciiWhitespace(line);
  if (line.empty()) return absl::OkStatus();
  absl::Status status;
  if (absl::StartsWith(line, ".")) {
    status = RunDotCommand(line.substr(1), session);
  } else {
    Question question;
    question.text = std::string(line);
    question.id = query_id;
    status = Ask(std::move(question), session);
  }
  // Where nothing can be written, that is all there is to say.
  RETURN_IF_ERROR(WriteOut(session));
  if (!status.ok()) session->Fail(status);
  if (session->script.empty()) return absl::OkStatus();
  const std::string path = std::exchange(session->script, "");
  return ExecuteFileAt(path, depth + 1, session);
}

// Whether standard input has something to be read, or has ended.
bool IsInputThere() {
  struct pollfd input = {0, POLLIN, 0};
  return poll(&input, 1, /*timeout=*/0) != 0;
}

absl::Status ExecuteLines(LineReader* lines, const std::string& name, int depth,
                          Session* session) {
  const bool is_standard_input = name == kStandardInput;
  Line line;
  while (!session->quit) {
    // Another program may wait for an answer before it asks again.
    if (is_standard_input && !IsInputThere()) {
      RETURN_IF_ERROR(session->output()->Flush());
    }
    const absl::StatusOr<bool> more = lines->Next(&line);
    if (!more.ok()) {
      session->Fail(
          absl::Status(more.status().code(),
                       absl::StrCat(name, ": ", more.status().message())));
      break;
    }
    if (!*more) break;
    session->place = absl::StrCat(name, ":", line.number, ": ");
    if (line.too_long) {
      session->Fail(absl::InvalidArgumentError(session->Say(
          MessageId::kSkipped, session->Say(MessageId::kQueryTooLong))));
      continue;
    }
    RETURN_IF_ERROR(
        ExecuteLineAt(line.text, absl::StrCat(line.number), depth, session));
    // What Ctrl-C stopped has said so.
    if (Interrupted()) break;
  }
  return absl::OkStatus();
}

// Standard input is read as it comes: to tell whether it is compressed would
// mean to wait for more than a short first line.
absl::StatusOr<std::unique_ptr<InputStream>> OpenLines(
    const std::string& path) {
  if (path != "-") return InputStream::Open(path);
  ASSIGN_OR_RETURN(std::unique_ptr<FileSource> input, FileSource::Open(path));
  return std::make_unique<InputStream>(std::move(input));
}

absl::Status ExecuteFileAt(const std::string& path, int depth,
                           Session* session) {
  if (depth > kMaxScriptDepth) {
    session->Fail(absl::InvalidArgumentError(
        session->Say(MessageId::kTooManyScripts, path, kMaxScriptDepth)));
    return absl::OkStatus();
  }
  const std::string name = path == "-" ? kStandardInput : path;
  absl::StatusOr<std::unique_ptr<InputStream>> stream = OpenLines(path);
  if (!stream.ok()) {
    session->Fail(
        absl::Status(stream.status().code(),
                     absl::StrCat(name, ": ", stream.status().message())));
    return absl::OkStatus();
  }
  LineReader lines(
      stream->get(),
      static_cast<uint64_t>(session->settings.limits.max_query_bytes));
  const std::string outer_place = session->place;
  const absl::Status status = ExecuteLines(&lines, name, depth, session);
  session->place = outer_place;
  return status;
}

}  // namespace

absl::Status ExecuteLine(absl::string_view line, const std::string& query_id,
                         Session* session) {
  return ExecuteLineAt(line, query_id, /*depth=*/0, session);
}

absl::Status ExecuteFile(const std::string& path, Session* session) {
  return ExecuteFileAt(path, /*depth=*/0, session);
}

}  // namespace telusur
