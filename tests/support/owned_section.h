// Bytes as a section of a segment, with checksums that fit.

#ifndef TELUSUR_TESTS_SUPPORT_OWNED_SECTION_H_
#define TELUSUR_TESTS_SUPPORT_OWNED_SECTION_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/segment/section.h"

namespace telusur {

class OwnedSection {
 public:
  explicit OwnedSection(std::string bytes)
      : bytes_(std::move(bytes)),
        checksums_(PageChecksums(bytes_)),
        section_(Section::Location(), bytes_, checksums_) {}

  OwnedSection(const OwnedSection&) = delete;
  OwnedSection& operator=(const OwnedSection&) = delete;

  const Section* section() const { return &section_; }
  const std::string& bytes() const { return bytes_; }

 private:
  static std::string PageChecksums(absl::string_view bytes) {
    std::string checksums;
    for (uint64_t page = 0; page * kPageBytes < bytes.size(); ++page) {
      AppendFixed32(
          PageChecksum(0, 0, page, bytes.substr(page * kPageBytes, kPageBytes)),
          &checksums);
    }
    return checksums;
  }

  const std::string bytes_;
  const std::string checksums_;
  const Section section_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_OWNED_SECTION_H_
