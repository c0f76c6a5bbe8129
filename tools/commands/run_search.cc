#include "tools/commands/run_search.h"

#include <unistd.h>

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "query/surface_list.h"
#include "tools/message.h"
#include "tools/output/file_output.h"
#include "tools/output/json_text.h"
#include "tools/output/terminal_text.h"
#include "tools/search/query_file.h"

namespace telusur {
namespace {

// The exit code for a query that was refused or failed.
ExitCode QueryExitCode(const absl::Status& status) {
  // From the parser: over a limit. Search itself meets no full disk.
  if (absl::IsResourceExhausted(status)) return kExitLimit;
  return ExitCodeOf(status);
}

class SearchRun {
 public:
  SearchRun(const SearchRequest& request, const IndexReader& reader)
      : request_(request),
        reader_(reader),
        surfaces_(&reader),
        output_(1, "standard output"),
        format_(request.format.value_or(
            output_.is_terminal() ? ResultFormat::kText : ResultFormat::kTsv)) {
    style_.to_terminal = output_.is_terminal();
    style_.colour = UseColour(request.colour, output_.is_terminal());
  }

  ExitCode RunOne() {
    absl::Status status = Answer("", request_.query, "");
    if (!status.ok()) return Fail(status);
    return Conclude();
  }

  ExitCode RunFile() {
    absl::StatusOr<std::unique_ptr<QueryFile>> file = QueryFile::Open(
        request_.queries_file,
        static_cast<uint64_t>(request_.settings.limits.max_query_bytes));
    if (!file.ok()) {
      PrintError(file.status());
      return kExitMissing;
    }
    NamedQuery query;
    for (;;) {
      absl::StatusOr<bool> more = (*file)->Next(&query);
      if (!more.ok()) return Fail(more.status());
      if (!*more) return Conclude();
      absl::Status status = AnswerNamed(query);
      if (!status.ok()) return Fail(status);
    }
  }

 private:
  // A query that cannot be read is named and passed over.
  absl::Status AnswerNamed(const NamedQuery& query) {
    const std::string place =
        absl::StrCat(request_.queries_file, ":", query.line, ": ");
    if (query.too_long) {
      PrintMessage(absl::StrCat(place, "the query is too long (skipped)"));
      return absl::OkStatus();
    }
    absl::Status status = Answer(query.id, query.text, place);
    if (absl::IsInvalidArgument(status) || absl::IsResourceExhausted(status) ||
        absl::IsDeadlineExceeded(status)) {
      PrintMessage(absl::StrCat(place, status.message(), " (skipped)"));
      return absl::OkStatus();
    }
    return status;
  }

  // Answers one query; `place` stands before remarks on it.
  absl::Status Answer(const std::string& id, const std::string& text,
                      const std::string& place) {
    QuerySettings settings = request_.settings;
    settings.count = request_.count_only;
    settings.suggest = place.empty() && !request_.count_only;
    ASSIGN_OR_RETURN(
        const telusur::Answer answer,
        AnswerQuery(reader_, text, settings, SearchControl(), &surfaces_));
    PrintNotes(answer, text, place);
    if (request_.count_only) return WriteCount(id, answer);
    ShowOffers(answer, text);
    any_hits_ |= !answer.result.hits.empty();
    return ForEachHit(reader_, answer, format_, settings,
                      [&](ShownHit* hit) -> absl::Status {
                        hit->query_id = id;
                        AppendHit(format_, style_, *hit, output_.buffer());
                        return output_.MaybeFlush();
                      });
  }

  // Of many queries, only what is wrong with one is worth a line.
  void PrintNotes(const telusur::Answer& answer, const std::string& text,
                  const std::string& place) {
    if (place.empty()) {
      for (const std::string& line : NotesOf(answer, text, isatty(2) == 1)) {
        PrintMessage(line);
      }
      return;
    }
    for (const Note& note : answer.parsed.notes) {
      if (note.kind == NoteKind::kInfo) continue;
      PrintMessage(absl::StrCat(place, NoteLine(note)));
    }
  }

  // People read them before the hits; programs must not.
  void ShowOffers(const telusur::Answer& answer, const std::string& text) {
    const std::string line = OfferLine(answer, text);
    if (line.empty()) return;
    if (format_ != ResultFormat::kText) return PrintMessage(line);
    absl::StrAppend(output_.buffer(), TerminalText(line), "\n");
  }

  absl::Status WriteCount(const std::string& id,
                          const telusur::Answer& answer) {
    const uint64_t count = answer.result.num_matches;
    any_hits_ |= count > 0;
    std::string* out = output_.buffer();
    if (format_ == ResultFormat::kJsonl) {
      out->push_back('{');
      if (!id.empty()) AppendJsonField("query", id, out);
      absl::StrAppend(out, "\"count\":", count, "}\n");
    } else {
      if (!id.empty()) {
        absl::StrAppend(out, style_.to_terminal ? TerminalText(id) : id, "\t");
      }
      absl::StrAppend(out, count, "\n");
    }
    return output_.MaybeFlush();
  }

  ExitCode Fail(const absl::Status& status) {
    // What was found so far is worth having, unless that is what failed.
    const absl::Status written = output_.Flush();
    if (!written.ok()) {
      PrintError(written);
      return kExitIo;
    }
    PrintError(status);
    return QueryExitCode(status);
  }

  ExitCode Conclude() {
    const absl::Status written = output_.Flush();
    if (!written.ok()) {
      PrintError(written);
      return kExitIo;
    }
    return any_hits_ ? kExitOk : kExitNothing;
  }

  const SearchRequest& request_;
  const IndexReader& reader_;
  SurfaceDictionary surfaces_;
  FileOutput output_;
  const ResultFormat format_;
  ResultStyle style_;
  bool any_hits_ = false;
};

}  // namespace

ExitCode RunSearch(const SearchRequest& request) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader =
      IndexReader::Open(FileSystem::Posix(), request.index);
  if (!reader.ok()) return PrintError(reader.status());
  SearchRun run(request, **reader);
  return request.queries_file.empty() ? run.RunOne() : run.RunFile();
}

}  // namespace telusur
