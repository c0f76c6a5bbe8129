#include "tools/commands/get_command.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/document.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "tools/commands/help_formatter.h"
#include "tools/message.h"
#include "tools/output/document_text.h"
#include "tools/output/file_output.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur get news.idx kompas-123\n"
    "  telusur get news.idx kompas-123 tempo-7 --format jsonl\n";

struct Flags {
  std::string index;
  std::vector<std::string> ids;
  std::string format = "text";
};

// Writes the documents that are there; `*num_missing` counts the others.
absl::Status GetDocuments(const Flags& flags, FileOutput* output,
                          int* num_missing) {
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> reader,
                   IndexReader::Open(FileSystem::Posix(), flags.index));
  for (const std::string& id : flags.ids) {
    ASSIGN_OR_RETURN(const std::optional<DocAddress> address,
                     reader->FindDocument(id));
    if (!address.has_value()) {
      PrintMessage(absl::StrCat("no document has the id ", id));
      ++*num_missing;
      continue;
    }
    ASSIGN_OR_RETURN(const Document document, reader->ReadDocument(*address));
    if (flags.format == "jsonl") {
      AppendDocumentJson(document, output->buffer());
    } else {
      AppendDocumentText(document, output->is_terminal(), output->buffer());
    }
    RETURN_IF_ERROR(output->MaybeFlush());
  }
  return absl::OkStatus();
}

ExitCode Run(const Flags& flags) {
  FileOutput output(1, "standard output");
  int num_missing = 0;
  absl::Status status = GetDocuments(flags, &output, &num_missing);
  if (status.ok()) status = output.Flush();
  if (!status.ok()) return PrintError(status);
  return num_missing > 0 ? kExitNothing : kExitOk;
}

}  // namespace

void AddGetCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "get",
      "Prints documents by their ids. Exits with 1 when one is missing.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->index, "The index's folder")
      ->type_name("")
      ->required();
  command->add_option("ID", flags->ids, "Ids of documents")
      ->type_name("")
      ->required();
  command->add_option("--format", flags->format)
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->type_name("text|jsonl")
      ->capture_default_str();
  command->callback([flags, exit_code] { *exit_code = Run(*flags); });
}

}  // namespace telusur
