// Runs a fuzz target without a fuzzer: each file named on the command line, a
// fixed number of damaged copies of each (cut short, bytes changed, bytes
// repeated), and inputs of random bytes. The same inputs on every run.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr int kDamagedCopiesPerInput = 300;
constexpr int kRandomInputs = 300;
constexpr size_t kMaxRandomBytes = 512;

void Run(const std::string& input) {
  // A copy of exactly this size, so that AddressSanitizer sees a read past it.
  const std::vector<uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::string Damaged(std::string input, std::mt19937* random) {
  if (input.empty()) return input;
  const size_t at = (*random)() % input.size();
  const size_t size = std::min<size_t>((*random)() % 64, input.size() - at);
  switch ((*random)() % 4) {
    case 0:
      input.resize(at);
      break;
    case 1:
      input[at] = static_cast<char>((*random)());
      break;
    case 2:
      input.erase(at, size);
      break;
    default:
      input.insert(at, input.substr(at, size));
      break;
  }
  return input;
}

std::string RandomBytes(std::mt19937* random) {
  std::string input((*random)() % kMaxRandomBytes, '\0');
  for (char& c : input) c = static_cast<char>((*random)());
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  std::mt19937 random(20240817);
  Run("");
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    if (!file) {
      std::fprintf(stderr, "cannot read %s\n", argv[i]);
      return 1;
    }
    const std::string input{std::istreambuf_iterator<char>(file), {}};
    Run(input);
    for (int n = 0; n < kDamagedCopiesPerInput; ++n) {
      Run(Damaged(input, &random));
    }
  }
  for (int n = 0; n < kRandomInputs; ++n) Run(RandomBytes(&random));
  return 0;
}
