#include "index/build_state.h"

#include <algorithm>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr absl::string_view kMagic = "telusur build 1\n";
constexpr size_t kChecksumBytes = 8;

void AppendText(absl::string_view text, std::string* out) {
  AppendVarint32(static_cast<uint32_t>(text.size()), out);
  out->append(text.data(), text.size());
}

void AppendFiles(const std::vector<BuildState::File>& files, std::string* out) {
  AppendVarint32(static_cast<uint32_t>(files.size()), out);
  for (const BuildState::File& file : files) {
    AppendVarint32(file.number, out);
    AppendVarint64(file.size, out);
  }
}

// Reads what the functions above wrote; p is nullptr after damage.
struct Parser {
  const char* p;
  const char* end;

  uint32_t Number32() {
    uint32_t value = 0;
    if (p != nullptr) p = DecodeVarint32(p, end, &value);
    return value;
  }

  uint64_t Number64() {
    uint64_t value = 0;
    if (p != nullptr) p = DecodeVarint64(p, end, &value);
    return value;
  }

  std::string Text() {
    const uint32_t size = Number32();
    if (p == nullptr || size > static_cast<size_t>(end - p)) {
      p = nullptr;
      return std::string();
    }
    p += size;
    return std::string(p - size, size);
  }

  std::vector<BuildState::File> Files() {
    std::vector<BuildState::File> files;
    for (uint32_t left = Number32(); left > 0 && p != nullptr; --left) {
      BuildState::File file;
      file.number = Number32();
      file.size = Number64();
      files.push_back(file);
    }
    return files;
  }
};

}  // namespace

absl::Status CheckSameJob(const BuildJob& before, const BuildJob& now) {
  for (size_t i = 0; i < std::max(before.size(), now.size()); ++i) {
    if (i < before.size() && i < now.size() && before[i].name == now[i].name) {
      if (before[i].value == now[i].value) continue;
      return absl::FailedPreconditionError(
          absl::StrCat("cannot resume the build: ", now[i].name, " is ",
                       now[i].value, " and was ", before[i].value));
    }
    const bool is_new =
        i < now.size() &&
        std::none_of(before.begin(), before.end(), [&](const BuildJobPart& b) {
          return b.name == now[i].name;
        });
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot resume the build: ",
        is_new ? absl::StrCat(now[i].name, " was no part of it")
               : absl::StrCat(before[std::min(i, before.size() - 1)].name,
                              " was part of it, and is not or elsewhere now")));
  }
  return absl::OkStatus();
}

std::string EncodeBuildState(const BuildState& state) {
  std::string bytes(kMagic);
  AppendVarint32(static_cast<uint32_t>(state.job.size()), &bytes);
  for (const BuildJobPart& part : state.job) {
    AppendText(part.name, &bytes);
    AppendText(part.value, &bytes);
  }
  AppendVarint64(state.num_documents, &bytes);
  AppendVarint64(state.num_dates_unreadable, &bytes);
  AppendVarint64(state.num_invalid_bytes, &bytes);
  AppendVarint64(state.num_dropped_terms, &bytes);
  AppendVarint32(state.next_file_number, &bytes);
  AppendFiles(state.entries, &bytes);
  AppendFiles(state.runs, &bytes);
  AppendFixed64(Checksum64(bytes), &bytes);
  return bytes;
}

absl::StatusOr<BuildState> ParseBuildState(absl::string_view bytes,
                                           absl::string_view path) {
  const absl::Status damage = absl::DataLossError(absl::StrCat(
      path,
      ": the state of the unfinished build is damaged; build without "
      "--resume"));
  if (bytes.size() < kMagic.size() + kChecksumBytes ||
      !absl::StartsWith(bytes, kMagic)) {
    return damage;
  }
  const absl::string_view checksum =
      bytes.substr(bytes.size() - kChecksumBytes);
  bytes.remove_suffix(kChecksumBytes);
  if (DecodeFixed64(checksum.data()) != Checksum64(bytes)) return damage;
  Parser parser = {bytes.data() + kMagic.size(), bytes.data() + bytes.size()};
  BuildState state;
  for (uint32_t left = parser.Number32(); left > 0 && parser.p != nullptr;
       --left) {
    BuildJobPart part;
    part.name = parser.Text();
    part.value = parser.Text();
    state.job.push_back(std::move(part));
  }
  state.num_documents = parser.Number64();
  state.num_dates_unreadable = parser.Number64();
  state.num_invalid_bytes = parser.Number64();
  state.num_dropped_terms = parser.Number64();
  state.next_file_number = parser.Number32();
  state.entries = parser.Files();
  state.runs = parser.Files();
  if (parser.p != parser.end) return damage;
  return state;
}

absl::Status WriteBuildState(FileSystem* fs, const std::string& path,
                             const BuildState& state) {
  const std::string staged = path + ".tmp";
  ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file, fs->Create(staged));
  RETURN_IF_ERROR(file->Append(EncodeBuildState(state)));
  RETURN_IF_ERROR(file->Sync());
  RETURN_IF_ERROR(file->Close());
  // The names of the files that the state mentions, before its own.
  RETURN_IF_ERROR(fs->SyncDirectory(ParentDirectory(path)));
  RETURN_IF_ERROR(fs->Rename(staged, path));
  return fs->SyncDirectory(ParentDirectory(path));
}

}  // namespace telusur
