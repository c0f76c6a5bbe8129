// Writes the stemmer's tables as C++ source to standard output.
//
//   make_stemmer_tables DIRECTORY     the folder of index/analysis/data
//
// The same sources give the same bytes.

#include <cstdio>
#include <string>

#include "absl/status/statusor.h"
#include "tools/stemmer_data/ranker_trainer.h"
#include "tools/stemmer_data/sources.h"
#include "tools/stemmer_data/stemmer_model.h"
#include "tools/stemmer_data/tables_source.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_stemmer_tables DIRECTORY\n");
    return 2;
  }
  const absl::StatusOr<telusur::StemmerSources> sources =
      telusur::ReadStemmerSources(argv[1]);
  if (!sources.ok()) {
    std::fprintf(stderr, "%s\n", sources.status().ToString().c_str());
    return 3;
  }
  const auto model = telusur::StemmerModel::Build(*sources, {});
  const std::string source = telusur::TablesSource(*model);
  if (std::fwrite(source.data(), 1, source.size(), stdout) != source.size() ||
      std::fflush(stdout) != 0) {
    std::perror("standard output");
    return 4;
  }
  return 0;
}
