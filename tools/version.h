// The program's version.

#ifndef TELUSUR_TOOLS_VERSION_H_
#define TELUSUR_TOOLS_VERSION_H_

namespace telusur {

inline constexpr char kVersion[] = "0.1.0";

}  // namespace telusur

#endif  // TELUSUR_TOOLS_VERSION_H_
