#include "index/segment/section.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "absl/strings/str_cat.h"
#include "index/io/coding.h"

namespace telusur {

Section::Section(Location location, absl::string_view bytes,
                 absl::string_view checksums)
    : location_(std::move(location)), bytes_(bytes), checksums_(checksums) {
  const uint64_t num_pages = (bytes.size() + kPageBytes - 1) / kPageBytes;
  assert(checksums.size() == num_pages * 4);
  const uint64_t num_words = (num_pages + 63) / 64;
  verified_ = std::make_unique<std::atomic<uint64_t>[]>(num_words);
  for (uint64_t i = 0; i < num_words; ++i) {
    verified_[i].store(0, std::memory_order_relaxed);
  }
}

bool Section::PageIsGood(uint64_t page) const {
  const uint64_t begin = page * kPageBytes;
  const absl::string_view bytes = bytes_.substr(
      begin, std::min<uint64_t>(kPageBytes, bytes_.size() - begin));
  return PageChecksum(location_.segment_id, location_.number, page, bytes) ==
         DecodeFixed32(checksums_.data() + page * 4);
}

bool Section::VerifyPages(uint64_t first_page, uint64_t last_page) const {
  for (uint64_t page = first_page; page <= last_page; ++page) {
    if (IsVerified(page)) continue;
    if (!PageIsGood(page)) return false;
    verified_[page / 64].fetch_or(uint64_t{1} << (page % 64),
                                  std::memory_order_relaxed);
  }
  return true;
}

absl::StatusOr<absl::string_view> Section::Read(uint64_t begin,
                                                uint64_t size) const {
  if (!Verify(begin, size)) return Damage(begin, size, "range outside section");
  return bytes_.substr(begin, size);
}

absl::Status Section::Damage(uint64_t begin, uint64_t size,
                             absl::string_view what) const {
  if (begin <= bytes_.size() && size <= bytes_.size() - begin && size > 0) {
    for (uint64_t page = begin / kPageBytes;
         page <= (begin + size - 1) / kPageBytes; ++page) {
      if (PageIsGood(page)) continue;
      return absl::DataLossError(
          absl::StrCat(location_.file, ": section ", location_.name,
                       ", offset ", location_.file_offset + page * kPageBytes,
                       ": page checksum does not match"));
    }
  }
  return absl::DataLossError(
      absl::StrCat(location_.file, ": section ", location_.name, ", offset ",
                   location_.file_offset + begin, ": ", what));
}

}  // namespace telusur
