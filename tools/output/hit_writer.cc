#include "tools/output/hit_writer.h"

namespace telusur {

void HitWriter::Add(const ShownHit& hit) {
  switch (format_) {
    case ResultFormat::kTable:
      return table_.Add(hit);
    case ResultFormat::kJson:
      out_->append(is_open_ ? ",\n" : "[");
      is_open_ = true;
      return AppendJsonHit(hit, out_);
    default:
      AppendHit(format_, style_, hit, out_);
  }
}

void HitWriter::Finish() {
  table_.Finish();
  if (format_ != ResultFormat::kJson) return;
  out_->append(is_open_ ? "]\n" : "[]\n");
  is_open_ = false;
}

}  // namespace telusur
