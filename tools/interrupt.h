// Ctrl-C as a flag that long work looks at between two steps.

#ifndef TELUSUR_TOOLS_INTERRUPT_H_
#define TELUSUR_TOOLS_INTERRUPT_H_

#include <atomic>

namespace telusur {

enum class CaughtSignals {
  kKeyboard,  // SIGINT, every time
  kAll,       // SIGINT, SIGTERM and SIGHUP, once: the next one ends the process
};

// From now on the signals set the flag instead of ending the process, so that
// work under way can be put away. System calls that wait are interrupted
// (EINTR). Signals that the program was started to ignore stay ignored.
void CatchInterrupts(CaughtSignals signals);

// From now on the signals end the process at once.
void ReleaseInterrupts();

// Whether a signal came since the last CatchInterrupts or ClearInterrupt.
bool Interrupted();
void ClearInterrupt();

// The flag itself, for those who look at it often. Lives for ever.
const std::atomic<bool>* InterruptFlag();

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INTERRUPT_H_
