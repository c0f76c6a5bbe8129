#include "tools/input/json_document.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

// RapidJSON scans strings 16 bytes at a time where it may; it then reads up to
// the end of the aligned 16 bytes that hold the terminator (kPadding).
#if defined(__SSE2__)
#define RAPIDJSON_SSE2
#elif defined(__ARM_NEON)
#define RAPIDJSON_NEON
#endif
#include "absl/memory/memory.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "rapidjson/reader.h"

namespace telusur {
namespace {

constexpr size_t kPadding = 16;
constexpr size_t kMaxKeptScratchBytes = 1 << 20;

// In place of the parsed text, so that strings without escapes are not copied
// byte by byte; numbers stay as they are spelled.
constexpr unsigned kParseFlags = rapidjson::kParseInsituFlag |
                                 rapidjson::kParseIterativeFlag |
                                 rapidjson::kParseNumbersAsStringsFlag;

// The value of four hexadecimal digits, or -1.
int ParseHex4(const char* digits) {
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    unsigned char c = digits[i];
    if (!absl::ascii_isxdigit(c)) return -1;
    int digit = c <= '9' ? c - '0' : absl::ascii_tolower(c) - 'a' + 10;
    value = value * 16 + digit;
  }
  return value;
}

bool IsHighSurrogate(int unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool IsLowSurrogate(int unit) { return unit >= 0xdc00 && unit < 0xe000; }

// The UTF-16 unit of the escape \uXXXX at `at`, or -1 when none is there.
int UnitAt(const std::string& json, size_t at) {
  if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') {
    return -1;
  }
  return ParseHex4(json.data() + at + 2);
}

// Writes \ufffd over every \u escape that is half a surrogate pair: the
// replacement has the same length, so columns stay right. O(json->size()).
void ReplaceLoneSurrogates(std::string* json) {
  size_t at = json->find('\\');
  while (at != std::string::npos) {
    const int unit = UnitAt(*json, at);
    size_t length = 2;  // of the escape; a pair of them counts as one
    if (unit >= 0) length = 6;
    if (IsHighSurrogate(unit) && IsLowSurrogate(UnitAt(*json, at + 6))) {
      length = 12;
    } else if (IsHighSurrogate(unit) || IsLowSurrogate(unit)) {
      memcpy(&(*json)[at], "\\ufffd", 6);
    }
    at = json->find('\\', at + length);
  }
}

// What a parse error at the byte `at` means, in the words of our messages.
const char* Reason(rapidjson::ParseErrorCode code, unsigned char at) {
  switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
      return "no JSON value";
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return "text after the JSON object";
    case rapidjson::kParseErrorObjectMissName:
      return "a field name is missing";
    case rapidjson::kParseErrorObjectMissColon:
      return "a colon after a field name is missing";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return "a comma or } is missing";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return "a comma or ] is missing";
    case rapidjson::kParseErrorStringMissQuotationMark:
      return "a string has no end";
    case rapidjson::kParseErrorStringEscapeInvalid:
      // RapidJSON's code for both.
      if (at < 0x20) return "a control character in a string is not escaped";
      return "an escape in a string is invalid";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
      return "an escape in a string is invalid";
    case rapidjson::kParseErrorNumberTooBig:
      return "a number is out of range";
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent:
      return "a number is incomplete";
    default:
      return "invalid JSON";
  }
}

// Receives RapidJSON's events and fills a document's fields. A function that
// returns false ends the parse; `reason` then says why.
class DocumentHandler {
 public:
  explicit DocumentHandler(const FieldNames& names) : names_(names) {}

  void Reset(Document* document) {
    document_ = document;
    depth_ = 0;
    targets_ = 0;
    reason_.clear();
  }

