#ifndef TELUSUR_INDEX_IO_FREED_MEMORY_H_
#define TELUSUR_INDEX_IO_FREED_MEMORY_H_

namespace telusur {

// Gives memory that was freed back to the system, where the C library keeps it:
// each thread has a store of its own, which is of no use to the others. What is
// allocated next costs page faults, so this is for when memory is short.
void ReturnFreedMemory();

}  // namespace telusur

#endif  // TELUSUR_INDEX_IO_FREED_MEMORY_H_
