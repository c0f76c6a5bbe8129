#include "index/segment/segment_checker.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "index/document.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"
#include "index/segment/column.h"
#include "index/segment/doc_store.h"
#include "index/segment/impact.h"
#include "index/segment/positions.h"
#include "index/segment/posting_block.h"
#include "index/segment/postings_list.h"
#include "index/segment/section.h"
#include "index/segment/segment_format.h"
#include "index/segment/term_dictionary.h"
#include "index/segment/term_info.h"
#include "index/types.h"

namespace telusur {
namespace {

// Checks `n` ends (fixed64), a whole table: they do not decrease, and the last
// one is `total`.
absl::Status CheckEnds(const Section& table, uint64_t n, uint64_t total) {
  uint64_t before = 0;
  for (uint64_t i = 0; i < n; ++i) {
    const uint64_t offset = 8 * i;
    ASSIGN_OR_RETURN(const absl::string_view bytes, table.Read(offset, 8));
    const uint64_t end = DecodeFixed64(bytes.data());
    if (end < before) return table.Damage(offset, 8, "ends decrease");
    before = end;
  }
  if (before == total) return absl::OkStatus();
  return table.Damage(
      0, 8 * n, absl::StrCat("the last end is ", before, ", not ", total));
}

// Whether two statistics are the same.
bool Same(const FrameStatistics& a, const FrameStatistics& b) {
  return a.num_frames == b.num_frames &&
         a.num_snappy_frames == b.num_snappy_frames && a.bytes == b.bytes;
}

// One segment, checked once.
class SegmentChecker {
 public:
  explicit SegmentChecker(const SegmentReader& segment)
      : segment_(segment),
        metadata_(segment.metadata()),
        impacts_(ImpactModel::For(segment.metadata().bm25,
                                  segment.metadata().avg_doc_length)) {}

  absl::Status Run() {
    RETURN_IF_ERROR(segment_.VerifyAll());
    RETURN_IF_ERROR(CheckColumns());
    RETURN_IF_ERROR(CheckRanks());
    RETURN_IF_ERROR(CheckIds());
    RETURN_IF_ERROR(CheckStoredText());
    RETURN_IF_ERROR(CheckDictionary());
    return CheckMetadata();
  }

 private:
  const Section& section(SectionId id) const { return segment_.section(id); }

  absl::Status WrongMetadata(absl::string_view what) const {
    const Section& metadata = section(SectionId::kMetadata);
    return metadata.Damage(0, metadata.size(), what);
  }

  absl::Status CheckColumns() const;
  absl::Status CheckRanks() const;
  absl::Status CheckIds() const;
  absl::Status CheckStoredText() const;
  absl::Status CheckDictionary();
  absl::Status CheckTermIndex() const;
  absl::Status CheckPrefix(const TermDictionary::Iterator& iterator) const;
  absl::Status CheckEntry(const TermDictionary::Iterator& iterator);
  absl::Status CheckForm(const TermEntry& entry);
  absl::Status CheckFormsOfTerm() const;
  absl::Status CheckList(const TermEntry& entry);
  absl::Status CheckBlock(const TermEntry& entry, uint32_t block,
                          BlockReader* reader, uint64_t* cf);
  absl::Status CheckKthImpacts(const TermEntry& entry) const;
  void CountFrames(const TermInfo& info, const BlockReader& reader);
  absl::Status CheckMetadata() const;

  // Something wrong with the dictionary's entry of `key`.
  absl::Status WrongEntry(absl::string_view key, absl::string_view what) const {
    const Section& terms = section(SectionId::kTerms);
    return terms.Damage(block_.begin, block_.end - block_.begin,
                        absl::StrCat("term \"", key, "\": ", what));
  }

  const SegmentReader& segment_;
  const SegmentMetadata& metadata_;
  const ImpactModel impacts_;

  // The dictionary's block that is being read, and the ends of the lists so
  // far.
  TermDictionary::Block block_;
  TermInfo ends_;
  uint32_t last_block_ = ~uint32_t{0};
  std::string last_key_;

