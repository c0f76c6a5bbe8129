#include "tools/input/input_reader.h"

#include <utility>

#include "index/io/status_macros.h"

namespace telusur {
namespace {

// The name of an input in messages and generated ids.
std::string InputName(const std::string& path) {
  return path == "-" ? "stdin" : path;
}

}  // namespace

InputReader::InputReader(const std::vector<std::string>& inputs,
                         const InputOptions& options, ProblemSink report)
    : options_(options),
      report_([this, report](const RecordProblem& problem) {
        return report ? KeepFatal(report(problem)) : absl::OkStatus();
      }),
      walker_(inputs, options.except_folder) {}

absl::StatusOr<bool> InputReader::Next(Document* document) {
  for (;;) {
    if (reader_ == nullptr) {
      ASSIGN_OR_RETURN(bool opened, OpenNext());
      if (!opened) return false;
    }
    absl::StatusOr<bool> more = reader_->Next(document);
    counts_.num_bytes = closed_bytes_ + stream_->offset();
    if (more.ok() && *more) {
      ++counts_.num_documents;
      return true;
    }
    if (absl::IsCancelled(more.status())) return more.status();
    RETURN_IF_ERROR(fatal_status_);
    if (!more.ok()) RETURN_IF_ERROR(ReportFile(path_, more.status()));
    Close();
  }
}

uint64_t InputReader::file_bytes_read() const {
  return closed_file_bytes_ +
         (stream_ == nullptr ? 0 : stream_->file_bytes_read());
}

absl::StatusOr<bool> InputReader::OpenNext() {
  WalkedFile file;
  while (walker_.Next(&file)) {
    absl::Status status = file.status;
    if (status.ok()) status = Open(file);
    if (status.ok()) return true;
    if (absl::IsCancelled(status)) return status;
    RETURN_IF_ERROR(ReportFile(file.path, status));
  }
  return false;
}

absl::Status InputReader::Open(const WalkedFile& file) {
  ASSIGN_OR_RETURN(std::unique_ptr<InputStream> stream,
                   InputStream::Open(file.path));
  // Damage further on is met again, and reported, when it is the reader's turn.
  const absl::Status filled = stream->Fill(kFormatDetectionBytes);
  const absl::string_view head = stream->window();
  if (!filled.ok() && (head.empty() || absl::IsCancelled(filled))) {
    return filled;
  }
  RETURN_IF_ERROR(CheckEncoding(head));
  InputFormat format;
  if (options_.format.has_value()) {
    format = *options_.format;
  } else {
    ASSIGN_OR_RETURN(format, DetectInputFormat(file.path, head,
                                               options_.reader.fields.text));
  }
  path_ = file.path;
  if (options_.before_large_record) {
    stream->set_grow([this](uint64_t bytes) {
      return KeepFatal(options_.before_large_record(bytes));
    });
  }
  stream_ = std::move(stream);
  ReaderOptions reader_options = options_.reader;
  std::string& id_field = reader_options.fields.id;
  if (file.is_beir && id_field == FieldNames().id) id_field = "_id";
  reader_ =
      NewRecordReader(format, stream_.get(),
                      {InputName(path_), reader_options, report_, &counts_});
  return absl::OkStatus();
}

void InputReader::Close() {
  closed_bytes_ += stream_->offset();
  closed_file_bytes_ += stream_->file_bytes_read();
  reader_.reset();
  stream_.reset();
}

absl::Status InputReader::ReportFile(const std::string& path,
                                     const absl::Status& status) {
  ++counts_.num_failed_files;
  RecordProblem problem;
  problem.file = InputName(path);
  problem.reason = std::string(status.message());
  return report_(problem);
}

absl::Status InputReader::KeepFatal(const absl::Status& status) {
  fatal_status_.Update(status);
  return status;
}

}  // namespace telusur
