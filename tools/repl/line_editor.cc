#include "tools/repl/line_editor.h"

#include <histedit.h>
#include <langinfo.h>
#include <termios.h>

#include <clocale>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/strip.h"
#include "tools/output/terminal_size.h"
#include "tools/repl/candidate_table.h"
#include "tools/repl/history_file.h"
#include "tools/repl/key_reader.h"

namespace telusur {

struct LineEditor::State {
  State(std::string prompt_text, const std::string& history_path)
      : prompt(std::move(prompt_text)), history_file(history_path) {}

  // libedit's source of keys: 1 for a key, 0 at the end of the line's reading.
  int NextKey(wchar_t* key) {
    // libedit looks at the whole line for every key that it takes: what is
    // pasted is better put into the line in pieces.
    const std::string pasted = typed_ahead.TakePasted();
    if (!pasted.empty()) el_insertstr(editor, pasted.c_str());
    for (;;) {
      last_event = keys->Next(key);
      switch (last_event) {
        case KeyEvent::kKey:
          return 1;
        case KeyEvent::kResize:
          el_resize(editor);
          break;
        case KeyEvent::kSuspend:
          el_set(editor, EL_PREP_TERM, 0);
          keys->Suspend();
          el_set(editor, EL_PREP_TERM, 1);
          el_resize(editor);
          el_set(editor, EL_REFRESH);
          break;
        case KeyEvent::kInterrupt:
        case KeyEvent::kEnd:
          return 0;
      }
    }
  }

  static State* Of(EditLine* editor) {
    void* state = nullptr;
    el_get(editor, EL_CLIENTDATA, &state);
    return static_cast<State*>(state);
  }

  // Tab: types what is certain; where there is nothing, shows the choice.
  unsigned char Complete() {
    if (!completer) return CC_ERROR;
    const LineInfo* line = el_line(editor);
    const Completion completion = completer(absl::string_view(
        line->buffer, static_cast<size_t>(line->cursor - line->buffer)));
    if (!completion.suffix.empty()) {
      el_insertstr(editor, completion.suffix.c_str());
      return CC_REFRESH;
    }
    if (completion.candidates.empty()) return CC_ERROR;
    const std::string choice =
        CandidateTable(completion, TerminalSizeOf(1).columns);
    printf("\n%s", choice.c_str());
    fflush(stdout);
    return CC_REDISPLAY;
  }

  std::string prompt;
  Completer completer;
  HistoryFile history_file;
  EditLine* editor = nullptr;
  History* history = nullptr;
  TypedAhead typed_ahead;
  std::optional<KeyReader> keys;  // while a line is read
  KeyEvent last_event = KeyEvent::kKey;
};

namespace {

// libedit reads and shows characters by the locale; in the C locale it knows
// ASCII alone, which is never what a terminal of today speaks.
void ChooseLocale() {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
    setlocale(LC_CTYPE, "C.UTF-8");
  }
}

}  // namespace

LineEditor::LineEditor(std::string prompt, const std::string& history_path)
    : state_(absl::make_unique<State>(std::move(prompt), history_path)) {
  ChooseLocale();
  EditLine* editor = el_init("telusur", stdin, stdout, stderr);
  state_->editor = editor;
  el_set(editor, EL_CLIENTDATA, state_.get());
  el_set(
      editor, EL_PROMPT,
      +[](EditLine* self) { return State::Of(self)->prompt.data(); });
  el_set(
      editor, EL_GETCFN, +[](EditLine* self, wchar_t* key) {
        return State::Of(self)->NextKey(key);
      });
  el_set(editor, EL_EDITOR, "emacs");
  el_set(
      editor, EL_ADDFN, "complete", "Complete the word at the cursor",
      +[](EditLine* self, int) -> unsigned char {
        return State::Of(self)->Complete();
      });
  el_set(editor, EL_BIND, "^I", "complete", nullptr);
  // At Ctrl-C a terminal throws away what was typed and written, but only after
  // it has sent the signal: the next prompt may be out by then, and would be
  // lost. So it is told not to, while lines are edited (-d) and between (-x).
  el_set(editor, EL_SETTY, "-d", "+noflsh", nullptr);
  el_set(editor, EL_SETTY, "-x", "+noflsh", nullptr);

  state_->history = history_init();
  HistEvent event;
  history(state_->history, &event, H_SETSIZE,
          static_cast<int>(HistoryFile::kMaxLines));
  history(state_->history, &event, H_SETUNIQUE, 1);
  for (const std::string& line : state_->history_file.Load()) {
    history(state_->history, &event, H_ENTER, line.c_str());
  }
  el_set(editor, EL_HIST, history, state_->history);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
}

LineEditor::~LineEditor() {
  el_end(state_->editor);
  history_end(state_->history);
}

void LineEditor::set_completer(Completer completer) {
  state_->completer = std::move(completer);
}

TypedLine LineEditor::Read(std::string* line) {
  int size = 0;
  state_->keys.emplace(&state_->typed_ahead);
  // libedit shows the prompt before it takes over the terminal, which would
  // still treat a Ctrl-D that comes in between as its own.
  el_set(state_->editor, EL_PREP_TERM, 1);
  const char* typed = el_gets(state_->editor, &size);
  state_->keys.reset();
  if (state_->last_event == KeyEvent::kInterrupt) {
    state_->typed_ahead.Clear();
    tcflush(0, TCIFLUSH);  // the rest of the line that is given up
    printf("^C\n");
    fflush(stdout);
    return TypedLine::kCleared;
  }
  if (typed == nullptr || size <= 0) return TypedLine::kEnd;
  absl::string_view text(typed, static_cast<size_t>(size));
  absl::ConsumeSuffix(&text, "\n");
  *line = std::string(text);
  return TypedLine::kLine;
}

void LineEditor::Remember(absl::string_view line) {
  HistEvent event;
  history(state_->history, &event, H_ENTER, std::string(line).c_str());
  state_->history_file.Append(line);
}

}  // namespace telusur
