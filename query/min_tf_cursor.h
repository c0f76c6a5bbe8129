// The documents in which a term stands often enough.
//
// A phrase that has a word m times matches only where the word's tf is at least
// m. Asking that first keeps a phrase of a thousand times the same word from
// reading its positions a thousand times a document.

#ifndef TELUSUR_QUERY_MIN_TF_CURSOR_H_
#define TELUSUR_QUERY_MIN_TF_CURSOR_H_

#include <cstdint>
#include <memory>

#include "query/doc_cursor.h"

namespace telusur {

// The documents of `cursor` whose tf is at least `min_tf`.
std::unique_ptr<PositionCursor> NewMinTfCursor(
    std::unique_ptr<PositionCursor> cursor, uint32_t min_tf);

}  // namespace telusur

#endif  // TELUSUR_QUERY_MIN_TF_CURSOR_H_
