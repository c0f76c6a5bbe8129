#include "tools/exit_code.h"

namespace telusur {

ExitCode ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kExitOk;
    case absl::StatusCode::kInvalidArgument:
      return kExitUsage;
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kFailedPrecondition:  // a folder that is no index
      return kExitMissing;
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnimplemented:  // of a newer program's format
      return kExitDamaged;
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kOutOfRange:
      return kExitLimit;
    case absl::StatusCode::kCancelled:
      return kExitInterrupted;
    default:  // errno's, of which a full disk is kResourceExhausted
      return kExitIo;
  }
}

}  // namespace telusur
