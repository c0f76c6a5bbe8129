// One input's bytes, decompressed, through a window that grows on demand.
//
// The window is what was read and not yet consumed. A caller that wants a whole
// line or document widens the window until it is in; one that gives up on a
// record consumes it piece by piece and holds one buffer's worth of bytes.

#ifndef TELUSUR_TOOLS_INPUT_INPUT_STREAM_H_
#define TELUSUR_TOOLS_INPUT_INPUT_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/byte_source.h"

namespace telusur {

// One thread.
class InputStream {
 public:
  // `path` is a file, or "-" for standard input. Errors carry no path.
  static absl::StatusOr<std::unique_ptr<InputStream>> Open(
      const std::string& path);

  // Reads from `source`, as it is.
  explicit InputStream(std::unique_ptr<ByteSource> source);

  // Calls `grow` with its new size before the window grows past
  // kLargeWindowBytes, and each time that it doubles: a large record is coming.
  // An error of `grow` is the stream's.
  static constexpr size_t kLargeWindowBytes = 1 << 20;
  void set_grow(std::function<absl::Status(uint64_t)> grow) {
    grow_ = std::move(grow);
  }

  // Bytes read and not consumed. Valid until the next call of a non-const
  // function.
  absl::string_view window() const {
    return absl::string_view(buffer_.get() + begin_, end_ - begin_);
  }

  // Reads on until the window holds at least `size` bytes or the input ends;
  // the window may then be larger than `size`. An error leaves the window with
  // all that could be read.
  absl::Status Fill(size_t size);

  // Drops a byte order mark of UTF-8 at the window's start.
  absl::Status SkipByteOrderMark();

  // Reads on once, whatever the window holds. False at the input's end.
  absl::StatusOr<bool> ReadMore();

  // Drops the window's first `size` bytes.
  //
  // REQUIRES: size <= window().size().
  void Consume(size_t size);

  // Bytes consumed so far: the window's place in the decompressed input.
  uint64_t offset() const { return offset_; }

  // Bytes read from the file or pipe so far, compressed as they are.
  uint64_t file_bytes_read() const {
    return file_ == nullptr ? 0 : file_->bytes_read();
  }

 private:
  struct Free {
    void operator()(char* bytes) const { free(bytes); }
  };

  void Reallocate(size_t capacity);

  // Ensures room behind the window: moves it to the front or grows the buffer.
  absl::Status MakeRoom();

  // From the file to what the window reads; each reads from the one before.
  FileSource* file_ = nullptr;
  std::unique_ptr<ByteSource> raw_source_;
  std::unique_ptr<ByteSource> prefixed_source_;
  std::unique_ptr<ByteSource> source_;

  // From malloc: a large block then grows without a copy, and the pages of it
  // that no record reached are not resident.
  std::unique_ptr<char, Free> buffer_;
  size_t capacity_ = 0;
  size_t begin_ = 0;  // the window is [begin_, end_) of buffer_
  size_t end_ = 0;
  uint64_t offset_ = 0;
  bool ended_ = false;
  std::function<absl::Status(uint64_t)> grow_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_INPUT_STREAM_H_
