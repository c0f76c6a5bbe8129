// All inputs of a command line as one sequence of documents.

#ifndef TELUSUR_TOOLS_INPUT_INPUT_READER_H_
#define TELUSUR_TOOLS_INPUT_INPUT_READER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "index/document.h"
#include "tools/input/file_walker.h"
#include "tools/input/input_format.h"
#include "tools/input/input_stream.h"
#include "tools/input/record_reader.h"

namespace telusur {

struct InputOptions {
  // Of every input; absent: each input's content tells.
  absl::optional<InputFormat> format;

  ReaderOptions reader;

  // Not read although it lies in an input folder: the index being written.
  std::string except_folder;

  // Told the bytes of a large record before it is read (InputStream::set_grow).
  // Its error ends the reading.
  std::function<absl::Status(uint64_t)> before_large_record;
};

// Files are opened one after the other, in order. A file that cannot be opened,
// has no format we know or ends in damage is reported and counted; what came
// before stands and the next file follows. One thread.
class InputReader {
 public:
  // `inputs` are files, folders, and "-" for standard input.
  InputReader(const std::vector<std::string>& inputs,
              const InputOptions& options, ProblemSink report);

  // False when all inputs are read. Cancelled when the user interrupts; the
  // error of before_large_record or of `report`; there is no other one.
  absl::StatusOr<bool> Next(Document* document);

  const InputCounts& counts() const { return counts_; }

  // Bytes read from disk or pipe, compressed as they are.
  uint64_t file_bytes_read() const;

 private:
  // Opens the next file that can be read. False when there is none.
  absl::StatusOr<bool> OpenNext();
  absl::Status Open(const WalkedFile& file);
  void Close();
  absl::Status ReportFile(const std::string& path, const absl::Status& status);

  // `status`, kept as what ends the reading when it is an error.
  absl::Status KeepFatal(const absl::Status& status);

  const InputOptions options_;
  const ProblemSink report_;  // the caller's, its error kept
  FileWalker walker_;
  InputCounts counts_;
  absl::Status fatal_status_;  // of those whom the caller has told
  std::string path_;
  std::unique_ptr<InputStream> stream_;
  std::unique_ptr<RecordReader> reader_;
  uint64_t closed_bytes_ = 0;       // decompressed, of files read
  uint64_t closed_file_bytes_ = 0;  // the same, as they lie on disk
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_INPUT_READER_H_
