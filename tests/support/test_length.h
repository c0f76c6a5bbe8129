// Two lengths of the same random test: a quick one for every run, and a long
// one for a machine with nothing else to do:
//
//   bazel test --test_env=TELUSUR_LONG_TESTS=1 --test_timeout=3600 TARGET

#ifndef TELUSUR_TESTS_SUPPORT_TEST_LENGTH_H_
#define TELUSUR_TESTS_SUPPORT_TEST_LENGTH_H_

#include <cstdlib>

namespace telusur {

// How often to repeat something.
inline int Rounds(int quick_rounds, int long_rounds) {
  return std::getenv("TELUSUR_LONG_TESTS") == nullptr ? quick_rounds
                                                      : long_rounds;
}

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_TEST_LENGTH_H_
