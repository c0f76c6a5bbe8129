#include "tools/input/input_format.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "index/io/status_macros.h"
#include "tools/input/csv_reader.h"
#include "tools/input/decompression.h"
#include "tools/input/jsonl_reader.h"
#include "tools/input/trec_reader.h"
#include "tools/input/tsv_reader.h"
#include "tools/input/warc_reader.h"
#include "tools/input/whole_file_reader.h"

namespace telusur {

const char kInputFormatNames[] = "jsonl|tsv|csv|trec|warc|text|html";

namespace {

struct Ending {
  absl::string_view ending;
  InputFormat format;
};

constexpr Ending kEndings[] = {
    {".jsonl", InputFormat::kJsonl}, {".ndjson", InputFormat::kJsonl},
    {".json", InputFormat::kJsonl},  {".tsv", InputFormat::kTsv},
    {".tab", InputFormat::kTsv},     {".csv", InputFormat::kCsv},
    {".trec", InputFormat::kTrec},   {".warc", InputFormat::kWarc},
    {".wet", InputFormat::kWarc},    {".html", InputFormat::kHtml},
    {".htm", InputFormat::kHtml},    {".xhtml", InputFormat::kHtml},
    {".txt", InputFormat::kText},    {".text", InputFormat::kText},
    {".md", InputFormat::kText},     {".rst", InputFormat::kText}};

struct Magic {
  size_t offset;
  absl::string_view bytes;
  const char* what;
};

// Bytes that people hand over in hope. Anything else with a NUL byte near its
// start is just "a binary file".
constexpr Magic kMagics[] = {
    {0, "%PDF-", "a PDF file; extract its text first (pdftotext)"},
    {0, "PK\x03\x04", "a zip archive; unpack it first"},
    {257, "ustar", "a tar archive; unpack it first"},
    {0, "7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"},
    {0, "\x04\x22\x4d\x18", "lz4 data; decompress it first"},
    {0, "LZIP", "lzip data; decompress it first"},
    {0, "\x1f\x9d", "data of compress(1); decompress it first"}};

constexpr size_t kBinaryCheckBytes = 8 << 10;

absl::Status CheckIsText(absl::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.size() > magic.offset &&
        absl::StartsWith(head.substr(magic.offset), magic.bytes)) {
      return absl::InvalidArgumentError(magic.what);
    }
  }
  if (absl::StrContains(head.substr(0, kBinaryCheckBytes), '\0')) {
    return absl::InvalidArgumentError("a binary file");
  }
  return absl::OkStatus();
}

absl::optional<InputFormat> FormatOfEnding(absl::string_view path) {
  const absl::string_view name = WithoutCompressionEnding(path);
  for (const Ending& known : kEndings) {
    if (absl::EndsWithIgnoreCase(name, known.ending)) return known.format;
  }
  return absl::nullopt;
}

// Whether `text` begins like JSON Lines. `text` begins with no white space.
absl::StatusOr<bool> LooksLikeJsonLines(absl::string_view text) {
  if (absl::ConsumePrefix(&text, "[")) {
    text = absl::StripLeadingAsciiWhitespace(text);
    if (!absl::StartsWith(text, "{")) return false;
    return absl::InvalidArgumentError(
        "a JSON array; write one object a line (jq -c '.[]')");
  }
  if (!absl::ConsumePrefix(&text, "{")) return false;
  absl::string_view rest = absl::StripLeadingAsciiWhitespace(text);
  if (!absl::StartsWith(rest, "\"") && !absl::StartsWith(rest, "}")) {
    return false;
  }
  if (absl::StrContains(text.substr(0, text.size() - rest.size()), '\n')) {
    return absl::InvalidArgumentError(
        "a JSON object over several lines; write one object a line (jq -c .)");
  }
  return true;
}

