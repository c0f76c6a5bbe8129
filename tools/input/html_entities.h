// Character references of HTML: &amp; &#8211; &#x2013;

#ifndef TELUSUR_TOOLS_INPUT_HTML_ENTITIES_H_
#define TELUSUR_TOOLS_INPUT_HTML_ENTITIES_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// If `html` begins with a character reference, appends the character as UTF-8
// to `*out` and returns the reference's length in bytes; otherwise 0.
//
// Knows the names of HTML 4 and the commonest newer ones. A name of Latin-1
// needs no semicolon, as in browsers. Numbers from 128 to 159 are read as
// Windows-1252; those that are no character are U+FFFD.
//
// REQUIRES: html begins with '&'.
size_t AppendCharacterReference(absl::string_view html, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_HTML_ENTITIES_H_
