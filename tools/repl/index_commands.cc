#include "tools/repl/index_commands.h"

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/manifest.h"
#include "tools/byte_size.h"
#include "tools/search/index_check.h"
#include "tools/search/index_stats.h"

namespace telusur {

absl::Status ShowStats(absl::string_view, Session* session) {
  AppendStatsText(StatsOf(session->reader()), session->output()->buffer());
  return absl::OkStatus();
}

absl::Status CheckIndex(absl::string_view argument, Session* session) {
  if (!argument.empty() && argument != "deep") {
    return absl::InvalidArgumentError(
        session->Say(MessageId::kNeedsArgument, "check", "deep"));
  }
  const IndexReader& reader = session->reader();
  RETURN_IF_ERROR(CheckSegments(
      reader, /*deep=*/argument == "deep",
      [session](const absl::Status& damage) { session->Fail(damage); }));
  absl::StrAppend(
      session->output()->buffer(),
      session->Say(MessageId::kIndexIsSound,
                   SayDocuments(session->language(), reader.num_docs()),
                   FormatByteSize(FileBytesOf(reader))),
      "\n");
  return absl::OkStatus();
}

absl::Status Reload(absl::string_view, Session* session) {
  ASSIGN_OR_RETURN(std::unique_ptr<IndexReader> reader,
                   IndexReader::Open(FileSystem::Posix(), session->index()));
  const uint64_t generation = reader->manifest().generation;
  std::string* out = session->output()->buffer();
  if (reader->manifest() == session->reader().manifest()) {
    absl::StrAppend(out, session->Say(MessageId::kNothingNewer, generation),
                    "\n");
    return absl::OkStatus();
  }
  session->TakeUp(std::move(reader));
  absl::StrAppend(out,
                  session->Say(MessageId::kReloaded, generation,
                               SayDocuments(session->language(),
                                            session->reader().num_docs())),
                  "\n");
  return absl::OkStatus();
}

void NoticeNewerIndex(Session* session) {
  const absl::StatusOr<Manifest> manifest =
      ReadManifest(FileSystem::Posix(), session->index());
  if (!manifest.ok() || manifest->generation == session->announced_generation) {
    return;
  }
  session->announced_generation = manifest->generation;
  session->Remark(session->Say(MessageId::kNewerIndex, manifest->generation));
}

}  // namespace telusur