  // The last term and its forms' own lists so far.
  TermEntry term_;
  uint32_t num_forms_ = 0;
  uint64_t cf_of_forms_ = 0;

  // Of the list being read: postings by impact, rounded down.
  std::array<uint64_t, kImpactScale + 1> impact_counts_;
  std::vector<uint32_t> positions_;

  uint64_t num_keys_ = 0;
  uint64_t num_terms_ = 0;
  uint64_t num_postings_ = 0;
  FrameStatistics postings_frames_;
  FrameStatistics positions_frames_;
};

absl::Status SegmentChecker::CheckColumns() const {
  uint64_t num_tokens = 0;
  uint32_t num_nonempty_docs = 0;
  for (DocId doc_id = 0; doc_id < segment_.num_docs(); ++doc_id) {
    const uint32_t length = segment_.doc_lengths().Get(doc_id);
    num_tokens += length;
    num_nonempty_docs += length > 0;
    if (segment_.sources().Get(doc_id) < segment_.source_names().size()) {
      continue;
    }
    const Section& sources = section(SectionId::kSources);
    return sources.Damage(
        0, sources.size(),
        absl::StrCat("document ", doc_id, " has a source without a name"));
  }
  if (num_tokens == metadata_.num_tokens &&
      num_nonempty_docs == metadata_.num_nonempty_docs) {
    return absl::OkStatus();
  }
  const Section& lengths = section(SectionId::kDocLengths);
  return lengths.Damage(
      0, lengths.size(),
      absl::StrCat("lengths add up to ", num_tokens, " tokens in ",
                   num_nonempty_docs, " documents, the metadata has ",
                   metadata_.num_tokens, " in ", metadata_.num_nonempty_docs));
}

// Every rank has a document, and that document the rank: both are permutations.
absl::Status SegmentChecker::CheckRanks() const {
  for (uint32_t rank = 0; rank < segment_.num_docs(); ++rank) {
    RETURN_IF_ERROR(segment_.DocOfRank(rank).status());
  }
  return absl::OkStatus();
}

absl::Status SegmentChecker::CheckIds() const {
  const Section& ids = section(SectionId::kIds);
  const Section& index = section(SectionId::kIdIndex);
  RETURN_IF_ERROR(CheckEnds(index, index.size() / 8, ids.size()));
  absl::flat_hash_set<std::pair<uint64_t, uint64_t>> hashes;
  uint32_t num_ids = 0;
  std::string repeated;
  RETURN_IF_ERROR(
      segment_.ids().ForEach([&](DocId doc_id, absl::string_view id) {
        ++num_ids;
        const auto hash =
            std::make_pair(Checksum64(id), Checksum64(absl::StrCat(id, "/")));
        if (hashes.insert(hash).second) return true;
        repeated =
            absl::StrCat("document ", doc_id, " has the id of an earlier one");
        return false;
      }));
  if (!repeated.empty()) return ids.Damage(0, ids.size(), repeated);
  if (num_ids == segment_.num_docs()) return absl::OkStatus();
  return ids.Damage(0, ids.size(), absl::StrCat("has ", num_ids, " ids"));
}

absl::Status SegmentChecker::CheckStoredText() const {
  const Section& text = section(SectionId::kStoredText);
  const Section& blocks = section(SectionId::kStoredBlocks);
  const Section& offsets = section(SectionId::kStoredOffsets);
  const StoredText* const stored = segment_.stored_text();
  if (stored == nullptr) {
    for (const Section* const empty : {&text, &blocks, &offsets}) {
      if (empty->size() > 0) {
        return empty->Damage(0, empty->size(),
                             "not empty, although no text is stored");
      }
    }
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const uint64_t stream_bytes, stored->StreamBytes());
  RETURN_IF_ERROR(CheckEnds(blocks, blocks.size() / 8, text.size()));
  RETURN_IF_ERROR(CheckEnds(offsets, offsets.size() / 8, stream_bytes));
  const uint64_t num_blocks =
      (stream_bytes + kStoredBlockBytes - 1) / kStoredBlockBytes;
  if (blocks.size() != 8 * num_blocks) {
    return blocks.Damage(0, blocks.size(), "wrong number of blocks");
  }
  StoredText::Cursor cursor(stored);
  for (DocId doc_id = 0; doc_id < segment_.num_docs(); ++doc_id) {
    ASSIGN_OR_RETURN(const Document document, cursor.Read(doc_id));
    const uint32_t source = segment_.sources().Get(doc_id);
    if (document.source != segment_.source_names()[source]) {
      return offsets.Damage(8 * uint64_t{doc_id}, 8,
                            "the stored source is not the column's");
    }
  }
  return absl::OkStatus();
}

// The index of the dictionary: its blocks fill their section, and what is known
// of groups is known of their first blocks.
absl::Status SegmentChecker::CheckTermIndex() const {
  const TermDictionary& dictionary = segment_.dictionary();
  const Section& index = section(SectionId::kTermIndex);
  uint64_t end = 0;
  for (uint32_t i = 0; i < dictionary.num_blocks(); ++i) {
    ASSIGN_OR_RETURN(const TermDictionary::Block block, dictionary.GetBlock(i));
    if (block.begin != end) {
      return index.Damage(
          0, index.size(),
          absl::StrCat("block ", i, " does not follow the one before"));
    }
    end = block.end;
    if (i % kBlocksPerGroup != 0) continue;
    ASSIGN_OR_RETURN(const uint64_t prefix, dictionary.Prefix(i));
    ASSIGN_OR_RETURN(const uint64_t group_prefix,
                     dictionary.GroupPrefix(i / kBlocksPerGroup));
    if (prefix != group_prefix) {
      return index.Damage(
          0, index.size(),
          absl::StrCat("the group of block ", i, " has a wrong prefix"));
    }
  }
  const uint64_t total = section(SectionId::kTerms).size();
  if (end == total) return absl::OkStatus();
  return index.Damage(
      0, index.size(),
      absl::StrCat("the last block ends at ", end, ", not ", total));
}

absl::Status SegmentChecker::CheckDictionary() {
  const TermDictionary& dictionary = segment_.dictionary();
  const Section& index = section(SectionId::kTermIndex);
  RETURN_IF_ERROR(CheckTermIndex());
  TermDictionary::Iterator iterator(&dictionary);
  RETURN_IF_ERROR(iterator.Seek(""));
  while (iterator.Valid()) {
    ASSIGN_OR_RETURN(block_, dictionary.GetBlock(iterator.block()));
    RETURN_IF_ERROR(CheckPrefix(iterator));
    RETURN_IF_ERROR(CheckEntry(iterator));
    RETURN_IF_ERROR(iterator.Next());
  }
  RETURN_IF_ERROR(CheckFormsOfTerm());
  if (num_keys_ != dictionary.num_keys()) {
    return index.Damage(0, 8,
                        absl::StrCat("says ", dictionary.num_keys(),
                                     " terms, there are ", num_keys_));
  }
  const std::pair<SectionId, uint64_t> kEnds[] = {
      {SectionId::kPostings, ends_.postings_offset},
      {SectionId::kPositions, ends_.positions_offset},
      {SectionId::kSkips, ends_.skip_offset}};
  for (const auto& end : kEnds) {
    const Section& lists = section(end.first);
    if (lists.size() == end.second) continue;
    return lists.Damage(std::min(end.second, lists.size()), 0,
                        "bytes that belong to no term");
  }
  return absl::OkStatus();
}

// A block's prefix is that of its first term.
absl::Status SegmentChecker::CheckPrefix(
    const TermDictionary::Iterator& iterator) const {
  const uint32_t block = iterator.block();
  if (block == last_block_) return absl::OkStatus();
  ASSIGN_OR_RETURN(const uint64_t prefix, segment_.dictionary().Prefix(block));
  if (prefix == PrefixOf(iterator.entry().term)) return absl::OkStatus();
  const Section& index = section(SectionId::kTermIndex);
  return index.Damage(0, index.size(),
                      absl::StrCat("block ", block, " has a wrong prefix"));
}

absl::Status SegmentChecker::CheckEntry(
    const TermDictionary::Iterator& iterator) {
  const TermEntry& entry = iterator.entry();
  const TermInfo& info = entry.info;
  ++num_keys_;
  if (num_keys_ > 1 && entry.term <= last_key_) {
    return WrongEntry(entry.term, "keys do not increase");
  }
  last_key_ = entry.term;
  last_block_ = iterator.block();
  TermEntry found;
  ASSIGN_OR_RETURN(const bool is_found,
                   segment_.dictionary().Find(entry.term, &found));
  if (!is_found || found.info.postings_offset != info.postings_offset) {
    return WrongEntry(entry.term, "a lookup does not find it");
  }
  if (info.postings_offset != ends_.postings_offset ||
      info.positions_offset != ends_.positions_offset ||
      info.skip_offset != ends_.skip_offset) {
    return WrongEntry(entry.term, "its list does not follow the one before");
  }
  ends_.postings_offset += info.postings_bytes;
  ends_.positions_offset += info.positions_bytes;
  ends_.skip_offset += SkipBytes(info);
  if (info.is_form) {
    RETURN_IF_ERROR(CheckForm(entry));
  } else {
    RETURN_IF_ERROR(CheckFormsOfTerm());
    term_ = entry;
    num_forms_ = 0;
    cf_of_forms_ = 0;
    ++num_terms_;
    num_postings_ += info.df;
  }
  return CheckList(entry);
}

absl::Status SegmentChecker::CheckForm(const TermEntry& entry) {
  const absl::string_view form = FormOfKey(entry.term);
  if (num_terms_ == 0 || entry.term != FormKey(term_.term, form)) {
    return WrongEntry(entry.term, "a form without its term");
  }
  if (entry.info.df > term_.info.df || entry.info.cf > term_.info.cf) {
    return WrongEntry(entry.term, "a form is more frequent than its term");
  }
  ++num_forms_;
  cf_of_forms_ += entry.info.cf;
  return absl::OkStatus();
}

// What can be said of a term when all of its forms were read.
absl::Status SegmentChecker::CheckFormsOfTerm() const {
  if (num_forms_ == 0) return absl::OkStatus();
  if (num_forms_ == 1 || !term_.form.empty()) {
    return WrongEntry(term_.term, "a single form has a list of its own");
  }
  if (cf_of_forms_ < term_.info.cf) {
    return WrongEntry(term_.term, "its forms do not add up to it");
  }
  return absl::OkStatus();
}

absl::Status SegmentChecker::CheckList(const TermEntry& entry) {
  const TermInfo& info = entry.info;
  BlockReader reader;
  RETURN_IF_ERROR(segment_.OpenList(info, &reader));
  impact_counts_.fill(0);
  uint64_t cf = 0;
  for (uint32_t block = 0; block < reader.num_blocks(); ++block) {
    RETURN_IF_ERROR(CheckBlock(entry, block, &reader, &cf));
  }
  if (cf != info.cf) {
    return WrongEntry(entry.term, absl::StrCat("cf is ", info.cf,
                                               ", its tfs add up to ", cf));
  }
  CountFrames(info, reader);
  return info.df < kMinDfForImpacts ? absl::OkStatus() : CheckKthImpacts(entry);
}

absl::Status SegmentChecker::CheckBlock(const TermEntry& entry, uint32_t block,
                                        BlockReader* reader, uint64_t* cf) {
  if (!reader->Load(block)) return reader->status();
  const uint32_t* const tfs = reader->tfs();
  if (tfs == nullptr) return reader->status();
  uint8_t max_impact = 0;
  for (int i = 0; i < reader->size(); ++i) {
    const DocId doc_id = reader->doc_ids()[i];
    if (doc_id >= segment_.num_docs() ||
        (i > 0 && doc_id <= reader->doc_ids()[i - 1])) {
      return WrongEntry(entry.term, "doc_ids do not increase");
    }
    if (!reader->ReadPositions(i, &positions_)) return reader->status();
    if (tfs[i] == 0 || positions_.size() != tfs[i]) {
      return WrongEntry(entry.term,
                        absl::StrCat("document ", doc_id, " has tf ", tfs[i],
                                     " and ", positions_.size(), " positions"));
    }
    *cf += tfs[i];
    const float impact =
        impacts_.Impact(tfs[i], segment_.doc_lengths().Get(doc_id));
    max_impact = std::max(max_impact, ImpactRoundedUp(impact));
    ++impact_counts_[ImpactRoundedDown(impact)];
  }
  const bool has_impacts = entry.info.df >= kMinDfForImpacts;
  if (has_impacts && (reader->max_impact(block) < max_impact ||
                      entry.info.max_impact < max_impact)) {
    return WrongEntry(
        entry.term,
        absl::StrCat("block ", block, " has an impact above its maximum"));
  }
  return absl::OkStatus();
}

absl::Status SegmentChecker::CheckKthImpacts(const TermEntry& entry) const {
  for (size_t i = 0; i < kPrimedK.size(); ++i) {
    const uint8_t kth_impact = entry.info.kth_impact[i];
    uint64_t num_at_least = 0;
    for (int impact = kth_impact; impact <= kImpactScale; ++impact) {
      num_at_least += impact_counts_[impact];
    }
    if (kth_impact > 0 && num_at_least < static_cast<uint64_t>(kPrimedK[i])) {
      return WrongEntry(entry.term, absl::StrCat("impact ", kPrimedK[i],
                                                 " is above the true one"));
    }
  }
  return absl::OkStatus();
}

// Adds the frames of a list that was read, so that their bounds are sound.
void SegmentChecker::CountFrames(const TermInfo& info,
                                 const BlockReader& reader) {
  for (uint32_t block = 0; block < reader.num_blocks(); ++block) {
    const bool is_last = block + 1 == reader.num_blocks();
    const int n =
        is_last ? static_cast<int>(info.df - block * kBlockSize) : kBlockSize;
    const auto postings = reader.PostingsFrame(block);
    const absl::string_view postings_frame(
        section(SectionId::kPostings).data() + postings.offset, postings.size);
    postings_frames_.num_frames += info.df > 1;
    postings_frames_.num_snappy_frames +=
        IsSnappyPostingsFrame(postings_frame, n);
    postings_frames_.bytes += postings.size;
    const auto positions = reader.PositionsFrame(block);
    const absl::string_view positions_frame(
        section(SectionId::kPositions).data() + positions.offset,
        positions.size);
    positions_frames_.num_frames += info.cf > 1;
    positions_frames_.num_snappy_frames +=
        IsSnappyPositionsFrame(positions_frame);
    positions_frames_.bytes += positions.size;
  }
}

absl::Status SegmentChecker::CheckMetadata() const {
  if (metadata_.num_terms != num_terms_ ||
      metadata_.num_postings != num_postings_) {
    return WrongMetadata(absl::StrCat(
        "has ", metadata_.num_terms, " terms and ", metadata_.num_postings,
        " postings, there are ", num_terms_, " and ", num_postings_));
  }
  if (!Same(metadata_.postings_frames, postings_frames_)) {
    return WrongMetadata("the statistics of postings frames are wrong");
  }
  if (!Same(metadata_.positions_frames, positions_frames_)) {
    return WrongMetadata("the statistics of position frames are wrong");
  }
  const double avg_doc_length =
      metadata_.num_nonempty_docs == 0
          ? 0
          : static_cast<double>(metadata_.num_tokens) /
                metadata_.num_nonempty_docs;
  if (metadata_.avg_doc_length != avg_doc_length) {
    return WrongMetadata("the average length is not that of the documents");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSegment(const SegmentReader& segment) {
  return SegmentChecker(segment).Run();
}

}  // namespace telusur
