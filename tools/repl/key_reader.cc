#include "tools/repl/key_reader.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

namespace telusur {

KeyReader::KeyReader() {
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
    const ssize_t n = read(0, &byte, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
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

void KeyReader::Suspend() {
  sigset_t suspend;
  sigemptyset(&suspend);
  sigaddset(&suspend, SIGTSTP);
  raise(SIGTSTP);  // pending; delivered as soon as it is let through
  pthread_sigmask(SIG_UNBLOCK, &suspend, nullptr);
  pthread_sigmask(SIG_BLOCK, &suspend, nullptr);
}

}  // namespace telusur
