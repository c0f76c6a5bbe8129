#include "index/segment/deletions.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr char kMagic[] = "\x89TLD\r\n\x1a\n";
constexpr uint64_t kMagicBytes = 8;
constexpr uint32_t kVersion = 1;
constexpr uint64_t kHeaderBytes = 32;
constexpr uint64_t kChecksumBytes = 8;

uint64_t BitmapBytes(uint32_t num_docs) { return (uint64_t{num_docs} + 7) / 8; }

uint64_t ChecksumOf(absl::string_view name, absl::string_view content) {
  // Two hashes instead of a copy of the content behind the name.
  std::string bound(name);
  AppendFixed64(Checksum64(content), &bound);
  return Checksum64(bound);
}

uint64_t CountBits(absl::string_view bitmap) {
  uint64_t count = 0;
  while (bitmap.size() >= 8) {
    count += __builtin_popcountll(DecodeFixed64(bitmap.data()));
    bitmap.remove_prefix(8);
  }
  for (const char byte : bitmap) {
    count += __builtin_popcount(static_cast<uint8_t>(byte));
  }
  return count;
}

}  // namespace

DeletionsBuilder::DeletionsBuilder(uint32_t num_docs)
    : num_docs_(num_docs), bitmap_(BitmapBytes(num_docs), '\0') {}

bool DeletionsBuilder::Add(DocId doc_id) {
  if (Contains(doc_id)) return false;
  bitmap_[doc_id / 8] =
      static_cast<char>(bitmap_[doc_id / 8] | 1 << (doc_id % 8));
  ++num_deleted_;
  return true;
}

std::string DeletionsBuilder::Encode(absl::string_view name,
                                     uint64_t segment_id) const {
  std::string bytes(kMagic, kMagicBytes);
  AppendFixed32(kVersion, &bytes);
  AppendFixed32(0, &bytes);
  AppendFixed64(segment_id, &bytes);
  AppendFixed32(num_docs_, &bytes);
  AppendFixed32(num_deleted_, &bytes);
  bytes.append(bitmap_);
  AppendFixed64(ChecksumOf(name, bytes), &bytes);
  return bytes;
}

absl::StatusOr<std::unique_ptr<Deletions>> Deletions::Open(
    FileSystem* fs, const std::string& directory, const std::string& name,
    const Expected& expected) {
  std::unique_ptr<Deletions> deletions(new Deletions());
  const std::string path = JoinPath(directory, name);
  ASSIGN_OR_RETURN(deletions->file_, fs->Map(path));
  const absl::Status status = deletions->Parse(name, expected);
  if (status.ok()) return deletions;
  return absl::Status(status.code(),
                      absl::StrCat(path, ": ", status.message()));
}

absl::Status Deletions::Parse(absl::string_view name,
                              const Expected& expected) {
  const absl::string_view file = file_->bytes();
  if (file.size() < kHeaderBytes + kChecksumBytes) {
    return absl::DataLossError(
        absl::StrCat("offset ", file.size(), ": the file is cut off"));
  }
  if (file.substr(0, kMagicBytes) != absl::string_view(kMagic, kMagicBytes)) {
    return absl::DataLossError("offset 0: not a deletions file");
  }
  const uint64_t checksum_offset = file.size() - kChecksumBytes;
  const uint64_t found = ChecksumOf(name, file.substr(0, checksum_offset));
  const uint64_t stored = DecodeFixed64(file.data() + checksum_offset);
  if (found != stored) {
    return absl::DataLossError(absl::StrFormat(
        "offset %d: the checksum of the bytes before is %016x, %016x expected",
        checksum_offset, found, stored));
  }
  const uint32_t version = DecodeFixed32(file.data() + kMagicBytes);
  if (version != kVersion) {
    return absl::UnimplementedError(
        absl::StrCat("the deletions have version ", version,
                     "; this program reads version ", kVersion));
  }
  num_docs_ = DecodeFixed32(file.data() + 24);
  num_deleted_ = DecodeFixed32(file.data() + 28);
  if (DecodeFixed64(file.data() + 16) != expected.segment_id ||
      num_docs_ != expected.num_docs || num_deleted_ != expected.num_deleted) {
    return absl::DataLossError(
        "offset 16: not the deletions that the manifest names");
  }
  const absl::string_view bitmap =
      file.substr(kHeaderBytes, checksum_offset - kHeaderBytes);
  const bool has_spare_bits =
      num_docs_ % 8 != 0 && bitmap.size() == BitmapBytes(num_docs_) &&
      static_cast<uint8_t>(bitmap.back()) >> (num_docs_ % 8) != 0;
  if (bitmap.size() != BitmapBytes(num_docs_) || has_spare_bits ||
      CountBits(bitmap) != num_deleted_) {
    return absl::DataLossError(absl::StrCat(
        "offset ", kHeaderBytes, ": the bitmap contradicts its header"));
  }
  bitmap_ = bitmap.data();
  return absl::OkStatus();
}

DeletionsBuilder Deletions::ToBuilder() const {
  DeletionsBuilder builder(num_docs_);
  builder.num_deleted_ = num_deleted_;
  builder.bitmap_.assign(bitmap_, BitmapBytes(num_docs_));
  return builder;
}

}  // namespace telusur
