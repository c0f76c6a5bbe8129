#include "tools/system_memory.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace telusur {
namespace {

constexpr const char* kCgroupLimits[] = {
    "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"};

}  // namespace

uint64_t SystemMemoryBytes() {
  const int64_t pages = sysconf(_SC_PHYS_PAGES);
  const int64_t page_bytes = sysconf(_SC_PAGESIZE);
  uint64_t bytes = pages > 0 && page_bytes > 0
                       ? static_cast<uint64_t>(pages) * page_bytes
                       : uint64_t{1} << 30;
  for (const char* path : kCgroupLimits) {
    std::ifstream file(path);
    uint64_t limit;
    if (file >> limit && limit > 0) bytes = std::min(bytes, limit);
  }
  return bytes;
}

uint64_t ResidentMemoryBytes() {
  std::ifstream file("/proc/self/statm");
  uint64_t all_pages;
  uint64_t resident_pages;
  if (!(file >> all_pages >> resident_pages)) return 0;
  return resident_pages * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace telusur
