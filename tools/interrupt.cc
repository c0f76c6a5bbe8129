#include "tools/interrupt.h"

#include <signal.h>

#include <initializer_list>

namespace telusur {
namespace {

// A signal handler can reach nothing but a global.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void OnSignal(int) { interrupted.store(true, std::memory_order_relaxed); }

void SetHandler(int signal_number, void (*handler)(int), int flags) {
  struct sigaction current;
  sigaction(signal_number, nullptr, &current);
  if (current.sa_handler == SIG_IGN) return;
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, nullptr);
}

}  // namespace

void CatchInterrupts(CaughtSignals signals) {
  ClearInterrupt();
  if (signals == CaughtSignals::kKeyboard) {
    SetHandler(SIGINT, OnSignal, 0);
    return;
  }
  for (int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    SetHandler(signal_number, OnSignal, SA_RESETHAND);
  }
}

void ReleaseInterrupts() {
  for (int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    SetHandler(signal_number, SIG_DFL, 0);
  }
}

bool Interrupted() { return interrupted.load(std::memory_order_relaxed); }

void ClearInterrupt() { interrupted.store(false, std::memory_order_relaxed); }

const std::atomic<bool>* InterruptFlag() { return &interrupted; }

}  // namespace telusur
