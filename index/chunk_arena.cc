#include "index/chunk_arena.h"

namespace telusur {

void ChunkArena::Add(uint32_t owner, absl::string_view chunk) {
  char header[kOwnerBytes + kMaxVarint32Bytes];
  std::memcpy(header, &owner, kOwnerBytes);
  char* const end =
      EncodeVarint32(static_cast<uint32_t>(chunk.size()), header + kOwnerBytes);
  const size_t header_bytes = end - header;
  const size_t bytes = RoundedUp(header_bytes + chunk.size());
  if (blocks_.empty() || blocks_.back().used + bytes > kBlockBytes) {
    AddBlock();
  }
  Block& block = blocks_.back();
  char* const entry = block.bytes + block.used;
  std::memcpy(entry, header, header_bytes);
  std::memcpy(entry + header_bytes, chunk.data(), chunk.size());
  block.used += static_cast<uint32_t>(bytes);
  ++num_chunks_;
}

void ChunkArena::AddBlock() {
  char* bytes;
  if (small_blocks_.size() < kBlocksPerLargePage) {
    small_blocks_.emplace_back(new char[kBlockBytes]);
    bytes = small_blocks_.back().get();
  } else {
    const size_t at = blocks_.size() % kBlocksPerLargePage;
    if (at == 0) large_pages_.push_back(MakeLargePages<kLargePageBytes>());
    bytes = large_pages_.back().get() + at * kBlockBytes;
  }
  blocks_.push_back({bytes, 0});
}

}  // namespace telusur
