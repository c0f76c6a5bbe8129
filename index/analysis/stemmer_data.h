// The stemmer's tables that are part of the program.

#ifndef TELUSUR_INDEX_ANALYSIS_STEMMER_DATA_H_
#define TELUSUR_INDEX_ANALYSIS_STEMMER_DATA_H_

#include "index/analysis/reading_chooser.h"

namespace telusur {

// Constant bytes; tools/stemmer_data:make_stemmer_tables writes them from the
// sources in index/analysis/data at every build.
const StemmerTables& EmbeddedStemmerTables();

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_STEMMER_DATA_H_
