#include "tools/input/http_response.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"
#include "tools/input/byte_source.h"
#include "tools/input/decompression.h"

namespace telusur {
namespace {

// Digits of a chunk's size: a body of 2^32 bytes is over every limit.
constexpr size_t kMaxSizeDigits = 8;

// Takes the line that tells a chunk's size. False when `*body` does not begin
// with one.
bool TakeChunkSize(absl::string_view* body, uint64_t* size) {
  size_t num_digits = 0;
  *size = 0;
  while (
      num_digits < body->size() && num_digits <= kMaxSizeDigits &&
      absl::ascii_isxdigit(static_cast<unsigned char>((*body)[num_digits]))) {
    ++num_digits;
  }
  const size_t line_end = body->find('\n');
  if (num_digits == 0 || num_digits > kMaxSizeDigits ||
      line_end == absl::string_view::npos) {
    return false;
  }
  const char after = (*body)[num_digits];
  if (!absl::StrContains("\r\n; ", after)) return false;
  if (!absl::SimpleHexAtoi(body->substr(0, num_digits), size)) return false;
  body->remove_prefix(line_end + 1);
  return true;
}

// Joins the chunks of `body`. False when they do not add up.
bool JoinChunks(absl::string_view body, std::string* joined) {
  joined->clear();
  for (;;) {
    uint64_t size;
    if (!TakeChunkSize(&body, &size)) return false;
    if (size == 0) return true;
    if (size > body.size()) return false;
    joined->append(body.data(), size);
    body.remove_prefix(size);
    const size_t line_end = body.find('\n');
    if (line_end > 1) return false;
    body.remove_prefix(line_end + 1);
  }
}

absl::StatusOr<std::string> Gunzip(absl::string_view bytes,
                                   uint64_t max_bytes) {
  MemorySource compressed(bytes);
  ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> source,
                   OpenDecompressor(Compression::kGzip, &compressed));
  std::string out;
  char buffer[16 << 10];
  for (;;) {
    ASSIGN_OR_RETURN(const size_t n, source->Read(buffer, sizeof(buffer)));
    if (n == 0) return out;
    if (out.size() + n > max_bytes) {
      return absl::OutOfRangeError("too many bytes");
    }
    out.append(buffer, n);
  }
}

bool IsIdentity(absl::string_view encoding) {
  return encoding.empty() || encoding == "identity" || encoding == "none";
}

}  // namespace

absl::StatusOr<HttpResponse> ParseHttpResponse(absl::string_view bytes) {
  HttpResponse response;
  const size_t head_size = HeadSize(bytes);
  const absl::string_view line = bytes.substr(0, bytes.find('\n'));
  const size_t blank = line.find(' ');
  if (head_size == absl::string_view::npos ||
      !absl::StartsWith(line, "HTTP/") || blank == absl::string_view::npos ||
      !absl::SimpleAtoi(line.substr(blank + 1, 3), &response.status)) {
    return absl::InvalidArgumentError("no HTTP response");
  }
  response.fields = ParseHeaderFields(bytes.substr(0, head_size));
  response.body = bytes.substr(head_size);
  return response;
}

absl::StatusOr<absl::string_view> DecodeBody(const HttpResponse& response,
                                             uint64_t max_bytes,
                                             std::string* decoded) {
  absl::string_view body = response.body;
  const std::string transfer =
      HeaderToken(FindHeader(response.fields, "Transfer-Encoding"));
  const std::string content =
      HeaderToken(FindHeader(response.fields, "Content-Encoding"));
  if (transfer == "chunked") {
    absl::string_view rest = body;
    uint64_t size;
    if (TakeChunkSize(&rest, &size)) {
      if (!JoinChunks(body, decoded)) {
        return absl::DataLossError("damaged chunks in an HTTP response");
      }
      body = *decoded;
    }
  } else if (!IsIdentity(transfer)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the transfer encoding ", transfer));
  }
  if (content == "gzip" || content == "x-gzip") {
    if (DetectCompression(body) == Compression::kGzip) {
      ASSIGN_OR_RETURN(std::string plain, Gunzip(body, max_bytes));
      *decoded = std::move(plain);
      body = *decoded;
    }
  } else if (!IsIdentity(content)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the content encoding ", content));
  }
  if (body.size() > max_bytes) return absl::OutOfRangeError("too many bytes");
  return body;
}

}  // namespace telusur
