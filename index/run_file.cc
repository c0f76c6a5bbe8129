#include "index/run_file.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "index/analysis/token.h"
#include "index/io/coding.h"
#include "index/io/reopened_file.h"
#include "index/io/status_macros.h"
#include "index/posting_chunk.h"

namespace telusur {
namespace {

constexpr char kTermFollows = 1;
constexpr char kRunEnds = 0;
constexpr size_t kWriteBytes = 1 << 16;

void AppendText(absl::string_view text, std::string* out) {
  AppendVarint32(static_cast<uint32_t>(text.size()), out);
  out->append(text.data(), text.size());
}

class RunWriter {
 public:
  explicit RunWriter(std::unique_ptr<WritableFile> file)
      : file_(std::move(file)) {}

  absl::StatusOr<uint64_t> Write(RunCursor* cursor) {
    RETURN_IF_ERROR(cursor->NextTerm());
    while (cursor->Valid()) {
      RETURN_IF_ERROR(WriteTerm(cursor));
      RETURN_IF_ERROR(cursor->NextTerm());
    }
    buffer_.push_back(kRunEnds);
    RETURN_IF_ERROR(Flush(0));
    RETURN_IF_ERROR(file_->Sync());
    RETURN_IF_ERROR(file_->Close());
    return file_->size();
  }

 private:
  absl::Status WriteTerm(RunCursor* cursor) {
    buffer_.push_back(kTermFollows);
    AppendText(cursor->term(), &buffer_);
    AppendVarint32(static_cast<uint32_t>(cursor->forms().size()), &buffer_);
    for (const absl::string_view form : cursor->forms()) {
      AppendText(form, &buffer_);
    }
    absl::string_view chunk;
    RETURN_IF_ERROR(cursor->NextChunk(&chunk));
    while (!chunk.empty()) {
      AppendText(chunk, &buffer_);
      RETURN_IF_ERROR(Flush(kWriteBytes));
      RETURN_IF_ERROR(cursor->NextChunk(&chunk));
    }
    AppendVarint32(0, &buffer_);
    return Flush(kWriteBytes);
  }

  absl::Status Flush(size_t above) {
    if (buffer_.size() <= above) return absl::OkStatus();
    RETURN_IF_ERROR(file_->Append(buffer_));
    buffer_.clear();
    return absl::OkStatus();
  }

  std::unique_ptr<WritableFile> file_;
  std::string buffer_;
};

// A file read in order through a buffer.
class SequentialReader {
 public:
  SequentialReader(std::unique_ptr<RandomAccessFile> file, uint64_t size)
      : file_(std::move(file)), buffer_size_(std::max<uint64_t>(size, 4096)) {}

  // Has at least min(bytes, what is left) bytes in the buffer.
  absl::Status Need(size_t bytes) {
    if (static_cast<size_t>(end_ - p_) >= bytes) return absl::OkStatus();
    const size_t kept = end_ - p_;
    const uint64_t more =
        std::min<uint64_t>(std::max<uint64_t>(buffer_size_, bytes) - kept,
                           file_->size() - offset_);
    if (kept + more > buffer_.size()) {
      std::string larger(kept + more, '\0');
      std::copy(p_, end_, larger.begin());
      buffer_ = std::move(larger);
    } else {
      std::copy(p_, end_, buffer_.begin());
    }
    RETURN_IF_ERROR(file_->Read(offset_, more, &buffer_[kept]));
    offset_ += more;
    p_ = buffer_.data();
    end_ = p_ + kept + more;
    return absl::OkStatus();
  }

  const char* p() const { return p_; }
  const char* end() const { return end_; }
  void Advance(const char* p) { p_ = p; }

 private:
  std::unique_ptr<RandomAccessFile> file_;
  uint64_t buffer_size_;
  uint64_t offset_ = 0;
  std::string buffer_;
  const char* p_ = nullptr;
  const char* end_ = nullptr;
};

class RunFileCursor : public RunCursor {
 public:
  RunFileCursor(std::string path, std::unique_ptr<RandomAccessFile> file,
                uint64_t buffer_bytes)
      : path_(std::move(path)), reader_(std::move(file), buffer_bytes) {}

