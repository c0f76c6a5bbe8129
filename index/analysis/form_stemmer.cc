#include "index/analysis/form_stemmer.h"

#include <cstddef>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/types/span.h"
#include "index/analysis/token.h"
#include "index/analysis/tokenizer.h"

namespace telusur {
namespace {

bool IsNormal(absl::string_view form) {
  return absl::c_all_of(form, absl::ascii_islower);
}

// What can be a term, without half a UTF-8 character at the end.
absl::string_view Truncated(absl::string_view form) {
  if (form.size() <= kMaxTermBytes) return form;
  size_t end = kMaxTermBytes;
  while (end > 0 && (form[end] & 0xc0) == 0x80) --end;
  return form.substr(0, end == 0 ? kMaxTermBytes : end);
}

std::string NormalForm(absl::string_view form) {
  std::string normal;
  TokenizeIndonesian(
      form, Boilerplate::kKeep, [&](absl::Span<const Token> tokens) {
        for (const Token& token : tokens) {
          const bool spans_all = token.begin == 0 && token.end == form.size();
          if (spans_all && normal.empty()) normal = std::string(token.surface);
        }
      });
  if (normal.empty()) normal = absl::AsciiStrToLower(form);
  return normal;
}

}  // namespace

FormStemmer::FormStemmer(const AnalyzerOptions& options)
    : options_(options), stemmer_(StemmerOptionsOf(options)) {}

void FormStemmer::Stem(absl::string_view form, std::string* stem) const {
  form = Truncated(form);
  std::string normal;
  if (!IsNormal(form)) {
    normal = NormalForm(form);
    form = normal;
  }
  if (options_.stemming == Stemming::kNone) {
    stem->assign(form.data(), form.size());
  } else {
    stemmer_.Stem(form, stem);
  }
}

}  // namespace telusur
