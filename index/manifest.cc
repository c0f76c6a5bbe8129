#include "index/manifest.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "index/io/checksum.h"
#include "index/io/status_macros.h"
#include "index/types.h"

namespace telusur {
namespace {

constexpr char kMagic[] = "telusur manifest ";
constexpr uint64_t kVersion = 1;
constexpr char kNone[] = "none";  // no features; no deletions file
constexpr uint64_t kMaxNumber = ~uint64_t{0} >> 1;

std::string FormatDouble(double value) {
  char digits[32];
  return std::string(digits,
                     std::to_chars(digits, digits + sizeof(digits), value).ptr);
}

std::string FormatId(uint64_t id) { return absl::StrFormat("%016x", id); }

// The readers below accept exactly what is written, so that every manifest has
// one text.

bool ParseNumber(absl::string_view text, uint64_t max, uint64_t* value) {
  return absl::SimpleAtoi(text, value) && *value <= max &&
         absl::StrCat(*value) == text;
}

bool ParseNumber(absl::string_view text, uint32_t max, uint32_t* value) {
  uint64_t wide;
  if (!ParseNumber(text, uint64_t{max}, &wide)) return false;
  *value = static_cast<uint32_t>(wide);
  return true;
}

bool ParseDouble(absl::string_view text, double* value) {
  return absl::SimpleAtod(text, value) && FormatDouble(*value) == text;
}

bool ParseId(absl::string_view text, uint64_t* id) {
  return absl::SimpleHexAtoi(text, id) && FormatId(*id) == text;
}

// The rules for one segment; InvalidArgument.
absl::Status CheckSegment(const SegmentEntry& segment) {
  if (!IsValidFileName(segment.file_name)) {
    return absl::InvalidArgumentError("the segment's file name is not valid");
  }
  const bool has_deletions = !segment.deletions_file.empty();
  if (has_deletions && (!IsValidFileName(segment.deletions_file) ||
                        segment.deletions_file == kNone)) {
    return absl::InvalidArgumentError("the deletions' file name is not valid");
  }
  if (segment.num_docs > kMaxDocsPerSegment ||
      segment.num_deleted > segment.num_docs ||
      (segment.num_deleted > 0 && !has_deletions)) {
    return absl::InvalidArgumentError("the segment's counts contradict");
  }
  return absl::OkStatus();
}

// The rules for the fields and for what they have to do with each other;
// InvalidArgument.
absl::Status CheckManifest(const Manifest& manifest) {
  if (manifest.generation > kMaxNumber || manifest.next_order > kMaxNumber) {
    return absl::InvalidArgumentError("a number is too large");
  }
  if (manifest.analyzer.size() > kMaxAnalyzerBytes ||
      std::any_of(manifest.analyzer.begin(), manifest.analyzer.end(),
                  absl::ascii_iscntrl)) {
    return absl::InvalidArgumentError("the analyzer's line is not valid");
  }
  if (!std::isfinite(manifest.k1) || std::signbit(manifest.k1) ||
      std::signbit(manifest.b) || !(manifest.b <= 1)) {
    return absl::InvalidArgumentError("k1 or b is out of range");
  }
  absl::flat_hash_set<absl::string_view> names;
  for (const SegmentEntry& segment : manifest.segments) {
    RETURN_IF_ERROR(CheckSegment(segment));
    if (segment.first_order > manifest.next_order) {
      return absl::InvalidArgumentError(
          "a segment's first_order is after next_order");
    }
    for (absl::string_view name : {absl::string_view(segment.file_name),
                                   absl::string_view(segment.deletions_file)}) {
      if (!name.empty() && !names.insert(name).second) {
        return absl::InvalidArgumentError(
            absl::StrCat("the file name ", name, " is used twice"));
      }
    }
  }
  return absl::OkStatus();
}

class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text) {}

  absl::StatusOr<Manifest> Parse() {
    RETURN_IF_ERROR(CheckMagic());
    RETURN_IF_ERROR(CheckChecksum());
    RETURN_IF_ERROR(CheckVersion());
    RETURN_IF_ERROR(CheckFeatures());
    Manifest manifest;
    RETURN_IF_ERROR(ParseFields(&manifest));
    while (!text_.empty()) {
      SegmentEntry segment;
      RETURN_IF_ERROR(ParseSegment(&segment));
      manifest.segments.push_back(std::move(segment));
    }
    const absl::Status status = CheckManifest(manifest);
    if (!status.ok()) return Damage(status.message());
    return manifest;
  }

 private:
  // DataLoss at the line read last.
  absl::Status Damage(absl::string_view what) const {
    return absl::DataLossError(absl::StrCat("line ", line_number_, ": ", what));
  }

