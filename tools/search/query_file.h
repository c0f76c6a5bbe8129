// Files of queries: one a line, or an id, a tab and a query.

#ifndef TELUSUR_TOOLS_SEARCH_QUERY_FILE_H_
#define TELUSUR_TOOLS_SEARCH_QUERY_FILE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/input_stream.h"
#include "tools/input/line_reader.h"

namespace telusur {

struct NamedQuery {
  uint64_t line = 0;  // from 1
  std::string id;     // what stood before the tab, else the line's number
  std::string text;
  bool too_long = false;  // the text was over the limit and is left out
};

// One thread.
class QueryFile {
 public:
  // `path` may be "-" and may be compressed. Errors name the path.
  static absl::StatusOr<std::unique_ptr<QueryFile>> Open(
      const std::string& path, uint64_t max_query_bytes);

  // Reads the next query; blank lines are passed over. False at the end.
  absl::StatusOr<bool> Next(NamedQuery* query);

 private:
  QueryFile(std::string path, std::unique_ptr<InputStream> stream,
            uint64_t max_line_bytes);

  const std::string path_;
  const std::unique_ptr<InputStream> stream_;
  LineReader lines_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_QUERY_FILE_H_
