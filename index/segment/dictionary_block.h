// A block of the term dictionary: front-coded terms, and what is known of each.
// The format is in term_dictionary.h.

#ifndef TELUSUR_INDEX_SEGMENT_DICTIONARY_BLOCK_H_
#define TELUSUR_INDEX_SEGMENT_DICTIONARY_BLOCK_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "index/segment/term_info.h"

namespace telusur {

inline constexpr int kTermsPerBlock = 16;

// The longest key: a term, the separator and a form.
inline constexpr uint32_t kMaxKeyBytes = 2 * 255 + 1;

// The number of bytes with which both begin.
size_t SharedPrefix(absl::string_view a, absl::string_view b);

// Appends `text` as it differs from `before`.
void AppendFrontCoded(absl::string_view before, absl::string_view text,
                      std::string* out);

// Appends the info of `term`, whose single form is `form`; empty: it has
// several, or none.
void AppendInfo(absl::string_view term, const TermInfo& info,
                absl::string_view form, std::string* out);

// The decoders below read nothing at or past `end`, and return the end of what
// they decoded, or nullptr at damage.

// Replaces what `*text`, the text before, has behind its shared prefix.
const char* DecodeFrontCoded(const char* p, const char* end, std::string* text);

// Decodes an info but for its form. `*info` holds the list's offsets and is
// otherwise new. A form follows if `*spelled`.
const char* DecodeInfo(const char* p, const char* end, uint32_t num_docs,
                       TermInfo* info, bool* spelled);

// Sets `*form` to the spelling of the single form of `term`; empty if it has
// none of its own.
const char* DecodeForm(const char* p, const char* end, absl::string_view term,
                       bool spelled, std::string* form);

// Sets the offsets of `*next` to those of the list behind that of `info`.
void AdvanceOffsets(const TermInfo& info, TermInfo* next);

// Where the parts of a block's content stand.
struct DictionaryBlock {
  TermInfo offsets;  // of the first list
  uint32_t num_terms = 0;
  const char* terms = nullptr;
  const char* infos = nullptr;  // the end of the terms
  const char* end = nullptr;
};

// False at damage.
bool ParseDictionaryBlock(absl::string_view content, DictionaryBlock* block);

// Looks for `key` in a block's content. Sets `*info` and `*form` (DecodeForm)
// if it is there.
enum class FindResult { kFound, kAbsent, kDamage };
FindResult FindInBlock(absl::string_view content, absl::string_view key,
                       uint32_t num_docs, TermInfo* info, std::string* form);

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_DICTIONARY_BLOCK_H_
