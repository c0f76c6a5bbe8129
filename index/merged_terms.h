// The terms of several segments in one walk, each with the places of its
// postings.

#ifndef TELUSUR_INDEX_MERGED_TERMS_H_
#define TELUSUR_INDEX_MERGED_TERMS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "index/segment/term_dictionary.h"
#include "index/segment/term_info.h"

namespace telusur {

// A postings list in one of the segments.
struct ListPlace {
  uint32_t segment = 0;
  TermInfo info;
};

// Walks the union of an index's term dictionaries in order. One thread.
class MergedTerms {
 public:
  // Stands before the first term. The reader outlives the object.
  explicit MergedTerms(const IndexReader* reader);
  ~MergedTerms();

  // Moves to the next term.
  absl::Status Next();
  bool Valid() const { return valid_; }

  // The following REQUIRE Valid().
  absl::string_view term() const { return term_; }

  // The term's list in every segment that has it, in their order.
  const std::vector<ListPlace>& lists() const { return lists_; }

  // The spellings that were reduced to the term, sorted; and for each of them
  // its own postings, in the order of the segments. A segment in which the term
  // has one spelling has its postings in the term's list.
  const std::vector<std::string>& forms() const { return forms_; }
  const std::vector<std::vector<ListPlace>>& form_lists() const {
    return form_lists_;
  }

  // About how many bytes a reader of the lists touches.
  static uint64_t ListBytes(const std::vector<ListPlace>& lists);

 private:
  class Input;

  absl::Status Start();
  void AddInput(uint32_t segment, const Input& input);
  void AddForm(const std::string& form, ListPlace place);

  const IndexReader* const reader_;
  std::vector<std::unique_ptr<Input>> inputs_;
  bool valid_ = false;
  std::string term_;
  std::vector<ListPlace> lists_;
  std::vector<std::string> forms_;
  std::vector<std::vector<ListPlace>> form_lists_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_MERGED_TERMS_H_
