// An HTTP response as a crawler keeps it.

#ifndef TELUSUR_TOOLS_INPUT_HTTP_RESPONSE_H_
#define TELUSUR_TOOLS_INPUT_HTTP_RESPONSE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/header_fields.h"

namespace telusur {

struct HttpResponse {
  int status = 0;
  HeaderFields fields;
  absl::string_view body;  // as it was sent, in the parsed bytes
};

// Parses a status line, header fields and a body. InvalidArgument for bytes
// that are none.
absl::StatusOr<HttpResponse> ParseHttpResponse(absl::string_view bytes);

// The body of `response` without its transfer and content encodings, chunked
// and gzip: a view of the response's bytes or of `*decoded`. Crawlers that undo
// an encoding leave its field behind; a body that does not look as the field
// says is taken as it is.
//
// InvalidArgument for other encodings, DataLoss for a damaged body, OutOfRange
// when it has more than `max_bytes`, of which no more are held.
absl::StatusOr<absl::string_view> DecodeBody(const HttpResponse& response,
                                             uint64_t max_bytes,
                                             std::string* decoded);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_HTTP_RESPONSE_H_
