// The stemmer's tables as C++ source.

#ifndef TELUSUR_TOOLS_STEMMER_DATA_TABLES_SOURCE_H_
#define TELUSUR_TOOLS_STEMMER_DATA_TABLES_SOURCE_H_

#include <string>

#include "tools/stemmer_data/stemmer_model.h"

namespace telusur {

// The definition of EmbeddedStemmerTables (index/analysis/stemmer_data.h).
std::string TablesSource(const StemmerModel& model);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_STEMMER_DATA_TABLES_SOURCE_H_
