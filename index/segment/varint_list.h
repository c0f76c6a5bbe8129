// Lists of integers as varints, one after the other: the form of frames that is
// offered to Snappy, which finds repetitions of whole bytes only.

#ifndef TELUSUR_INDEX_SEGMENT_VARINT_LIST_H_
#define TELUSUR_INDEX_SEGMENT_VARINT_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace telusur {

// Appends `n` values to `*out`.
void AppendVarints(const uint32_t* values, size_t n, std::string* out);

// Decodes `n` varints from untrusted bytes. Returns the end of the last, or
// nullptr when they are damaged; reads nothing at or past `end`.
const char* DecodeVarints(const char* p, const char* end, size_t n,
                          uint32_t* values);

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_VARINT_LIST_H_
