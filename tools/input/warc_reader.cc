#include "tools/input/warc_reader.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "index/io/status_macros.h"
#include "tools/input/charset.h"
#include "tools/input/header_fields.h"
#include "tools/input/html_text.h"
#include "tools/input/http_response.h"
#include "tools/input/warc_records.h"

namespace telusur {
namespace {

enum class PageKind { kNone, kText, kHtml };

PageKind KindOf(const std::string& media_type) {
  if (media_type == "text/plain") return PageKind::kText;
  if (media_type == "text/html" || media_type == "application/xhtml+xml") {
    return PageKind::kHtml;
  }
  return PageKind::kNone;
}

// Some crawlers put the address between < and >.
std::string TargetUri(const HeaderFields& fields) {
  absl::string_view uri = FindHeader(fields, "WARC-Target-URI");
  if (absl::ConsumePrefix(&uri, "<")) absl::ConsumeSuffix(&uri, ">");
  return std::string(uri);
}

class WarcReader : public RecordReader {
 public:
  WarcReader(InputStream* stream, const ReaderContext& context)
      : context_(context),
        records_(stream, context.options.max_document_bytes) {}

  absl::StatusOr<bool> Next(Document* document) override {
    WarcRecord record;
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, records_.Next(&record));
      if (!more) return false;
      ASSIGN_OR_RETURN(const bool is_document, ReadRecord(record, document));
      if (is_document) return true;
    }
  }

 private:
  // False when the record is no document.
  absl::StatusOr<bool> ReadRecord(const WarcRecord& record,
                                  Document* document) {
    if (record.problem != nullptr) return Skip(record, record.problem);
    const std::string type =
        absl::AsciiStrToLower(FindHeader(record.fields, "WARC-Type"));
    const bool is_response = type == "response";
    if (!is_response && type != "conversion") return PassOver();
    if (record.too_long) return SkipTooLarge(record);
    *document = Document();
    const absl::StatusOr<bool> page = is_response
                                          ? ReadResponse(record.block, document)
                                          : ReadConversion(record, document);
    if (absl::IsOutOfRange(page.status())) return SkipTooLarge(record);
    if (!page.ok()) return Skip(record, std::string(page.status().message()));
    if (!*page) return PassOver();
    document->url = TargetUri(record.fields);
    document->date = std::string(FindHeader(record.fields, "WARC-Date"));
    document->id = document->url;
    if (document->id.empty()) {
      document->id = std::string(FindHeader(record.fields, "WARC-Record-ID"));
    }
    if (document->id.empty()) document->id = context_.MakeId(record.offset);
    return true;
  }

  // False for what is no page. An error says why a page cannot be read.
  absl::StatusOr<bool> ReadResponse(absl::string_view block,
                                    Document* document) {
    ASSIGN_OR_RETURN(const HttpResponse response, ParseHttpResponse(block));
    if (response.status < 200 || response.status > 299) return false;
    const absl::string_view type = FindHeader(response.fields, "Content-Type");
    const PageKind kind = KindOf(HeaderToken(type));
    if (kind == PageKind::kNone) return false;
    std::string decoded;
    ASSIGN_OR_RETURN(
        const absl::string_view body,
        DecodeBody(response, context_.options.max_document_bytes, &decoded));
    const std::string charset = HeaderParameter(type, "charset");
    std::string converted;
    if (kind == PageKind::kText) {
      document->text = std::string(ToUtf8(body, charset, &converted));
    } else {
      HtmlText html = ExtractHtmlText(HtmlToUtf8(body, charset, &converted));
      document->title = std::move(html.title);
      document->text = std::move(html.text);
    }
    return true;
  }

  static absl::StatusOr<bool> ReadConversion(const WarcRecord& record,
                                             Document* document) {
    const std::string type =
        HeaderToken(FindHeader(record.fields, "Content-Type"));
    if (!type.empty() && KindOf(type) != PageKind::kText) return false;
    document->text = std::string(record.block);
    return true;
  }

  bool PassOver() {
    ++context_.counts->num_passed_over;
    return false;
  }

  absl::StatusOr<bool> Skip(const WarcRecord& record, std::string reason) {
    const bool kept =
        record.bytes.size() <= context_.options.max_document_bytes;
    RETURN_IF_ERROR(context_.SkipAtOffset(record.offset, std::move(reason),
                                          kept ? record.bytes : ""));
    return false;
  }

  absl::StatusOr<bool> SkipTooLarge(const WarcRecord& record) {
    return Skip(record, context_.TooLarge());
  }

  const ReaderContext context_;
  WarcRecords records_;
};

}  // namespace

std::unique_ptr<RecordReader> NewWarcReader(InputStream* stream,
                                            const ReaderContext& context) {
  return absl::make_unique<WarcReader>(stream, context);
}

}  // namespace telusur
