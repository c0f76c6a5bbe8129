// What a build is told, and what it tells.

#ifndef TELUSUR_INDEX_INDEX_OPTIONS_H_
#define TELUSUR_INDEX_INDEX_OPTIONS_H_

#include <array>
#include <cstdint>

#include "index/analysis/analyzer.h"
#include "index/build_state.h"
#include "index/segment/compressed_block.h"
#include "index/segment/impact.h"
#include "index/segment/segment_format.h"

namespace telusur {

inline constexpr uint64_t kMinMemoryBytes = 32 << 20;
inline constexpr int kMaxThreads = 256;

struct IndexOptions {
  // Whether the build adds a segment to the index that is there, instead of
  // replacing it. Analyzer and bm25 must then be the index's, and store_text
  // should. Documents of the index whose ids come again are deleted.
  bool append = false;

  AnalyzerOptions analyzer;

  // For the impacts by which queries prune; queries may use other values.
  Bm25Parameters bm25;

  PostingsCompression compression = PostingsCompression::kAuto;

  // Whether documents' fields are kept, for snippets and `get`.
  bool store_text = true;

  // What the build may hold in memory, at least kMinMemoryBytes.
  uint64_t memory_bytes = uint64_t{1} << 30;

  // Threads that work, the caller's included: 1 to kMaxThreads. The bytes of
  // the index do not depend on it, nor on memory_bytes.
  int num_threads = 1;

  // What the index is made of, beside the options above: the inputs. A build
  // that has none cannot be resumed.
  BuildJob inputs;

  // Whether to go on from where an interrupted build came.
  bool resume = false;
};

// The parts of a build, in their order.
enum class BuildPhase {
  kDocuments,  // reading, analysing and inverting them, and writing runs
  kIds,        // finding the ids that came again
  kFields,     // the documents' ids, stored text and columns
  kTerms,      // merging runs and encoding postings lists
  kFile,       // putting the segment together, syncing it, and the commit
};
inline constexpr int kNumBuildPhases = 5;
inline constexpr std::array<const char*, kNumBuildPhases> kBuildPhaseNames = {
    "documents", "ids", "fields", "terms", "file"};

struct PhaseTime {
  double wall_seconds = 0;
  double cpu_seconds = 0;  // of all threads of the process
};

// What a build did.
struct BuildReport {
  uint64_t num_documents = 0;  // in the new segment
  uint64_t num_replaced = 0;   // documents whose id came again
  uint64_t num_dates_unreadable = 0;
  uint64_t num_invalid_bytes = 0;
  uint64_t num_dropped_terms = 0;
  uint64_t num_runs = 0;  // written to disk
  uint64_t index_bytes = 0;
  SegmentMetadata segment;
  SegmentLayout layout;
  std::array<PhaseTime, kNumBuildPhases> phases;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_INDEX_OPTIONS_H_
