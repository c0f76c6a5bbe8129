#include "tools/search/query_file.h"

#include <sys/stat.h>

#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "index/document.h"
#include "index/io/status_macros.h"
#include "tools/input/record_reader.h"

namespace telusur {
namespace {

// Room for a query's id on its line, and for what else JSON has.
constexpr uint64_t kMaxIdBytes = 64 << 10;

FieldNames BeirFields() {
  FieldNames fields;
  fields.id = "_id";
  fields.title = fields.url = fields.date = fields.source = "";
  return fields;
}

absl::Status WithPath(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(path, ": ", status.message()));
}

std::string FileOf(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) return path;
  const std::string file = absl::StrCat(path, "/queries.jsonl");
  const std::string compressed = absl::StrCat(file, ".gz");
  const bool plain = stat(file.c_str(), &info) == 0;
  return !plain && stat(compressed.c_str(), &info) == 0 ? compressed : file;
}

}  // namespace

absl::StatusOr<std::unique_ptr<QueryFile>> QueryFile::Open(
    const std::string& path, uint64_t max_query_bytes) {
  const std::string file = FileOf(path);
  const std::string name = file == "-" ? "stdin" : file;
  absl::StatusOr<std::unique_ptr<InputStream>> stream = InputStream::Open(file);
  if (!stream.ok()) return WithPath(name, stream.status());
  // A first line that cannot be read is met again by Next.
  (*stream)->SkipByteOrderMark().IgnoreError();
  (*stream)->Fill(2).IgnoreError();
  const bool is_json = absl::StartsWith((*stream)->window(), "{\"");
  return absl::WrapUnique(new QueryFile(name, std::move(*stream), is_json,
                                        max_query_bytes + kMaxIdBytes));
}

QueryFile::QueryFile(std::string path, std::unique_ptr<InputStream> stream,
                     bool is_json, uint64_t max_line_bytes)
    : path_(std::move(path)),
      stream_(std::move(stream)),
      is_json_(is_json),
      lines_(stream_.get(), max_line_bytes),
      json_(BeirFields()) {}

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
  if (is_json_ && !line.too_long) {
    ParseJson(line.text, query);
  } else {
    ParseLine(line.text, query);
  }
  if (query->id.empty()) query->id = absl::StrCat(line.number);
  return true;
}

void QueryFile::ParseLine(absl::string_view line, NamedQuery* query) const {
  const size_t tab = line.find('\t');
  if (tab != absl::string_view::npos) {
    query->id = std::string(line.substr(0, tab));
    line.remove_prefix(tab + 1);
  }
  query->text = std::string(line);
}

void QueryFile::ParseJson(absl::string_view line, NamedQuery* query) {
  Document document;
  JsonProblem problem;
  if (!json_.Parse(line, &document, &problem)) {
    query->problem = problem.reason;
    return;
  }
  query->id = std::move(document.id);
  query->text = std::move(document.text);
}

}  // namespace telusur
