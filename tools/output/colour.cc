#include "tools/output/colour.h"

#include <cstdlib>
#include <cstring>

namespace telusur {

bool UseColour(ColourChoice choice, bool is_terminal) {
  if (choice != ColourChoice::kAuto) return choice == ColourChoice::kAlways;
  const char* no_colour = getenv("NO_COLOR");
  if (no_colour != nullptr && no_colour[0] != '\0') return false;
  const char* term = getenv("TERM");
  return is_terminal && term != nullptr && strcmp(term, "dumb") != 0;
}

}  // namespace telusur
