#include "tools/commands/build_report.h"

#include <sys/resource.h>

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "index/segment/segment_format.h"
#include "tools/byte_size.h"
#include "tools/counted.h"
#include "tools/message.h"
#include "tools/output/json_text.h"

namespace telusur {
namespace {

// Appends `"name":number,`.
void AppendNumber(absl::string_view name, uint64_t number, std::string* out) {
  absl::StrAppend(out, "\"", name, "\":", number, ",");
}

void AppendSeconds(absl::string_view name, double seconds, std::string* out) {
  absl::StrAppendFormat(out, "\"%s\":%.6f,", name, seconds);
}

// Ends an object or a list whose last item has a comma behind it.
void AppendEnd(absl::string_view end, std::string* out) {
  if (out->back() == ',') out->pop_back();
  absl::StrAppend(out, end);
}

// Records that were documents or should have been.
uint64_t NumRecords(const InputCounts& counts) {
  return counts.num_documents + counts.num_skipped;
}

// Documents of this build whose id came again in it.
uint64_t NumRepeated(const InputCounts& counts, const BuildReport& report) {
  return counts.num_documents - report.num_documents;
}

void AppendCounts(const InputCounts& counts, const BuildReport& report,
                  std::string* out) {
  AppendNumber("records", NumRecords(counts), out);
  AppendNumber("documents", report.num_documents, out);
  AppendNumber("repeated", NumRepeated(counts, report), out);
  AppendNumber("replaced", report.num_replaced, out);
  AppendNumber("skipped", counts.num_skipped, out);
  out->append("\"skipped_by_reason\":{");
  for (const auto& [reason, count] : counts.skipped_by_reason) {
    AppendJsonString(reason, out);
    absl::StrAppend(out, ":", count, ",");
  }
  AppendEnd("},", out);
  AppendNumber("passed_over", counts.num_passed_over, out);
  AppendNumber("failed_files", counts.num_failed_files, out);
  AppendNumber("without_id", counts.num_without_id, out);
  AppendNumber("dates_unreadable", report.num_dates_unreadable, out);
  AppendNumber("invalid_bytes", report.num_invalid_bytes, out);
  AppendNumber("dropped_terms", report.num_dropped_terms, out);
  AppendNumber("tokens", report.segment.num_tokens, out);
  AppendNumber("postings", report.segment.num_postings, out);
  AppendNumber("terms", report.segment.num_terms, out);
  AppendNumber("input_bytes", counts.num_bytes, out);
  AppendNumber("index_bytes", report.index_bytes, out);
  AppendNumber("runs", report.num_runs, out);
}

}  // namespace

void PrintNotes(const InputCounts& counts, const BuildReport& report) {
  if (!counts.ignored_fields.empty()) {
    PrintMessage(absl::StrCat("fields that were not indexed: ",
                              absl::StrJoin(counts.ignored_fields, ", ")));
  }
  if (counts.num_passed_over > 0) {
    PrintMessage(
        absl::StrCat("records without a page (requests, images, errors ...): ",
                     counts.num_passed_over));
  }
  if (counts.num_without_id > 0) {
    PrintMessage(absl::StrCat(Counted(counts.num_without_id, "record"),
                              " without an id, named after file and line"));
  }
  if (report.num_replaced > 0) {
    PrintMessage(absl::StrCat(Counted(report.num_replaced, "document"),
                              " replaced by a later one with the same id"));
  }
  if (report.num_dates_unreadable > 0) {
    PrintMessage(absl::StrCat(Counted(report.num_dates_unreadable, "date"),
                              " could not be read"));
  }
  if (report.num_invalid_bytes > 0) {
    PrintMessage(absl::StrCat(Counted(report.num_invalid_bytes, "byte"),
                              " that are no UTF-8"));
  }
  if (report.num_dropped_terms > 0) {
    PrintMessage(absl::StrCat(Counted(report.num_dropped_terms, "word"),
                              " too long to be indexed"));
  }
}

std::string Summary(const InputCounts& counts, const BuildReport& report,
                    absl::Duration elapsed) {
  const double seconds = absl::ToDoubleSeconds(elapsed);
  std::string summary = absl::StrCat(
      Counted(NumRecords(counts), "record"), ": ", report.num_documents,
      " indexed, ", NumRepeated(counts, report), " replaced, ",
      counts.num_skipped, " skipped; ", Counted(counts.num_bytes, "byte"));
  absl::StrAppendFormat(&summary, ", %.1f s", seconds);
  if (seconds > 0) {
    absl::StrAppendFormat(&summary, " (%.1f MB/s)",
                          counts.num_bytes / seconds / 1e6);
  }
  absl::StrAppend(&summary, ", index ", FormatByteSize(report.index_bytes),
                  "\n");
  for (const auto& [reason, count] : counts.skipped_by_reason) {
    absl::StrAppend(&summary, "  ", count, " skipped: ", reason, "\n");
  }
  if (counts.num_failed_files > 0) {
    absl::StrAppend(&summary, "  ", Counted(counts.num_failed_files, "file"),
                    " not read, or not to the end\n");
  }
  return summary;
}

std::string JsonReport(const InputCounts& counts, const BuildReport& report,
                       const IndexOptions& options) {
  std::string json = "{";
  AppendCounts(counts, report, &json);
  json.append("\"section_bytes\":{");
  for (int i = 0; i < kNumSections; ++i) {
    AppendNumber(SectionName(static_cast<SectionId>(i)),
                 report.layout.section_sizes[i], &json);
  }
  AppendEnd("},", &json);
  json.append("\"phases\":[");
  for (int i = 0; i < kNumBuildPhases; ++i) {
    json.append("{");
    AppendJsonField("name", kBuildPhaseNames[i], &json);
    AppendSeconds("wall_seconds", report.phases[i].wall_seconds, &json);
    AppendSeconds("cpu_seconds", report.phases[i].cpu_seconds, &json);
    AppendEnd("},", &json);
  }
  AppendEnd("],", &json);
  double wall_seconds = 0;
  for (const PhaseTime& time : report.phases) wall_seconds += time.wall_seconds;
  AppendSeconds("wall_seconds", wall_seconds, &json);
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  AppendSeconds("cpu_seconds",
                usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
                    1e-6 * (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec),
                &json);
  AppendNumber("peak_rss_bytes", uint64_t(usage.ru_maxrss) << 10, &json);
  AppendNumber("threads", options.num_threads, &json);
  AppendNumber("memory_bytes", options.memory_bytes, &json);
  AppendEnd("}\n", &json);
  return json;
}

}  // namespace telusur
