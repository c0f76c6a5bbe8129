#include "tools/input/csv_reader.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"
#include "tools/input/csv_records.h"

namespace telusur {
namespace {

// A first line with more columns is no line of names.
constexpr size_t kMaxColumns = 4096;

// As many as an error names.
constexpr size_t kMaxNamedColumns = 20;

class CsvReader : public RecordReader {
 public:
  CsvReader(InputStream* stream, const ReaderContext& context)
      : context_(context),
        records_(stream, context.options.max_document_bytes) {}

  absl::StatusOr<bool> Next(Document* document) override {
    CsvRecord record;
    if (num_columns_ == 0) {
      ASSIGN_OR_RETURN(const bool more, records_.Next(&record));
      if (!more) return false;
      RETURN_IF_ERROR(ReadHeader(record));
    }
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, records_.Next(&record));
      if (!more) return false;
      ASSIGN_OR_RETURN(const bool good, ReadRecord(record, document));
      if (good) return true;
    }
  }

 private:
  // A column and the document's field that it fills.
  struct Target {
    size_t column;
    std::string Document::*value;
  };

  absl::Status ReadHeader(const CsvRecord& record) {
    if (record.problem != nullptr || record.too_long) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the line of column names: ",
          record.problem == nullptr ? "too long" : record.problem));
    }
    std::vector<std::string> columns;
    CsvFields fields(record.text, records_.separator());
    std::string name;
    while (fields.Next(&name)) {
      if (columns.size() == kMaxColumns) {
        return absl::InvalidArgumentError(
            absl::StrCat("more than ", kMaxColumns, " columns"));
      }
      columns.emplace_back(absl::StripAsciiWhitespace(name));
    }
    num_columns_ = columns.size();
    return ChooseColumns(columns);
  }

  absl::Status ChooseColumns(const std::vector<std::string>& columns) {
    const FieldNames& names = context_.options.fields;
    std::vector<bool> taken(columns.size(), false);
    for (const DocumentField& field : kDocumentFields) {
      const std::string& name = names.*field.name;
      if (name.empty()) continue;
      size_t column = 0;
      while (column < columns.size() &&
             !absl::EqualsIgnoreCase(columns[column], name)) {
        ++column;
      }
      if (column < columns.size()) {
        targets_.push_back({column, field.value});
        taken[column] = true;
      } else if (field.value == &Document::text ||
                 name != FieldNames().*field.name) {
        return NoColumn(name, columns);
      }
    }
    for (size_t i = 0; i < columns.size(); ++i) {
      if (taken[i] || columns[i].empty()) continue;
      NoteIgnoredField(columns[i], &context_.counts->ignored_fields);
    }
    return absl::OkStatus();
  }

  static absl::Status NoColumn(const std::string& name,
                               std::vector<std::string> columns) {
    const bool all = columns.size() <= kMaxNamedColumns;
    if (!all) columns.resize(kMaxNamedColumns);
    return absl::InvalidArgumentError(absl::StrCat(
        "no column is called \"", name, "\"; choose with --text-field, ",
        "--title-field, --id-field and so on among: ",
        absl::StrJoin(columns, ", "), all ? "" : " ..."));
  }

  // False when the record was skipped.
  absl::StatusOr<bool> ReadRecord(const CsvRecord& record, Document* document) {
    if (record.problem != nullptr) {
      RETURN_IF_ERROR(context_.Skip(record.problem_line,
                                    record.too_long ? 0 : record.problem_column,
                                    record.problem, record.text));
      return false;
    }
    if (record.too_long) {
      RETURN_IF_ERROR(context_.SkipTooLarge(record.line));
      return false;
    }
    *document = Document();
    CsvFields fields(record.text, records_.separator());
    std::string value;
    size_t column = 0;
    for (; fields.Next(&value); ++column) {
      for (const Target& target : targets_) {
        if (target.column == column) document->*target.value = value;
      }
    }
    if (column != num_columns_) {
      RETURN_IF_ERROR(context_.Skip(
          record.line, 0,
          absl::StrCat("not ", num_columns_, " fields, as the first line has"),
          record.text));
      return false;
    }
    if (document->id.empty()) document->id = context_.MakeId(record.line);
    return true;
  }

  const ReaderContext context_;
  CsvRecords records_;
  size_t num_columns_ = 0;  // 0: the line of names was not read
  std::vector<Target> targets_;
};

}  // namespace

std::unique_ptr<RecordReader> NewCsvReader(InputStream* stream,
                                           const ReaderContext& context) {
  return absl::make_unique<CsvReader>(stream, context);
}

}  // namespace telusur
