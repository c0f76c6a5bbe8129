// The files that a command line's inputs stand for.

#ifndef TELUSUR_TOOLS_INPUT_FILE_WALKER_H_
#define TELUSUR_TOOLS_INPUT_FILE_WALKER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace telusur {

struct WalkedFile {
  std::string path;  // the argument, or the argument joined with what is under
  absl::Status status;   // of an entry that cannot be read; then it is no file
  uint64_t size = 0;     // bytes on disk, 0 when unknown (pipes)
  bool is_beir = false;  // the corpus of a BEIR folder: its ids are in "_id"
};

// Walks folders in the order of their names (bytes), so that the same files are
// the same input every time. In folders, names that begin with a dot, links to
// folders (they could lead in circles) and what is neither file nor folder are
// passed over; as an argument everything is taken as it is. Holds the names of
// one folder per level. One thread.
//
// Of a folder with corpus.jsonl and queries.jsonl, a collection in BEIR's form,
// only the first is an input.
class FileWalker {
 public:
  // `except_folder` is not entered; empty: none.
  FileWalker(std::vector<std::string> inputs, std::string except_folder);

  // False when all was seen.
  bool Next(WalkedFile* file);

 private:
  struct Folder {
    std::string path;
    std::vector<std::string> names;
    size_t next_name = 0;
    bool is_beir = false;
  };

  // Sorts out what `path` is: sets `*file`, enters a folder, or passes it over.
  // True when `*file` was set.
  bool Visit(const std::string& path, bool is_argument, WalkedFile* file);
  absl::Status Enter(const std::string& path);

  const std::vector<std::string> inputs_;
  const std::string except_folder_;
  size_t next_input_ = 0;
  std::vector<Folder> open_;  // outermost first
};

// Whether each argument is there and readable: the error names the first that
// is not.
absl::Status CheckInputsExist(const std::vector<std::string>& inputs);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_FILE_WALKER_H_
