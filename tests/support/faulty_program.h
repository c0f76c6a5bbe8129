// Runs a program whose system calls that change files are counted, and has one
// of them fail, or has the program killed at it.
//
// What stands in for the disk that is full or broken is the kernel's filter of
// system calls (seccomp with user notification, Linux 5.5): the program under
// test is the one that people run.

#ifndef TELUSUR_TESTS_SUPPORT_FAULTY_PROGRAM_H_
#define TELUSUR_TESTS_SUPPORT_FAULTY_PROGRAM_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/support/run_program.h"

namespace telusur {

struct SystemCallFault {
  int call = 0;          // counted from 0
  int error = 0;         // what it returns; 0: the program is killed before it
  bool lasting = false;  // and every later call returns, too
};

struct FaultyRun {
  ProgramResult program;

  // The calls in their order: "create", "write", "sync", "rename", "remove".
  // Writes to standard output and standard error, and what only makes a folder
  // or opens an existing file, are none. With several threads the order may
  // vary.
  std::vector<std::string> calls;
};

// Without a fault it only counts. The program's standard input is empty.
FaultyRun RunFaultyProgram(const std::vector<std::string>& arguments,
                           const ChildProcess::Options& options,
                           std::optional<SystemCallFault> fault);

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_FAULTY_PROGRAM_H_
