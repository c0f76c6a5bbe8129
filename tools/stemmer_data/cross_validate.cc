// Measures the stemmer on judged words that it has not seen, and on forms from
// standard input, for any number of judged words. For development.
//
//   cross_validate --data DIR [--folds K] [--limit N] [--errors N]
//   cross_validate --data DIR --limit N --stem < forms

#include <cstdint>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "index/analysis/stem_engine.h"
#include "tools/stemmer_data/sources.h"
#include "tools/stemmer_data/stemmer_model.h"

namespace telusur {
namespace {

uint32_t HashOf(const std::string& form) {
  uint32_t h = 2166136261u;
  for (const char c : form) h = (h ^ static_cast<uint8_t>(c)) * 16777619u;
  return h ^ h >> 15;
}

struct Tally {
  int right = 0;
  int all = 0;
  void Add(bool is_right) {
    ++all;
    right += is_right ? 1 : 0;
  }
  double percent() const { return all == 0 ? 0 : 100.0 * right / all; }
};

int CrossValidate(const StemmerSources& sources, const TrainingOptions& options,
                  int folds, int num_errors) {
  Tally affixed, whole, hyphenated, names, all;
  Tally counted_names, counted_name_tokens;
  std::string stem;
  std::set<std::string> ordinary;
  for (const JudgedWord& word : sources.judged) ordinary.insert(word.form);
  for (int fold = 0; fold < folds; ++fold) {
    StemmerSources seen = sources;
    std::vector<JudgedWord> unseen;
    seen.judged.clear();
    for (const JudgedWord& word : sources.judged) {
      if (static_cast<int>(HashOf(word.form) % folds) == fold) {
        unseen.push_back(word);
        seen.exceptions.erase(word.form);
        seen.names.erase(word.form);
      } else {
        seen.judged.push_back(word);
      }
    }
    // Names that only the statistics know are held out too.
    std::vector<std::pair<std::string, WordCount>> unseen_names;
    for (const auto& [form, count] : sources.counts) {
      if (count.LooksLikeName() &&
          static_cast<int>(HashOf(form) % folds) == fold) {
        unseen_names.emplace_back(form, count);
        seen.counts.erase(form);
      }
    }
    const auto model = StemmerModel::Build(seen, options);
    const StemEngine engine(model->tables(), StemmerOptions());
    for (const auto& [form, count] : unseen_names) {
      if (ordinary.count(form) != 0) continue;
      engine.Stem(form, &stem);
      counted_names.Add(stem == form);
      for (uint32_t i = 0; i < count.cap; ++i) {
        counted_name_tokens.Add(stem == form);
      }
      if (stem != form && num_errors > 0) {
        std::printf("NAME %s\t%s\t%u\n", form.c_str(), stem.c_str(), count.cap);
      }
    }
    for (const JudgedWord& word : unseen) {
      engine.Stem(word.form, &stem);
      const bool right = stem == word.root;
      if (word.word_class == JudgedWord::Class::kName) {
        names.Add(right);
      } else if (word.word_class == JudgedWord::Class::kOrdinary) {
        all.Add(right);
        const bool hyphen = word.form.find('-') != std::string::npos;
        (hyphen                   ? hyphenated
         : word.form == word.root ? whole
                                  : affixed)
            .Add(right);
      } else {
        continue;
      }
      if (!right && num_errors > 0) {
        --num_errors;
        std::printf("%s\tjudged=%s\tgot=%s\n", word.form.c_str(),
                    word.root.c_str(), stem.c_str());
      }
    }
  }
  std::printf(
      "held out: all %.2f (%d)  affixed %.2f (%d)  whole %.2f (%d)  hyphen "
      "%.2f (%d)  names %.2f (%d)  counted names %.2f (%d) tokens %.2f\n",
      all.percent(), all.all, affixed.percent(), affixed.all, whole.percent(),
      whole.all, hyphenated.percent(), hyphenated.all, names.percent(),
      names.all, counted_names.percent(), counted_names.all,
      counted_name_tokens.percent());
  return 0;
}

int StemStandardInput(const StemmerSources& sources,
                      const TrainingOptions& options,
                      const StemmerOptions& stemmer_options) {
  const auto model = StemmerModel::Build(sources, options);
  std::fprintf(stderr, "roots %d exceptions %d names %d pool %zu buckets %zu\n",
               model->counts().num_roots, model->counts().num_exceptions,
               model->counts().num_names, model->lexicon().pool().size(),
               model->lexicon().buckets().size());
  const StemEngine engine(model->tables(), stemmer_options);
  std::string line;
  std::string stem;
  while (std::getline(std::cin, line)) {
    engine.Stem(line, &stem);
    std::printf("%s\t%s\n", line.c_str(), stem.c_str());
  }
  return 0;
}

int Main(int argc, char** argv) {
  CLI::App app("measures the stemmer on unseen words");
  std::string data;
  int limit = -1, folds = 5, errors = 0;
  bool stem = false;
  TrainingOptions options;
  StemmerOptions stemmer_options;
  app.add_option("--data", data)->required();
  app.add_option("--limit", limit);
  app.add_option("--folds", folds);
  app.add_option("--errors", errors);
  app.add_option("--epochs", options.num_epochs);
  app.add_option("--margin", options.margin);
  app.add_flag("--stem", stem);
  app.add_flag("--informal", stemmer_options.informal);
  app.add_flag("--old-spelling", stemmer_options.old_spelling);
  CLI11_PARSE(app, argc, argv);
  absl::StatusOr<StemmerSources> sources = ReadStemmerSources(data);
  if (!sources.ok()) {
    std::fprintf(stderr, "%s\n", sources.status().ToString().c_str());
    return 2;
  }
  if (limit >= 0 && limit < static_cast<int>(sources->judged.size())) {
    sources->judged.resize(limit);
  }
  return stem ? StemStandardInput(*sources, options, stemmer_options)
              : CrossValidate(*sources, options, folds, errors);
}

}  // namespace
}  // namespace telusur

int main(int argc, char** argv) { return telusur::Main(argc, argv); }
