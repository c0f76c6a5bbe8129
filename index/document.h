// What a user adds to an index and gets back from it.

#ifndef TELUSUR_INDEX_DOCUMENT_H_
#define TELUSUR_INDEX_DOCUMENT_H_

#include <string>

namespace telusur {

// Any field may be empty, and any field may hold arbitrary bytes: text is
// repaired where it is read (analysis) and where it is shown (tools).
struct Document {
  std::string id;  // the user's name for it; unique in an index
  std::string title;
  std::string text;
  std::string url;
  std::string date;  // as its origin wrote it
  std::string source;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_DOCUMENT_H_
