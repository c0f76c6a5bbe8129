#include "tools/commands/analyze_command.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "index/analysis/analyzer.h"
#include "index/analysis/form_stemmer.h"
#include "index/io/status_macros.h"
#include "tools/commands/analyzer_flags.h"
#include "tools/commands/flag_values.h"
#include "tools/commands/help_formatter.h"
#include "tools/commands/stem_lines.h"
#include "tools/input/byte_source.h"
#include "tools/input/input_stream.h"
#include "tools/message.h"
#include "tools/output/file_output.h"
#include "tools/output/token_line.h"
#include "tools/output/token_writer.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur analyze 'Perkataannya diKazakhstan'\n"
    "  telusur analyze --explain mengatakannya\n"
    "  telusur analyze --stemming light --format tsv - < berita.txt\n"
    "  telusur analyze --format stems --informal on < forms.txt\n";

constexpr uint64_t kDefaultMaxTextBytes = 16 << 20;

// A token's place is stored in 32 bits.
constexpr uint64_t kMaxTokenizableBytes = std::numeric_limits<uint32_t>::max();

struct Flags {
  AnalyzerOptions analyzer;
  std::string lexicon_file;
  std::vector<std::string> words;
  std::string format;
  bool explain = false;
  uint64_t max_text_bytes = kDefaultMaxTextBytes;
};

bool ReadsStandardInput(const Flags& flags) {
  return flags.words.empty() ||
         (flags.words.size() == 1 && flags.words[0] == "-");
}

// A text in memory as a source of bytes.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text)
      : prefixed_(std::move(text), &nothing_) {}

  absl::StatusOr<size_t> Read(char* buffer, size_t size) override {
    return prefixed_.Read(buffer, size);
  }

 private:
  class Nothing : public ByteSource {
    absl::StatusOr<size_t> Read(char* buffer, size_t size) override {
      return 0;
    }
  };

  Nothing nothing_;
  PrefixedSource prefixed_;
};

// The text to analyse, byte by byte as it is.
absl::StatusOr<std::unique_ptr<InputStream>> OpenInput(const Flags& flags) {
  std::unique_ptr<ByteSource> source;
  if (ReadsStandardInput(flags)) {
    ASSIGN_OR_RETURN(source, FileSource::Open("-"));
  } else {
    source = std::make_unique<TextSource>(absl::StrJoin(flags.words, " "));
  }
  return std::make_unique<InputStream>(std::move(source));
}

void PrintCount(uint64_t count, absl::string_view what) {
  if (count > 0) PrintMessage(absl::StrCat(count, " ", what));
}

absl::Status WriteTokens(const Flags& flags, const Analyzer& analyzer,
                         absl::string_view text, FileOutput* output) {
  const bool is_table = flags.format == "table" ||
                        (flags.format.empty() && output->is_terminal());
  TokenWriter writer(analyzer,
                     is_table ? TokenFormat::kTable : TokenFormat::kTsv,
                     flags.explain);
  const AnalysisCounts counts = writer.Write(
      text, output->buffer(), [output] { return output->MaybeFlush().ok(); });
  RETURN_IF_ERROR(output->Flush());
  PrintCount(counts.num_invalid_bytes, "bytes that are no UTF-8");
  PrintCount(counts.num_dropped_terms, "words too long to be indexed");
  PrintCount(counts.num_boilerplate_bytes, "bytes left out as boilerplate");
  return absl::OkStatus();
}

absl::Status Analyze(const Flags& flags) {
  FileOutput output(1, "standard output");
  ASSIGN_OR_RETURN(const std::unique_ptr<InputStream> input, OpenInput(flags));
  if (flags.format == "stems") {
    RETURN_IF_ERROR(
        StemLines(FormStemmer(flags.analyzer), input.get(), &output));
    return output.Flush();
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<Analyzer> analyzer,
                   Analyzer::Create(flags.analyzer));
  const uint64_t limit =
      std::min<uint64_t>(flags.max_text_bytes, kMaxTokenizableBytes);
  RETURN_IF_ERROR(input->Fill(limit + 1));
  const absl::string_view text = input->window();
  if (text.size() > limit) {
    return absl::ResourceExhaustedError(
        absl::StrCat("the text is over the limit of ", limit,
                     " bytes (--max-document-bytes)"));
  }
  return WriteTokens(flags, *analyzer, text, &output);
}

ExitCode Run(Flags* flags) {
  if (flags->format == "stems" && flags->explain) {
    PrintMessage("telusur analyze: --explain has no place in --format stems");
    return kExitUsage;
  }
  absl::Status status = TakeLexicon(flags->lexicon_file, &flags->analyzer);
  if (status.ok()) status = Analyze(*flags);
  if (status.ok()) return kExitOk;
  const ExitCode code = PrintError(status);
  return absl::IsResourceExhausted(status) ? kExitLimit : code;
}

}  // namespace

void AddAnalyzeCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "analyze",
      "Shows what becomes of a text in an index: its tokens with positions,\n"
      "byte ranges and stems. With --format stems, every line is one form.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command
      ->add_option("TEXT", flags->words,
                   "The text; - or nothing for standard input")
      ->type_name("");
  command->add_flag("--explain", flags->explain,
                    "Show the rules that led to a stem, and the readings that "
                    "were rejected");
  command
      ->add_option("--format", flags->format,
                   "Default: table on a terminal, tsv elsewhere")
      ->check(CLI::IsMember({"table", "tsv", "stems"}))
      ->type_name("table|tsv|stems");
  AddSizeFlag(command, "--max-document-bytes", 1, &flags->max_text_bytes,
              "Refuse a larger text");
  AddAnalyzerFlags(command, &flags->analyzer, &flags->lexicon_file);
  command->callback([flags, exit_code] { *exit_code = Run(flags.get()); });
}

}  // namespace telusur
