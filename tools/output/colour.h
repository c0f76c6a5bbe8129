// Whether output is coloured.

#ifndef TELUSUR_TOOLS_OUTPUT_COLOUR_H_
#define TELUSUR_TOOLS_OUTPUT_COLOUR_H_

namespace telusur {

enum class ColourChoice { kAuto, kAlways, kNever };

// kAuto: on a terminal that can, unless NO_COLOR is set and not empty.
bool UseColour(ColourChoice choice, bool is_terminal);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_COLOUR_H_
