#include "tools/messages/messages.h"

#include <array>

#include "absl/types/span.h"

namespace telusur {
namespace {

constexpr size_t kMaxParts = 2;

// Whether `text` is `pattern` with something in the place of $0, $1 ...; sets
// `*parts` to what that is. A part ends where what follows it first comes.
bool Matches(absl::string_view pattern, absl::string_view text,
             std::array<absl::string_view, kMaxParts>* parts) {
  for (;;) {
    const size_t mark = pattern.find('$');
    if (mark == absl::string_view::npos) return pattern == text;
    if (text.substr(0, mark) != pattern.substr(0, mark)) return false;
    text.remove_prefix(mark);
    const size_t number = static_cast<size_t>(pattern[mark + 1] - '0');
    pattern.remove_prefix(mark + 2);
    const absl::string_view next = pattern.substr(0, pattern.find('$'));
    const size_t end = next.empty() ? text.size() : text.find(next);
    if (end == absl::string_view::npos) return false;
    (*parts)[number] = text.substr(0, end);
    text.remove_prefix(end);
  }
}

}  // namespace

absl::string_view MessageText(Language language, MessageId id) {
  const MessageRow& row = MessageTable()[static_cast<size_t>(id)];
  return language == Language::kIndonesian ? row.indonesian : row.english;
}

std::string SayDocuments(Language language, uint64_t count) {
  return Say(language,
             count == 1 ? MessageId::kOneDocument : MessageId::kDocuments,
             count);
}

std::string Translated(Language language, absl::string_view english) {
  if (language == Language::kEnglish) return std::string(english);
  for (const SentenceRow& row : SentenceTable()) {
    std::array<absl::string_view, kMaxParts> parts;
    if (!Matches(row.english, english, &parts)) continue;
    // A part may be such a sentence, too: "query: column 3: ...".
    std::array<std::string, kMaxParts> translated;
    for (size_t i = 0; i < kMaxParts; ++i) {
      if (!parts[i].empty()) translated[i] = Translated(language, parts[i]);
    }
    return absl::Substitute(row.indonesian, translated[0], translated[1]);
  }
  return std::string(english);
}

}  // namespace telusur
