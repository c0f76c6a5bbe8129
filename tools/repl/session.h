// One conversation at the prompt: an index, settings, and the last answer.

#ifndef TELUSUR_TOOLS_REPL_SESSION_H_
#define TELUSUR_TOOLS_REPL_SESSION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "query/surface_list.h"
#include "tools/output/file_output.h"
#include "tools/output/result_format.h"
#include "tools/search/answer.h"

namespace telusur {

// One thread. Its parts are open to the dot commands (dot_commands.h).
class Session {
 public:
  // `output` must outlive this.
  Session(std::unique_ptr<IndexReader> reader, FileOutput* output,
          const ResultStyle& style);

  // Does what a line says: runs a dot command, or answers a query. Blank lines
  // do nothing. `query_id` names the query in machine formats, if not empty.
  //
  // What is wrong with the line is told to the user and is no error; an error
  // means that results cannot be written.
  absl::Status Execute(absl::string_view line, const std::string& query_id);

  const IndexReader& reader() const { return *reader_; }
  FileOutput* output() { return output_; }
  const ResultStyle& style() const { return style_; }

  QuerySettings settings;
  ResultFormat format;
  bool timer = false;  // whether text results end with the time taken
  bool quit = false;

  // Addresses of the hits shown last, by rank from `first_rank`.
  std::vector<DocAddress> shown_hits;
  uint64_t first_rank = 1;

  bool any_hits() const { return any_hits_; }

 private:
  absl::Status AnswerLine(absl::string_view line, const std::string& query_id);
  void AppendFooter(const Answer& answer, double milliseconds);

  const std::unique_ptr<IndexReader> reader_;
  SurfaceDictionary surfaces_;
  FileOutput* const output_;
  const ResultStyle style_;
  bool any_hits_ = false;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_SESSION_H_