  // Reads the line `key` and a blank and sets `*value` to what follows.
  absl::Status ReadLine(absl::string_view key, absl::string_view* value) {
    ++line_number_;
    const size_t end = text_.find('\n');
    absl::string_view line = text_.substr(0, end);
    if (end == absl::string_view::npos || !absl::ConsumePrefix(&line, key) ||
        !absl::ConsumePrefix(&line, " ")) {
      return Damage(absl::StrCat("\"", key, " ...\" expected"));
    }
    text_.remove_prefix(end + 1);
    *value = line;
    return absl::OkStatus();
  }

  absl::Status CheckMagic() {
    line_number_ = 1;
    if (absl::StartsWith(text_, kMagic)) return absl::OkStatus();
    return Damage(absl::StrCat("\"", kMagic, kVersion, "\" expected"));
  }

  // Verifies the last line and takes it away.
  absl::Status CheckChecksum() {
    line_number_ = std::count(text_.begin(), text_.end(), '\n');
    absl::string_view last = text_;
    if (!absl::ConsumeSuffix(&last, "\n")) {
      ++line_number_;
      return Damage("the file ends within a line");
    }
    const size_t begin = last.rfind('\n') + 1;  // 0 without another line
    last.remove_prefix(begin);
    uint64_t expected;
    if (!absl::ConsumePrefix(&last, "checksum ") || !ParseId(last, &expected)) {
      return Damage("\"checksum ...\" expected as the last line");
    }
    text_ = text_.substr(0, begin);
    const uint64_t found = Checksum64(text_);
    if (found == expected) return absl::OkStatus();
    return Damage(absl::StrCat("the checksum of the lines before is ",
                               FormatId(found), ", ", FormatId(expected),
                               " expected"));
  }

  absl::Status CheckVersion() {
    line_number_ = 0;
    absl::string_view value;
    RETURN_IF_ERROR(ReadLine(absl::StripSuffix(kMagic, " "), &value));
    uint64_t version;
    if (!ParseNumber(value, kMaxNumber, &version) || version == 0) {
      return Damage("the version is not a number");
    }
    if (version == kVersion) return absl::OkStatus();
    return absl::UnimplementedError(
        absl::StrCat("the index has version ", version,
                     " of the manifest; this program reads version ", kVersion,
                     " and is too old for it"));
  }

  absl::Status CheckFeatures() {
    absl::string_view features;
    RETURN_IF_ERROR(ReadLine("requires", &features));
    if (features == kNone) return absl::OkStatus();
    for (absl::string_view feature : absl::StrSplit(features, ',')) {
      if (!IsValidFileName(feature)) return Damage("a feature has no name");
    }
    return absl::UnimplementedError(absl::StrCat(
        "the index requires ", features, ", which this program does not know"));
  }

  absl::Status ParseFields(Manifest* manifest) {
    absl::string_view value;
    RETURN_IF_ERROR(ReadLine("generation", &value));
    if (!ParseNumber(value, kMaxNumber, &manifest->generation)) {
      return Damage("generation is not a number");
    }
    RETURN_IF_ERROR(ReadLine("analyzer", &value));
    manifest->analyzer = std::string(value);
    RETURN_IF_ERROR(ReadLine("k1", &value));
    if (!ParseDouble(value, &manifest->k1)) return Damage("k1 is not a number");
    RETURN_IF_ERROR(ReadLine("b", &value));
    if (!ParseDouble(value, &manifest->b)) return Damage("b is not a number");
    RETURN_IF_ERROR(ReadLine("next_order", &value));
    if (!ParseNumber(value, kMaxNumber, &manifest->next_order)) {
      return Damage("next_order is not a number");
    }
    return absl::OkStatus();
  }

  absl::Status ParseSegment(SegmentEntry* segment) {
    absl::string_view value;
    RETURN_IF_ERROR(ReadLine("segment", &value));
    const std::vector<absl::string_view> fields = absl::StrSplit(value, ' ');
    if (fields.size() != 6) return Damage("a segment has six fields");
    segment->file_name = std::string(fields[0]);
    absl::string_view id = fields[1];
    absl::string_view docs = fields[2];
    absl::string_view first_order = fields[3];
    absl::string_view deleted = fields[4];
    absl::string_view deletions = fields[5];
    if (!absl::ConsumePrefix(&id, "id=") ||
        !ParseId(id, &segment->segment_id) ||
        !absl::ConsumePrefix(&docs, "docs=") ||
        !ParseNumber(docs, kMaxDocsPerSegment, &segment->num_docs) ||
        !absl::ConsumePrefix(&first_order, "first_order=") ||
        !ParseNumber(first_order, kMaxNumber, &segment->first_order) ||
        !absl::ConsumePrefix(&deleted, "deleted=") ||
        !ParseNumber(deleted, segment->num_docs, &segment->num_deleted) ||
        !absl::ConsumePrefix(&deletions, "deletions=") || deletions.empty()) {
      return Damage("a field of the segment is not valid");
    }
    if (deletions != kNone) segment->deletions_file = std::string(deletions);
    const absl::Status status = CheckSegment(*segment);
    return status.ok() ? status : Damage(status.message());
  }

