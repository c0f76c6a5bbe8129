#include "tools/manual/man_page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace telusur {
namespace {

constexpr char kExitStatus[] =
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\ndone, or hits\n"
    ".TP\n.B 1\nno hits, or some records were skipped\n"
    ".TP\n.B 2\nwrong arguments or an unreadable query\n"
    ".TP\n.B 3\nan input or the index is missing\n"
    ".TP\n.B 4\nreading or writing failed, or the disk is full\n"
    ".TP\n.B 5\nthe index is damaged\n"
    ".TP\n.B 6\na limit was reached\n"
    ".TP\n.B 130\ninterrupted\n";

// Text in which nothing is a request, and a minus is what one can copy.
std::string Escaped(absl::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out.append("\\&");
    line_start = c == '\n';
    if (c == '\\') {
      out.append("\\e");
    } else if (c == '-') {
      out.append("\\-");
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string Bold(absl::string_view text) {
  return absl::StrCat("\\fB", Escaped(text), "\\fR");
}

std::string Italic(absl::string_view text) {
  return absl::StrCat("\\fI", Escaped(text), "\\fR");
}

void AppendExamples(absl::string_view examples, std::string* out) {
  if (examples.empty()) return;
  absl::StrAppend(out, ".PP\n.EX\n", Escaped(examples), ".EE\n");
}

void AppendOption(const OptionModel& option, std::string* out) {
  out->append(".TP\n");
  if (option.positional) {
    absl::StrAppend(out, Italic(option.names[0]),
                    option.repeatable ? " ..." : "", "\n");
  } else {
    absl::StrAppend(
        out,
        absl::StrJoin(option.names, ", ",
                      [](std::string* line, const std::string& name) {
                        absl::StrAppend(line, Bold(name));
                      }),
        option.value.empty() ? "" : absl::StrCat(" ", Italic(option.value)),
        "\n");
  }
  absl::StrAppend(out, Escaped(option.description),
                  option.required ? " (required)" : "");
  if (!option.default_value.empty()) {
    absl::StrAppend(out, " [", Escaped(option.default_value), "]");
  }
  out->append("\n");
}

void AppendCommand(const CommandModel& command, std::string* out) {
  absl::StrAppend(out, ".SS telusur ", Escaped(command.name), "\n",
                  Escaped(command.description), "\n");
  AppendExamples(command.examples, out);
  for (const OptionModel& option : command.options) AppendOption(option, out);
}

}  // namespace

std::string ManPage(const CommandModel& program,
                    const std::vector<CommandModel>& commands,
                    absl::string_view version) {
  std::string page = absl::StrCat(
      ".TH TELUSUR 1 \"\" \"telusur ", version, "\" \"User Commands\"\n",
      ".SH NAME\ntelusur \\- full\\-text search for Indonesian text\n",
      ".SH SYNOPSIS\n.B telusur\n.I COMMAND\n.RI [ OPTION ...]\n",
      ".SH DESCRIPTION\n", Escaped(program.description), "\n",
      "Each command prints its part of this page with ", Bold("--help"),
      ".\n.SH EXAMPLES\n");
  AppendExamples(program.examples, &page);
  page.append(".SH COMMANDS\n");
  for (const CommandModel& command : commands) AppendCommand(command, &page);
  page.append(kExitStatus);
  return page;
}

}  // namespace telusur
