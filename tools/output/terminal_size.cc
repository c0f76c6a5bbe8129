#include "tools/output/terminal_size.h"

#include <sys/ioctl.h>

namespace telusur {

TerminalSize TerminalSizeOf(int fd) {
  struct winsize size = {};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 ||
      size.ws_col == 0) {
    return {24, 80};
  }
  return {size.ws_row, size.ws_col};
}

}  // namespace telusur
