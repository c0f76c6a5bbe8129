#ifndef TELUSUR_INDEX_OCCURRENCE_H_
#define TELUSUR_INDEX_OCCURRENCE_H_

#include <cstdint>

#include "index/types.h"

namespace telusur {

// A place of a term.
struct Occurrence {
  DocId doc_id;
  uint32_t position;

  friend bool operator<(const Occurrence& a, const Occurrence& b) {
    return a.doc_id != b.doc_id ? a.doc_id < b.doc_id : a.position < b.position;
  }
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_OCCURRENCE_H_
