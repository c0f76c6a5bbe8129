// Keys from a terminal, and the signals that a terminal sends.
//
// A signal that arrives between two keys must not be lost, and one that arrives
// during libedit's work must not disturb it. So while a line is read signals
// are blocked and read from a descriptor, in turn with the keys.

#ifndef TELUSUR_TOOLS_REPL_KEY_READER_H_
#define TELUSUR_TOOLS_REPL_KEY_READER_H_

#include <signal.h>

#include <cstddef>
#include <cwchar>
#include <string>

namespace telusur {

enum class KeyEvent {
  kKey,
  kInterrupt,  // Ctrl-C
  kSuspend,    // Ctrl-Z
  kResize,     // the window has a new size
  kEnd,        // end of input, or the program is asked to end
};

// Bytes that were read and not yet handed out as keys: what was typed or pasted
// behind the end of a line belongs to the next one.
struct TypedAhead {
  std::string bytes;
  size_t next = 0;  // the first that is not handed out

  bool empty() const { return next == bytes.size(); }

  // Takes the printable ASCII that comes next, but for its last character, when
  // there is so much of it that somebody must have pasted it; else nothing.
  std::string TakePasted();

  void Clear() {
    bytes.clear();
    next = 0;
  }
};

// While this lives, its signals are blocked. One thread; one at a time.
class KeyReader {
 public:
  // `ahead` outlives this: what it holds comes before what is yet to be read.
  explicit KeyReader(TypedAhead* ahead);
  ~KeyReader();

  KeyReader(const KeyReader&) = delete;
  KeyReader& operator=(const KeyReader&) = delete;

  // Waits for what comes next on standard input, a key or a signal. Sets `*key`
  // if it is a key; bytes that are no character of the locale come as
  // U+FFFD.
  KeyEvent Next(wchar_t* key);

  // Stops the program as Ctrl-Z does; returns when it is continued. Does
  // nothing where no shell could continue it.
  void Suspend();

 private:
  KeyEvent NextSignal();

  // Whether a whole character was read; false at the end of input.
  bool ReadKey(wchar_t* key);
  bool ReadByte(char* byte);

  TypedAhead* const ahead_;
  sigset_t signals_;
  sigset_t old_mask_;
  int signal_fd_ = -1;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_KEY_READER_H_
