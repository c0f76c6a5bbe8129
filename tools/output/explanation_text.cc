#include "tools/output/explanation_text.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "query/bm25.h"
#include "tools/output/json_text.h"
#include "tools/output/terminal_text.h"

namespace telusur {
namespace {

constexpr uint64_t kMillion = 1000000;
constexpr uint64_t kUnits = 1 << 20;  // of a score, in 1
static_assert(kScoreUnit * kUnits == 1, "");

// Millionths of a score, rounded down, and what is left over, in units of
// 2^-20 millionths. The product fits for scores below 2^24.
uint64_t Millionths(Score score) { return score * kMillion / kUnits; }
uint64_t LeftOver(Score score) { return score * kMillion % kUnits; }

// The contributions in millionths, so that they add up to `total`.
std::vector<uint64_t> RoundedParts(const std::vector<Contribution>& parts,
                                   uint64_t total) {
  std::vector<uint64_t> rounded;
  for (const Contribution& part : parts) {
    rounded.push_back(Millionths(part.score));
    total -= rounded.back();
  }
  std::vector<size_t> order(parts.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&parts](size_t a, size_t b) {
    return LeftOver(parts[a].score) > LeftOver(parts[b].score);
  });
  for (size_t i = 0; i < total && i < order.size(); ++i) ++rounded[order[i]];
  return rounded;
}

std::string Decimal(uint64_t millionths) {
  return absl::StrFormat("%d.%06d", millionths / kMillion,
                         millionths % kMillion);
}

}  // namespace

void AppendExplanationText(const Explanation& explanation, std::string* out) {
  const uint64_t total = (explanation.score * kMillion + kUnits / 2) / kUnits;
  const std::vector<uint64_t> parts =
      RoundedParts(explanation.contributions, total);
  absl::StrAppendFormat(
      out, "    %s is the score: k1 %g, b %g, length %g, average length %.6g",
      Decimal(total), explanation.bm25.k1, explanation.bm25.b,
      explanation.doc_length, explanation.avg_doc_length);
  if (explanation.title_boost != 1) {
    absl::StrAppendFormat(out, ", title boost %g", explanation.title_boost);
  }
  out->push_back('\n');
  for (size_t i = 0; i < parts.size(); ++i) {
    const Contribution& part = explanation.contributions[i];
    absl::StrAppendFormat(out, "    %s  tf %g  df %d  idf %.6g  boost %g  ",
                          Decimal(parts[i]), part.tf, part.df, part.idf,
                          part.boost);
    std::string words = part.term;
    const char* separator = ": ";
    for (const Contribution::Form& form : part.forms) {
      absl::StrAppend(&words, separator, form.surface, " ", form.tf);
      separator = ", ";
    }
    AppendTerminalText(words, LineBreaks::kFold, out);
    out->push_back('\n');
  }
}

void AppendExplanationJson(const Explanation& explanation, std::string* out) {
  const auto append = [out](const char* name, double number) {
    absl::StrAppend(out, "\"", name, "\":");
    AppendExactNumber(number, out);
    out->push_back(',');
  };
  out->push_back('{');
  append("score", ScoreAsDouble(explanation.score));
  append("k1", explanation.bm25.k1);
  append("b", explanation.bm25.b);
  append("title_boost", explanation.title_boost);
  append("length", explanation.doc_length);
  append("average_length", explanation.avg_doc_length);
  out->append("\"contributions\":[");
  for (const Contribution& part : explanation.contributions) {
    if (out->back() == '}') out->push_back(',');
    out->push_back('{');
    AppendJsonField("term", part.term, out);
    append("tf", part.tf);
    append("df", static_cast<double>(part.df));
    append("idf", part.idf);
    append("boost", part.boost);
    append("score", ScoreAsDouble(part.score));
    out->append("\"forms\":{");
    for (const Contribution::Form& form : part.forms) {
      if (out->back() != '{') out->push_back(',');
      AppendJsonString(form.surface, out);
      absl::StrAppend(out, ":", form.tf);
    }
    out->append("}}");
  }
  out->append("]}");
}

void AppendExactNumber(double number, std::string* out) {
  for (int digits = 6; digits <= 17; ++digits) {
    const std::string text = absl::StrFormat("%.*g", digits, number);
    double read = 0;
    if (digits < 17 && !(absl::SimpleAtod(text, &read) && read == number)) {
      continue;
    }
    out->append(text);
    return;
  }
}

}  // namespace telusur
