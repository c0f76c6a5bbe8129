// Lines of "Name: value" under a first line, as HTTP and WARC have them.

#ifndef TELUSUR_TOOLS_INPUT_HEADER_FIELDS_H_
#define TELUSUR_TOOLS_INPUT_HEADER_FIELDS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

// Name and value, without the blanks around them.
using HeaderFields = std::vector<std::pair<std::string, std::string>>;

// The size of the head at the start of `bytes`, up to and including the blank
// line that ends it; npos when there is none. Lines end with "\n" or "\r\n".
size_t HeadSize(absl::string_view bytes);

// The fields of a head, its first line left aside. A line that begins with a
// blank continues the value before it; a line without a colon is left out.
HeaderFields ParseHeaderFields(absl::string_view head);

// The value of the first field called `name`, in any case; empty when there is
// none. Valid as long as `fields`.
absl::string_view FindHeader(const HeaderFields& fields,
                             absl::string_view name);

// The part of a value before its parameters ("text/html" of "text/html;
// charset=utf-8"), in lower case.
std::string HeaderToken(absl::string_view value);

// A parameter of a value ("utf-8" for "charset"), without quotes and in lower
// case; empty when there is none.
std::string HeaderParameter(absl::string_view value, absl::string_view name);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_HEADER_FIELDS_H_