  bool Null() { return Scalar(absl::string_view()); }
  bool Bool(bool value) { return Scalar(value ? "true" : "false"); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    return Scalar(absl::string_view(text, size));
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return Scalar(absl::string_view(text, size));
  }
  bool Int(int) { return false; }  // never called: numbers come as strings
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }

  bool StartObject() { return StartNested("an object"); }
  bool StartArray() {
    return depth_ == 0 ? Refuse("not a JSON object") : StartNested("an array");
  }
  bool EndObject(rapidjson::SizeType) { return EndNested(); }
  bool EndArray(rapidjson::SizeType) { return EndNested(); }

  bool Key(const char* text, rapidjson::SizeType size, bool) {
    if (depth_ != 1) return true;
    absl::string_view name(text, size);
    targets_ = 0;
    for (size_t i = 0; i < kDocumentFields.size(); ++i) {
      if (!NameOf(i).empty() && NameOf(i) == name) targets_ |= 1u << i;
    }
    if (targets_ == 0) NoteIgnoredField(name, &ignored_);
    return true;
  }

  const std::string& reason() const { return reason_; }
  const absl::btree_set<std::string>& ignored() const { return ignored_; }

 private:
  const std::string& NameOf(size_t field) const {
    return names_.*kDocumentFields[field].name;
  }

  bool Refuse(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  bool Scalar(absl::string_view text) {
    if (depth_ == 0) return Refuse("not a JSON object");
    if (depth_ > 1) return true;
    for (size_t i = 0; i < kDocumentFields.size(); ++i) {
      if (targets_ & (1u << i)) {
        (document_->*kDocumentFields[i].value).assign(text.data(), text.size());
      }
    }
    return true;
  }

  bool StartNested(const char* kind) {
    if (depth_ == 1) {
      for (size_t i = 0; i < kDocumentFields.size(); ++i) {
        if (targets_ & (1u << i)) {
          return Refuse(absl::StrCat("field \"", NameOf(i), "\" is ", kind,
                                     ", not text"));
        }
      }
    }
    if (++depth_ > JsonDocumentParser::kMaxJsonDepth) {
      return Refuse(absl::StrCat("nested deeper than ",
                                 JsonDocumentParser::kMaxJsonDepth, " levels"));
    }
    return true;
  }

  bool EndNested() {
    --depth_;
    return true;
  }

  const FieldNames names_;
  absl::btree_set<std::string> ignored_;
  Document* document_ = nullptr;
  int depth_ = 0;
  uint32_t targets_ = 0;  // bit i: the value that comes belongs to field i
  std::string reason_;
};

}  // namespace

struct JsonDocumentParser::State {
  explicit State(const FieldNames& fields) : handler(fields) {}

  DocumentHandler handler;
  rapidjson::Reader reader;
  std::string scratch;  // the record, which parsing overwrites
};

JsonDocumentParser::JsonDocumentParser(const FieldNames& fields)
    : state_(absl::make_unique<State>(fields)) {}

JsonDocumentParser::~JsonDocumentParser() = default;

bool JsonDocumentParser::Parse(absl::string_view record, Document* document,
                               JsonProblem* problem) {
  *document = Document();
  size_t nul = record.find('\0');  // RapidJSON would take it for the end
  if (nul != absl::string_view::npos) {
    *problem = {nul + 1, "a NUL byte"};
    return false;
  }
  std::string& scratch = state_->scratch;
  scratch.assign(record.data(), record.size());
  if (absl::StrContains(record, "\\u")) ReplaceLoneSurrogates(&scratch);
  scratch.append(kPadding, '\0');
  state_->handler.Reset(document);
  rapidjson::InsituStringStream stream(scratch.data());
  rapidjson::ParseResult result =
      state_->reader.Parse<kParseFlags>(stream, state_->handler);
  if (scratch.capacity() > kMaxKeptScratchBytes) std::string().swap(scratch);
  if (!result.IsError()) return true;
  const size_t offset = std::min(result.Offset(), record.size());
  problem->column = offset + 1;
  problem->reason = result.Code() == rapidjson::kParseErrorTermination
                        ? state_->handler.reason()
                        : Reason(result.Code(),
                                 offset < record.size() ? record[offset] : '}');
  return false;
}

const absl::btree_set<std::string>& JsonDocumentParser::ignored_fields() const {
  return state_->handler.ignored();
}

}  // namespace telusur
