#include "tools/commands/stem_lines.h"

#include <cstddef>
#include <cstring>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "index/analysis/token.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Enough of a form to stem it.
constexpr size_t kHeadBytes = 2 * kMaxTermBytes;

// Copies lines from the input to the output, each with its form's stem.
class LineStemmer {
 public:
  LineStemmer(const FormStemmer& stemmer, InputStream* input,
              FileOutput* output)
      : stemmer_(stemmer), input_(input), output_(output) {}

  absl::Status Run() {
    for (;;) {
      const absl::string_view window = input_->window();
      const void* const end =
          window.empty() ? nullptr : memchr(window.data(), '\n', window.size());
      if (end != nullptr) {
        const size_t size = static_cast<const char*>(end) - window.data();
        RETURN_IF_ERROR(EndLine(window.substr(0, size)));
        input_->Consume(size + 1);
        continue;
      }
      // A carriage return waits for what comes behind it.
      const size_t size = window.size() - absl::EndsWith(window, "\r");
      RETURN_IF_ERROR(AddPart(window.substr(0, size)));
      input_->Consume(size);
      ASSIGN_OR_RETURN(const bool more, input_->ReadMore());
      if (more) continue;
      if (!in_line_ && input_->window().empty()) return absl::OkStatus();
      return EndLine(input_->window());
    }
  }

 private:
  absl::Status AddPart(absl::string_view part) {
    if (part.empty()) return absl::OkStatus();
    in_line_ = true;
    if (head_.size() < kHeadBytes) {
      const absl::string_view more = part.substr(0, kHeadBytes - head_.size());
      head_.append(more.data(), more.size());
    }
    output_->buffer()->append(part.data(), part.size());
    return output_->MaybeFlush();
  }

  absl::Status EndLine(absl::string_view rest) {
    if (absl::EndsWith(rest, "\r")) rest.remove_suffix(1);
    std::string* const out = output_->buffer();
    if (in_line_) {
      RETURN_IF_ERROR(AddPart(rest));
      rest = head_;
    } else {
      out->append(rest.data(), rest.size());
    }
    stemmer_.Stem(rest, &stem_);
    out->push_back('\t');
    out->append(stem_);
    out->push_back('\n');
    head_.clear();
    in_line_ = false;
    return output_->MaybeFlush();
  }

  const FormStemmer& stemmer_;
  InputStream* const input_;
  FileOutput* const output_;
  bool in_line_ = false;  // the line's first part was written
  std::string head_;      // its first bytes
  std::string stem_;
};

}  // namespace

absl::Status StemLines(const FormStemmer& stemmer, InputStream* input,
                       FileOutput* output) {
  return LineStemmer(stemmer, input, output).Run();
}

}  // namespace telusur
