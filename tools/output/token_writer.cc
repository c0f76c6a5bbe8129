#include "tools/output/token_writer.h"

#include "absl/types/span.h"

namespace telusur {

AnalysisCounts TokenWriter::Write(absl::string_view text, std::string* out,
                                  absl::FunctionRef<bool()> flush) {
  AppendTokenHeader(format_, shown_.explain, out);
  bool is_wanted = true;
  return analyzer_.Tokenize(text, [&](absl::Span<const Token> tokens) {
    if (!is_wanted) return;
    for (const Token& token : tokens) Append(token, out);
    is_wanted = flush();
  });
}

void TokenWriter::Append(const Token& token, std::string* out) {
  shown_.token = token;
  shown_.is_stop_word = token.counts && analyzer_.IsStopWord(token.surface);
  if (shown_.explain) {
    shown_.explanation = analyzer_.Explain(token.surface);
  } else {
    analyzer_.TermOf(token.surface, &shown_.explanation.stem);
  }
  AppendToken(format_, shown_, out);
}

}  // namespace telusur
