#include "index/io/freed_memory.h"

#include <malloc.h>

namespace telusur {

void ReturnFreedMemory() {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

}  // namespace telusur
