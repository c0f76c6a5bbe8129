#include "tools/manual/completions.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace telusur {
namespace {

using Commands = std::vector<CommandModel>;

// One word of a shell, whatever is in it.
std::string Quoted(absl::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
}

// The same for fish, where a backslash counts between single quotes.
std::string FishQuoted(absl::string_view text) {
  return absl::StrCat(
      "'", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"'", "\\'"}}), "'");
}

// A description on one line.
std::string OneLine(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\n", " "}});
}

std::vector<std::string> OptionNames(const CommandModel& command) {
  std::vector<std::string> names;
  for (const OptionModel& option : command.options) {
    if (option.positional) continue;
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

// A case of what precedes the word that is completed.
void AppendBashValues(const CommandModel& command, std::string* out) {
  for (const OptionModel& option : command.options) {
    if (option.positional || option.value.empty()) continue;
    absl::StrAppend(out, "        ", absl::StrJoin(option.names, "|"), ") ");
    if (!option.Choices().empty()) {
      absl::StrAppend(
          out, "words=", Quoted(absl::StrJoin(option.Choices(), " ")), " ;;\n");
    } else {
      absl::StrAppend(out, option.TakesPath() ? "return" : "words=", " ;;\n");
    }
  }
}

// What `_arguments` of zsh calls an option's value, or a positional.
std::string ZshValue(const OptionModel& option) {
  const std::string name =
      option.value.empty() ? option.names[0] : option.value;
  if (!option.Choices().empty()) {
    return absl::StrCat(":word:(", absl::StrJoin(option.Choices(), " "), ")");
  }
  return absl::StrCat(":", name, ":", option.TakesPath() ? "_files" : " ");
}

std::string ZshOption(const OptionModel& option) {
  if (option.positional) {
    return Quoted(absl::StrCat(option.repeatable ? "*" : "", ZshValue(option)));
  }
  const std::string description = absl::StrReplaceAll(
      OneLine(option.description),
      {{"\\", "\\\\"}, {"[", "\\["}, {"]", "\\]"}, {":", "\\:"}});
  std::vector<std::string> words;
  for (const std::string& name : option.names) {
    words.push_back(Quoted(
        absl::StrCat(option.repeatable ? "*" : "", name, "[", description, "]",
                     option.value.empty() ? "" : ZshValue(option))));
  }
  return absl::StrJoin(words, " ");
}

void AppendFishOption(const CommandModel& command, const OptionModel& option,
                      std::string* out) {
  if (option.positional) return;
  absl::StrAppend(out, "complete -c telusur -n ",
                  command.name.empty()
                      ? "__fish_use_subcommand"
                      : FishQuoted(absl::StrCat("__fish_seen_subcommand_from ",
                                                command.name)));
  for (const std::string& name : option.names) {
    const bool is_long = absl::StartsWith(name, "--");
    absl::StrAppend(out, is_long ? " -l " : " -s ",
                    name.substr(is_long ? 2 : 1));
  }
  if (!option.Choices().empty()) {
    absl::StrAppend(out, " -x -a ",
                    FishQuoted(absl::StrJoin(option.Choices(), " ")));
  } else if (!option.value.empty()) {
    absl::StrAppend(out, option.TakesPath() ? " -r -F" : " -x");
  }
  absl::StrAppend(out, " -d ", FishQuoted(OneLine(option.description)), "\n");
}

}  // namespace

std::string BashCompletion(const CommandModel& program,
                           const Commands& commands) {
  std::vector<std::string> words = OptionNames(program);
  std::string cases;
  for (const CommandModel& command : commands) {
    words.push_back(command.name);
    absl::StrAppend(&cases, "    ", command.name,
                    ")\n      case $previous in\n");
    AppendBashValues(command, &cases);
    absl::StrAppend(&cases, "        *) options=",
                    Quoted(absl::StrJoin(OptionNames(command), " ")),
                    " ;;\n      esac ;;\n");
  }
  return absl::StrCat(
      "# Completions of telusur for bash.\n\n"
      "_telusur() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} command='' options='' "
      "words=''\n"
      "  local previous=${COMP_WORDS[COMP_CWORD - 1]} i\n"
      "  # --option=value comes as three words.\n"
      "  if [[ $current == '=' ]]; then\n"
      "    current=''\n"
      "  elif [[ $previous == '=' ]]; then\n"
      "    previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
      "  fi\n"
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
      "    [[ ${COMP_WORDS[i]} == -* ]] && continue\n"
      "    command=${COMP_WORDS[i]}\n"
      "    break\n"
      "  done\n"
      "  case $command in\n"
      "    '') words=",
      Quoted(absl::StrJoin(words, " ")), " ;;\n", cases,
      "  esac\n"
      "  # Where nothing is offered, bash completes paths.\n"
      "  [[ $current == -* ]] && words=${words:-$options}\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
      "}\n\n"
      "complete -o default -F _telusur telusur\n");
}

std::string ZshCompletion(const CommandModel& program,
                          const Commands& commands) {
  std::string names;
  std::string cases;
  for (const CommandModel& command : commands) {
    absl::StrAppend(
        &names, "    ",
        Quoted(absl::StrCat(command.name, ":", OneLine(command.Summary()))),
        "\n");
    absl::StrAppend(&cases, "    ", command.name, ")\n      _arguments -s");
    for (const OptionModel& option : command.options) {
      absl::StrAppend(&cases, " \\\n        ", ZshOption(option));
    }
    cases.append(" ;;\n");
  }
  std::string own;
  for (const OptionModel& option : program.options) {
    absl::StrAppend(&own, " \\\n      ", ZshOption(option));
  }
  return absl::StrCat(
      "#compdef telusur\n"
      "# Completions of telusur for zsh.\n\n"
      "_telusur() {\n"
      "  local -a commands=(\n",
      names,
      "  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe command commands\n"
      "    _arguments",
      own,
      "\n    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  (( CURRENT -= 1 ))\n"
      "  case $command in\n",
      cases,
      "  esac\n"
      "}\n\n"
      "_telusur \"$@\"\n");
}

std::string FishCompletion(const CommandModel& program,
                           const Commands& commands) {
  std::string out = "# Completions of telusur for fish.\n\n";
  for (const OptionModel& option : program.options) {
    AppendFishOption(program, option, &out);
  }
  for (const CommandModel& command : commands) {
    absl::StrAppend(&out, "complete -c telusur -n __fish_use_subcommand -f -a ",
                    command.name, " -d ",
                    FishQuoted(OneLine(command.Summary())), "\n");
    for (const OptionModel& option : command.options) {
      AppendFishOption(command, option, &out);
    }
  }
  return out;
}

}  // namespace telusur
