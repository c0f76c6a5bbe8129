// One `form<TAB>stem` line for each line of standard input, in order. A line is
// one form and is never split.
//
//   stem_forms [--light] [--informal] [--old-spelling] [--explain] < forms

#include <cstdio>
#include <iostream>
#include <string>

#include "CLI/CLI.hpp"
#include "index/analysis/indonesian_stemmer.h"

namespace telusur {
namespace {

void PrintExplanation(const StemExplanation& explanation) {
  std::printf("  %s\n", explanation.step.c_str());
  for (const auto& candidate : explanation.candidates) {
    std::printf("  %c %6d  %s%s\n", candidate.chosen ? '*' : ' ',
                candidate.score, candidate.path.c_str(),
                candidate.known ? "" : "  (unknown root)");
  }
}

int Main(int argc, char** argv) {
  CLI::App app("stems the forms of standard input, one a line");
  StemmerOptions options;
  bool light = false;
  bool explain = false;
  app.add_flag("--light", light, "undo clitics, voice and reduplication only");
  app.add_flag("--informal", options.informal, "read informal words");
  app.add_flag("--old-spelling", options.old_spelling, "read old spellings");
  app.add_flag("--explain", explain, "print the readings");
  CLI11_PARSE(app, argc, argv);
  if (light) options.level = StemmerOptions::Level::kLight;
  const IndonesianStemmer stemmer(options);
  std::string form;
  std::string stem;
  while (std::getline(std::cin, form)) {
    stemmer.Stem(form, &stem);
    std::printf("%s\t%s\n", form.c_str(), stem.c_str());
    if (explain) PrintExplanation(stemmer.Explain(form));
  }
  return 0;
}

}  // namespace
}  // namespace telusur

int main(int argc, char** argv) { return telusur::Main(argc, argv); }
