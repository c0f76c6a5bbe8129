#include "index/analysis/compound_reader.h"

#include "index/analysis/compound_readings.h"

namespace telusur {
namespace {

constexpr absl::string_view kPercent = "persen";

// The connector that `character` is, in its normal form, or 0.
char ConnectorOf(const Character& character) {
  switch (character.kind) {
    case CharKind::kHyphen:
      return '-';
    case CharKind::kAmpersand:
      return '&';
    case CharKind::kAt:
      return '@';
    case CharKind::kDot:
      return '.';
    default:
      return 0;
  }
}

bool CanFollow(char connector, CharKind kind) {
  return IsLetter(kind) || (kind == CharKind::kDigit && connector != '.');
}

// Joins the last word to the one before if both are initials: U.S
void JoinInitials(Compound* compound) {
  std::vector<Word>& words = compound->words;
  if (words.size() < 2) return;
  const Word last = words.back();
  Word& previous = words[words.size() - 2];
  if (last.connector != '.' || !last.is_initial || !previous.is_initial) return;
  compound->text.erase(previous.text.end(), 1);  // the dot
  previous.text.size += last.text.size;
  previous.end = last.end;
  compound->pieces.pop_back();
  compound->pieces.back().text = previous.text;
  compound->pieces.back().end = last.end;
  words.pop_back();
}

}  // namespace

size_t CompoundReader::Read(const Character& first, Compound* compound) {
  compound->Clear();
  AppendWord(first, ' ', compound);
  Character next = ReadCharacter(text_, offset_);
  while (compound->HasRoomForWord()) {
    const char connector = ConnectorOf(next);
    if (connector == 0) break;
    const Character after = ReadCharacter(text_, next.end);
    if (!CanFollow(connector, after.kind)) break;
    compound->text.push_back(connector);
    AppendWord(after, connector, compound);
    JoinInitials(compound);
    next = ReadCharacter(text_, offset_);
  }
  AddCompoundReadings(compound);
  const WordKind last = compound->words.back().kind;
  if (next.kind == CharKind::kPercent &&
      (last == WordKind::kDigits || last == WordKind::kNumber)) {
    const Slice text = compound->Build(kPercent);
    compound->pieces.push_back({text, next.begin, next.end});
    offset_ = next.end;
  }
  return offset_;
}

void CompoundReader::AppendWord(const Character& first, char connector,
                                Compound* compound) {
  offset_ = words_.Read(first, connector, compound);
}

}  // namespace telusur
