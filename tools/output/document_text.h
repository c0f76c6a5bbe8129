// A whole document as text or as JSON.

#ifndef TELUSUR_TOOLS_OUTPUT_DOCUMENT_TEXT_H_
#define TELUSUR_TOOLS_OUTPUT_DOCUMENT_TEXT_H_

#include <string>

#include "index/document.h"

namespace telusur {

// Appends the fields that are not empty, a line each, then a blank line and
// the text. Control characters are shown, not sent, when `to_terminal`.
void AppendDocumentText(const Document& document, bool to_terminal,
                        std::string* out);

// Appends the document as a line of JSON that `telusur index` reads back as
// the same document.
void AppendDocumentJson(const Document& document, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_DOCUMENT_TEXT_H_
