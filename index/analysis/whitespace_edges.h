// Where white space begins and ends in a text.
//
// There are two versions, which do the same: one for every machine, and one for
// those that compress the bytes of a vector of 512 bits.

#ifndef TELUSUR_INDEX_ANALYSIS_WHITESPACE_EDGES_H_
#define TELUSUR_INDEX_ANALYSIS_WHITESPACE_EDGES_H_

#include <cstddef>
#include <cstdint>

namespace telusur {

// Spaces, and the control characters from tab to carriage return.
inline bool IsWhitespace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// A text is looked at in blocks.
inline constexpr size_t kEdgeBlockBytes = 64;

// An edge is a byte whose kind, white space or not, differs from the byte
// before it. What stands before a text is white space.
struct EdgeFinder {
  // Writes the edges of `num_blocks` blocks from `bytes` on, which stand at
  // `offset` in the text, to `edges` and returns their end. `*is_space` says
  // whether the byte before is white space, and then whether the last one is.
  // REQUIRES: room for a number for each byte, and kEdgeBlockBytes more.
  uint32_t* (*find)(const char* bytes, size_t num_blocks, uint32_t offset,
                    bool* is_space, uint32_t* edges);
};

// The version for every machine, and the fastest for this one.
const EdgeFinder& PortableEdgeFinder();
const EdgeFinder& FastestEdgeFinder();

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_WHITESPACE_EDGES_H_
