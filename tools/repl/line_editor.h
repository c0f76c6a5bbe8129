// A line typed at a terminal, with editing and history, by libedit.

#ifndef TELUSUR_TOOLS_REPL_LINE_EDITOR_H_
#define TELUSUR_TOOLS_REPL_LINE_EDITOR_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "tools/repl/completion.h"

namespace telusur {

enum class TypedLine {
  kLine,
  kCleared,  // Ctrl-C: what was typed is given up
  kEnd,      // Ctrl-D on an empty line, or the program is asked to end
};

// One thread. One at a time: it owns the terminal while it reads.
class LineEditor {
 public:
  // Reads from standard input; the history is kept in `history_path`.
  LineEditor(std::string prompt, const std::string& history_path);
  ~LineEditor();

  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // Asked at Tab: how the line up to the cursor may go on.
  using Completer = std::function<Completion(absl::string_view line)>;
  void set_completer(Completer completer);

  // Sets `*line`, without its end, if the result is kLine.
  TypedLine Read(std::string* line);

  // Adds a line to the history.
  void Remember(absl::string_view line);

 private:
  struct State;  // keeps libedit out of the header
  std::unique_ptr<State> state_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_LINE_EDITOR_H_
