// The bytes of one section of a segment file, verified before they are decoded.
//
// A section is a sequence of pages of kPageBytes, the last one shorter, and
// every page has a checksum that binds it to its segment, section and place. A
// page is verified when it is first touched and then remembered as good, so
// that opening costs nothing and a query pays for what it reads, once.

#ifndef TELUSUR_INDEX_SEGMENT_SECTION_H_
#define TELUSUR_INDEX_SEGMENT_SECTION_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/io/checksum.h"

namespace telusur {

// Whether pages are verified. Off only to measure what verification costs, and
// then in all files: --copt=-DTELUSUR_WITHOUT_CHECKSUMS
// (bench/results/2026-11-29-shared-2core/verification.md).
#ifdef TELUSUR_WITHOUT_CHECKSUMS
inline constexpr bool kVerifiesPages = false;
#else
inline constexpr bool kVerifiesPages = true;
#endif

// Immutable but for the memory of verified pages. Thread-safe.
class Section {
 public:
  // Where a section stands, and what its pages should sum to.
  struct Location {
    std::string file;  // named in errors
    std::string name;
    uint64_t segment_id = 0;
    uint32_t number = 0;
    uint64_t file_offset = 0;
  };

  Section() = default;

  // `bytes` and `checksums` (fixed32 each, one a page) must outlive the
  // section.
  Section(Location location, absl::string_view bytes,
          absl::string_view checksums);

  uint64_t size() const { return bytes_.size(); }

  // The bytes, verified or not. For pointer arithmetic on ranges for which
  // Verify returned true.
  const char* data() const { return bytes_.data(); }

  // Whether [begin, begin + size) lies in the section and is undamaged. One or
  // two loads when its pages were verified before.
  bool Verify(uint64_t begin, uint64_t size) const {
    if (size == 0) return begin <= bytes_.size();
    const uint64_t last = begin + size - 1;
    if (last < begin || last >= bytes_.size()) return false;
    const uint64_t first_page = begin / kPageBytes;
    const uint64_t last_page = last / kPageBytes;
    if (first_page == last_page && IsVerified(first_page)) return true;
    return VerifyPages(first_page, last_page);
  }

  // The verified bytes [begin, begin + size).
  absl::StatusOr<absl::string_view> Read(uint64_t begin, uint64_t size) const;

  // What is wrong with [begin, begin + size): the first damaged page of it, or,
  // when its pages are good, that the content makes no sense (`what`).
  absl::Status Damage(uint64_t begin, uint64_t size,
                      absl::string_view what) const;

 private:
  bool IsVerified(uint64_t page) const {
    if (!kVerifiesPages) return true;
    return (verified_[page / 64].load(std::memory_order_relaxed) >>
                (page % 64) &
            1) != 0;
  }
  bool VerifyPages(uint64_t first_page, uint64_t last_page) const;
  bool PageIsGood(uint64_t page) const;

  Location location_;
  absl::string_view bytes_;
  absl::string_view checksums_;
  std::unique_ptr<std::atomic<uint64_t>[]> verified_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SECTION_H_
