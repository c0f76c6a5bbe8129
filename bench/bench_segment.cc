#include "bench/bench_segment.h"

#include <utility>

#include "absl/types/span.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/segment/doc_lengths.h"
#include "index/segment/impact.h"

namespace telusur {
namespace {

std::string PageChecksums(absl::string_view bytes) {
  std::string checksums;
  for (uint64_t page = 0; page * kPageBytes < bytes.size(); ++page) {
    AppendFixed32(
        PageChecksum(0, 0, page, bytes.substr(page * kPageBytes, kPageBytes)),
        &checksums);
  }
  return checksums;
}

void AddList(const TermPostings& term, PostingsListWriter* writer) {
  const absl::Span<const uint32_t> positions = term.positions;
  size_t begin = 0;
  for (size_t i = 0; i < term.doc_ids.size(); ++i) {
    writer->Add(term.doc_ids[i], positions.subspan(begin, term.tfs[i]));
    begin += term.tfs[i];
  }
}

}  // namespace

OwnedSection::OwnedSection(std::string bytes)
    : bytes_(std::move(bytes)),
      checksums_(PageChecksums(bytes_)),
      section_(Section::Location(), bytes_, checksums_) {}

BenchLists WriteBenchLists(PostingsCompression compression) {
  const BenchPostings& collection = GetBenchPostings();
  std::string postings;
  std::string positions;
  std::string skips;
  const DocLengths doc_lengths(collection.doc_lengths);
  PostingsListWriter writer(
      compression,
      ImpactModel::For(Bm25Parameters(), collection.avg_doc_length),
      &doc_lengths, &postings, &positions, &skips);
  BenchLists lists;
  for (const TermPostings& term : collection.terms) {
    AddList(term, &writer);
    TermInfo info = writer.Finish();
    info.postings_offset = postings.size() - info.postings_bytes;
    info.positions_offset = positions.size() - info.positions_bytes;
    info.skip_offset = skips.size() - SkipBytes(info);
    lists.infos.push_back(info);
  }
  lists.postings_statistics = writer.postings_statistics();
  lists.positions_statistics = writer.positions_statistics();
  lists.postings = std::make_unique<OwnedSection>(std::move(postings));
  lists.positions = std::make_unique<OwnedSection>(std::move(positions));
  lists.skips = std::make_unique<OwnedSection>(std::move(skips));
  return lists;
}

}  // namespace telusur
