#include "tests/support/forms_analyzer.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/types/span.h"

namespace telusur {

AnalysisCounts FormsAnalyzer::Tokenize(absl::string_view text,
                                       TokenSink sink) const {
  AnalysisCounts counts;
  std::vector<Token> tokens;
  const auto add = [&](absl::string_view surface, uint32_t position,
                       bool is_counted) {
    const uint32_t begin = static_cast<uint32_t>(surface.data() - text.data());
    tokens.push_back({surface, position, begin,
                      begin + static_cast<uint32_t>(surface.size()),
                      is_counted});
    counts.num_tokens += is_counted;
  };
  for (const absl::string_view word :
       absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const std::vector<absl::string_view> parts =
        absl::StrSplit(word, '+', absl::SkipEmpty());
    for (size_t i = 0; i < parts.size(); ++i) {
      add(parts[i], counts.num_positions, true);
      if (i == 0 && parts.size() > 1) add(word, counts.num_positions, false);
      ++counts.num_positions;
    }
  }
  for (size_t begin = 0; begin < tokens.size(); begin += batch_size_) {
    sink(absl::MakeConstSpan(tokens).subspan(begin, batch_size_));
  }
  return counts;
}

void FormsAnalyzer::TermOf(absl::string_view surface, std::string* term) const {
  const absl::string_view stem = surface.substr(0, surface.find_first_of("_+"));
  term->assign(stem.data(), stem.size());
}

}  // namespace telusur
