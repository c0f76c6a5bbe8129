// One conversation at the prompt: an index, settings, and the last answer.

#ifndef TELUSUR_TOOLS_REPL_SESSION_H_
#define TELUSUR_TOOLS_REPL_SESSION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "query/query.h"
#include "query/surface_list.h"
#include "tools/exit_code.h"
#include "tools/messages/messages.h"
#include "tools/output/result_format.h"
#include "tools/repl/session_output.h"
#include "tools/search/answer.h"

namespace telusur {

// What is asked of the index.
struct Question {
  std::string text;            // as typed; empty if `query` is given
  std::optional<Query> query;  // instead of what `text` would be read as
  std::optional<DocAddress> left_out;  // a document that is no answer
  std::string id;  // names the query in machine formats, if not empty
  uint32_t offset = 0;
};

// The state that lines change. What a line does is in execute_line.h; the parts
// are open to the commands. One thread.
class Session {
 public:
  // `reader` is that of the index in the folder `index`; `output` outlives the
  // session.
  Session(std::string index, std::unique_ptr<IndexReader> reader,
          SessionOutput* output, Language language);

  const std::string& index() const { return index_; }
  const IndexReader& reader() const { return *reader_; }
  SurfaceDictionary* surfaces() { return surfaces_.get(); }
  SessionOutput* output() { return output_; }
  Language language() const { return language_; }

  // Goes on with another reader of the same index. What was asked is forgotten:
  // addresses of documents mean others now.
  void TakeUp(std::unique_ptr<IndexReader> reader);

  template <typename... Parts>
  std::string Say(MessageId id, const Parts&... parts) const {
    return telusur::Say(language_, id, parts...);
  }

  // Tells the user something, behind the place that the line stands at.
  void Remark(absl::string_view text) const;

  // Tells the user an error and remembers the exit code of the first.
  void Fail(const absl::Status& status);

  // What the program's exit status says of the lines so far.
  ExitCode exit_code() const;

  QuerySettings settings;
  ResultFormat format;
  bool interactive = false;  // a person is typing
  bool timer = false;        // whether answers end with the time taken
  bool pager = true;         // whether long output goes through one
  bool quit = false;

  // "queries.txt:3: " before what is said about a line of a file.
  std::string place;

  // The file that .read names, until it is read.
  std::string script;

  // The last question that was answered, its answer, and the documents that
  // were shown of it, by rank from question->offset + 1.
  std::optional<Question> question;
  std::optional<Answer> answer;
  bool has_more = false;  // whether there are more hits behind these

  bool any_questions = false;
  bool any_hits = false;

  // The newest generation of the index that the user was told of.
  uint64_t announced_generation = 0;

 private:
  const std::string index_;
  std::unique_ptr<IndexReader> reader_;
  std::unique_ptr<SurfaceDictionary> surfaces_;
  SessionOutput* const output_;
  const Language language_;
  ExitCode failure_ = kExitOk;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_SESSION_H_
