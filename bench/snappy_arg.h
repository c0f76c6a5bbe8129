// The argument of benchmarks that run with Snappy off, auto and always.

#ifndef TELUSUR_BENCH_SNAPPY_ARG_H_
#define TELUSUR_BENCH_SNAPPY_ARG_H_

#include "benchmark/benchmark.h"
#include "index/segment/compressed_block.h"

namespace telusur {

inline void SnappyArgs(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("snappy");
  for (const PostingsCompression compression :
       {PostingsCompression::kOff, PostingsCompression::kAuto,
        PostingsCompression::kAlways}) {
    benchmark->Arg(static_cast<int>(compression));
  }
}

// Reads the argument and labels the run with it.
inline PostingsCompression SnappyArg(benchmark::State* state) {
  const auto compression = static_cast<PostingsCompression>(state->range(0));
  state->SetLabel(compression == PostingsCompression::kOff    ? "off"
                  : compression == PostingsCompression::kAuto ? "auto"
                                                              : "always");
  return compression;
}

}  // namespace telusur

#endif  // TELUSUR_BENCH_SNAPPY_ARG_H_
