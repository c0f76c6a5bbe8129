// The main function of every benchmark: Google Benchmark's, with --corpus=FILE
// for the collection to run over.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "bench/bench_data.h"
#include "benchmark/benchmark.h"

int main(int argc, char** argv) {
  std::vector<char*> rest;
  for (int i = 0; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (absl::ConsumePrefix(&argument, "--corpus=")) {
      telusur::SetBenchCorpus(std::string(argument));
    } else {
      rest.push_back(argv[i]);
    }
  }
  int num_rest = static_cast<int>(rest.size());
  rest.push_back(nullptr);
  benchmark::Initialize(&num_rest, rest.data());
  if (benchmark::ReportUnrecognizedArguments(num_rest, rest.data())) return 2;
  benchmark::AddCustomContext("corpus", telusur::BenchCorpusName());
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