bool LooksLikeHtml(absl::string_view text) {
  for (;;) {
    text = absl::StripLeadingAsciiWhitespace(text);
    absl::string_view end;
    if (absl::StartsWith(text, "<!--")) {
      end = "-->";
    } else if (absl::StartsWith(text, "<?xml")) {
      end = "?>";
    } else {
      break;
    }
    const size_t at = text.find(end);
    if (at == absl::string_view::npos) return false;
    text.remove_prefix(at + end.size());
  }
  return absl::StartsWithIgnoreCase(text, "<!doctype html") ||
         absl::StartsWithIgnoreCase(text, "<html");
}

// Whether `line` names several columns and `text_field` is one of them.
bool LooksLikeColumnNames(absl::string_view line,
                          absl::string_view text_field) {
  const std::vector<absl::string_view> names =
      absl::StrSplit(line, absl::ByAnyChar(",;"));
  if (names.size() < 2 || text_field.empty()) return false;
  for (absl::string_view name : names) {
    name = absl::StripAsciiWhitespace(name);
    if (absl::ConsumePrefix(&name, "\"")) absl::ConsumeSuffix(&name, "\"");
    if (absl::EqualsIgnoreCase(name, text_field)) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<InputFormat> ParseInputFormat(absl::string_view name) {
  if (name == "jsonl") return InputFormat::kJsonl;
  if (name == "tsv") return InputFormat::kTsv;
  if (name == "csv") return InputFormat::kCsv;
  if (name == "trec") return InputFormat::kTrec;
  if (name == "warc") return InputFormat::kWarc;
  if (name == "text") return InputFormat::kText;
  if (name == "html") return InputFormat::kHtml;
  return absl::InvalidArgumentError(absl::StrCat(
      "unknown input format \"", name, "\" (", kInputFormatNames, ")"));
}

absl::Status CheckEncoding(absl::string_view head) {
  if (absl::StartsWith(head, "\xff\xfe") ||
      absl::StartsWith(head, "\xfe\xff") ||
      absl::StartsWith(head, absl::string_view("\0\0\xfe\xff", 4))) {
    return absl::InvalidArgumentError(
        "UTF-16 or UTF-32 text; convert it to UTF-8 (iconv -f UTF-16 -t "
        "UTF-8)");
  }
  return absl::OkStatus();
}

absl::StatusOr<InputFormat> DetectInputFormat(absl::string_view path,
                                              absl::string_view head,
                                              absl::string_view text_field) {
  absl::ConsumePrefix(&head, "\xef\xbb\xbf");
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(head);
  ASSIGN_OR_RETURN(bool json, LooksLikeJsonLines(text));
  if (json) return InputFormat::kJsonl;
  if (LooksLikeHtml(text)) return InputFormat::kHtml;
  if (absl::StartsWithIgnoreCase(text, "<DOC>")) return InputFormat::kTrec;
  if (absl::StartsWith(head, "WARC/1.")) return InputFormat::kWarc;
  RETURN_IF_ERROR(CheckIsText(head));
  absl::optional<InputFormat> by_ending = FormatOfEnding(path);
  if (by_ending.has_value()) return *by_ending;
  absl::string_view first_line = head.substr(0, head.find('\n'));
  if (LooksLikeColumnNames(first_line, text_field)) return InputFormat::kCsv;
  return absl::StrContains(first_line, '\t') ? InputFormat::kTsv
                                             : InputFormat::kText;
}

std::unique_ptr<RecordReader> NewRecordReader(InputFormat format,
                                              InputStream* stream,
                                              const ReaderContext& context) {
  switch (format) {
    case InputFormat::kJsonl:
      return NewJsonlReader(stream, context);
    case InputFormat::kTsv:
      return NewTsvReader(stream, context);
    case InputFormat::kCsv:
      return NewCsvReader(stream, context);
    case InputFormat::kTrec:
      return NewTrecReader(stream, context);
    case InputFormat::kWarc:
      return NewWarcReader(stream, context);
    case InputFormat::kHtml:
      return NewHtmlReader(stream, context);
    case InputFormat::kText:
      break;
  }
  return NewTextReader(stream, context);
}

}  // namespace telusur
