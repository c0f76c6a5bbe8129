#include "tools/input/charset.h"

#include <iconv.h>

#include <cerrno>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "utf8proc.h"

namespace telusur {
namespace {

constexpr size_t kMetaBytes = 1024;
constexpr absl::string_view kReplacement = "\xef\xbf\xbd";

bool IsUtf8(absl::string_view bytes) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
  const auto* end = at + bytes.size();
  while (at < end) {
    if (*at < 0x80) {
      ++at;
      continue;
    }
    utf8proc_int32_t code_point;
    utf8proc_ssize_t size = utf8proc_iterate(at, end - at, &code_point);
    if (size < 0) return false;
    at += size;
  }
  return true;
}

// The encoding that a <meta> names, in lower case, or empty. Both forms hold
// "charset=NAME", with quotes around the name or around more than it.
std::string ClaimedCharset(absl::string_view html) {
  const std::string head = absl::AsciiStrToLower(html.substr(0, kMetaBytes));
  size_t at = head.find("<meta");
  if (at == std::string::npos) return "";
  at = head.find("charset", at);
  if (at == std::string::npos) return "";
  at = head.find_first_not_of(" \t\r\n=\"'", at + 7);
  if (at == std::string::npos) return "";
  const size_t end =
      head.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_", at);
  return head.substr(at, end - at);
}

// iconv's name for a claim we believe, or empty. Only the one-byte families: a
// page has no say in which of the C library's converters run.
std::string ConverterFor(absl::string_view charset) {
  // As browsers do: pages that say Latin-1 or ASCII mean Windows-1252.
  if (charset == "iso-8859-1" || charset == "latin1" || charset == "us-ascii" ||
      charset == "ascii") {
    return "WINDOWS-1252";
  }
  absl::string_view number = charset;
  const bool iso = absl::ConsumePrefix(&number, "iso-8859-");
  const bool windows = !iso && (absl::ConsumePrefix(&number, "windows-") ||
                                absl::ConsumePrefix(&number, "cp"));
  if (!iso && !windows) return "";
  if (number.empty() || number.size() > 4) return "";
  if (windows && !absl::StartsWith(number, "125")) return "";
  for (char c : number) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return "";
  }
  return absl::StrCat(iso ? "ISO-8859-" : "WINDOWS-", number);
}

void Convert(iconv_t converter, absl::string_view bytes, std::string* out) {
  char* input = const_cast<char*>(bytes.data());  // iconv does not write to it
  size_t input_left = bytes.size();
  char buffer[4096];
  while (input_left > 0) {
    char* output = buffer;
    size_t output_left = sizeof(buffer);
    const size_t result =
        iconv(converter, &input, &input_left, &output, &output_left);
    const bool undefined = result == static_cast<size_t>(-1) && errno != E2BIG;
    out->append(buffer, output - buffer);
    if (undefined) {
      out->append(kReplacement.data(), kReplacement.size());
      ++input;
      --input_left;
    }
  }
}

}  // namespace

absl::string_view HtmlToUtf8(absl::string_view html, absl::string_view charset,
                             std::string* converted) {
  if (!charset.empty()) return ToUtf8(html, charset, converted);
  return ToUtf8(html, ClaimedCharset(html), converted);
}

absl::string_view ToUtf8(absl::string_view bytes, absl::string_view charset,
                         std::string* converted) {
  if (IsUtf8(bytes)) return bytes;
  const std::string name = ConverterFor(charset);
  if (name.empty()) return bytes;
  iconv_t converter = iconv_open("UTF-8", name.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return bytes;
  converted->clear();
  converted->reserve(bytes.size() + bytes.size() / 8);
  Convert(converter, bytes, converted);
  iconv_close(converter);
  return *converted;
}

}  // namespace telusur
