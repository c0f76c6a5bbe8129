// Ctrl-C as a flag that long work looks at between two steps.

#ifndef TELUSUR_TOOLS_INTERRUPT_H_
#define TELUSUR_TOOLS_INTERRUPT_H_

namespace telusur {

// From now on SIGINT, SIGTERM and SIGHUP set the flag instead of ending the
// process, so that work under way can be put away; the same signal once more
// ends the process as it would have without this. System calls that wait are
// interrupted (EINTR).
void CatchInterrupts();

// From now on the signals end the process at once.
void ReleaseInterrupts();

// Whether a signal came since the last CatchInterrupts or ClearInterrupt.
bool Interrupted();

// Forgets a signal that was dealt with and catches the next one too.
void ClearInterrupt();

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INTERRUPT_H_
