// Documents of several cursors combined.

#ifndef TELUSUR_QUERY_BOOLEAN_CURSOR_H_
#define TELUSUR_QUERY_BOOLEAN_CURSOR_H_

#include <memory>
#include <vector>

#include "query/doc_cursor.h"

namespace telusur {

using DocCursors = std::vector<std::unique_ptr<DocCursor>>;

// Documents that match nothing.
std::unique_ptr<DocCursor> NewEmptyCursor();

// All documents below `num_docs`, each with score 0.
std::unique_ptr<DocCursor> NewAllCursor(DocId num_docs);

// How the scores of the cursors that stand on a document combine.
enum class Combine { kSum, kMax };

// Documents of any of `cursors`. O(log(cursors)) a step.
std::unique_ptr<DocCursor> NewOrCursor(DocCursors cursors, Combine combine);

// Documents of all of `cursors`, with the sum of their scores; the one with the
// lowest cost drives. REQUIRES: not empty.
std::unique_ptr<DocCursor> NewAndCursor(DocCursors cursors);

// Documents of `included` that `excluded` does not match.
std::unique_ptr<DocCursor> NewAndNotCursor(std::unique_ptr<DocCursor> included,
                                           std::unique_ptr<DocCursor> excluded);

// Documents of `required`; where `optional` matches too, its score is added.
std::unique_ptr<DocCursor> NewOptionalCursor(
    std::unique_ptr<DocCursor> required, std::unique_ptr<DocCursor> optional);

// Documents of `cursor`, each with score 0.
std::unique_ptr<DocCursor> NewFilterCursor(std::unique_ptr<DocCursor> cursor);

}  // namespace telusur

#endif  // TELUSUR_QUERY_BOOLEAN_CURSOR_H_
