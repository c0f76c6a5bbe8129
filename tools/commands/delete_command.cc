#include "tools/commands/delete_command.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/document_deleter.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "tools/commands/help_formatter.h"
#include "tools/counted.h"
#include "tools/input/input_stream.h"
#include "tools/input/line_reader.h"
#include "tools/message.h"
#include "tools/output/file_output.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur delete news.idx kompas-123 tempo-7\n"
    "  telusur delete news.idx --ids withdrawn.txt\n"
    "  telusur search news.idx 'source:tempo' --format ids -k 1000 |\n"
    "    telusur delete news.idx --ids -\n";

// A longer line is no id that anybody gave a document on purpose.
constexpr uint64_t kMaxIdBytes = 1 << 20;

struct Flags {
  std::string index;
  std::vector<std::string> ids;
  std::string ids_file;
};

// The ids to delete, each once, in the order in which they were given.
class WantedIds {
 public:
  void Add(absl::string_view id) {
    const auto [place, is_new] =
        place_of_.try_emplace(std::string(id), ids_.size());
    if (is_new) ids_.push_back({place->first, false});
  }

  // Adds every line of a file that is not empty. Lines that are too long are
  // named and counted as ids that no document has.
  absl::Status AddLines(const std::string& path) {
    const std::string name = path == "-" ? "stdin" : path;
    absl::StatusOr<std::unique_ptr<InputStream>> stream =
        InputStream::Open(path);
    if (!stream.ok()) return WithName(name, stream.status());
    LineReader lines(stream->get(), kMaxIdBytes);
    Line line;
    for (;;) {
      absl::StatusOr<bool> more = lines.Next(&line);
      if (!more.ok()) return WithName(name, more.status());
      if (!*more) return absl::OkStatus();
      if (line.too_long) {
        PrintMessage(absl::StrCat(name, ":", line.number,
                                  ": no id is that long (skipped)"));
        ++num_too_long_;
      } else if (!line.text.empty()) {
        Add(line.text);
      }
    }
  }

  // Whether the id is one of these, which is then noted.
  bool Contains(absl::string_view id) {
    const auto found = place_of_.find(id);
    if (found == place_of_.end()) return false;
    ids_[found->second].was_met = true;
    return true;
  }

  // Names the ids that were not met, and returns how many there are.
  uint64_t NameUnknown() const {
    uint64_t num_unknown = num_too_long_;
    for (const Id& id : ids_) {
      if (id.was_met) continue;
      PrintMessage(absl::StrCat("no document has the id ", id.text));
      ++num_unknown;
    }
    return num_unknown;
  }

 private:
  struct Id {
    std::string text;
    bool was_met;
  };

  static absl::Status WithName(const std::string& name,
                               const absl::Status& status) {
    return absl::Status(status.code(),
                        absl::StrCat(name, ": ", status.message()));
  }

  absl::flat_hash_map<std::string, size_t> place_of_;
  std::vector<Id> ids_;
  uint64_t num_too_long_ = 0;
};

std::string Summary(uint64_t num_deleted, uint64_t num_unknown) {
  std::string text = absl::StrCat(Counted(num_deleted, "document"), " deleted");
  if (num_unknown > 0) {
    absl::StrAppend(&text, ", ", Counted(num_unknown, "id"), " unknown");
  }
  return text + "\n";
}

ExitCode Run(const Flags& flags) {
  if (flags.ids.empty() && flags.ids_file.empty()) {
    PrintMessage("telusur delete: give ids or --ids FILE");
    return kExitUsage;
  }
  WantedIds wanted;
  for (const std::string& id : flags.ids) wanted.Add(id);
  if (!flags.ids_file.empty()) {
    const absl::Status status = wanted.AddLines(flags.ids_file);
    if (!status.ok()) return PrintError(status);
  }
  const absl::StatusOr<uint64_t> num_deleted = DeleteDocuments(
      FileSystem::Posix(), flags.index,
      [&wanted](absl::string_view id) { return wanted.Contains(id); });
  if (!num_deleted.ok()) return PrintError(num_deleted.status());
  const uint64_t num_unknown = wanted.NameUnknown();
  FileOutput output(1, "standard output");
  *output.buffer() = Summary(*num_deleted, num_unknown);
  const absl::Status written = output.Flush();
  if (!written.ok()) return PrintError(written);
  return num_unknown > 0 ? kExitNothing : kExitOk;
}

}  // namespace

void AddDeleteCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "delete",
      "Deletes documents by their ids. Ids that no document has are named;\n"
      "the exit code is then 1. Until `telusur optimize`, deleted documents\n"
      "keep their space and their part in the statistics of scores.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->index, "The index's folder")
      ->type_name("")
      ->required();
  command
      ->add_option("ID", flags->ids,
                   "Ids of documents; put -- before them when one begins "
                   "with -")
      ->type_name("");
  command
      ->add_option("--ids", flags->ids_file,
                   "Delete the ids in FILE too, one a line; - is standard "
                   "input")
      ->type_name("FILE");
  command->callback([flags, exit_code] { *exit_code = Run(*flags); });
}

}  // namespace telusur
