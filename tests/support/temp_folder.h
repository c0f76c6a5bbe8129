// A folder that lives as long as a test.

#ifndef TELUSUR_TESTS_SUPPORT_TEMP_FOLDER_H_
#define TELUSUR_TESTS_SUPPORT_TEMP_FOLDER_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

class TempFolder {
 public:
  TempFolder() {
    const char* parent = getenv("TEST_TMPDIR");
    path_ = std::string(parent == nullptr ? "/tmp" : parent) + "/folderXXXXXX";
    if (mkdtemp(path_.data()) == nullptr) abort();
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string Path(const std::string& name) const { return path_ + "/" + name; }

  // Writes a file, with the folders above it; returns its path.
  std::string Write(const std::string& name, absl::string_view bytes) const {
    const std::string file = Path(name);
    std::filesystem::create_directories(
        std::filesystem::path(file).parent_path());
    std::ofstream(file, std::ios::binary).write(bytes.data(), bytes.size());
    return file;
  }

 private:
  std::string path_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_TEMP_FOLDER_H_
