// How much memory this machine, or the container we run in, has.

#ifndef TELUSUR_TOOLS_SYSTEM_MEMORY_H_
#define TELUSUR_TOOLS_SYSTEM_MEMORY_H_

#include <cstdint>

namespace telusur {

// Bytes; at least 1.
uint64_t SystemMemoryBytes();

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SYSTEM_MEMORY_H_