  absl::Status NextTerm() override {
    absl::string_view skipped;
    while (in_term_) RETURN_IF_ERROR(NextChunk(&skipped));
    RETURN_IF_ERROR(reader_.Need(1));
    if (reader_.p() == reader_.end()) return Damage();
    valid_ = *reader_.p() == kTermFollows;
    reader_.Advance(reader_.p() + 1);
    if (!valid_) return absl::OkStatus();
    in_term_ = true;
    RETURN_IF_ERROR(ReadText(&term_));
    uint32_t num_forms = 0;
    RETURN_IF_ERROR(ReadNumber(&num_forms));
    if (num_forms == 0) return Damage();
    form_texts_.clear();
    std::string form;
    for (uint32_t i = 0; i < num_forms; ++i) {
      RETURN_IF_ERROR(ReadText(&form));
      form_texts_.push_back(form);
    }
    forms_.assign(form_texts_.begin(), form_texts_.end());
    return absl::OkStatus();
  }

  bool Valid() const override { return valid_; }
  absl::string_view term() const override { return term_; }
  const std::vector<absl::string_view>& forms() const override {
    return forms_;
  }

  absl::Status NextChunk(absl::string_view* chunk) override {
    *chunk = absl::string_view();
    if (!in_term_) return absl::OkStatus();
    uint32_t size = 0;
    RETURN_IF_ERROR(ReadNumber(&size));
    in_term_ = size > 0;
    return ReadBytes(size, MaxChunkBytes(kMaxChunkOccurrences), chunk);
  }

 private:
  absl::Status Damage() const {
    return absl::DataLossError(
        absl::StrCat(path_, ": the build's run file is damaged"));
  }

  absl::Status ReadNumber(uint32_t* number) {
    RETURN_IF_ERROR(reader_.Need(kMaxVarint32Bytes));
    const char* p = DecodeVarint32(reader_.p(), reader_.end(), number);
    if (p == nullptr) return Damage();
    reader_.Advance(p);
    return absl::OkStatus();
  }

  // `*bytes` live until the next read.
  absl::Status ReadBytes(size_t size, size_t max_size,
                         absl::string_view* bytes) {
    if (size > max_size) return Damage();
    RETURN_IF_ERROR(reader_.Need(size));
    if (static_cast<size_t>(reader_.end() - reader_.p()) < size) {
      return Damage();
    }
    *bytes = absl::string_view(reader_.p(), size);
    reader_.Advance(reader_.p() + size);
    return absl::OkStatus();
  }

  absl::Status ReadText(std::string* text) {
    uint32_t size = 0;
    absl::string_view bytes;
    RETURN_IF_ERROR(ReadNumber(&size));
    RETURN_IF_ERROR(ReadBytes(size, kMaxTermBytes, &bytes));
    text->assign(bytes.data(), bytes.size());
    return absl::OkStatus();
  }

  const std::string path_;
  SequentialReader reader_;
  bool valid_ = false;
  bool in_term_ = false;
  std::string term_;
  std::vector<std::string> form_texts_;
  std::vector<absl::string_view> forms_;
};

}  // namespace

absl::StatusOr<uint64_t> WriteRun(FileSystem* fs, const std::string& path,
                                  RunCursor* cursor) {
  ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file, fs->Create(path));
  return RunWriter(std::move(file)).Write(cursor);
}

absl::StatusOr<std::unique_ptr<RunCursor>> OpenRun(FileSystem* fs,
                                                   const std::string& path,
                                                   uint64_t buffer_bytes,
                                                   size_t num_runs) {
  ASSIGN_OR_RETURN(std::unique_ptr<RandomAccessFile> file,
                   OpenOneOf(num_runs, fs, path));
  return std::make_unique<RunFileCursor>(path, std::move(file), buffer_bytes);
}

}  // namespace telusur
