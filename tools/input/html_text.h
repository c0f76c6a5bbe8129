// The text that a reader of an HTML page sees.
//
// Tags are read one after the other and no tree is built: the text needs none,
// time is linear and memory the text's own whatever the page. (A tree builder
// after the HTML5 rules, gumbo, took over six minutes and 20 GB for one
// megabyte of unclosed <div> tags, and frees its tree recursively.)

#ifndef TELUSUR_TOOLS_INPUT_HTML_TEXT_H_
#define TELUSUR_TOOLS_INPUT_HTML_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

struct HtmlText {
  std::string title;  // of the first <title>
  std::string text;
};

// Any bytes are HTML. Left out: markup, comments, and the content of elements
// that show no text (script, style, template, noscript, iframe ...). Navigation
// stays. Runs of white space become one blank, ends of blocks a newline; inline
// elements part no words. Character references are replaced. O(html.size()).
HtmlText ExtractHtmlText(absl::string_view html);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_HTML_TEXT_H_
