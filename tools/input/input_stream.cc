#include "tools/input/input_stream.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "index/io/status_macros.h"
#include "tools/input/decompression.h"

namespace telusur {
namespace {

constexpr size_t kSmallBufferBytes = 512 << 10;
constexpr size_t kReadBytes = 128 << 10;

// The first bytes of `source`, up to the number that tells its compression.
absl::StatusOr<std::string> ReadHead(ByteSource* source) {
  std::string head(kCompressionMagicBytes, '\0');
  size_t size = 0;
  while (size < head.size()) {
    ASSIGN_OR_RETURN(size_t n,
                     source->Read(head.data() + size, head.size() - size));
    if (n == 0) break;
    size += n;
  }
  head.resize(size);
  return head;
}

}  // namespace

absl::StatusOr<std::unique_ptr<InputStream>> InputStream::Open(
    const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<FileSource> file, FileSource::Open(path));
  ASSIGN_OR_RETURN(std::string head, ReadHead(file.get()));
  Compression compression = DetectCompression(head);
  FileSource* file_pointer = file.get();
  auto prefixed = absl::make_unique<PrefixedSource>(head, file_pointer);
  std::unique_ptr<InputStream> stream;
  if (compression == Compression::kNone) {
    stream = absl::make_unique<InputStream>(std::move(prefixed));
  } else {
    ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> decompressed,
                     OpenDecompressor(compression, prefixed.get()));
    stream = absl::make_unique<InputStream>(std::move(decompressed));
    stream->prefixed_source_ = std::move(prefixed);
  }
  stream->file_ = file_pointer;
  stream->raw_source_ = std::move(file);
  return stream;
}

InputStream::InputStream(std::unique_ptr<ByteSource> source)
    : source_(std::move(source)) {
  Reallocate(kSmallBufferBytes);
}

absl::Status InputStream::Fill(size_t size) {
  while (window().size() < size) {
    ASSIGN_OR_RETURN(bool more, ReadMore());
    if (!more) break;
  }
  return absl::OkStatus();
}

absl::Status InputStream::SkipByteOrderMark() {
  constexpr absl::string_view kMark = "\xef\xbb\xbf";
  RETURN_IF_ERROR(Fill(kMark.size()));
  if (absl::StartsWith(window(), kMark)) Consume(kMark.size());
  return absl::OkStatus();
}

absl::StatusOr<bool> InputStream::ReadMore() {
  if (ended_) return false;
  RETURN_IF_ERROR(MakeRoom());
  ASSIGN_OR_RETURN(size_t n,
                   source_->Read(buffer_.get() + end_,
                                 std::min(kReadBytes, capacity_ - end_)));
  end_ += n;
  if (n == 0) ended_ = true;
  return n > 0;
}

void InputStream::Reallocate(size_t capacity) {
  char* buffer = static_cast<char*>(realloc(buffer_.release(), capacity));
  if (buffer == nullptr) abort();  // as operator new does without exceptions
  buffer_.reset(buffer);
  capacity_ = capacity;
}

absl::Status InputStream::MakeRoom() {
  const size_t size = end_ - begin_;
  // Moving pays while the window is the smaller part of the buffer.
  if (begin_ > 0 && size <= capacity_ / 2) {
    memmove(buffer_.get(), buffer_.get() + begin_, size);
    begin_ = 0;
    end_ = size;
    // A large record has gone by: give its memory back.
    if (capacity_ > kSmallBufferBytes && size <= kSmallBufferBytes / 2) {
      Reallocate(kSmallBufferBytes);
    }
  }
  if (end_ < capacity_) return absl::OkStatus();
  if (2 * capacity_ > kLargeWindowBytes && grow_) {
    RETURN_IF_ERROR(grow_(2 * capacity_));
  }
  Reallocate(2 * capacity_);
  return absl::OkStatus();
}

void InputStream::Consume(size_t size) {
  assert(size <= window().size());
  begin_ += size;
  offset_ += size;
}

}  // namespace telusur
