#include "tools/input/file_walker.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tools/input/decompression.h"

namespace telusur {
namespace {

// A folder with both is a BEIR collection
// (https://github.com/beir-cellar/beir), and not two files of documents.
constexpr absl::string_view kBeirCorpus = "corpus.jsonl";
constexpr absl::string_view kBeirQueries = "queries.jsonl";

// The name that is `member`, perhaps compressed; empty when there is none.
std::string FindMember(const std::vector<std::string>& names,
                       absl::string_view member) {
  for (const std::string& name : names) {
    if (WithoutCompressionEnding(name) == member) return name;
  }
  return "";
}

std::string Join(const std::string& folder, const std::string& name) {
  return absl::StrCat(folder, absl::EndsWith(folder, "/") ? "" : "/", name);
}

bool SameFile(const std::string& path, const struct stat& info) {
  struct stat other;
  return !path.empty() && stat(path.c_str(), &other) == 0 &&
         other.st_dev == info.st_dev && other.st_ino == info.st_ino;
}

}  // namespace

FileWalker::FileWalker(std::vector<std::string> inputs,
                       std::string except_folder)
    : inputs_(std::move(inputs)), except_folder_(std::move(except_folder)) {}

bool FileWalker::Next(WalkedFile* file) {
  for (;;) {
    *file = WalkedFile();
    if (open_.empty()) {
      if (next_input_ == inputs_.size()) return false;
      const std::string& input = inputs_[next_input_++];
      if (Visit(input, /*is_argument=*/true, file)) return true;
      continue;
    }
    Folder& folder = open_.back();
    if (folder.next_name == folder.names.size()) {
      open_.pop_back();
      continue;
    }
    const std::string path =
        Join(folder.path, folder.names[folder.next_name++]);
    file->is_beir = folder.is_beir;
    if (Visit(path, /*is_argument=*/false, file)) return true;
  }
}

bool FileWalker::Visit(const std::string& path, bool is_argument,
                       WalkedFile* file) {
  file->path = path;
  if (is_argument && path == "-") return true;
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    file->status = absl::ErrnoToStatus(errno, "cannot be opened");
    return true;
  }
  if (S_ISDIR(info.st_mode)) {
    struct stat link;
    if (!is_argument &&
        (lstat(path.c_str(), &link) != 0 || S_ISLNK(link.st_mode))) {
      return false;
    }
    if (SameFile(except_folder_, info)) return false;
    file->status = Enter(path);
    return !file->status.ok();
  }
  if (S_ISREG(info.st_mode)) file->size = info.st_size;
  return is_argument || S_ISREG(info.st_mode);
}

absl::Status FileWalker::Enter(const std::string& path) {
  std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(path.c_str()),
                                                closedir);
  if (directory == nullptr) {
    return absl::ErrnoToStatus(errno, "cannot be opened");
  }
  Folder folder;
  folder.path = path;
  errno = 0;
  while (const dirent* entry = readdir(directory.get())) {
    if (entry->d_name[0] != '.') folder.names.push_back(entry->d_name);
  }
  if (errno != 0) return absl::ErrnoToStatus(errno, "cannot be read");
  std::sort(folder.names.begin(), folder.names.end());
  const std::string corpus = FindMember(folder.names, kBeirCorpus);
  if (!corpus.empty() && !FindMember(folder.names, kBeirQueries).empty()) {
    folder.is_beir = true;
    folder.names = {corpus};
  }
  open_.push_back(std::move(folder));
  return absl::OkStatus();
}

absl::Status CheckInputsExist(const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    if (input != "-" && access(input.c_str(), R_OK) != 0) {
      return absl::ErrnoToStatus(errno, input);
    }
  }
  return absl::OkStatus();
}

}  // namespace telusur
