// HTML pages in older encodings.

#ifndef TELUSUR_TOOLS_INPUT_CHARSET_H_
#define TELUSUR_TOOLS_INPUT_CHARSET_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// The page `html` as UTF-8: a view of `html` itself or of `*converted`.
//
// Valid UTF-8 stays as it is, whatever the page claims. Otherwise the encoding
// that a <meta> in the first kilobyte names is believed when it is one of the
// ISO 8859 or Windows families; bytes that have no meaning there become U+FFFD.
// Without such a claim the bytes stay as they are.
absl::string_view HtmlToUtf8(absl::string_view html, std::string* converted);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_CHARSET_H_
