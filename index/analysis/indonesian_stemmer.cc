#include "index/analysis/indonesian_stemmer.h"

#include "index/analysis/stem_engine.h"
#include "index/analysis/stemmer_data.h"

namespace telusur {

IndonesianStemmer::IndonesianStemmer(const StemmerOptions& options)
    : engine_(EmbeddedStemmerTables(), options) {}

}  // namespace telusur
