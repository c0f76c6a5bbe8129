#include "index/duplicate_finder.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "index/io/checksum.h"
#include "index/io/reopened_file.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr size_t kFirstItems = 1024;

}  // namespace

IdHash HashId(absl::string_view id) {
  // The second hash is of other bytes, so it is independent of the first.
  const uint64_t high = Checksum64(id);
  const uint64_t low = Checksum64(absl::StrCat(id, "/"));
  return {high, static_cast<uint32_t>(low)};
}

// Reads a part in order.
class DuplicateFinder::PartReader {
 public:
  PartReader(std::unique_ptr<RandomAccessFile> file, size_t buffer_items)
      : file_(std::move(file)), buffer_items_(buffer_items) {}

  // Moves to the next item; *more is false at the end.
  absl::Status Next(bool* more) {
    if (++next_ >= items_.size()) {
      const uint64_t left = (file_->size() - offset_) / sizeof(Item);
      items_.resize(std::min<uint64_t>(left, buffer_items_));
      next_ = 0;
      const uint64_t bytes = items_.size() * sizeof(Item);
      RETURN_IF_ERROR(
          file_->Read(offset_, bytes, reinterpret_cast<char*>(items_.data())));
      offset_ += bytes;
    }
    *more = !items_.empty();
    return absl::OkStatus();
  }

  const Item& item() const { return items_[next_]; }

 private:
  const std::unique_ptr<RandomAccessFile> file_;
  const size_t buffer_items_;
  uint64_t offset_ = 0;
  std::vector<Item> items_;
  size_t next_ = 0;
};

DuplicateFinder::DuplicateFinder(FileSystem* fs,
                                 std::function<std::string()> new_path,
                                 uint64_t memory_bytes)
    : fs_(fs),
      new_path_(std::move(new_path)),
      max_items_(std::max<uint64_t>(kFirstItems, memory_bytes / sizeof(Item))) {
}

DuplicateFinder::~DuplicateFinder() {
  for (const std::string& part : parts_) fs_->Remove(part).IgnoreError();
}

absl::Status DuplicateFinder::Add(IdHash id, DocId doc_id) {
  if (items_.size() == items_.capacity()) {
    // Growing holds the old array beside the new one.
    const size_t larger = std::max(kFirstItems, 2 * items_.size());
    if (items_.size() + larger > max_items_ && items_.size() >= kFirstItems) {
      RETURN_IF_ERROR(WritePart());
    } else {
      items_.reserve(larger);
    }
  }
  items_.push_back({id.high, id.low, doc_id});
  return absl::OkStatus();
}

absl::Status DuplicateFinder::WritePart() {
  std::sort(items_.begin(), items_.end());
  const std::string path = new_path_();
  ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file, fs_->Create(path));
  parts_.push_back(path);
  RETURN_IF_ERROR(file->Append(
      absl::string_view(reinterpret_cast<const char*>(items_.data()),
                        items_.size() * sizeof(Item))));
  RETURN_IF_ERROR(file->Close());
  items_.clear();
  return absl::OkStatus();
}

absl::Status DuplicateFinder::Find(bool keep,
                                   absl::FunctionRef<void(DocId)> visit) {
  Item before = {0, 0, kNoMoreDocs};
  const auto compare = [&](const Item& item) {
    if (before.doc_id != kNoMoreDocs && before.high == item.high &&
        before.low == item.low) {
      visit(before.doc_id);
    }
    before = item;
  };
  std::sort(items_.begin(), items_.end());
  if (parts_.empty()) {
    for (const Item& item : items_) compare(item);
    if (!keep) std::vector<Item>().swap(items_);
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(WritePart());
  std::vector<Item>().swap(items_);
  return MergeParts([&](const Item& item) {
    compare(item);
    if (keep) items_.push_back(item);
  });
}

bool DuplicateFinder::Contains(IdHash id) const {
  const Item first = {id.high, id.low, 0};
  const auto at = std::lower_bound(items_.begin(), items_.end(), first);
  return at != items_.end() && at->high == id.high && at->low == id.low;
}

absl::Status DuplicateFinder::MergeParts(
    absl::FunctionRef<void(const Item&)> visit) {
  const size_t buffer_items =
      std::max<size_t>(64, max_items_ / (2 * parts_.size()));
  std::vector<std::unique_ptr<PartReader>> readers;
  std::vector<PartReader*> heap;
  const auto is_later = [](const PartReader* a, const PartReader* b) {
    return b->item() < a->item();
  };
  const auto advance = [&](PartReader* reader) -> absl::Status {
    bool more = false;
    RETURN_IF_ERROR(reader->Next(&more));
    if (!more) return absl::OkStatus();
    heap.push_back(reader);
    std::push_heap(heap.begin(), heap.end(), is_later);
    return absl::OkStatus();
  };
  for (const std::string& part : parts_) {
    ASSIGN_OR_RETURN(std::unique_ptr<RandomAccessFile> file,
                     OpenOneOf(parts_.size(), fs_, part));
    readers.push_back(
        std::make_unique<PartReader>(std::move(file), buffer_items));
    RETURN_IF_ERROR(advance(readers.back().get()));
  }
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), is_later);
    PartReader* const reader = heap.back();
    heap.pop_back();
    visit(reader->item());
    RETURN_IF_ERROR(advance(reader));
  }
  return absl::OkStatus();
}

}  // namespace telusur
