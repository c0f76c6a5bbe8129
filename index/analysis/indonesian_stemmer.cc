#include "index/analysis/indonesian_stemmer.h"

namespace telusur {

void IndonesianStemmer::Stem(absl::string_view form, std::string* stem) const {
  stem->assign(form.data(), form.size());
}

}  // namespace telusur
