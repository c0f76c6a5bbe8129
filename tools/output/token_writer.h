// The tokens of a text, as an analyzer makes them, for people and programs.

#ifndef TELUSUR_TOOLS_OUTPUT_TOKEN_WRITER_H_
#define TELUSUR_TOOLS_OUTPUT_TOKEN_WRITER_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "index/analysis/token.h"
#include "tools/output/token_line.h"

namespace telusur {

// One thread.
class TokenWriter {
 public:
  // `analyzer` outlives this. With `explain`, the readings that were weighed
  // for each token are shown, too.
  TokenWriter(const Analyzer& analyzer, TokenFormat format, bool explain)
      : analyzer_(analyzer), format_(format) {
    shown_.explain = explain;
  }

  // Appends a header and the tokens of `text` to `*out`. Calls `flush` now and
  // then, which may empty `*out`; when it returns false the rest is left out.
  AnalysisCounts Write(absl::string_view text, std::string* out,
                       absl::FunctionRef<bool()> flush);

 private:
  void Append(const Token& token, std::string* out);

  const Analyzer& analyzer_;
  const TokenFormat format_;
  ShownToken shown_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_TOKEN_WRITER_H_
