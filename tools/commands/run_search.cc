#include "tools/commands/run_search.h"

#include <unistd.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/ordered_workers.h"
#include "query/surface_list.h"
#include "tools/message.h"
#include "tools/messages/messages.h"
#include "tools/output/file_output.h"
#include "tools/output/hit_writer.h"
#include "tools/output/json_text.h"
#include "tools/output/terminal_size.h"
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

// What a query, or a part of its answer, has to say.
struct Rendered {
  std::string text;                   // for standard output
  std::vector<std::string> messages;  // for standard error
  bool has_hits = false;
};

// Answers queries and renders the answers. Thread-safe.
class Renderer {
 public:
  Renderer(const SearchRequest& request, const IndexReader& reader,
           ResultFormat format, const ResultStyle& style)
      : request_(request),
        reader_(reader),
        format_(format),
        style_(style),
        surfaces_(&reader) {}

  using EndRecord = absl::FunctionRef<absl::Status()>;

  // Answers one query, and calls `end_record` whenever `*rendered` may be
  // written out and emptied. `place` stands before remarks on the query.
  absl::Status Render(const std::string& id, const std::string& text,
                      const std::string& place, Rendered* rendered,
                      EndRecord end_record) {
    QuerySettings settings = request_.settings;
    settings.count = request_.count_only;
    settings.suggest = place.empty() && !request_.count_only;
    ASSIGN_OR_RETURN(
        const telusur::Answer answer,
        AnswerQuery(reader_, text, settings, SearchControl(), &surfaces_));
    AddNotes(answer, text, place, rendered);
    if (request_.count_only) {
      AddCount(id, answer, rendered);
      return end_record();
    }
    AddOffers(answer, text, rendered);
    rendered->has_hits |= !answer.result.hits.empty();
    HitWriter writer(format_, style_, &rendered->text);
    RETURN_IF_ERROR(ForEachHit(reader_, answer, format_, settings,
                               [&](ShownHit* hit) -> absl::Status {
                                 hit->query_id = id;
                                 writer.Add(*hit);
                                 return end_record();
                               }));
    writer.Finish();
    return end_record();
  }

 private:
  // Of many queries, only what is wrong with one is worth a line.
  void AddNotes(const telusur::Answer& answer, const std::string& text,
                const std::string& place, Rendered* rendered) const {
    if (place.empty()) {
      rendered->messages =
          NotesOf(answer, text, isatty(2) == 1, request_.language);
      return;
    }
    for (const Note& note : answer.parsed.notes) {
      if (note.kind == NoteKind::kInfo) continue;
      rendered->messages.push_back(
          absl::StrCat(place, NoteLine(note, request_.language)));
    }
  }

  // People read them before the hits; programs must not.
  void AddOffers(const telusur::Answer& answer, const std::string& text,
                 Rendered* rendered) const {
    const std::string line = OfferLine(answer, text, request_.language);
    if (line.empty()) return;
    if (format_ == ResultFormat::kText) {
      absl::StrAppend(&rendered->text, TerminalText(line), "\n");
    } else {
      rendered->messages.push_back(line);
    }
  }

  void AddCount(const std::string& id, const telusur::Answer& answer,
                Rendered* rendered) const {
    const uint64_t count = answer.result.num_matches;
    rendered->has_hits |= count > 0;
    std::string* const out = &rendered->text;
    if (format_ == ResultFormat::kJsonl || format_ == ResultFormat::kJson) {
      out->push_back('{');
      if (!id.empty()) AppendJsonField("query", id, out);
      absl::StrAppend(out, "\"count\":", count, "}\n");
      return;
    }
    if (!id.empty()) {
      absl::StrAppend(out, style_.to_terminal ? TerminalText(id) : id, "\t");
    }
    absl::StrAppend(out, count, "\n");
  }

  const SearchRequest& request_;
  const IndexReader& reader_;
  const ResultFormat format_;
  const ResultStyle style_;
  SurfaceDictionary surfaces_;
};

