#include "tools/interrupt.h"

#include <signal.h>

namespace telusur {
namespace {

// A signal handler can reach nothing but a global.
volatile sig_atomic_t interrupted = 0;

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

void SetHandler(void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  for (int signal_number : kSignals) {
    // A program started by nohup or in the background ignores them; it goes on
    // doing so.
    struct sigaction current;
    sigaction(signal_number, nullptr, &current);
    if (current.sa_handler != SIG_IGN) {
      sigaction(signal_number, &action, nullptr);
    }
  }
}

void OnSignal(int) { interrupted = 1; }

}  // namespace

void CatchInterrupts() {
  interrupted = 0;
  // SA_RESETHAND: the second signal has its usual effect.
  SetHandler(OnSignal, SA_RESETHAND);
}

void ReleaseInterrupts() { SetHandler(SIG_DFL, 0); }

bool Interrupted() { return interrupted != 0; }

void ClearInterrupt() { CatchInterrupts(); }

}  // namespace telusur
