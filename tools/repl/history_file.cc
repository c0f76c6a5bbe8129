#include "tools/repl/history_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/input/byte_source.h"
#include "tools/input/input_stream.h"
#include "tools/input/line_reader.h"

namespace telusur {
namespace {

constexpr mode_t kOwnerOnly = 0600;

void WriteAll(int fd, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n <= 0) return;
    bytes.remove_prefix(n);
  }
}

}  // namespace

std::string HistoryFile::DefaultPath() {
  const char* path = getenv("TELUSUR_HISTORY");
  if (path != nullptr) return path;
  const char* home = getenv("HOME");
  if (home == nullptr || home[0] == '\0') return "";
  return absl::StrCat(home, "/.telusur_history");
}

std::vector<std::string> HistoryFile::Load() {
  std::deque<std::string> lines;
  size_t num_lines = 0;
  absl::StatusOr<std::unique_ptr<FileSource>> file = FileSource::Open(path_);
  if (path_.empty() || path_ == "-" || !file.ok()) return {};
  InputStream stream(*std::move(file));
  LineReader reader(&stream, kMaxLineBytes);
  Line line;
  for (;;) {
    absl::StatusOr<bool> more = reader.Next(&line);
    if (!more.ok() || !*more) break;
    if (line.text.empty()) continue;
    ++num_lines;
    lines.push_back(std::string(line.text));
    if (lines.size() > kMaxLines) lines.pop_front();
  }
  std::vector<std::string> result(lines.begin(), lines.end());
  if (num_lines > 2 * kMaxLines) Rewrite(result);
  return result;
}

void HistoryFile::Append(absl::string_view line) {
  if (path_.empty() || line.empty() || line.size() > kMaxLineBytes) return;
  if (absl::StrContains(line, '\n')) return;
  const int fd = open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
                      kOwnerOnly);
  if (fd < 0) return;
  struct stat info;
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    fchmod(fd, kOwnerOnly);
    WriteAll(fd, absl::StrCat(line, "\n"));
  }
  close(fd);
}

void HistoryFile::Rewrite(const std::vector<std::string>& lines) {
  std::string path = absl::StrCat(path_, ".XXXXXX");
  const int fd = mkstemp(path.data());
  if (fd < 0) return;
  std::string bytes;
  for (const std::string& line : lines) absl::StrAppend(&bytes, line, "\n");
  WriteAll(fd, bytes);
  close(fd);
  rename(path.c_str(), path_.c_str());
}

}  // namespace telusur
