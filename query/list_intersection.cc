#include "query/list_intersection.h"

namespace telusur {
namespace {

// Up to one doc_id in kSearchRatio of the other array's is looked for; more are
// merged.
constexpr int kSearchRatio = 8;

int IntersectBySearch(const DocId* few, int num_few, const DocId* many,
                      int num_many, uint8_t* in_few, uint8_t* in_many) {
  int found = 0;
  int from = 0;
  for (int i = 0; i < num_few && from < num_many; ++i) {
    from += LowerBound(many + from, num_many - from, few[i]);
    in_few[found] = static_cast<uint8_t>(i);
    in_many[found] = static_cast<uint8_t>(from);
    found += from < num_many && many[from] == few[i] ? 1 : 0;
  }
  return found;
}

// Which array moves on is computed and not branched on: it is unpredictable.
int IntersectByMerge(const DocId* a, int na, const DocId* b, int nb,
                     uint8_t* in_a, uint8_t* in_b) {
  int found = 0;
  int i = 0;
  int j = 0;
  while (i < na && j < nb) {
    const DocId x = a[i];
    const DocId y = b[j];
    in_a[found] = static_cast<uint8_t>(i);
    in_b[found] = static_cast<uint8_t>(j);
    found += x == y ? 1 : 0;
    i += x <= y ? 1 : 0;
    j += y <= x ? 1 : 0;
  }
  return found;
}

}  // namespace

int IntersectLists(const DocId* a, int na, const DocId* b, int nb,
                   uint8_t* in_a, uint8_t* in_b) {
  if (na * kSearchRatio <= nb) {
    return IntersectBySearch(a, na, b, nb, in_a, in_b);
  }
  if (nb * kSearchRatio <= na) {
    return IntersectBySearch(b, nb, a, na, in_b, in_a);
  }
  return IntersectByMerge(a, na, b, nb, in_a, in_b);
}

}  // namespace telusur
