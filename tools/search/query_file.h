// Files of queries.
//
//   query                                 its id is the line's number
//   id<TAB>query
//   {"_id":"id","text":"query", ...}      BEIR; the file's first line tells

#ifndef TELUSUR_TOOLS_SEARCH_QUERY_FILE_H_
#define TELUSUR_TOOLS_SEARCH_QUERY_FILE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/input_stream.h"
#include "tools/input/json_document.h"
#include "tools/input/line_reader.h"

namespace telusur {

struct NamedQuery {
  uint64_t line = 0;  // from 1
  std::string id;     // the line's number when it has none
  std::string text;

  // Why the text is left out: it was over the limit, or what is wrong with it.
  bool too_long = false;
  std::string problem;
};

// One thread.
class QueryFile {
 public:
  // `path` may be "-" and may be compressed; a folder stands for queries.jsonl
  // in it. Errors name the path.
  static absl::StatusOr<std::unique_ptr<QueryFile>> Open(
      const std::string& path, uint64_t max_query_bytes);

  // Reads the next query; blank lines are passed over. False at the end.
  absl::StatusOr<bool> Next(NamedQuery* query);

 private:
  QueryFile(std::string path, std::unique_ptr<InputStream> stream, bool is_json,
            uint64_t max_line_bytes);

  void ParseLine(absl::string_view line, NamedQuery* query) const;
  void ParseJson(absl::string_view line, NamedQuery* query);

  const std::string path_;
  const std::unique_ptr<InputStream> stream_;
  const bool is_json_;
  LineReader lines_;
  JsonDocumentParser json_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_QUERY_FILE_H_
