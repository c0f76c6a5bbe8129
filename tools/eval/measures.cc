#include "tools/eval/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace telusur {
namespace {

struct KindName {
  Measure::Kind kind;
  const char* name;
};
constexpr KindName kKindNames[] = {{Measure::Kind::kNdcg, "nDCG"},
                                   {Measure::Kind::kMrr, "MRR"},
                                   {Measure::Kind::kMap, "MAP"},
                                   {Measure::Kind::kPrecision, "P"},
                                   {Measure::Kind::kRecall, "Recall"}};

bool IsRelevant(int64_t grade) { return grade > 0; }

double Share(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / whole;
}

double Dcg(absl::Span<const int64_t> grades) {
  double sum = 0;
  for (size_t i = 0; i < grades.size(); ++i) {
    if (IsRelevant(grades[i])) sum += grades[i] / std::log2(i + 2.0);
  }
  return sum;
}

double Ndcg(absl::Span<const int64_t> ranked, absl::Span<const int64_t> judged,
            size_t cut) {
  std::vector<int64_t> best(judged.begin(), judged.end());
  std::sort(best.begin(), best.end(), std::greater<int64_t>());
  const double ideal = Dcg(absl::MakeConstSpan(best).subspan(0, cut));
  return ideal == 0 ? 0 : Dcg(ranked) / ideal;
}

double ReciprocalRank(absl::Span<const int64_t> ranked) {
  for (size_t i = 0; i < ranked.size(); ++i) {
    if (IsRelevant(ranked[i])) return 1.0 / (i + 1);
  }
  return 0;
}

double AveragePrecision(absl::Span<const int64_t> ranked,
                        uint64_t num_relevant) {
  double sum = 0;
  uint64_t found = 0;
  for (size_t i = 0; i < ranked.size(); ++i) {
    if (IsRelevant(ranked[i])) sum += Share(++found, i + 1);
  }
  return num_relevant == 0 ? 0 : sum / num_relevant;
}

}  // namespace

std::string Measure::Name() const {
  for (const KindName& each : kKindNames) {
    if (each.kind == kind) {
      return cut == 0 ? each.name : absl::StrCat(each.name, "@", cut);
    }
  }
  return "";
}

absl::StatusOr<Measure> ParseMeasure(absl::string_view name) {
  const size_t at = name.find('@');
  Measure measure;
  bool known =
      at == absl::string_view::npos ||
      (absl::SimpleAtoi(name.substr(at + 1), &measure.cut) && measure.cut > 0);
  const std::string wanted = absl::AsciiStrToLower(name.substr(0, at));
  const KindName* const found =
      std::find_if(std::begin(kKindNames), std::end(kKindNames),
                   [&wanted](const KindName& each) {
                     return absl::AsciiStrToLower(each.name) == wanted;
                   });
  known = known && found != std::end(kKindNames);
  if (!known) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", name, "\" is no measure (nDCG@k, MRR@k, MAP, P@k, Recall@k)"));
  }
  measure.kind = found->kind;
  return measure;
}

double Evaluate(const Measure& measure, absl::Span<const int64_t> ranked,
                absl::Span<const int64_t> judged) {
  const size_t cut =
      measure.cut == 0 ? absl::Span<const int64_t>::npos : size_t{measure.cut};
  const uint64_t num_relevant =
      std::count_if(judged.begin(), judged.end(), IsRelevant);
  ranked = ranked.subspan(0, cut);
  const uint64_t num_found =
      std::count_if(ranked.begin(), ranked.end(), IsRelevant);
  switch (measure.kind) {
    case Measure::Kind::kNdcg:
      return Ndcg(ranked, judged, cut);
    case Measure::Kind::kMrr:
      return ReciprocalRank(ranked);
    case Measure::Kind::kMap:
      return AveragePrecision(ranked, num_relevant);
    case Measure::Kind::kPrecision:
      return Share(num_found, measure.cut == 0 ? ranked.size() : measure.cut);
    case Measure::Kind::kRecall:
      return Share(num_found, num_relevant);
  }
  return 0;
}

}  // namespace telusur
