#include "tools/stemmer_data/tables_source.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tools/stemmer_data/stemmer_model.h"

namespace telusur {
namespace {

constexpr size_t kNumbersPerLine = 12;
constexpr size_t kPoolBytesPerLine = 64;

template <typename Number>
void AppendArray(absl::string_view declaration,
                 const std::vector<Number>& numbers, std::string* source) {
  absl::StrAppend(source, declaration, " = {");
  for (size_t i = 0; i < numbers.size(); ++i) {
    absl::StrAppend(source, i % kNumbersPerLine == 0 ? "\n    " : " ",
                    numbers[i], ",");
  }
  absl::StrAppend(source, "\n};\n\n");
}

// Three octal digits, so that a digit that follows is not taken in.
void AppendOctal(uint8_t byte, std::string* source) {
  source->push_back('\\');
  source->push_back(static_cast<char>('0' + (byte >> 6)));
  source->push_back(static_cast<char>('0' + (byte >> 3 & 7)));
  source->push_back(static_cast<char>('0' + (byte & 7)));
}

void AppendPool(const std::string& pool, std::string* source) {
  absl::StrAppend(source, "constexpr char kPool[] =");
  for (size_t i = 0; i < pool.size(); ++i) {
    if (i % kPoolBytesPerLine == 0) {
      absl::StrAppend(source, i == 0 ? "" : "\"", "\n    \"");
    }
    const char c = pool[i];
    if (c >= 'a' && c <= 'z') {
      source->push_back(c);
    } else {
      AppendOctal(static_cast<uint8_t>(c), source);
    }
  }
  absl::StrAppend(source, "\";\n\n");
}

}  // namespace

std::string TablesSource(const StemmerModel& model) {
  std::string source =
      "// Written by tools/stemmer_data:make_stemmer_tables. Do not edit.\n\n"
      "#include \"index/analysis/stemmer_data.h\"\n\n"
      "#include <cstdint>\n\n"
      "#include \"index/analysis/reading_chooser.h\"\n\n"
      "namespace telusur {\nnamespace {\n\n";
  AppendArray("constexpr uint32_t kBuckets[]", model.lexicon().buckets(),
              &source);
  AppendArray("constexpr int16_t kWeights[]", model.weights(), &source);
  AppendPool(model.lexicon().pool(), &source);
  absl::StrAppend(&source, "constexpr StemmerTables kTables = {{kBuckets, ",
                  model.lexicon().buckets().size(),
                  ", kPool}, kWeights};\n\n"
                  "}  // namespace\n\n"
                  "const StemmerTables& EmbeddedStemmerTables() "
                  "{ return kTables; }\n\n"
                  "}  // namespace telusur\n");
  return source;
}

}  // namespace telusur
