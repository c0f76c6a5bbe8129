#include "index/segment/doc_store.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/functional/function_ref.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"
#include "index/segment/compressed_block.h"

namespace telusur {
namespace {

std::string Document::*const kStoredFields[] = {
    &Document::title, &Document::text, &Document::url, &Document::date,
    &Document::source};

// An id as it differs from the one before.
struct CodedId {
  uint32_t shared;
  uint32_t size;  // of the suffix
  const char* suffix;
};

// Reads the next id of a block; the one before has `size_before` bytes. nullptr
// at damage.
inline const char* ParseId(const char* p, const char* end, size_t size_before,
                           CodedId* id) {
  if (end - p >= 2 && static_cast<int8_t>(p[0] | p[1]) >= 0) {
    // Most ids are short.
    id->shared = static_cast<uint8_t>(p[0]);
    id->size = static_cast<uint8_t>(p[1]);
    p += 2;
  } else {
    p = DecodeVarint32(p, end, &id->shared);
    if (p == nullptr) return nullptr;
    p = DecodeVarint32(p, end, &id->size);
    if (p == nullptr) return nullptr;
  }
  if (id->shared > size_before || id->size > static_cast<size_t>(end - p)) {
    return nullptr;
  }
  id->suffix = p;
  return p + id->size;
}

// The i-th fixed64 of a table of ends, and the end before it (0 for the first).
absl::StatusOr<std::pair<uint64_t, uint64_t>> ReadBounds(const Section& table,
                                                         uint64_t i) {
  const uint64_t first = i == 0 ? 0 : i - 1;
  ASSIGN_OR_RETURN(const absl::string_view bytes,
                   table.Read(8 * first, 8 * (i + 1 - first)));
  const uint64_t begin = i == 0 ? 0 : DecodeFixed64(bytes.data());
  const uint64_t end = DecodeFixed64(bytes.data() + bytes.size() - 8);
  if (begin > end) return table.Damage(8 * first, bytes.size(), "bad bounds");
  return std::make_pair(begin, end);
}

}  // namespace

void IdTableWriter::Add(absl::string_view id) {
  size_t shared = 0;
  if (num_in_block_ > 0) {
    const size_t max = std::min(id.size(), last_id_.size());
    while (shared < max && id[shared] == last_id_[shared]) ++shared;
  }
  const size_t before = ids_->size();
  AppendVarint32(static_cast<uint32_t>(shared), ids_);
  AppendVarint32(static_cast<uint32_t>(id.size() - shared), ids_);
  ids_->append(id.data() + shared, id.size() - shared);
  total_bytes_ += ids_->size() - before;
  last_id_.assign(id.data(), id.size());
  if (++num_in_block_ == kIdsPerBlock) EndBlock();
}

void IdTableWriter::EndBlock() {
  AppendFixed64(total_bytes_, id_index_);
  num_in_block_ = 0;
}

void IdTableWriter::Finish() {
  if (num_in_block_ > 0) EndBlock();
}

absl::StatusOr<IdTable> IdTable::Open(const Section* ids,
                                      const Section* id_index,
                                      uint32_t num_docs) {
  const uint64_t num_blocks =
      (uint64_t{num_docs} + kIdsPerBlock - 1) / kIdsPerBlock;
  if (id_index->size() != 8 * num_blocks) {
    return id_index->Damage(0, id_index->size(), "wrong number of id blocks");
  }
  IdTable table;
  table.ids_ = ids;
  table.id_index_ = id_index;
  table.num_docs_ = num_docs;
  return table;
}

// A thousand hits have a thousand ids: no Status is made on the way.
absl::StatusOr<absl::string_view> IdTable::ReadBlock(uint32_t block) const {
  const uint64_t end_offset = 8 * uint64_t{block};
  const uint64_t first = block == 0 ? end_offset : end_offset - 8;
  if (id_index_->Verify(first, end_offset + 8 - first)) {
    const char* const ends = id_index_->data();
    const uint64_t begin = block == 0 ? 0 : DecodeFixed64(ends + first);
    const uint64_t end = DecodeFixed64(ends + end_offset);
    if (begin <= end) {
      if (ids_->Verify(begin, end - begin)) {
        return absl::string_view(ids_->data() + begin, end - begin);
      }
      return ids_->Damage(begin, end - begin, "bad id block");
    }
  }
  return id_index_->Damage(first, end_offset + 8 - first, "bad bounds");
}

// Walks to the id without putting those before it together, and then back to
// the ids that have what it shares with them.
absl::StatusOr<std::string> IdTable::Get(DocId doc_id) const {
  ASSIGN_OR_RETURN(const absl::string_view bytes,
                   ReadBlock(doc_id / kIdsPerBlock));
  const char* p = bytes.data();
  const char* const end = p + bytes.size();
  CodedId ids[kIdsPerBlock];
  uint32_t size_before = 0;
  uint32_t last = doc_id % kIdsPerBlock;
  for (uint32_t i = 0; i <= last; ++i) {
    p = ParseId(p, end, size_before, &ids[i]);
    if (p == nullptr) return ids_->Damage(0, 0, "bad id block");
    size_before = ids[i].shared + ids[i].size;
  }
  std::string id(size_before, '\0');
  uint32_t missing = size_before;  // bytes at the id's begin
  for (uint32_t i = last; missing > 0; --i) {
    if (ids[i].shared >= missing) continue;
    std::memcpy(&id[ids[i].shared], ids[i].suffix, missing - ids[i].shared);
    missing = ids[i].shared;
  }
  return id;
}

absl::Status IdTable::ForEach(
    absl::FunctionRef<bool(DocId, absl::string_view)> visit) const {
  std::string id;
  for (DocId first = 0; first < num_docs_; first += kIdsPerBlock) {
    ASSIGN_OR_RETURN(const absl::string_view bytes,
                     ReadBlock(first / kIdsPerBlock));
    const char* p = bytes.data();
    const uint32_t n = std::min(kIdsPerBlock, num_docs_ - first);
    id.clear();
    for (uint32_t i = 0; i < n; ++i) {
      CodedId coded;
      p = ParseId(p, bytes.data() + bytes.size(), id.size(), &coded);
      if (p == nullptr) return ids_->Damage(0, 0, "bad id block");
      id.resize(coded.shared);
      id.append(coded.suffix, coded.size);
      if (!visit(first + i, id)) return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

void AppendRecord(const Document& document, std::string* stream) {
  for (const auto field : kStoredFields) {
    const std::string& value = document.*field;
    AppendVarint32(static_cast<uint32_t>(value.size()), stream);
    stream->append(value);
  }
}

uint64_t RecordBytes(const Document& document) {
  uint64_t bytes = 0;
  for (const auto field : kStoredFields) {
    const size_t size = (document.*field).size();
    bytes += VarintBytes(size) + size;
  }
  return bytes;
}

absl::Status ForEachRecordPiece(
    const Document& document,
    absl::FunctionRef<absl::Status(absl::string_view)> visit) {
  for (const auto field : kStoredFields) {
    const std::string& value = document.*field;
    std::string size;
    AppendVarint32(static_cast<uint32_t>(value.size()), &size);
    RETURN_IF_ERROR(visit(size));
    RETURN_IF_ERROR(visit(value));
  }
  return absl::OkStatus();
}

void StoredTextWriter::StartRecord() {
  EndRecord();
  in_record_ = true;
}

void StoredTextWriter::EndRecord() {
  if (in_record_) AppendFixed64(stream_bytes_, offsets_);
  in_record_ = false;
}

void StoredTextWriter::Append(absl::string_view bytes) {
  stream_bytes_ += bytes.size();
  if (!pending_.empty()) {
    const size_t n =
        std::min<size_t>(bytes.size(), kStoredBlockBytes - pending_.size());
    pending_.append(bytes.data(), n);
    bytes.remove_prefix(n);
    if (pending_.size() < kStoredBlockBytes) return;
    FlushBlock(pending_);
    pending_.clear();
  }
  while (bytes.size() >= kStoredBlockBytes) {
    FlushBlock(bytes.substr(0, kStoredBlockBytes));
    bytes.remove_prefix(kStoredBlockBytes);
  }
  pending_.append(bytes.data(), bytes.size());
}

void StoredTextWriter::FlushBlock(absl::string_view bytes) {
  const size_t before = stored_text_->size();
  AppendCompressed(bytes, stored_text_);
  const uint64_t compressed_bytes = stored_text_->size() - before;
  total_bytes_ += compressed_bytes;
  AppendFixed64(total_bytes_, blocks_);
  ++statistics_.num_frames;
  ++statistics_.num_snappy_frames;
  statistics_.bytes_without_snappy += bytes.size();
  statistics_.bytes += compressed_bytes;
}

void StoredTextWriter::Finish() {
  EndRecord();
  if (!pending_.empty()) FlushBlock(pending_);
  pending_.clear();
}

absl::StatusOr<StoredText> StoredText::Open(const Section* stored_text,
                                            const Section* blocks,
                                            const Section* offsets,
                                            uint32_t num_docs) {
  if (offsets->size() != 8 * uint64_t{num_docs} || blocks->size() % 8 != 0) {
    return offsets->Damage(0, offsets->size(), "wrong number of documents");
  }
  StoredText store;
  store.stored_text_ = stored_text;
  store.blocks_ = blocks;
  store.offsets_ = offsets;
  store.num_docs_ = num_docs;
  return store;
}

absl::StatusOr<uint64_t> StoredText::StreamBytes() const {
  if (num_docs_ == 0) return 0;
  ASSIGN_OR_RETURN(const auto bounds, ReadBounds(*offsets_, num_docs_ - 1));
  return bounds.second;
}

absl::Status StoredText::Cursor::LoadBlock(uint64_t block) {
  if (block == block_) return absl::OkStatus();
  block_ = ~uint64_t{0};
  ASSIGN_OR_RETURN(const auto bounds, ReadBounds(*text_->blocks_, block));
  ASSIGN_OR_RETURN(
      const absl::string_view compressed,
      text_->stored_text_->Read(bounds.first, bounds.second - bounds.first));
  if (bytes_ == nullptr) bytes_ = std::make_unique<char[]>(kStoredBlockBytes);
  if (!UncompressedLength(compressed, &num_bytes_) ||
      num_bytes_ > kStoredBlockBytes ||
      !Uncompress(compressed, num_bytes_, bytes_.get())) {
    return text_->stored_text_->Damage(bounds.first, compressed.size(),
                                       "bad stored block");
  }
  block_ = block;
  return absl::OkStatus();
}

absl::StatusOr<Document> StoredText::Cursor::ParseRecord(DocId doc_id) {
  Document document;
  const char* p = record_.data();
  const char* const end = p + record_.size();
  for (const auto field : kStoredFields) {
    uint32_t size = 0;
    p = DecodeVarint32(p, end, &size);
    if (p == nullptr || size > static_cast<size_t>(end - p)) break;
    (document.*field).assign(p, size);
    p += size;
  }
  if (p == end) return document;
  ASSIGN_OR_RETURN(const auto place, ReadBounds(*text_->offsets_, doc_id));
  ASSIGN_OR_RETURN(
      const auto bounds,
      ReadBounds(*text_->blocks_, place.first / kStoredBlockBytes));
  return text_->stored_text_->Damage(bounds.first, bounds.second - bounds.first,
                                     "bad stored record");
}

absl::StatusOr<Document> StoredText::Cursor::Read(DocId doc_id) {
  record_.clear();
  RETURN_IF_ERROR(ForEachPiece(doc_id, [this](absl::string_view piece) {
    record_.append(piece.data(), piece.size());
    return absl::OkStatus();
  }));
  return ParseRecord(doc_id);
}

absl::Status StoredText::Cursor::ForEachPiece(
    DocId doc_id, absl::FunctionRef<absl::Status(absl::string_view)> visit) {
  const Section& offsets = *text_->offsets_;
  ASSIGN_OR_RETURN(const auto bounds, ReadBounds(offsets, doc_id));
  const auto [begin, end] = bounds;
  const uint64_t num_blocks = text_->blocks_->size() / 8;
  if (begin == end || end > num_blocks * kStoredBlockBytes) {
    return offsets.Damage(8 * uint64_t{doc_id}, 8, "bad stored offset");
  }
  for (uint64_t at = begin; at < end;) {
    const uint64_t block = at / kStoredBlockBytes;
    const uint64_t block_begin = block * kStoredBlockBytes;
    const uint64_t stop = std::min(end, block_begin + kStoredBlockBytes);
    RETURN_IF_ERROR(LoadBlock(block));
    if (stop - block_begin > num_bytes_) {
      return offsets.Damage(8 * uint64_t{doc_id}, 8,
                            "record ends behind its block");
    }
    RETURN_IF_ERROR(
        visit(absl::string_view(bytes_.get() + (at - block_begin), stop - at)));
    at = stop;
  }
  return absl::OkStatus();
}

}  // namespace telusur
