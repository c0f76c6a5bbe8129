#include "index/run_file.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr char kTermFollows = 1;
constexpr char kRunEnds = 0;
constexpr size_t kWriteBytes = 1 << 18;

// Occurrences of one batch. Bounds what a reader holds decoded.
constexpr size_t kMaxBatch = 4096;

// The most bytes that one item of a run takes: a batch's size, or an
// occurrence.
constexpr size_t kMaxItemBytes = 3 * kMaxVarint32Bytes;

void AppendText(absl::string_view text, std::string* out) {
  AppendVarint32(static_cast<uint32_t>(text.size()), out);
  out->append(text.data(), text.size());
}

class RunWriter {
 public:
  explicit RunWriter(std::unique_ptr<WritableFile> file)
      : file_(std::move(file)) {}

  absl::Status Write(RunCursor* cursor) {
    RETURN_IF_ERROR(cursor->NextTerm());
    while (cursor->Valid()) {
      RETURN_IF_ERROR(WriteTerm(cursor));
      RETURN_IF_ERROR(cursor->NextTerm());
    }
    buffer_.push_back(kRunEnds);
    RETURN_IF_ERROR(Flush(0));
    return file_->Close();
  }

 private:
  absl::Status WriteTerm(RunCursor* cursor) {
    buffer_.push_back(kTermFollows);
    AppendText(cursor->term(), &buffer_);
    AppendVarint32(static_cast<uint32_t>(cursor->forms().size()), &buffer_);
    for (const absl::string_view form : cursor->forms()) {
      AppendText(form, &buffer_);
    }
    last_ = {0, 0};
    OccurrenceBatch batch;
    RETURN_IF_ERROR(cursor->NextBatch(&batch));
    while (!batch.occurrences.empty()) {
      RETURN_IF_ERROR(WriteBatch(batch));
      RETURN_IF_ERROR(cursor->NextBatch(&batch));
    }
    AppendVarint32(0, &buffer_);
    return Flush(kWriteBytes);
  }

  absl::Status WriteBatch(const OccurrenceBatch& batch) {
    const size_t n = batch.occurrences.size();
    for (size_t begin = 0; begin < n; begin += kMaxBatch) {
      const size_t end = std::min(n, begin + kMaxBatch);
      AppendVarint32(static_cast<uint32_t>(end - begin), &buffer_);
      for (size_t i = begin; i < end; ++i) {
        const Occurrence& occurrence = batch.occurrences[i];
        const uint32_t doc_gap = occurrence.doc_id - last_.doc_id;
        AppendVarint32(doc_gap, &buffer_);
        AppendVarint32(
            occurrence.position - (doc_gap == 0 ? last_.position : 0),
            &buffer_);
        if (!batch.forms.empty()) AppendVarint32(batch.forms[i], &buffer_);
        last_ = occurrence;
      }
      RETURN_IF_ERROR(Flush(kWriteBytes));
    }
    return absl::OkStatus();
  }

  absl::Status Flush(size_t above) {
    if (buffer_.size() <= above) return absl::OkStatus();
    RETURN_IF_ERROR(file_->Append(buffer_));
    buffer_.clear();
    return absl::OkStatus();
  }

  std::unique_ptr<WritableFile> file_;
  std::string buffer_;
  Occurrence last_ = {0, 0};
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
    std::string next(p_, kept);
    const uint64_t more = std::min<uint64_t>(
        std::max<uint64_t>(buffer_size_, bytes), file_->size() - offset_);
    next.resize(kept + more);
    RETURN_IF_ERROR(file_->Read(offset_, more, &next[kept]));
    offset_ += more;
    buffer_ = std::move(next);
    p_ = buffer_.data();
    end_ = p_ + buffer_.size();
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
    OccurrenceBatch skipped;
    while (in_term_) RETURN_IF_ERROR(NextBatch(&skipped));
    RETURN_IF_ERROR(reader_.Need(1));
    if (reader_.p() == reader_.end()) return Damage();
    valid_ = *reader_.p() == kTermFollows;
    reader_.Advance(reader_.p() + 1);
    if (!valid_) return absl::OkStatus();
    in_term_ = true;
    last_ = {0, 0};
    RETURN_IF_ERROR(ReadText(&term_));
    uint32_t num_forms = 0;
    RETURN_IF_ERROR(ReadNumber(&num_forms));
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

  absl::Status NextBatch(OccurrenceBatch* batch) override {
    *batch = OccurrenceBatch();
    if (!in_term_) return absl::OkStatus();
    uint32_t n = 0;
    RETURN_IF_ERROR(ReadNumber(&n));
    in_term_ = n > 0;
    if (n > kMaxBatch) return Damage();
    RETURN_IF_ERROR(reader_.Need(n * kMaxItemBytes));
    const bool has_forms = forms_.size() > 1;
    occurrences_.resize(n);
    occurrence_forms_.resize(has_forms ? n : 0);
    const char* p = reader_.p();
    for (uint32_t i = 0; i < n && p != nullptr; ++i) {
      uint32_t doc_gap = 0;
      uint32_t position = 0;
      p = DecodeVarint32(p, reader_.end(), &doc_gap);
      if (p != nullptr) p = DecodeVarint32(p, reader_.end(), &position);
      if (p != nullptr && has_forms) {
        p = DecodeVarint32(p, reader_.end(), &occurrence_forms_[i]);
      }
      last_ = {last_.doc_id + doc_gap,
               position + (doc_gap == 0 ? last_.position : 0)};
      occurrences_[i] = last_;
    }
    if (p == nullptr) return Damage();
    reader_.Advance(p);
    batch->occurrences = occurrences_;
    batch->forms = occurrence_forms_;
    return absl::OkStatus();
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

  absl::Status ReadText(std::string* text) {
    uint32_t size = 0;
    RETURN_IF_ERROR(ReadNumber(&size));
    if (size > 255) return Damage();
    RETURN_IF_ERROR(reader_.Need(size));
    if (reader_.end() - reader_.p() < static_cast<int64_t>(size)) {
      return Damage();
    }
    text->assign(reader_.p(), size);
    reader_.Advance(reader_.p() + size);
    return absl::OkStatus();
  }

  const std::string path_;
  SequentialReader reader_;
  bool valid_ = false;
  bool in_term_ = false;
  std::string term_;
  std::vector<std::string> form_texts_;
  std::vector<absl::string_view> forms_;
  Occurrence last_ = {0, 0};
  std::vector<Occurrence> occurrences_;
  std::vector<uint32_t> occurrence_forms_;
};

}  // namespace

absl::Status WriteRun(FileSystem* fs, const std::string& path,
                      RunCursor* cursor) {
  ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file, fs->Create(path));
  return RunWriter(std::move(file)).Write(cursor);
}

absl::StatusOr<std::unique_ptr<RunCursor>> OpenRun(FileSystem* fs,
                                                   const std::string& path,
                                                   uint64_t buffer_bytes) {
  ASSIGN_OR_RETURN(std::unique_ptr<RandomAccessFile> file,
                   fs->OpenForRead(path));
  return std::make_unique<RunFileCursor>(path, std::move(file), buffer_bytes);
}

}  // namespace telusur
