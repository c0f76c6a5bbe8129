// The lines that were typed at the prompt, from one session to the next.

#ifndef TELUSUR_TOOLS_REPL_HISTORY_FILE_H_
#define TELUSUR_TOOLS_REPL_HISTORY_FILE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

// A text file, a line typed a line, readable by its owner alone. Each line is
// appended as it is typed, so that sessions side by side and a session that is
// killed lose nothing. A history that cannot be kept is no reason to fail:
// nothing here reports an error.
class HistoryFile {
 public:
  static constexpr size_t kMaxLines = 1000;
  static constexpr size_t kMaxLineBytes = 64 << 10;

  // $TELUSUR_HISTORY, else ~/.telusur_history; empty when there is no home.
  static std::string DefaultPath();

  // An empty path keeps nothing.
  explicit HistoryFile(std::string path) : path_(std::move(path)) {}

  // The last kMaxLines lines, oldest first. Shortens a file that has grown far
  // beyond them.
  std::vector<std::string> Load();

  // Lines that are too long or hold a line end are left out.
  void Append(absl::string_view line);

 private:
  void Rewrite(const std::vector<std::string>& lines);

  const std::string path_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_HISTORY_FILE_H_
