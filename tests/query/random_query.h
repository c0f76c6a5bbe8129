// Random queries for property tests.

#ifndef TELUSUR_TESTS_QUERY_RANDOM_QUERY_H_
#define TELUSUR_TESTS_QUERY_RANDOM_QUERY_H_

#include <random>
#include <string>

#include "query/query.h"

namespace telusur {

// A random tree that keeps the promises of query.h; not canonical.
Query RandomQuery(std::mt19937* random);

// A random text, rich in what has a meaning in queries. Not always valid UTF-8.
std::string RandomQueryText(std::mt19937* random);

}  // namespace telusur

#endif  // TELUSUR_TESTS_QUERY_RANDOM_QUERY_H_
