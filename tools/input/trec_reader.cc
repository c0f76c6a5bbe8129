#include "tools/input/trec_reader.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/memory/memory.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"
#include "tools/input/html_text.h"

namespace telusur {
namespace {

constexpr absl::string_view kStart = "<DOC>";
constexpr absl::string_view kEnd = "</DOC>";

// Where `tag` begins in `text`, in any case; npos when it does not.
size_t FindTag(absl::string_view text, absl::string_view tag) {
  size_t at = text.find('<');
  while (at != absl::string_view::npos &&
         !absl::StartsWithIgnoreCase(text.substr(at), tag)) {
    at = text.find('<', at + 1);
  }
  return at;
}

// Appends the content of each element called `name` to `*content`, a newline
// before it. False when there is none. A last element without an end reaches to
// the record's.
bool AppendElements(absl::string_view record, absl::string_view name,
                    std::string* content) {
  const std::string start = absl::StrCat("<", name, ">");
  const std::string end = absl::StrCat("</", name, ">");
  bool found = false;
  for (;;) {
    const size_t at = FindTag(record, start);
    if (at == absl::string_view::npos) return found;
    found = true;
    record.remove_prefix(at + start.size());
    const size_t size = std::min(FindTag(record, end), record.size());
    absl::StrAppend(content, "\n", record.substr(0, size));
    record.remove_prefix(size);
  }
}

// The elements' text without their markup; empty when there is none.
std::string ElementText(absl::string_view record, absl::string_view name) {
  std::string content;
  if (!AppendElements(record, name, &content)) return "";
  return ExtractHtmlText(content).text;
}

class TrecReader : public RecordReader {
 public:
  TrecReader(InputStream* stream, const ReaderContext& context)
      : stream_(stream), context_(context) {}

  absl::StatusOr<bool> Next(Document* document) override {
    if (stream_->offset() == 0) RETURN_IF_ERROR(stream_->SkipByteOrderMark());
    Consume(consume_before_next_);
    consume_before_next_ = 0;
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, FindStart());
      if (!more) return false;
      const uint64_t line = line_;
      ASSIGN_OR_RETURN(const Span record, FindMark(kStart.size()));
      ASSIGN_OR_RETURN(const bool good, ReadRecord(line, record, document));
      if (good) {
        consume_before_next_ = record.size;
        return true;
      }
      Consume(record.size);
    }
  }

 private:
  // Of the window: what is before a mark and, if that is the end of a record,
  // the mark.
  struct Span {
    size_t size = 0;
    bool has_end = false;   // the mark is kEnd
    bool has_next = false;  // a kStart follows
    bool too_long = false;  // the bytes are not all in the window
  };

  void Consume(size_t size) {
    const absl::string_view bytes = stream_->window().substr(0, size);
    line_ += std::count(bytes.begin(), bytes.end(), '\n');
    stream_->Consume(size);
  }

  // Looks for the next mark from `from` in the window on, or the input's end.
  // Drops bytes when they are more than a record may have.
  absl::StatusOr<Span> FindMark(size_t from) {
    const uint64_t limit = context_.options.max_document_bytes;
    Span span;
    for (;;) {
      const absl::string_view window = stream_->window();
      size_t at = window.find('<', from);
      for (; at != absl::string_view::npos; at = window.find('<', at + 1)) {
        const absl::string_view rest = window.substr(at);
        span.has_next = absl::StartsWithIgnoreCase(rest, kStart);
        span.has_end = absl::StartsWithIgnoreCase(rest, kEnd);
        if (span.has_next || span.has_end) {
          span.size = at + (span.has_end ? kEnd.size() : 0);
          span.too_long |= span.size > limit;
          return span;
        }
        if (rest.size() < kEnd.size()) break;  // perhaps the first part of one
      }
      from = std::min(at, window.size());
      if (from > limit) {
        span.too_long = true;
        Consume(from);
        from = 0;
      }
      ASSIGN_OR_RETURN(const bool more, stream_->ReadMore());
      if (more) continue;
      span.size = stream_->window().size();
      span.too_long |= span.size > limit;
      return span;
    }
  }

  // Consumes all before the next kStart. False when there is none.
  absl::StatusOr<bool> FindStart() {
    for (;;) {
      const uint64_t line = line_;
      ASSIGN_OR_RETURN(const Span span, FindMark(0));
      const absl::string_view text = stream_->window().substr(0, span.size);
      const bool blank = absl::StripAsciiWhitespace(text).empty();
      if (span.too_long || !blank) {
        RETURN_IF_ERROR(context_.Skip(line, 0,
                                      "text outside of <DOC> and </DOC>",
                                      span.too_long ? "" : text));
      }
      Consume(span.size);
      if (span.has_next) return true;
      if (!span.has_end) return false;
    }
  }

  // False when the record was skipped.
  absl::StatusOr<bool> ReadRecord(uint64_t line, const Span& span,
                                  Document* document) {
    const absl::string_view record =
        span.too_long ? "" : stream_->window().substr(0, span.size);
    const char* problem = nullptr;
    if (!span.has_end) {
      problem = "no </DOC>";
    } else if (span.too_long) {
      RETURN_IF_ERROR(context_.SkipTooLarge(line));
      return false;
    } else {
      problem = ParseRecord(record, document);
    }
    if (problem == nullptr) return true;
    RETURN_IF_ERROR(context_.Skip(line, 0, problem, record));
    return false;
  }

  // What is wrong with the record, or nullptr.
  static const char* ParseRecord(absl::string_view record, Document* document) {
    *document = Document();
    std::string content;
    AppendElements(record, "DOCNO", &content);
    document->id = std::string(absl::StripAsciiWhitespace(content));
    if (document->id.empty()) return "no <DOCNO>";
    for (const char* name : {"TITLE", "HEADLINE", "HEAD"}) {
      document->title = ElementText(record, name);
      if (!document->title.empty()) break;
    }
    document->date = ElementText(record, "DATE");
    content.clear();
    if (!AppendElements(record, "TEXT", &content) && document->title.empty()) {
      return "no <TEXT>";
    }
    document->text = ExtractHtmlText(content).text;
    return nullptr;
  }

  InputStream* const stream_;
  const ReaderContext context_;
  uint64_t line_ = 1;               // of the window's first byte
  size_t consume_before_next_ = 0;  // the record that was handed out
};

}  // namespace

std::unique_ptr<RecordReader> NewTrecReader(InputStream* stream,
                                            const ReaderContext& context) {
  return absl::make_unique<TrecReader>(stream, context);
}

}  // namespace telusur
