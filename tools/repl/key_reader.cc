#include "tools/repl/key_reader.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

namespace telusur {
namespace {

// A terminal hands out no more at once.
constexpr size_t kReadBytes = 4096;

// More than anybody types while a key is being handled.
constexpr size_t kMinPastedBytes = 64;

}  // namespace

std::string TypedAhead::TakePasted() {
  size_t end = next;
  while (end < bytes.size() && bytes[end] >= ' ' && bytes[end] <= '~') ++end;
  if (end - next < kMinPastedBytes) return "";
  const std::string pasted = bytes.substr(next, end - next - 1);
  next = end - 1;
  return pasted;
}

KeyReader::KeyReader(TypedAhead* ahead) : ahead_(ahead) {
  sigemptyset(&signals_);
  for (int signal_number : {SIGINT, SIGTSTP, SIGWINCH, SIGTERM, SIGHUP}) {
    sigaddset(&signals_, signal_number);
  }
  pthread_sigmask(SIG_BLOCK, &signals_, &old_mask_);
  signal_fd_ = signalfd(-1, &signals_, SFD_CLOEXEC);
}

KeyReader::~KeyReader() {
  if (signal_fd_ >= 0) close(signal_fd_);
  pthread_sigmask(SIG_SETMASK, &old_mask_, nullptr);
}

KeyEvent KeyReader::Next(wchar_t* key) {
  // A pasted text is taken up in large pieces, between which signals count.
  if (!ahead_->empty()) {
    return ReadKey(key) ? KeyEvent::kKey : KeyEvent::kEnd;
  }
  struct pollfd sources[] = {{0, POLLIN, 0}, {signal_fd_, POLLIN, 0}};
  for (;;) {
    if (poll(sources, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return KeyEvent::kEnd;
    }
    if (sources[1].revents & POLLIN) return NextSignal();
    if (sources[0].revents != 0) {
      return ReadKey(key) ? KeyEvent::kKey : KeyEvent::kEnd;
    }
  }
}

KeyEvent KeyReader::NextSignal() {
  struct signalfd_siginfo info;
  if (read(signal_fd_, &info, sizeof(info)) != sizeof(info)) {
    return KeyEvent::kEnd;
  }
  switch (info.ssi_signo) {
    case SIGINT:
      return KeyEvent::kInterrupt;
    case SIGTSTP:
      return KeyEvent::kSuspend;
    case SIGWINCH:
      return KeyEvent::kResize;
    default:
      return KeyEvent::kEnd;
  }
}

bool KeyReader::ReadKey(wchar_t* key) {
  mbstate_t state = {};
  for (;;) {
    char byte;
    if (!ReadByte(&byte)) return false;
    switch (mbrtowc(key, &byte, 1, &state)) {
      case static_cast<size_t>(-2):  // more bytes to come
        break;
      case static_cast<size_t>(-1):
        *key = L'\ufffd';
        return true;
      default:
        return true;
    }
  }
}

bool KeyReader::ReadByte(char* byte) {
  while (ahead_->empty()) {
    ahead_->next = 0;
    ahead_->bytes.resize(kReadBytes);
    const ssize_t n = read(0, ahead_->bytes.data(), ahead_->bytes.size());
    ahead_->bytes.resize(n > 0 ? static_cast<size_t>(n) : 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
  }
  *byte = ahead_->bytes[ahead_->next++];
  return true;
}

void KeyReader::Suspend() {
  sigset_t suspend;
  sigemptyset(&suspend);
  sigaddset(&suspend, SIGTSTP);
  raise(SIGTSTP);  // pending; delivered as soon as it is let through
  pthread_sigmask(SIG_UNBLOCK, &suspend, nullptr);
  pthread_sigmask(SIG_BLOCK, &suspend, nullptr);
}

}  // namespace telusur
