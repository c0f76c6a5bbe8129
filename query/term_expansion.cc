#include "query/term_expansion.h"

#include <algorithm>
#include <numeric>

#include "query/near_spellings.h"

namespace telusur {
namespace {

using Form = TermExpansion::Form;

TermExpansion ExpansionOf(const SurfaceList& list,
                          const std::vector<size_t>& found, size_t max_forms) {
  // Numbers first: a prefix of one letter has very many forms.
  std::vector<size_t> kept = found;
  if (kept.size() > max_forms) {
    std::nth_element(kept.begin(), kept.begin() + max_forms, kept.end(),
                     [&list](size_t a, size_t b) {
                       return list.df(a) != list.df(b) ? list.df(a) > list.df(b)
                                                       : a < b;
                     });
    kept.resize(max_forms);
    std::sort(kept.begin(), kept.end());
  }
  TermExpansion expansion;
  expansion.cut = kept.size() < found.size();
  for (const size_t i : kept) {
    expansion.forms.push_back({std::string(list.surface(i)), list.df(i)});
  }
  return expansion;
}

}  // namespace

TermExpansion ExpandPrefix(const SurfaceList& list, absl::string_view prefix,
                           size_t max_forms) {
  const size_t begin = list.LowerBound(prefix);
  std::vector<size_t> found(list.EndOfPrefix(prefix, begin) - begin);
  std::iota(found.begin(), found.end(), begin);
  return ExpansionOf(list, found, max_forms);
}

TermExpansion ExpandFuzzy(const SurfaceList& list, absl::string_view word,
                          int distance, size_t max_forms) {
  std::vector<size_t> found;
  for (const NearSpelling& near :
       FindNearSpellings(list, word, distance).found) {
    found.push_back(near.surface);
  }
  return ExpansionOf(list, found, max_forms);
}

std::vector<size_t> ShareOut(const std::vector<size_t>& wanted, size_t most) {
  std::vector<size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&wanted](size_t a, size_t b) {
    return wanted[a] != wanted[b] ? wanted[a] < wanted[b] : a < b;
  });
  std::vector<size_t> shares(wanted.size());
  for (size_t i = 0; i < order.size(); ++i) {
    const size_t share = most / (order.size() - i);
    shares[order[i]] = std::min(wanted[order[i]], share);
    most -= shares[order[i]];
  }
  return shares;
}

void CutExpansion(size_t max_forms, TermExpansion* expansion) {
  std::vector<Form>& forms = expansion->forms;
  if (forms.size() <= max_forms) return;
  expansion->cut = true;
  std::sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) {
    return a.df != b.df ? a.df > b.df : a.surface < b.surface;
  });
  forms.resize(max_forms);
  std::sort(forms.begin(), forms.end(),
            [](const Form& a, const Form& b) { return a.surface < b.surface; });
}

}  // namespace telusur
