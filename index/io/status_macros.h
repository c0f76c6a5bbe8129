// Early returns for absl::Status and absl::StatusOr.

#ifndef TELUSUR_INDEX_IO_STATUS_MACROS_H_
#define TELUSUR_INDEX_IO_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define RETURN_IF_ERROR(expression)                  \
  do {                                               \
    absl::Status telusur_status = (expression);      \
    if (!telusur_status.ok()) return telusur_status; \
  } while (false)

#define TELUSUR_CONCAT_INNER(a, b) a##b
#define TELUSUR_CONCAT(a, b) TELUSUR_CONCAT_INNER(a, b)

#define TELUSUR_ASSIGN_OR_RETURN(result, target, expression) \
  auto result = (expression);                                \
  if (!result.ok()) return std::move(result).status();       \
  target = *std::move(result)

#define ASSIGN_OR_RETURN(target, expression)                                  \
  TELUSUR_ASSIGN_OR_RETURN(TELUSUR_CONCAT(telusur_result_, __LINE__), target, \
                           expression)

#endif  // TELUSUR_INDEX_IO_STATUS_MACROS_H_
