#include "tools/commands/dump_command.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/segment/segment_format.h"
#include "index/segment/segment_reader.h"
#include "index/segment/term_dictionary.h"
#include "tools/commands/help_formatter.h"
#include "tools/dump/segment_dump.h"
#include "tools/message.h"
#include "tools/output/file_output.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur dump news.idx\n"
    "  telusur dump news.idx --term harga\n"
    "  telusur dump news.idx --section term_index\n"
    "  telusur dump news.idx --segment 1 --term harga --form harganya\n";

struct Flags {
  std::string index;
  std::optional<uint32_t> segment;
  std::string section;
  std::string term;
  std::string form;
};

// Prints what the flags ask for of one segment. False: it has no such term.
absl::StatusOr<bool> Dump(const Flags& flags, const SegmentReader& segment,
                          FileOutput* output) {
  if (!flags.term.empty()) {
    return DumpTerm(
        segment,
        flags.form.empty() ? flags.term : FormKey(flags.term, flags.form),
        output);
  }
  if (!flags.section.empty()) {
    RETURN_IF_ERROR(
        DumpSection(segment, *SectionOfName(flags.section), output));
  } else {
    RETURN_IF_ERROR(DumpSegment(segment, output));
  }
  return true;
}

// Sets `*found` to whether a segment has what is asked for.
absl::Status DumpIndex(const Flags& flags, FileOutput* output, bool* found) {
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> reader,
                   IndexReader::Open(FileSystem::Posix(), flags.index));
  if (flags.segment.value_or(0) >= reader->num_segments() &&
      flags.segment.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat(flags.index, ": has ", reader->num_segments(),
                     " segments, numbered from 0"));
  }
  for (uint32_t i = 0; i < reader->num_segments(); ++i) {
    if (flags.segment.value_or(i) != i) continue;
    absl::StrAppend(output->buffer(), "segment ", i, ": ",
                    reader->manifest().segments[i].file_name, "\n");
    ASSIGN_OR_RETURN(const bool in_segment,
                     Dump(flags, reader->segment(i), output));
    *found |= in_segment;
  }
  return absl::OkStatus();
}

ExitCode Run(const Flags& flags) {
  FileOutput output(1, "standard output");
  bool found = false;
  const absl::Status status = DumpIndex(flags, &output, &found);
  const absl::Status written = output.Flush();
  if (!status.ok()) return PrintError(status);
  if (!written.ok()) return PrintError(written);
  if (found || flags.term.empty()) return kExitOk;
  PrintMessage(absl::StrCat("the dictionary has no ", flags.term,
                            flags.form.empty() ? "" : " with a list of ",
                            flags.form));
  return kExitNothing;
}

std::string SectionNames() {
  std::string names;
  for (int i = 0; i < kNumSections; ++i) {
    absl::StrAppend(&names, i == 0 ? "" : ", ",
                    SectionName(static_cast<SectionId>(i)));
  }
  return names;
}

std::string CheckSectionName(const std::string& name) {
  if (SectionOfName(name).has_value()) return "";
  return absl::StrCat("\"", name, "\" is none of ", SectionNames());
}

}  // namespace

void AddDumpCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "dump",
      "Prints what is in a segment's file, in the words of\n"
      "docs/file_format.md: what lies where, a section, or all about a term.\n"
      "Exits with 1 when no segment has the term.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->index, "The index's folder")
      ->type_name("")
      ->required();
  command
      ->add_option("--segment", flags->segment,
                   "Only this segment, counted from 0")
      ->type_name("NUMBER");
  CLI::Option* const section =
      command->add_option("--section", flags->section, "All of a section")
          ->check(CLI::Validator(CheckSectionName, "", "section"))
          ->type_name("NAME");
  CLI::Option* const term =
      command
          ->add_option("--term", flags->term,
                       "A term as the dictionary has it, with its skip data, "
                       "postings and positions")
          ->type_name("TERM")
          ->excludes(section);
  command
      ->add_option("--form", flags->form,
                   "The term's form that has a list of its own")
      ->type_name("FORM")
      ->needs(term);
  command->callback([flags, exit_code] { *exit_code = Run(*flags); });
}

}  // namespace telusur
