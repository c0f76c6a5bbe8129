#include "tools/commands/export_command.h"

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/document.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/segment/doc_store.h"
#include "index/segment/segment_reader.h"
#include "index/segment_docs.h"
#include "index/types.h"
#include "tools/commands/help_formatter.h"
#include "tools/message.h"
#include "tools/output/document_text.h"
#include "tools/output/file_output.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur export news.idx > news.jsonl\n"
    "  telusur export news.idx | telusur index --output again.idx -\n";

// Writes the documents of a segment that are not deleted, in the order of their
// addition.
absl::Status ExportSegment(const SegmentReader& segment,
                           const SegmentDocs& docs, FileOutput* output) {
  StoredText::Cursor cursor(segment.stored_text());
  for (uint32_t rank = 0; rank < segment.num_docs(); ++rank) {
    ASSIGN_OR_RETURN(const DocId doc_id, segment.DocOfRank(rank));
    if (docs.IsDeleted(doc_id)) continue;
    ASSIGN_OR_RETURN(Document document, cursor.Read(doc_id));
    ASSIGN_OR_RETURN(document.id, segment.ids().Get(doc_id));
    AppendDocumentJson(document, output->buffer());
    RETURN_IF_ERROR(output->MaybeFlush());
  }
  return absl::OkStatus();
}

absl::Status Export(const std::string& index, FileOutput* output) {
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> reader,
                   IndexReader::Open(FileSystem::Posix(), index));
  // Before anything is written: half of the documents are of no use.
  for (uint32_t i = 0; i < reader->num_segments(); ++i) {
    if (reader->segment(i).stored_text() != nullptr) continue;
    return absl::FailedPreconditionError(absl::StrCat(
        index, ": holds no text to export; it was built with --no-store"));
  }
  for (uint32_t i = 0; i < reader->num_segments(); ++i) {
    RETURN_IF_ERROR(ExportSegment(reader->segment(i), reader->docs(i), output));
  }
  return absl::OkStatus();
}

ExitCode Run(const std::string& index) {
  FileOutput output(1, "standard output");
  const absl::Status status = Export(index, &output);
  const absl::Status written = output.Flush();
  if (!status.ok()) return PrintError(status);
  return written.ok() ? kExitOk : PrintError(written);
}

}  // namespace

void AddExportCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "export",
      "Writes the documents of an index as JSON Lines, in the order of their\n"
      "addition, deleted ones left out. `telusur index` reads them back.");
  SetHelp(command, kExamples);
  auto index = std::make_shared<std::string>();
  command->add_option("DIR", *index, "The index's folder")
      ->type_name("")
      ->required();
  command->callback([index, exit_code] { *exit_code = Run(*index); });
}

}  // namespace telusur
