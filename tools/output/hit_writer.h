// Writes answers, hit by hit, in any of the formats.

#ifndef TELUSUR_TOOLS_OUTPUT_HIT_WRITER_H_
#define TELUSUR_TOOLS_OUTPUT_HIT_WRITER_H_

#include <string>

#include "tools/output/hit_table.h"
#include "tools/output/result_format.h"

namespace telusur {

// One thread.
class HitWriter {
 public:
  // Appends to `*out`, which outlives this and may be emptied between calls.
  HitWriter(ResultFormat format, const ResultStyle& style, std::string* out)
      : format_(format),
        style_(style),
        out_(out),
        table_(style.to_terminal ? style.columns : 0, out) {}

  void Add(const ShownHit& hit);

  // Ends the answer; the next hit begins another. Needed after an answer
  // without hits, too, and after one that was broken off.
  void Finish();

 private:
  const ResultFormat format_;
  const ResultStyle style_;
  std::string* const out_;
  HitTable table_;
  bool is_open_ = false;  // a JSON array
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_HIT_WRITER_H_
