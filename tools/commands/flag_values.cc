#include "tools/commands/flag_values.h"

#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "index/index_options.h"
#include "tools/byte_size.h"
#include "tools/system_memory.h"

namespace telusur {

CLI::Option* AddSizeFlag(CLI::App* command, const std::string& name,
                         uint64_t min, uint64_t* size,
                         const std::string& description) {
  const auto read = [size, min, name](const std::string& text) {
    absl::StatusOr<uint64_t> value = ParseByteSize(text);
    if (!value.ok()) {
      throw CLI::ValidationError(name, std::string(value.status().message()));
    }
    if (*value < min) {
      throw CLI::ValidationError(
          name, absl::StrCat("at least ", FormatByteSize(min)));
    }
    *size = *value;
  };
  CLI::Option* option =
      command->add_option_function<std::string>(name, read, description);
  option->type_name("SIZE")->default_str(FormatByteSize(*size));
  return option;
}

void AddMemoryFlag(CLI::App* command, uint64_t* bytes) {
  *bytes = std::max(SystemMemoryBytes() / 4, kMinMemoryBytes);
  AddSizeFlag(command, "--memory", kMinMemoryBytes, bytes,
              "Memory that it may use [a quarter of the machine's]")
      ->default_str("");
}

CLI::Option* AddNumberFlag(CLI::App* command, const std::string& name,
                           double min, double max,
                           std::optional<double>* number,
                           const std::string& description) {
  const auto read = [number, min, max, name](const std::string& text) {
    double value;
    if (!absl::SimpleAtod(text, &value) || !(value >= min && value <= max)) {
      throw CLI::ValidationError(
          name,
          absl::StrCat("\"", text, "\" is no number from ", min, " to ", max));
    }
    *number = value;
  };
  return command->add_option_function<std::string>(name, read, description)
      ->type_name("NUMBER");
}

}  // namespace telusur
