#include "tools/commands/describe_inputs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "index/io/checksum.h"
#include "tools/input/file_walker.h"

namespace telusur {
namespace {

constexpr size_t kHashedBytes = 1 << 20;

// Size, time of change and the hash, or what is wrong with the file: a file
// that cannot be read is no part of an index, as long as it stays like that.
std::string DescribeFile(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return absl::StrCat("unreadable (errno ", errno, ")");
  struct stat info;
  std::string description = "no regular file";
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    const std::unique_ptr<char[]> head(new char[kHashedBytes]);
    size_t size = 0;
    ssize_t n = 0;
    do {
      n = read(fd, head.get() + size, kHashedBytes - size);
      size += std::max<ssize_t>(n, 0);
    } while (size < kHashedBytes && (n > 0 || (n < 0 && errno == EINTR)));
    description =
        absl::StrFormat("%d bytes, changed at %d.%09d, beginning with %016x",
                        info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec,
                        Checksum64(absl::string_view(head.get(), size)));
  }
  close(fd);
  return description;
}

void AddFlags(const InputOptions& options, BuildJob* job) {
  job->push_back(
      {"--format", options.format.has_value()
                       ? absl::StrCat(static_cast<int>(*options.format))
                       : "detected"});
  job->push_back({"--max-document-bytes",
                  absl::StrCat(options.reader.max_document_bytes)});
  const FieldNames& fields = options.reader.fields;
  job->push_back({"--id-field", fields.id});
  job->push_back({"--title-field", fields.title});
  job->push_back({"--text-field", fields.text});
  job->push_back({"--url-field", fields.url});
  job->push_back({"--date-field", fields.date});
  job->push_back({"--source-field", fields.source});
}

}  // namespace

absl::StatusOr<BuildJob> DescribeInputs(const BuildIndexRequest& request) {
  BuildJob job;
  AddFlags(request.input_options, &job);
  FileWalker walker(request.inputs, request.output);
  WalkedFile file;
  while (walker.Next(&file)) {
    if (file.path != "-") {
      job.push_back({file.path, DescribeFile(file.path)});
    } else if (request.index_options.resume) {
      return absl::InvalidArgumentError(
          "standard input cannot be resumed: a second build cannot read it "
          "again");
    } else {
      return BuildJob();
    }
  }
  return job;
}

}  // namespace telusur
