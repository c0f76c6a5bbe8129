// A block of the term dictionary: up to kTermsPerBlock entries, front-coded.
//
// What a lookup compares, and what it passes over, stand in columns of fixed
// width, so that neither is a walk from one number of unknown length to the
// next:
//
//   content    : head : fixed16           bits 0-3, 4-7, 8-11 the bytes of the
//                                         three offsets, 12-15 num_terms - 1
//                infos_bytes, suffixes_bytes : fixed16
//                postings_offset, positions_offset, skip_offset : number
//                shape : u8 x num_terms | info_shape : fixed16 x num_terms
//                | info x num_terms | suffix x num_terms
//                | (shape : u8, suffix) x spelled entries
//   number     : little-endian, in no more bytes than it needs: none for 0, and
//                at most 7
//   shape      : min(shared, 15) << 4 | min(size, 15): what the text shares
//                with the one before, and how much follows
//   suffix     : [shared - 15 : varint32, if shared >= 15]
//                [size - 15 : varint32, if size >= 15] size bytes
//   info_shape : bits 0-2, 3-5, 6-8, 9-11 the bytes of an info's numbers, bit
//                12 spelled, bit 13 is_form, bit 14 has impacts
//   info       : df - 1, cf - df, doc_id if df == 1 and else postings_bytes,
//                position if cf == 1 and else positions_bytes : number
//                [max_impact, kth_impact x 3 : u8, if df >= kMinDfForImpacts]
//
// A list's offsets are the block's plus the bytes of the lists before. The form
// of a spelled entry is front-coded after the entry's term.
//
// Example: the term "a" of one posting in document 5, at position 300, whose
// lists begin at 0, is the head 0000, 3 bytes of infos and 1 of suffixes, the
// shape 01, the info_shape 0440 and 05 2C 01 61.

#ifndef TELUSUR_INDEX_SEGMENT_DICTIONARY_BLOCK_H_
#define TELUSUR_INDEX_SEGMENT_DICTIONARY_BLOCK_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "index/segment/term_info.h"

namespace telusur {

inline constexpr int kTermsPerBlock = 16;

// The longest key: a term, the separator and a form.
inline constexpr uint32_t kMaxKeyBytes = 2 * 255 + 1;

struct TermEntry {
  std::string term;  // or a FormKey, if info.is_form
  TermInfo info;
  std::string form;  // the spelling of a term's single form; empty: the term's
};

// Writes blocks. Reuses its buffers. One thread.
class DictionaryBlockWriter {
 public:
  // Adds an entry; `single_form` is empty when the term has several forms, or
  // none. REQUIRES: num_terms() < kTermsPerBlock; terms increase within a
  // block.
  void Add(absl::string_view term, const TermInfo& info,
           absl::string_view single_form);

  int num_terms() const { return num_terms_; }

  // Appends the block's content and begins the next. REQUIRES: num_terms() > 0.
  void Finish(std::string* content);

 private:
  int num_terms_ = 0;
  TermInfo first_;  // of whose lists the block has the offsets
  std::string last_term_;
  std::string shapes_;
  std::string info_shapes_;
  std::string infos_;
  std::string suffixes_;
  std::string forms_;
};

// Reads a block's entries in order. One thread.
class DictionaryBlockReader {
 public:
  // Stands before the first entry. False at damage. `content` outlives the
  // reader.
  bool Open(absl::string_view content);

  uint32_t num_left() const { return num_terms_ - next_; }

  // Replaces `*entry`, which is the one that was read before, by the next.
  // False at damage; doc_ids must be below `num_docs`. REQUIRES: num_left() >
  // 0.
  bool Next(uint32_t num_docs, TermEntry* entry);

  // Looks for `key` and sets `*info` and `*form`, as in TermEntry, if it is
  // there. REQUIRES: no entry was read yet.
  enum class FindResult { kFound, kAbsent, kDamage };
  FindResult Find(absl::string_view key, uint32_t num_docs, TermInfo* info,
                  std::string* form);

 private:
  // Find the place of `key` among the terms: by the column of shapes, and term
  // by term if it has large numbers or is damaged.
  FindResult FindTerm(absl::string_view key, uint32_t* place) const;
  FindResult FindTermByTerm(absl::string_view key, uint32_t* place) const;

  // Pass over what belongs to the first `n` entries; over forms only if the
  // next has one. False at damage.
  bool SkipInfos(uint32_t n);
  bool SkipForms(uint32_t n);

  bool ReadInfo(uint32_t num_docs, TermInfo* info);
  bool ReadForm(absl::string_view term, std::string* form);
  uint16_t InfoShape(uint32_t place) const;

  uint32_t num_terms_ = 0;
  uint32_t next_ = 0;
  TermInfo offsets_;  // of the next list
  const char* shapes_ = nullptr;
  const char* info_shapes_ = nullptr;
  const char* info_ = nullptr;
  const char* infos_end_ = nullptr;
  const char* suffix_ = nullptr;
  const char* suffixes_end_ = nullptr;
  const char* form_ = nullptr;
  const char* end_ = nullptr;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_DICTIONARY_BLOCK_H_
