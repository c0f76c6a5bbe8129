// How much memory this machine, or the container we run in, has, and how much
// of it this process holds.

#ifndef TELUSUR_TOOLS_SYSTEM_MEMORY_H_
#define TELUSUR_TOOLS_SYSTEM_MEMORY_H_

#include <cstdint>

namespace telusur {

// Bytes; at least 1.
uint64_t SystemMemoryBytes();

// Bytes of memory that this process holds; 0 when the system does not tell.
uint64_t ResidentMemoryBytes();

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SYSTEM_MEMORY_H_
