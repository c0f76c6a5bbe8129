#include "tools/input/record_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace telusur {
namespace {

constexpr size_t kMaxIgnoredNameBytes = 64;
constexpr char kOtherReasons[] = "other reasons";

void CountSkipped(const std::string& reason, InputCounts* counts) {
  ++counts->num_skipped;
  auto& by_reason = counts->skipped_by_reason;
  const bool known =
      by_reason.contains(reason) || by_reason.size() < InputCounts::kMaxReasons;
  ++by_reason[known ? reason : kOtherReasons];
}

}  // namespace

void NoteIgnoredField(absl::string_view name,
                      absl::btree_set<std::string>* ignored) {
  if (ignored->size() >= InputCounts::kMaxIgnoredFields) return;
  name = name.substr(0, kMaxIgnoredNameBytes);
  if (!ignored->contains(name)) ignored->emplace(name);
}

absl::Status ReaderContext::Skip(uint64_t line, uint64_t column,
                                 std::string reason,
                                 absl::string_view record) const {
  CountSkipped(reason, counts);
  if (!report) return absl::OkStatus();
  return report({name, line, column, std::move(reason), record, absl::nullopt});
}

absl::Status ReaderContext::SkipAtOffset(uint64_t offset, std::string reason,
                                         absl::string_view record) const {
  CountSkipped(reason, counts);
  if (!report) return absl::OkStatus();
  return report({name, 0, 0, std::move(reason), record, offset});
}

absl::Status ReaderContext::SkipTooLarge(uint64_t line) const {
  return Skip(line, 0, TooLarge(), "");
}

std::string ReaderContext::TooLarge() const {
  return absl::StrCat("a record over the limit of ", options.max_document_bytes,
                      " bytes");
}

std::string ReaderContext::MakeId(uint64_t place) const {
  ++counts->num_without_id;
  return absl::StrCat(name, ":", place);
}

}  // namespace telusur
