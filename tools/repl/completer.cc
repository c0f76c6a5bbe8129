#include "tools/repl/completer.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "index/index_reader.h"
#include "index/segment/segment_reader.h"
#include "query/query_syntax.h"
#include "query/surface_list.h"
#include "tools/output/result_format.h"
#include "tools/output/terminal_text.h"
#include "tools/repl/dot_commands.h"
#include "tools/search/query_setting.h"

namespace telusur {
namespace {

constexpr size_t kMaxShownCandidates = 20;

// What has no count stands before what has.
constexpr uint64_t kFirst = std::numeric_limits<uint64_t>::max();

constexpr absl::string_view kFields[] = {"title:", "source:", "date:"};
constexpr absl::string_view kSwitch[] = {"off", "on"};

// Gathers the candidates that begin with what was typed. They must come without
// duplicates, in any order. Those that a terminal must not see are left out:
// what is typed for the user is shown as it is.
class Choice {
 public:
  explicit Choice(absl::string_view typed) : typed_(typed) {}

  void Add(absl::string_view text, std::optional<uint64_t> count) {
    if (!absl::StartsWith(text, typed_) || TerminalText(text) != text) return;
    if (candidates_.empty()) {
      common_ = std::string(text);
    } else {
      size_t size = 0;
      while (size < common_.size() && size < text.size() &&
             common_[size] == text[size]) {
        ++size;
      }
      common_.resize(size);
    }
    candidates_.push_back({std::string(text), count});
  }

  void AddAll(absl::Span<const absl::string_view> texts) {
    for (const absl::string_view text : texts) Add(text, std::nullopt);
  }

  Completion Finish() {
    Completion completion;
    if (candidates_.empty()) return completion;
    // Never a part of a character.
    while (IsContinuation(common_.size())) common_.pop_back();
    if (common_.size() > typed_.size()) {
      completion.suffix = common_.substr(typed_.size());
    }
    if (candidates_.size() == 1) {
      if (!absl::EndsWith(common_, ":")) completion.suffix.push_back(' ');
      return completion;
    }
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const Candidate& a, const Candidate& b) {
                       return a.count.value_or(kFirst) >
                              b.count.value_or(kFirst);
                     });
    if (candidates_.size() > kMaxShownCandidates) {
      completion.num_more = candidates_.size() - kMaxShownCandidates;
      candidates_.resize(kMaxShownCandidates);
    }
    completion.candidates = std::move(candidates_);
    return completion;
  }

 private:
  // Whether the byte that was at `i` when the prefix was cut is in the middle
  // of a character.
  bool IsContinuation(size_t i) const {
    const std::string& text = candidates_[0].text;
    return i > 0 && i < text.size() &&
           (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80;
  }

  const std::string typed_;
  std::string common_;
  std::vector<Candidate> candidates_;
};

void AddCommands(Choice* choice) {
  for (const DotCommand& command : DotCommands()) {
    choice->Add(command.name, std::nullopt);
  }
}

void AddSettings(Choice* choice) {
  for (const QuerySetting& setting : QuerySettingsTable()) {
    choice->Add(setting.name, std::nullopt);
  }
}

// Damage is no reason to disturb who is typing: a query will meet it.
void AddWords(absl::string_view typed, Session* session, Choice* choice) {
  if (typed.empty()) return;
  const absl::StatusOr<const SurfaceList*> list = session->surfaces()->Get();
  if (!list.ok()) return;
  const size_t begin = (*list)->LowerBound(typed);
  const size_t end = (*list)->EndOfPrefix(typed, begin);
  for (size_t i = begin; i < end; ++i) {
    choice->Add((*list)->surface(i), (*list)->df(i));
  }
}

// A source in the way that a query names it.
std::string QuotedIfNeeded(const std::string& name) {
  return absl::StrContains(name, ' ') ? absl::StrCat("\"", name, "\"") : name;
}

void AddSources(const IndexReader& reader, Choice* choice) {
  std::map<std::string, uint64_t> counts;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    const SegmentReader& segment = reader.segment(i);
    std::vector<uint64_t> by_number(segment.source_names().size());
    for (DocId doc = 0; doc < segment.num_docs(); ++doc) {
      const uint32_t number = segment.sources().Get(doc);
      if (number < by_number.size()) ++by_number[number];
    }
    for (size_t n = 0; n < by_number.size(); ++n) {
      const std::string& name = segment.source_names()[n];
      if (!name.empty()) counts[QuotedIfNeeded(name)] += by_number[n];
    }
  }
  for (const auto& [name, count] : counts) choice->Add(name, count);
}

Completion CompleteArgument(absl::string_view command,
                            absl::string_view argument, Session* session) {
  const std::string typed = absl::AsciiStrToLower(argument);
  Choice choice(typed);
  if (command == "help") {
    AddCommands(&choice);
  } else if (command == "mode") {
    choice.AddAll(ResultFormatNames());
  } else if (command == "timer" || command == "pager") {
    choice.AddAll(kSwitch);
  } else if (command == "terms" || command == "stem") {
    AddWords(typed, session, &choice);
  } else if (command == "set") {
    const size_t blank = typed.find(' ');
    if (blank == std::string::npos) {
      AddSettings(&choice);
    } else if (const QuerySetting* setting =
                   FindQuerySetting(typed.substr(0, blank))) {
      Choice value(absl::StripLeadingAsciiWhitespace(
          absl::string_view(typed).substr(blank)));
      value.AddAll(setting->choices);
      return value.Finish();
    }
  }
  return choice.Finish();
}

// The word of a query that the cursor stands behind.
Completion CompleteWord(absl::string_view line, Session* session) {
  const size_t space = line.find_last_of(" \t(\"");
  absl::string_view word =
      space == absl::string_view::npos ? line : line.substr(space + 1);
  while (!word.empty() && absl::StrContains("+-=", word[0])) {
    word.remove_prefix(1);
  }
  QueryScope scope;
  const size_t scope_bytes = ScopeBytes(word, &scope);
  word.remove_prefix(scope_bytes);
  if (scope == QueryScope::kDate) return Completion();
  if (scope == QueryScope::kSource) {
    Choice choice(word);
    AddSources(session->reader(), &choice);
    return choice.Finish();
  }
  const std::string typed = absl::AsciiStrToLower(word);
  Choice choice(typed);
  if (scope == QueryScope::kNone && !typed.empty()) choice.AddAll(kFields);
  AddWords(typed, session, &choice);
  return choice.Finish();
}

}  // namespace

Completion Complete(absl::string_view line, Session* session) {
  line = absl::StripLeadingAsciiWhitespace(line);
  if (!absl::ConsumePrefix(&line, ".")) return CompleteWord(line, session);
  const size_t blank = line.find(' ');
  if (blank == absl::string_view::npos) {
    Choice choice(line);
    AddCommands(&choice);
    return choice.Finish();
  }
  return CompleteArgument(line.substr(0, blank),
                          absl::StripLeadingAsciiWhitespace(line.substr(blank)),
                          session);
}

}  // namespace telusur
