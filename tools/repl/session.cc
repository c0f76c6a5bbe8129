#include "tools/repl/session.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/message.h"

namespace telusur {

Session::Session(std::string index, std::unique_ptr<IndexReader> reader,
                 SessionOutput* output, Language language)
    : format(output->is_terminal() ? ResultFormat::kText : ResultFormat::kTsv),
      index_(std::move(index)),
      output_(output),
      language_(language) {
  TakeUp(std::move(reader));
}

void Session::TakeUp(std::unique_ptr<IndexReader> reader) {
  answer.reset();
  question.reset();
  surfaces_.reset();
  reader_ = std::move(reader);
  surfaces_ = std::make_unique<SurfaceDictionary>(reader_.get());
  announced_generation = reader_->manifest().generation;
}

void Session::Remark(absl::string_view text) const {
  PrintMessage(absl::StrCat(place, text));
}

void Session::Fail(const absl::Status& status) {
  Remark(Translated(language_, status.message()));
  if (failure_ == kExitOk) failure_ = ExitCodeOf(status);
}

ExitCode Session::exit_code() const {
  if (failure_ != kExitOk) return failure_;
  return any_questions && !any_hits ? kExitNothing : kExitOk;
}

}  // namespace telusur
