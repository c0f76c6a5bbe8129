#include "tools/input/html_text.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "tools/input/html_entities.h"

namespace telusur {
namespace {

// Sorted, for binary search.
constexpr absl::string_view kBlockElements[] = {
    "address",  "article", "aside", "blockquote", "body",       "br",
    "caption",  "center",  "dd",    "details",    "dialog",     "dir",
    "div",      "dl",      "dt",    "fieldset",   "figcaption", "figure",
    "footer",   "form",    "h1",    "h2",         "h3",         "h4",
    "h5",       "h6",      "head",  "header",     "hr",         "html",
    "legend",   "li",      "main",  "menu",       "nav",        "ol",
    "optgroup", "option",  "p",     "pre",        "section",    "select",
    "summary",  "table",   "tbody", "textarea",   "tfoot",      "thead",
    "title",    "tr",      "ul"};

constexpr absl::string_view kWordBreakingElements[] = {
    "audio", "button", "canvas", "img", "input", "object", "td", "th", "video"};

// Elements whose content is no markup and shows no text.
constexpr absl::string_view kUnseenElements[] = {
    "iframe", "noembed", "noframes", "noscript", "script", "style", "template"};

template <size_t kSize>
bool Contains(const absl::string_view (&sorted)[kSize],
              absl::string_view name) {
  return std::binary_search(std::begin(sorted), std::end(sorted), name);
}

// Text with its white space folded.
class FoldedText {
 public:
  void Append(absl::string_view bytes) {
    for (char c : bytes) {
      if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
        Separate(' ');
      } else {
        Flush();
        text_.push_back(c);
      }
    }
  }

  // Parts what comes from what was, by a blank or, stronger, a newline.
  void Separate(char separator) {
    if (separator_ != '\n') separator_ = separator;
  }

  std::string Take() { return std::move(text_); }

 private:
  void Flush() {
    if (separator_ != '\0' && !text_.empty()) text_.push_back(separator_);
    separator_ = '\0';
  }

  std::string text_;
  char separator_ = '\0';
};

class Extractor {
 public:
  explicit Extractor(absl::string_view html) : html_(html) {}

  HtmlText Run() {
    while (at_ < html_.size()) {
      const size_t special =
          std::min(html_.find_first_of("<&", at_), html_.size());
      text_.Append(html_.substr(at_, special - at_));
      at_ = special;
      if (at_ == html_.size()) break;
      if (html_[at_] == '&') {
        ReadReference(&text_);
      } else {
        ReadMarkup();
      }
    }
    return {title_.Take(), text_.Take()};
  }

 private:
  // The byte `ahead` of here, or 0 past the end.
  char Peek(size_t ahead) const {
    return at_ + ahead < html_.size() ? html_[at_ + ahead] : '\0';
  }

  void SkipPast(absl::string_view end) {
    const size_t found = html_.find(end, at_);
    at_ = found == absl::string_view::npos ? html_.size() : found + end.size();
  }

  void ReadReference(FoldedText* text) {
    std::string character;
    const size_t size = AppendCharacterReference(html_.substr(at_), &character);
    text->Append(size > 0 ? absl::string_view(character) : "&");
    at_ += std::max<size_t>(size, 1);
  }

  // Reads what begins with '<'.
  void ReadMarkup() {
    const unsigned char next = Peek(1);
    if (absl::ascii_isalpha(next)) {
      ReadTag(1, /*opening=*/true);
    } else if (next == '/' &&
               absl::ascii_isalpha(static_cast<unsigned char>(Peek(2)))) {
      ReadTag(2, /*opening=*/false);
    } else if (next == '!' && Peek(2) == '-' && Peek(3) == '-') {
      at_ += 2;  // "<!-->" and "<!--->" are whole comments
      SkipPast("-->");
    } else if (next == '!' || next == '?' || next == '/') {
      SkipPast(">");
    } else {
      text_.Append("<");
      ++at_;
    }
  }

  // Reads a tag whose name begins `name_ahead` bytes from here.
  void ReadTag(size_t name_ahead, bool opening) {
    at_ += name_ahead;
    const size_t name_end =
        std::min(html_.find_first_of("\t\n\f\r />", at_), html_.size());
    // No name we know is longer; a hostile one may be.
    const std::string name = absl::AsciiStrToLower(
        html_.substr(at_, std::min<size_t>(name_end - at_, 16)));
    at_ = name_end;
    const bool self_closing = SkipAttributes();
    if (Contains(kBlockElements, name)) {
      text_.Separate('\n');
    } else if (Contains(kWordBreakingElements, name)) {
      text_.Separate(' ');
    }
    if (!opening) return;
    if (name == "title") {
      // Drawings have titles too, which are no text of the page.
      FoldedText ignored;
      ReadRawContent(name, have_title_ ? &ignored : &title_);
      have_title_ = true;
    } else if (Contains(kUnseenElements, name) && !self_closing) {
      ReadRawContent(name, nullptr);
    }
  }

  // Moves past the end of a tag. Whether it ends in "/>".
  bool SkipAttributes() {
    bool slash = false;
    bool after_equals = false;
    while (at_ < html_.size()) {
      const char c = html_[at_++];
      if (c == '>') return slash;
      if ((c == '"' || c == '\'') && after_equals) {
        at_ = std::min(html_.find(c, at_), html_.size());
        if (at_ < html_.size()) ++at_;
      }
      const bool space = absl::ascii_isspace(static_cast<unsigned char>(c));
      if (!space) after_equals = c == '=';
      slash = c == '/';
    }
    return slash;
  }

  // Reads up to the end tag of `name`, or the page's end; nothing in between is
  // markup. Appends the text to `text` unless null.
  void ReadRawContent(absl::string_view name, FoldedText* text) {
    while (at_ < html_.size()) {
      const size_t special = std::min(
          html_.find_first_of(text == nullptr ? "<" : "<&", at_), html_.size());
      if (text != nullptr) text->Append(html_.substr(at_, special - at_));
      at_ = special;
      if (at_ == html_.size()) return;
      if (html_[at_] == '&') {
        ReadReference(text);
        continue;
      }
      if (IsEndTag(name)) return;  // which Run then reads
      if (text != nullptr) text->Append("<");
      ++at_;
    }
  }

  bool IsEndTag(absl::string_view name) const {
    if (Peek(1) != '/') return false;
    if (!absl::EqualsIgnoreCase(html_.substr(at_ + 2, name.size()), name)) {
      return false;
    }
    const unsigned char after = Peek(2 + name.size());
    return after == '>' || after == '/' || after == '\0' ||
           absl::ascii_isspace(after);
  }

  const absl::string_view html_;
  size_t at_ = 0;
  FoldedText text_;
  FoldedText title_;
  bool have_title_ = false;
};

}  // namespace

HtmlText ExtractHtmlText(absl::string_view html) {
  return Extractor(html).Run();
}

}  // namespace telusur
