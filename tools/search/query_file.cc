#include "tools/search/query_file.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Room for a query's id on its line.
constexpr uint64_t kMaxIdBytes = 64 << 10;

absl::Status WithPath(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(path, ": ", status.message()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<QueryFile>> QueryFile::Open(
    const std::string& path, uint64_t max_query_bytes) {
  const std::string name = path == "-" ? "stdin" : path;
  absl::StatusOr<std::unique_ptr<InputStream>> stream = InputStream::Open(path);
  if (!stream.ok()) return WithPath(name, stream.status());
  return std::unique_ptr<QueryFile>(
      new QueryFile(name, *std::move(stream), max_query_bytes + kMaxIdBytes));
}

QueryFile::QueryFile(std::string path, std::unique_ptr<InputStream> stream,
                     uint64_t max_line_bytes)
    : path_(std::move(path)),
      stream_(std::move(stream)),
      lines_(stream_.get(), max_line_bytes) {}

absl::StatusOr<bool> QueryFile::Next(NamedQuery* query) {
  Line line;
  for (;;) {
    absl::StatusOr<bool> more = lines_.Next(&line);
    if (!more.ok()) return WithPath(path_, more.status());
    if (!*more) return false;
    if (line.too_long || !absl::StripAsciiWhitespace(line.text).empty()) break;
  }
  *query = NamedQuery();
  query->line = line.number;
  query->too_long = line.too_long;
  const size_t tab = line.text.find('\t');
  if (tab == absl::string_view::npos) {
    query->id = absl::StrCat(line.number);
    query->text = std::string(line.text);
  } else {
    query->id = std::string(line.text.substr(0, tab));
    query->text = std::string(line.text.substr(tab + 1));
  }
  return true;
}

}  // namespace telusur
