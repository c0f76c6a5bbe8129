// How large the window of a terminal is.

#ifndef TELUSUR_TOOLS_OUTPUT_TERMINAL_SIZE_H_
#define TELUSUR_TOOLS_OUTPUT_TERMINAL_SIZE_H_

#include <cstddef>

namespace telusur {

struct TerminalSize {
  size_t rows;
  size_t columns;
};

// The present size of the terminal `fd`; 24 rows of 80 columns where it does
// not say.
TerminalSize TerminalSizeOf(int fd);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_TERMINAL_SIZE_H_
