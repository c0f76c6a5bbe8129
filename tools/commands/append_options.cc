#include "tools/commands/append_options.h"

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

struct SharedFlag {
  const char* name;
  bool (*agree)(const IndexOptions& flags, const IndexOptions& index);
};

constexpr SharedFlag kSharedFlags[] = {
    {"--analyzer",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.analyzer.name == index.analyzer.name;
     }},
    {"--stemming",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.analyzer.stemming == index.analyzer.stemming;
     }},
    {"--informal",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.analyzer.informal == index.analyzer.informal;
     }},
    {"--old-spelling",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.analyzer.old_spelling == index.analyzer.old_spelling;
     }},
    {"--boilerplate",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.analyzer.drop_boilerplate ==
              index.analyzer.drop_boilerplate;
     }},
    {"--lexicon",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.analyzer.lexicon == index.analyzer.lexicon;
     }},
    {"--no-store",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.store_text == index.store_text;
     }},
    {"--k1",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.bm25.k1 == index.bm25.k1;
     }},
    {"--b",
     [](const IndexOptions& flags, const IndexOptions& index) {
       return flags.bm25.b == index.bm25.b;
     }},
};

// What the index says of itself, as one line.
std::string Describe(const IndexOptions& index) {
  return absl::StrCat(index.analyzer.Describe(), ", k1 ", index.bm25.k1, ", b ",
                      index.bm25.b, index.store_text ? "" : ", no stored text");
}

}  // namespace

absl::Status TakeOptionsOfIndex(const CLI::App& command,
                                const std::string& directory,
                                IndexOptions* options) {
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> reader,
                   IndexReader::Open(FileSystem::Posix(), directory));
  IndexOptions index = *options;
  index.analyzer = reader->analyzer().options();
  index.bm25.k1 = reader->manifest().k1;
  index.bm25.b = reader->manifest().b;
  if (reader->num_segments() > 0) {
    index.store_text = reader->segment(0).metadata().has_stored_text;
  }
  for (const SharedFlag& flag : kSharedFlags) {
    if (command.count(flag.name) > 0 && !flag.agree(*options, index)) {
      return absl::InvalidArgumentError(absl::StrCat(
          flag.name, " says something else than the index ", directory, " (",
          Describe(index), "); leave it out, or build a new index"));
    }
  }
  *options = index;
  return absl::OkStatus();
}

}  // namespace telusur
