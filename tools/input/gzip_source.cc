#include "tools/input/gzip_source.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <string>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr size_t kInputBytes = 64 << 10;

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(ByteSource* compressed)
      : compressed_(compressed), input_(kInputBytes, '\0') {}
  ~GzipSource() override { inflateEnd(&stream_); }

  absl::Status Start() {
    // 15: the largest window; + 16: gzip's header and trailer.
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) {
      return absl::ResourceExhaustedError("no memory to decompress");
    }
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> Read(char* buffer, size_t size) override {
    if (!status_.ok()) return status_;
    size_t num_read = 0;
    while (num_read == 0 && !ended_) {
      absl::StatusOr<size_t> n = Step(buffer, size);
      if (!n.ok()) return status_ = n.status();
      num_read = *n;
    }
    return num_read;
  }

 private:
  // Makes stream_ have input, unless the compressed bytes have ended.
  absl::Status FillInput() {
    if (stream_.avail_in > 0) return absl::OkStatus();
    ASSIGN_OR_RETURN(size_t n, compressed_->Read(input_.data(), input_.size()));
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(n);
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> Step(char* buffer, size_t size) {
    RETURN_IF_ERROR(FillInput());
    if (between_members_) {
      RETURN_IF_ERROR(StartNextMember());
      if (ended_ || between_members_) return 0;
    }
    stream_.next_out = reinterpret_cast<Bytef*>(buffer);
    stream_.avail_out = static_cast<uInt>(
        std::min<size_t>(size, std::numeric_limits<uInt>::max()));
    const uInt room = stream_.avail_out;
    const bool no_input = stream_.avail_in == 0;
    int result = inflate(&stream_, Z_NO_FLUSH);
    size_t written = room - stream_.avail_out;
    if (result == Z_STREAM_END) {
      between_members_ = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      status_ = absl::DataLossError(absl::StrCat(
          "damaged gzip data",
          stream_.msg ? absl::StrCat(" (", stream_.msg, ")") : ""));
      if (written == 0) return status_;
    } else if (no_input && written == 0) {
      return absl::DataLossError("gzip data ends early");
    }
    return written;
  }

  // Skips zero padding, then prepares for another member or ends.
  absl::Status StartNextMember() {
    if (stream_.avail_in == 0) {
      ended_ = true;
      return absl::OkStatus();
    }
    if (*stream_.next_in == 0) {
      padded_ = true;
      while (stream_.avail_in > 0 && *stream_.next_in == 0) {
        ++stream_.next_in;
        --stream_.avail_in;
      }
      if (stream_.avail_in == 0) return absl::OkStatus();
    }
    if (padded_ || *stream_.next_in != 0x1f) {
      return absl::DataLossError("gzip data is followed by other bytes");
    }
    between_members_ = false;
    inflateReset(&stream_);
    return absl::OkStatus();
  }

  ByteSource* const compressed_;
  std::string input_;
  z_stream stream_ = {};
  bool between_members_ = false;
  bool padded_ = false;
  bool ended_ = false;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenGzipSource(
    ByteSource* compressed) {
  auto source = absl::make_unique<GzipSource>(compressed);
  RETURN_IF_ERROR(source->Start());
  return absl::StatusOr<std::unique_ptr<ByteSource>>(std::move(source));
}

}  // namespace telusur
