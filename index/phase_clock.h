// Tells how long the parts of a build take.

#ifndef TELUSUR_INDEX_PHASE_CLOCK_H_
#define TELUSUR_INDEX_PHASE_CLOCK_H_

#include <time.h>

#include "index/index_options.h"

namespace telusur {

// One thread.
class PhaseClock {
 public:
  PhaseClock() : wall_(Seconds(CLOCK_MONOTONIC)), cpu_(CpuSeconds()) {}

  // Adds the time since the last call, or the start, to a phase.
  void Charge(BuildPhase phase, BuildReport* report) {
    const double wall = Seconds(CLOCK_MONOTONIC);
    const double cpu = CpuSeconds();
    PhaseTime& time = report->phases[static_cast<int>(phase)];
    time.wall_seconds += wall - wall_;
    time.cpu_seconds += cpu - cpu_;
    wall_ = wall;
    cpu_ = cpu;
  }

 private:
  static double Seconds(clockid_t clock) {
    timespec time;
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * time.tv_nsec;
  }
  static double CpuSeconds() { return Seconds(CLOCK_PROCESS_CPUTIME_ID); }

  double wall_;
  double cpu_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_PHASE_CLOCK_H_