class SearchRun {
 public:
  SearchRun(const SearchRequest& request, const IndexReader& reader)
      : request_(request),
        output_(1, "standard output"),
        renderer_(
            request, reader,
            request.format.value_or(output_.is_terminal() ? ResultFormat::kText
                                                          : ResultFormat::kTsv),
            StyleFor(request, output_.is_terminal())) {}

  ExitCode RunOne() {
    Rendered rendered;
    absl::Status status = renderer_.Render("", request_.query, "", &rendered,
                                           [&] { return WriteOut(&rendered); });
    if (status.ok()) status = WriteOut(&rendered);
    return status.ok() ? Conclude() : Fail(status);
  }

  ExitCode RunFile() {
    absl::StatusOr<std::unique_ptr<QueryFile>> file = QueryFile::Open(
        request_.queries_file,
        static_cast<uint64_t>(request_.settings.limits.max_query_bytes));
    if (!file.ok()) {
      PrintError(file.status());
      return kExitMissing;
    }
    OrderedWorkers workers(request_.num_threads);
    NamedQuery query;
    for (;;) {
      absl::StatusOr<bool> more = (*file)->Next(&query);
      if (!more.ok() || !*more) {
        absl::Status status = workers.Drain();
        status.Update(more.status());
        return status.ok() ? Conclude() : Fail(status);
      }
      absl::Status status =
          workers.Add(std::make_unique<QueryJob>(this, query));
      if (!status.ok()) return Fail(status);
    }
  }

 private:
  // One query of a file.
  class QueryJob : public OrderedWorkers::Job {
   public:
    QueryJob(SearchRun* run, NamedQuery query)
        : run_(*run), query_(std::move(query)) {}

    // A query that cannot be read is named and passed over.
    void Run(int worker) override {
      const std::string place =
          absl::StrCat(run_.request_.queries_file, ":", query_.line, ": ");
      if (query_.too_long || !query_.problem.empty()) {
        rendered_.messages.push_back(Skipped(
            place, query_.too_long ? MessageText(run_.request_.language,
                                                 MessageId::kQueryTooLong)
                                   : query_.problem));
        return;
      }
      status_ = run_.renderer_.Render(query_.id, query_.text, place, &rendered_,
                                      [] { return absl::OkStatus(); });
      if (absl::IsInvalidArgument(status_) ||
          absl::IsResourceExhausted(status_) ||
          absl::IsDeadlineExceeded(status_)) {
        rendered_.messages.push_back(Skipped(place, status_.message()));
        status_ = absl::OkStatus();
      }
    }

    absl::Status Finish() override {
      status_.Update(run_.WriteOut(&rendered_));
      return status_;
    }

   private:
    std::string Skipped(const std::string& place,
                        absl::string_view reason) const {
      const Language language = run_.request_.language;
      return absl::StrCat(place, Say(language, MessageId::kSkipped,
                                     Translated(language, reason)));
    }

    SearchRun& run_;
    const NamedQuery query_;
    Rendered rendered_;
    absl::Status status_;
  };

  static ResultStyle StyleFor(const SearchRequest& request, bool is_terminal) {
    ResultStyle style;
    style.to_terminal = is_terminal;
    style.colour = UseColour(request.colour, is_terminal);
    style.columns = TerminalSizeOf(1).columns;
    return style;
  }

  // Takes what was rendered, and leaves `*rendered` empty.
  absl::Status WriteOut(Rendered* rendered) {
    for (const std::string& line : rendered->messages) PrintMessage(line);
    rendered->messages.clear();
    output_.buffer()->append(rendered->text);
    rendered->text.clear();
    any_hits_ |= rendered->has_hits;
    return output_.MaybeFlush();
  }

  ExitCode Fail(const absl::Status& status) {
    // What was found so far is worth having, unless that is what failed.
    const absl::Status written = output_.Flush();
    if (!written.ok()) {
      PrintError(written);
      return kExitIo;
    }
    PrintMessage(Translated(request_.language, status.message()));
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
  FileOutput output_;
  Renderer renderer_;
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
