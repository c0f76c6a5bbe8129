// Functions for processors that can do more than every machine of their kind.
//
//   #ifdef __x86_64__
//   TELUSUR_BEGIN_TARGET("avx512f,avx512bw")
//   namespace avx512 {
//   ...
//   }  // namespace avx512
//   TELUSUR_END_TARGET
//   #endif
//
// What stands in between is compiled for processors with these features, and
// may be called only where __builtin_cpu_supports says that they are there.

#ifndef TELUSUR_INDEX_IO_PROCESSOR_TARGET_H_
#define TELUSUR_INDEX_IO_PROCESSOR_TARGET_H_

#define TELUSUR_PRAGMA(...) _Pragma(#__VA_ARGS__)

#ifdef __clang__
#define TELUSUR_BEGIN_TARGET(features)                                   \
  TELUSUR_PRAGMA(clang attribute push(__attribute__((target(features))), \
                                      apply_to = function))
#define TELUSUR_END_TARGET TELUSUR_PRAGMA(clang attribute pop)
#else
// The "undefined" registers of GCC's own intrinsics give warnings.
#define TELUSUR_BEGIN_TARGET(features)                           \
  TELUSUR_PRAGMA(GCC diagnostic push)                            \
  TELUSUR_PRAGMA(GCC diagnostic ignored "-Wuninitialized")       \
  TELUSUR_PRAGMA(GCC diagnostic ignored "-Wmaybe-uninitialized") \
  TELUSUR_PRAGMA(GCC push_options)                               \
  TELUSUR_PRAGMA(GCC target(features))
#define TELUSUR_END_TARGET        \
  TELUSUR_PRAGMA(GCC pop_options) \
  TELUSUR_PRAGMA(GCC diagnostic pop)
#endif

#endif  // TELUSUR_INDEX_IO_PROCESSOR_TARGET_H_
