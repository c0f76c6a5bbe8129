#include "tools/commands/index_command.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tools/commands/analyzer_flags.h"
#include "tools/commands/append_options.h"
#include "tools/commands/build_index.h"
#include "tools/commands/flag_values.h"
#include "tools/commands/help_formatter.h"
#include "tools/input/input_format.h"
#include "tools/message.h"
#include "tools/search/query_setting.h"
#include "tools/system_processors.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur index --output news.idx news.jsonl.gz\n"
    "  telusur index --output notes.idx ~/notes\n"
    "  telusur index --output buku.idx --title-field judul --text-field isi "
    "buku.csv\n"
    "  telusur index --output law.idx --id-field number --text-field body "
    "*.jsonl\n"
    "  zcat dump.tsv.gz | telusur index --output dump.idx --format tsv -\n"
    "  telusur index --output scifact.idx beir/scifact\n"
    "  telusur index --append --output news.idx today.jsonl\n";

// More threads wait for the one that reads.
constexpr int kMaxDefaultThreads = 8;

struct Flags {
  BuildIndexRequest request;
  std::string lexicon_file;
  std::string format;
  std::string compression = "auto";
  std::string report = "text";
  bool no_store = false;
  std::optional<double> k1;
  std::optional<double> b;
};

void AddInputFlags(CLI::App* command, Flags* flags) {
  InputOptions& input = flags->request.input_options;
  command
      ->add_option("--format", flags->format,
                   "Format of all inputs, when their content does not tell")
      ->check(CLI::IsMember(
          std::vector<std::string>(absl::StrSplit(kInputFormatNames, '|'))))
      ->type_name(kInputFormatNames)
      ->group("Input");
  command
      ->add_option("--rejects", flags->request.rejects.file,
                   "Write rejected records to FILE instead of naming them "
                   "here: a line 'file:line:column: reason<TAB>record' each, "
                   "escaped as bash's printf %b undoes it")
      ->type_name("FILE")
      ->group("Input");
  command
      ->add_option("--max-rejects", flags->request.rejects.max_rejects,
                   "Give up, and exit with 6, when more records are rejected")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N")
      ->group("Input");
  AddSizeFlag(command, "--max-document-bytes", 1,
              &input.reader.max_document_bytes, "Skip larger records")
      ->group("Input");
  struct Field {
    const char* flag;
    std::string* name;
  };
  FieldNames& fields = input.reader.fields;
  const Field kFields[] = {
      {"--id-field", &fields.id},     {"--title-field", &fields.title},
      {"--text-field", &fields.text}, {"--url-field", &fields.url},
      {"--date-field", &fields.date}, {"--source-field", &fields.source}};
  for (const Field& field : kFields) {
    command
        ->add_option(field.flag, *field.name,
                     "Its name in the input; '' leaves it out")
        ->type_name("NAME")
        ->capture_default_str()
        ->group("Fields of JSON and CSV records");
  }
}

void AddIndexFlags(CLI::App* command, Flags* flags) {
  IndexOptions& index = flags->request.index_options;
  AddAnalyzerFlags(command, &index.analyzer, &flags->lexicon_file);
  command->add_flag("--no-store", flags->no_store,
                    "Leave the documents' text out of the index");
  command
      ->add_option("--postings-compression", flags->compression,
                   "When Snappy compresses packed postings")
      ->check(CLI::IsMember({"auto", "always", "off"}))
      ->type_name("auto|always|off")
      ->capture_default_str();
  AddMemoryFlag(command, &index.memory_bytes);
  command
      ->add_option("--threads", index.num_threads,
                   "Threads that work; the index does not depend on it [the "
                   "processors, up to 8]")
      ->check(CLI::Range(1, kMaxThreads))
      ->type_name("N");
  command->add_flag("--resume", index.resume,
                    "Go on from where an interrupted build of the same inputs "
                    "came");
  command
      ->add_option("--report", flags->report,
                   "What to print at the end: a line, or figures as JSON")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("text|json")
      ->capture_default_str();
  AddNumberFlag(command, "--k1", 0, kMaxK1, &flags->k1,
                "BM25's k1 that queries are tuned for [1.2]");
  AddNumberFlag(command, "--b", 0, 1, &flags->b,
                "BM25's b that queries are tuned for [0.75]");
}

// Fills in what flags name.
void Resolve(Flags* flags) {
  IndexOptions& index = flags->request.index_options;
  if (!flags->format.empty()) {
    flags->request.input_options.format = *ParseInputFormat(flags->format);
  }
  index.compression =
      flags->compression == "always" ? PostingsCompression::kAlways
      : flags->compression == "off"  ? PostingsCompression::kOff
                                     : PostingsCompression::kAuto;
  index.store_text = !flags->no_store;
  flags->request.json_report = flags->report == "json";
  index.bm25.k1 = flags->k1.value_or(index.bm25.k1);
  index.bm25.b = flags->b.value_or(index.bm25.b);
}

// Whether the largest document fits the memory: the record as it was read, a
// parser's copy of it, and its fields.
absl::Status CheckLargestDocument(const BuildIndexRequest& request) {
  constexpr uint64_t kCopies = 3;
  constexpr uint64_t kSpareBytes = 16 << 20;  // of what a build may take beyond
  const uint64_t memory_bytes = request.index_options.memory_bytes;
  const uint64_t max_bytes = (memory_bytes + kSpareBytes) / kCopies;
  const uint64_t bytes = request.input_options.reader.max_document_bytes;
  if (bytes <= max_bytes) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "--max-document-bytes of ", bytes, " needs more memory than --memory of ",
      memory_bytes, " bytes, which is enough for ", max_bytes));
}

ExitCode Run(const CLI::App& command, Flags* flags) {
  Resolve(flags);
  BuildIndexRequest& request = flags->request;
  absl::Status status = CheckLargestDocument(request);
  if (!status.ok()) return PrintError(status);
  status = TakeLexicon(flags->lexicon_file, &request.index_options.analyzer);
  if (!status.ok()) return PrintError(status);
  if (request.index_options.append) {
    status =
        TakeOptionsOfIndex(command, request.output, &request.index_options);
    if (!status.ok()) return PrintError(status);
  }
  return BuildIndex(request);
}

}  // namespace

void AddIndexCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "index",
      "Builds an index from files and folders: JSON Lines, CSV, tab-separated\n"
      "lines, TREC, web archives (WARC, WET), plain text, HTML and BEIR\n"
      "folders, also compressed (gz, zst, xz, bz2). An index that is there is\n"
      "replaced at the end, or added to with --append.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  flags->request.index_options.num_threads =
      std::min(NumUsableProcessors(), kMaxDefaultThreads);
  command
      ->add_option("-o,--output", flags->request.output, "The index's folder")
      ->type_name("DIR")
      ->required();
  command
      ->add_option("INPUT", flags->request.inputs,
                   "Files, folders, or - for standard input")
      ->type_name("")
      ->required();
  command->add_flag("--append", flags->request.index_options.append,
                    "Add to the index that is there, by its own analyzer; a "
                    "document replaces the one of the same id");
  AddInputFlags(command, flags.get());
  AddIndexFlags(command, flags.get());
  command->callback(
      [command, flags, exit_code] { *exit_code = Run(*command, flags.get()); });
}

}  // namespace telusur
