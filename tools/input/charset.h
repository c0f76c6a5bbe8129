// Texts and HTML pages in older encodings.

#ifndef TELUSUR_TOOLS_INPUT_CHARSET_H_
#define TELUSUR_TOOLS_INPUT_CHARSET_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// `bytes` as UTF-8: a view of `bytes` themselves or of `*converted`.
//
// Valid UTF-8 stays as it is, whatever `charset` claims, a name in lower case.
// Otherwise it is believed when it is one of the ISO 8859 or Windows families;
// bytes that have no meaning there become U+FFFD. Without such a claim the
// bytes stay as they are.
absl::string_view ToUtf8(absl::string_view bytes, absl::string_view charset,
                         std::string* converted);

// The same for the page `html`. Where `charset`, from outside of the page, is
// empty, the claim is that of a <meta> in the first kilobyte.
absl::string_view HtmlToUtf8(absl::string_view html, absl::string_view charset,
                             std::string* converted);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_CHARSET_H_
