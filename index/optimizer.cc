#include "index/optimizer.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "index/forward_index.h"
#include "index/graph_bisection.h"
#include "index/index_directory.h"
#include "index/index_reader.h"
#include "index/io/status_macros.h"
#include "index/manifest.h"
#include "index/merge_order.h"
#include "index/segment/segment_writer.h"
#include "index/segment_merger.h"

namespace telusur {
namespace {

class Optimizer {
 public:
  Optimizer(FileSystem* fs, const std::string& directory,
            const OptimizeOptions& options)
      : fs_(fs), directory_(directory), options_(options) {}

  absl::StatusOr<OptimizeReport> Run() {
    IndexUpdate::Options update_options;
    update_options.create = false;
    ASSIGN_OR_RETURN(update_,
                     IndexUpdate::Begin(fs_, directory_, update_options));
    ASSIGN_OR_RETURN(reader_, IndexReader::Open(fs_, directory_));
    for (uint32_t i = 0; i < reader_->num_segments(); ++i) {
      report_.bytes_before += reader_->segment(i).file_bytes();
    }
    report_.num_documents = reader_->num_docs();
    report_.num_dropped = reader_->num_deleted_docs();
    report_.num_segments_before = reader_->num_segments();
    report_.bytes_after = report_.bytes_before;
    if (IsOptimal()) return report_;
    ASSIGN_OR_RETURN(SegmentEntry entry, WriteSegment());
    Manifest manifest = reader_->manifest();
    entry.first_order = manifest.segments[0].first_order;
    manifest.segments.assign(1, std::move(entry));
    RETURN_IF_ERROR(update_->Commit(std::move(manifest)));
    report_.changed = true;
    return report_;
  }

 private:
  bool IsOptimal() const {
    if (reader_->num_segments() == 0) return true;
    return reader_->num_segments() == 1 && report_.num_dropped == 0 &&
           options_.reorder == Reorder::kNone &&
           !reader_->segment(0).is_reordered();
  }

  // The ranks of `docs` in their new order; none to leave them as they are.
  absl::StatusOr<std::vector<uint32_t>> NewOrder(
      const std::vector<DocAddress>& docs) const {
    switch (options_.reorder) {
      case Reorder::kNone:
        break;
      case Reorder::kSourceDate:
        return OrderBySourceAndDate(*reader_, docs);
      case Reorder::kBisection: {
        ASSIGN_OR_RETURN(
            const ForwardIndex forward,
            BuildForwardIndex(*reader_, docs, options_.memory_bytes));
        return OrderByBisection(forward, options_.cancelled);
      }
    }
    return std::vector<uint32_t>();
  }

  SegmentWriterOptions WriterOptions() {
    SegmentWriterOptions options;
    options.analyzer = reader_->manifest().analyzer;
    options.bm25.k1 = reader_->manifest().k1;
    options.bm25.b = reader_->manifest().b;
    options.compression = options_.compression;
    options.store_text = false;
    for (uint32_t i = 0; i < reader_->num_segments(); ++i) {
      options.store_text |= reader_->segment(i).metadata().has_stored_text;
    }
    options.memory_bytes = options_.memory_bytes / 4;
    options.new_temp_path = [this] {
      const std::string name = IndexFileName(
          update_->generation(), next_temp_number_++, IndexFileKind::kRun);
      return JoinPath(directory_, absl::StrCat(name, ".tmp"));
    };
    return options;
  }

  absl::StatusOr<SegmentEntry> WriteSegment() {
    ASSIGN_OR_RETURN(const std::vector<DocAddress> docs,
                     DocsByAddition(*reader_));
    ASSIGN_OR_RETURN(std::vector<uint32_t> order, NewOrder(docs));
    // The order of addition needs no ranks.
    if (std::is_sorted(order.begin(), order.end())) order.clear();
    SegmentWriter writer(fs_, WriterOptions());
    SegmentMerger::Options merge_options;
    merge_options.memory_bytes = options_.memory_bytes / 4;
    merge_options.cancelled = options_.cancelled;
    SegmentMerger merger(reader_.get(), merge_options);
    RETURN_IF_ERROR(merger.Merge(docs, order, &writer));

    SegmentEntry entry;
    entry.file_name =
        IndexFileName(update_->generation(), 0, IndexFileKind::kSegment);
    ASSIGN_OR_RETURN(const std::unique_ptr<WritableFile> file,
                     update_->CreateFile(entry.file_name));
    RETURN_IF_ERROR(writer.Finish(file.get()));
    report_.bytes_after = file->size();
    RETURN_IF_ERROR(update_->FinishFile(file.get(), entry.file_name));
    entry.segment_id = writer.layout().segment_id;
    entry.num_docs = writer.metadata().num_docs;
    return entry;
  }

  FileSystem* const fs_;
  const std::string directory_;
  const OptimizeOptions options_;
  std::unique_ptr<IndexUpdate> update_;
  std::unique_ptr<IndexReader> reader_;
  uint32_t next_temp_number_ = 0;
  OptimizeReport report_;
};

}  // namespace

absl::StatusOr<OptimizeReport> OptimizeIndex(FileSystem* fs,
                                             const std::string& directory,
                                             const OptimizeOptions& options) {
  return Optimizer(fs, directory, options).Run();
}

}  // namespace telusur