  absl::string_view text_;  // what was not read yet
  int64_t line_number_ = 0;
};

}  // namespace

bool operator==(const SegmentEntry& a, const SegmentEntry& b) {
  const auto fields = [](const SegmentEntry& s) {
    return std::tie(s.file_name, s.segment_id, s.num_docs, s.first_order,
                    s.deletions_file, s.num_deleted);
  };
  return fields(a) == fields(b);
}

bool operator==(const Manifest& a, const Manifest& b) {
  const auto fields = [](const Manifest& m) {
    return std::tie(m.generation, m.analyzer, m.k1, m.b, m.next_order,
                    m.segments);
  };
  return fields(a) == fields(b);
}

bool IsValidFileName(absl::string_view name) {
  if (name.empty() || name.size() > kMaxFileNameBytes || name[0] == '.') {
    return false;
  }
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '.' ||
           c == '_' || c == '-';
  });
}

absl::StatusOr<std::string> EncodeManifest(const Manifest& manifest) {
  RETURN_IF_ERROR(CheckManifest(manifest));
  std::string text = absl::StrCat(
      kMagic, kVersion, "\nrequires ", kNone, "\ngeneration ",
      manifest.generation, "\nanalyzer ", manifest.analyzer, "\nk1 ",
      FormatDouble(manifest.k1), "\nb ", FormatDouble(manifest.b),
      "\nnext_order ", manifest.next_order, "\n");
  for (const SegmentEntry& segment : manifest.segments) {
    absl::StrAppend(
        &text, "segment ", segment.file_name,
        " id=", FormatId(segment.segment_id), " docs=", segment.num_docs,
        " first_order=", segment.first_order, " deleted=", segment.num_deleted,
        " deletions=",
        segment.deletions_file.empty() ? kNone : segment.deletions_file, "\n");
  }
  absl::StrAppend(&text, "checksum ", FormatId(Checksum64(text)), "\n");
  if (text.size() > kMaxManifestBytes) {
    return absl::InvalidArgumentError("the manifest has too many segments");
  }
  return text;
}

absl::StatusOr<Manifest> ParseManifest(absl::string_view text) {
  return Parser(text).Parse();
}

absl::StatusOr<Manifest> ReadManifest(FileSystem* fs,
                                      const std::string& directory) {
  const std::string path = JoinPath(directory, kManifestFileName);
  const absl::StatusOr<std::string> text =
      ReadWholeFile(fs, path, kMaxManifestBytes);
  if (absl::IsNotFound(text.status())) {
    if (!fs->Exists(directory)) {
      return absl::NotFoundError(
          absl::StrCat(directory, ": no such index (no such directory)"));
    }
    return absl::FailedPreconditionError(
        absl::StrCat(directory, ": not a Telusur index (no MANIFEST)"));
  }
  RETURN_IF_ERROR(text.status());
  absl::StatusOr<Manifest> manifest = ParseManifest(*text);
  if (manifest.ok()) return manifest;
  return absl::Status(manifest.status().code(),
                      absl::StrCat(path, ": ", manifest.status().message()));
}

absl::Status StageManifest(FileSystem* fs, const std::string& directory,
                           const Manifest& manifest) {
  std::string text;
  ASSIGN_OR_RETURN(text, EncodeManifest(manifest));
  std::unique_ptr<WritableFile> file;
  ASSIGN_OR_RETURN(file,
                   fs->Create(JoinPath(directory, kStagedManifestFileName)));
  RETURN_IF_ERROR(file->Append(text));
  RETURN_IF_ERROR(file->Sync());
  return file->Close();
}

absl::Status PublishManifest(FileSystem* fs, const std::string& directory) {
  RETURN_IF_ERROR(fs->Rename(JoinPath(directory, kStagedManifestFileName),
                             JoinPath(directory, kManifestFileName)));
  return fs->SyncDirectory(directory);
}

absl::Status CommitManifest(FileSystem* fs, const std::string& directory,
                            const Manifest& manifest) {
  RETURN_IF_ERROR(StageManifest(fs, directory, manifest));
  return PublishManifest(fs, directory);
}

}  // namespace telusur
